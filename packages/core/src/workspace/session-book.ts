import { type Observable, Subject } from 'rxjs'
import type { Instant } from '../base/clock.js'
import type { RecordId, UserId, Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** Name of the object type that keeps sessions of browsers. */
export const sessionType = 'session'

/** A browser's session as the store keeps it. Its id is a digest of what the browser's cookie holds; that itself is kept nowhere. */
export interface KeptSession {
  readonly id: RecordId
  readonly user: UserId
  readonly createdAt: Instant
  readonly usedAt: Instant
  readonly endsAt: Instant
}
/** The sessions that the store keeps now; it follows commits. */
export interface SessionBook {
  all(): readonly KeptSession[]
  find(id: RecordId): KeptSession | undefined
  /** Ids of sessions that have ended, here or in another process on the same store. */
  readonly ended: Observable<RecordId>
  /** Follows a stored change. */
  apply(change: Change): void
}

/** A book of the sessions that a store holds. */
export function createSessionBook(records: readonly StoredRecord[]): SessionBook {
  const ended = new Subject<RecordId>()
  const sessions = new Map<RecordId, KeptSession>()
  for (const { ref, values } of records) sessions.set(ref.id, toSession(ref.id, values))
  return {
    ended,
    all: () => [...sessions.values()],
    find: (id) => sessions.get(id),
    apply({ ref: { type, id }, after }) {
      if (type !== sessionType) return
      if (after !== undefined) sessions.set(id, toSession(id, after))
      else if (sessions.delete(id)) ended.next(id)
    },
  }
}

function toSession(id: RecordId, values: Values): KeptSession {
  const at = (name: string): Instant => Number(values[name] ?? 0)
  return { id, user: String(values['user'] ?? ''), createdAt: at('createdAt'), usedAt: at('usedAt'), endsAt: at('endsAt') }
}
