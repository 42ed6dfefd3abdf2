import type { RecordId, RecordRef, UserId, Values } from '../../schema/value.js'
import type { Change, StoredRecord } from '../../storage/adapter.js'
import { toRef } from './notification.js'

/** Name of the object type that says who follows which record. */
export const followType = 'follow'

/** Who follows which record (REC-4). It is asked at every write, so it is in memory. */
export interface FollowBook {
  /** The users who follow a record. */
  of(ref: RecordRef): ReadonlySet<UserId>
  /** The records that say so. */
  all(): readonly RecordRef[]
  /** Follows a stored change. */
  apply(change: Change): void
}

const nobody: ReadonlySet<UserId> = new Set()

/** A book of what users follow. */
export function createFollowBook(records: readonly StoredRecord[]): FollowBook {
  const known = new Map<RecordId, { readonly key: string; readonly user: UserId }>()
  const followers = new Map<string, Set<UserId>>()
  const forget = (id: RecordId): void => {
    const { key, user } = known.get(id) ?? { key: '', user: '' }
    known.delete(id)
    const users = followers.get(key)
    users?.delete(user)
    if (users?.size === 0) followers.delete(key)
  }
  const learn = (id: RecordId, { user, name, since }: Values): void => {
    const ref = typeof name === 'string' && typeof since === 'number' ? toRef(name) : undefined
    if (ref === undefined || typeof user !== 'string') return
    const key = keyOf(ref)
    known.set(id, { key, user })
    const users = followers.get(key)
    if (users === undefined) followers.set(key, new Set([user]))
    else users.add(user)
  }
  for (const { ref, values, archivedAt } of records) if (archivedAt === undefined) learn(ref.id, values)
  return {
    of: (ref) => followers.get(keyOf(ref)) ?? nobody,
    all: () => [...known.keys()].map((id) => ({ type: followType, id })),
    apply({ ref, after }) {
      if (ref.type !== followType) return
      forget(ref.id)
      if (after !== undefined) learn(ref.id, after)
    },
  }
}

function keyOf({ type, id }: RecordRef): string {
  return `${type}/${id}`
}
