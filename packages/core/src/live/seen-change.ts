import type { Image } from '../query/canonical.js'
import type { Value, Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** A change as views look at it: what is made of it once is shared by all of them. */
export interface SeenChange {
  readonly change: Change
  readonly before: Image | undefined
  readonly after: Image | undefined
  /** The record after it, by the list of properties that a view shows. */
  readonly records: Map<readonly string[], StoredRecord>
}

/** The change, seen for the first time. */
export function toSeen(change: Change): SeenChange {
  const { id } = change.ref
  const before = change.before && { id, values: change.before }
  const after = change.after && { id, values: change.after }
  return { change, before, after, records: new Map() }
}

/** The record after the change, with these properties alone. */
export function recordOf({ change, after, records }: SeenChange, select: readonly string[]): StoredRecord {
  const known = records.get(select)
  if (known) return known
  const record = { ref: change.ref, version: change.version, values: selectValues(after?.values ?? {}, select) }
  records.set(select, record)
  return record
}

/** Those properties alone; a missing one is `null`. */
export function selectValues(values: Values, select: readonly string[]): Values {
  const selected: Record<string, Value> = {}
  for (const property of select) selected[property] = (Object.hasOwn(values, property) ? values[property] : null) ?? null
  return selected
}
