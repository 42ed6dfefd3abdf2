import type { PastMerge } from '../contract/any-records.js'
import type { DynamicRow, PastValue } from '../contract/records.js'
import type { LiveWindow } from '../live/live-window.js'
import type { FoundEntry } from '../records/read-records.js'
import type { Window } from '../schema/row.js'
import type { Value } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'

/** A value of a row: its name in the query, and the property behind it; `undefined` if the workspace has chosen none. */
export interface Named {
  readonly name: string
  readonly real: string | undefined
}
/** Names of the values of a row, as one value for the same names. */
export interface RowNames {
  readonly list: readonly Named[]
  readonly text: string
}

/** Names with the text that is the same for the same names. */
export function toRowNames(list: readonly Named[]): RowNames {
  return { list, text: JSON.stringify(list.map(({ name, real }) => [name, real ?? null])) }
}

/** The row of a record: made once for all queries with the same names, and frozen. */
export function rowOfRecord(record: StoredRecord, names: RowNames): DynamicRow {
  return remember(rows, record, names.text, () => toRow(record, names))
}
/**
 * The rows of a live window: made once for all watchers with the same names, and frozen. `objectType`, the type of its records, is added
 * beside the rows for those who ask for it.
 */
export function windowOfRows(
  window: LiveWindow,
  names: RowNames,
  objectType?: string,
): Window<DynamicRow> & { readonly objectType?: string } {
  return remember(objectType === undefined ? windows : typedWindows, window, names.text, () =>
    Object.freeze({
      rows: Object.freeze(window.records.map((record) => rowOfRecord(record, names))),
      total: window.total,
      mode: window.mode,
      ...(objectType !== undefined && { objectType }),
    }),
  )
}

// They live as long as the records and windows of the engine that they were made from.
const rows = new WeakMap<StoredRecord, Map<string, DynamicRow>>()
const windows = new WeakMap<LiveWindow, Map<string, Window<DynamicRow>>>()
const typedWindows = new WeakMap<LiveWindow, Map<string, Window<DynamicRow>>>()

function remember<Of extends object, Made>(made: WeakMap<Of, Map<string, Made>>, of: Of, text: string, make: () => Made): Made {
  const known = made.get(of)
  const found = known?.get(text)
  if (found !== undefined) return found
  const fresh = make()
  if (known === undefined) made.set(of, new Map([[text, fresh]]))
  else known.set(text, fresh)
  return fresh
}
function toRow({ ref, values }: StoredRecord, { list }: RowNames): DynamicRow {
  const row: Record<string, Value> = { id: ref.id }
  for (const { name, real } of list) row[name] = real === undefined ? null : (values[real] ?? null)
  return Object.freeze(row) as DynamicRow
}

/** An entry of the history as plugins read it. */
export function toPast(entry: FoundEntry): PastValue {
  const { property, value, before, from } = entry
  return { property, value, before, ...toDeed(entry), ...(from !== undefined && { from }) }
}
/** A merge as plugins read it. */
export function toPastMerge(entry: FoundEntry): PastMerge {
  return { other: entry.from ?? '', ...toDeed(entry) }
}
function toDeed({ at, actor: { source, user, plugin }, group }: FoundEntry): Omit<PastMerge, 'other'> {
  return {
    at,
    source,
    ...(user !== undefined && { user }),
    ...(plugin !== undefined && { plugin }),
    ...(group !== undefined && { group }),
  }
}
