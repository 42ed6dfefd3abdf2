import type { Instant } from '../../base/clock.js'
import { keyOf } from '../../records/draft.js'
import type { RecordRef } from '../../schema/value.js'

/** Records that something was done to lately, the newest of them. */
export interface RecentRecords {
  add(ref: RecordRef, at: Instant): void
  since(at: Instant): readonly RecordRef[]
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
    since: (since) => [...known.values()].flatMap(({ ref, at }) => (at >= since ? [ref] : [])),
  }
}
