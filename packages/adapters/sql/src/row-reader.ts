import type { StoredRecord, Value, Values } from '@tenure/core/adapter'
import { decoderOf, type SqlValue } from './codec.js'
import { fixedColumns } from './layout.js'
import type { PlacedColumn, TypeView } from './layout-view.js'

/** A row as a driver returns it: values by place. */
export type SqlRow = readonly SqlValue[]
/** Reads the rows of one kind of selection. */
export interface RowReader {
  readonly columns: readonly string[]
  /** The table of each column, where that is not the record's own. */
  readonly tables: readonly (string | undefined)[]
  readonly read: (row: SqlRow) => StoredRecord
  /** The values alone. */
  readonly values: (row: SqlRow) => Values
}
type Cell = {
  readonly name: string
  readonly from: number
  readonly currency: boolean
  readonly decode: ((stored: SqlValue) => Value) | undefined
}

/** What a reader is for: `sparse` leaves missing values out, `archived` says whether archived records may be among them. */
export interface ReaderOptions {
  readonly sparse: boolean
  readonly archived: boolean
}

/** A column to read, and the name of its values; `table` if it is not the record's own. */
export interface NamedColumn extends Pick<PlacedColumn, 'property' | 'kind' | 'column' | 'currency'> {
  readonly table?: string
}
/** Reader of records with these properties; a missing value is `null`, unless it is left out. */
export function rowReader({ type }: TypeView, columns: readonly NamedColumn[], { sparse, archived }: ReaderOptions): RowReader {
  const names: string[] = [fixedColumns.id, fixedColumns.version, ...(archived ? [fixedColumns.archivedAt] : [])]
  const tables: (string | undefined)[] = names.map(() => undefined)
  const cells: Cell[] = []
  for (const { property, kind, column, currency, table } of columns) {
    cells.push({ name: property, from: names.length, currency: currency !== undefined, decode: decoderOf(kind) })
    names.push(column, ...(currency === undefined ? [] : [currency]))
    while (tables.length < names.length) tables.push(table)
  }
  const make = sparse ? sparseValues(cells) : fullValues(cells)
  const read = archived ? (row: SqlRow) => toAnyRecord(type, row, make(row)) : (row: SqlRow) => toRecord(type, row, make(row))
  return { columns: names, tables, read, values: make }
}

function toRecord(type: string, row: SqlRow, values: Record<string, Value>): StoredRecord {
  return { ref: { type, id: row[0] as string }, version: String(row[1]), values }
}
function toAnyRecord(type: string, row: SqlRow, values: Record<string, Value>): StoredRecord {
  const archivedAt = row[2] as number | null
  const record = toRecord(type, row, values)
  return archivedAt === null ? record : { ...record, archivedAt }
}

// A copy of an object that has all the names already is made faster than one that gets them one by one.
function fullValues(cells: readonly Cell[]): (row: SqlRow) => Record<string, Value> {
  const set = setter(cells)
  const empty: Record<string, Value> = {}
  for (const { name } of cells) set(empty, name, null)
  return (row) => {
    const values = { ...empty }
    for (const cell of cells) set(values, cell.name, readCell(cell, row))
    return values
  }
}

function sparseValues(cells: readonly Cell[]): (row: SqlRow) => Record<string, Value> {
  const set = setter(cells)
  return (row) => {
    const values: Record<string, Value> = {}
    for (const cell of cells) if (row[cell.from] !== null) set(values, cell.name, readCell(cell, row))
    return values
  }
}

function readCell({ from, currency, decode }: Cell, row: SqlRow): Value {
  const stored = row[from] as SqlValue
  if (decode !== undefined) return decode(stored)
  return currency && stored !== null ? { amount: stored as string, currency: row[from + 1] as string } : stored
}

// Assigning to `__proto__` would not make a property.
function setter(cells: readonly Cell[]): (values: Record<string, Value>, name: string, value: Value) => void {
  if (cells.some(({ name }) => name === '__proto__')) return setOwn
  return (values, name, value) => {
    values[name] = value
  }
}
/** Sets a property of that name, whatever the name. */
export function setOwn(values: Record<string, Value>, name: string, value: Value): void {
  if (name !== '__proto__') values[name] = value
  else Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true })
}
