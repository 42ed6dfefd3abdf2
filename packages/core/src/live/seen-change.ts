import type { Image } from '../query/canonical.js'
import type { RecordRef, Value, Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** A record after a change. */
export interface RecordState {
  readonly ref: RecordRef
  readonly version: string
  readonly values: Values
  /** What views show of it, by their list of properties. */
  records: Map<readonly string[], StoredRecord> | undefined
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
  return { change, before, after, state: { ref, version, values: change.after ?? nothing, records: undefined } }
}
const nothing: Values = {}

/** The record with these properties alone. */
export function recordOf(state: RecordState, select: readonly string[]): StoredRecord {
  const known = state.records?.get(select)
  if (known) return known
  const { ref, version, values } = state
  const record = { ref, version, values: selectValues(values, select) }
  state.records ??= new Map()
  state.records.set(select, record)
  return record
}

/** Those properties alone; a missing one is `null`. */
export function selectValues(values: Values, select: readonly string[]): Values {
  const selected: Record<string, Value> = {}
  for (const property of select) selected[property] = (Object.hasOwn(values, property) ? values[property] : null) ?? null
  return selected
}
