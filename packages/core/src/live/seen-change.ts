import type { Image } from '../query/canonical.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'
import { type Selection, selectRecord } from './selection.js'

/** A record after a change. */
export interface RecordState {
  readonly ref: RecordRef
  readonly version: string
  readonly values: Values
  /** What views show of it. */
  records: Map<Selection, StoredRecord> | undefined
}
/** A change as views see it: what one view works out is shared by all. */
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

/** The record as views of that selection show it. */
export function recordOf(state: RecordState, selection: Selection): StoredRecord {
  const known = state.records?.get(selection)
  if (known) return known
  const record = selectRecord(selection, state)
  state.records ??= new Map()
  state.records.set(selection, record)
  return record
}
