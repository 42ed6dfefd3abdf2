import type { RecordId, RecordRef } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** Name of the object type that says which record an id leads to since its own was merged. */
export const aliasType = 'alias'

/** Where the ids of merged records lead (REC-4). */
export interface AliasBook {
  /** The record that an id names now: that of the last merge, or its own. */
  resolve(ref: RecordRef): RecordRef
  /** The ids that lead to a record, but for its own. */
  merged(ref: RecordRef): readonly RecordId[]
  /** Follows a stored change; says whether it was about an alias. */
  apply(change: Change): boolean
}

/** A book with the stored aliases. */
export function createAliasBook(records: readonly StoredRecord[]): AliasBook {
  const to = new Map<string, RecordId>()
  const from = new Map<string, RecordId[]>()
  const learn = ({ type, from: old, to: id }: Readonly<Record<string, unknown>>): void => {
    if (typeof type !== 'string' || typeof old !== 'string' || typeof id !== 'string') return
    to.set(keyOf(type, old), id)
    from.set(keyOf(type, id), [...(from.get(keyOf(type, id)) ?? []), old])
  }
  const merged = (ref: RecordRef): readonly RecordId[] =>
    (from.get(keyOf(ref.type, ref.id)) ?? []).flatMap((id) => [id, ...merged({ type: ref.type, id })])
  for (const { values } of records) learn(values)
  return {
    merged,
    resolve({ type, id }) {
      let last = id
      for (let next = to.get(keyOf(type, id)); next !== undefined; next = to.get(keyOf(type, next))) last = next
      return { type, id: last }
    },
    apply({ ref, after }) {
      if (ref.type !== aliasType) return false
      if (after !== undefined) learn(after)
      return true
    },
  }
}

/** The id of the alias of a record. */
export function aliasId({ type, id }: RecordRef): RecordId {
  return `${type}:${id}`
}
function keyOf(type: string, id: RecordId): string {
  return `${type} ${id}`
}
