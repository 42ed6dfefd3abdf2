import type { Image } from '../query/canonical.js'
import type { RecordRef, Value, Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** A record after a change. */
export interface RecordState {
  readonly ref: RecordRef
  readonly version: string
  readonly values: Values
  /** What views show of it, by their list of properties. */
  readonly records: Map<readonly string[], StoredRecord>
}
/** A change as views look at it: what is made of it once is shared by all of them. */
export interface SeenChange {
  readonly change: Change
  readonly before: Image | undefined
  readonly after: Image | undefined
  readonly state: RecordState
}

/** The change, seen for the first time. */
export function toSeen(change: Change): SeenChange {
  const { ref, version } = change
  const before = change.before && { id: ref.id, values: change.before }
  const after = change.after && { id: ref.id, values: change.after }
  return { change, before, after, state: { ref, version, values: change.after ?? nothing, records: new Map() } }
}
const nothing: Values = {}

/** The record with these properties alone. */
export function recordOf({ ref, version, values, records }: RecordState, select: readonly string[]): StoredRecord {
  const known = records.get(select)
  if (known) return known
  const record = { ref, version, values: selectValues(values, select) }
  records.set(select, record)
  return record
}

/** Those properties alone; a missing one is `null`. */
export function selectValues(values: Values, select: readonly string[]): Values {
  const selected: Record<string, Value> = {}
  for (const property of select) selected[property] = (Object.hasOwn(values, property) ? values[property] : null) ?? null
  return selected
}
