import type { Instant } from '../../base/clock.js'
import { keyOf } from '../../records/draft.js'
import type { RecordId, RecordRef } from '../../schema/value.js'

/** Records that something was done to lately, the newest of them. */
export interface RecentRecords {
  add(ref: RecordRef, at: Instant): void
  /** By object type. */
  since(at: Instant): ReadonlyMap<string, ReadonlySet<RecordId>>
}

/** As many are remembered. */
const most = 20_000

/** None yet. */
export function createRecentRecords(): RecentRecords {
  const known = new Map<string, { readonly ref: RecordRef; readonly at: Instant }>()
  return {
    add(ref, at) {
      const key = keyOf(ref)
      known.delete(key)
      known.set(key, { ref, at })
      const [oldest] = known.keys()
      if (known.size > most && oldest !== undefined) known.delete(oldest)
    },
    since(since) {
      const found = new Map<string, Set<RecordId>>()
      for (const { ref, at } of known.values()) if (at >= since) found.set(ref.type, (found.get(ref.type) ?? new Set()).add(ref.id))
      return found
    },
  }
}
