import type { ColumnChoice, SavedView } from './answers.js'

/** A row of any provider: an id, and fields by their names. A dot in a name is a part of the name. */
export interface Row extends Answer {
  readonly id: string
}
/** A part of a list, with the number of all. */
export interface RowWindow {
  readonly rows: readonly Row[]
  readonly total: number
  readonly offset?: number
  readonly objectType?: string
  /** Where to go on, of what was read from a place on. */
  readonly next?: string
}
/** An answer of any provider, by the names of its parts. */
export type Answer = Readonly<Record<string, unknown>>

/** The value in the shape that is needed, or `undefined` where it has another one. */
export type Shape<T> = (value: unknown) => T | undefined

/** Rows of a window, or of a plain list; each with an id of its own. */
export const rowsShape: Shape<RowWindow> = (value) => {
  if (Array.isArray(value)) return toWindow(value, { total: value.length })
  if (!isAnswer(value) || !Array.isArray(value['rows'])) return undefined
  const { rows, total = rows.length, offset, objectType, next } = value
  if (!isCount(total) || !isMissing(offset, isCount) || !isMissing(objectType, isText) || !isMissing(next, isText)) return undefined
  return toWindow(rows, { ...value, total })
}
/** Parts by name. */
export const answerShape: Shape<Answer> = (value) => (isAnswer(value) ? value : undefined)
/** Views of a table. */
export const viewsShape: Shape<readonly SavedView[]> = (value) => listOf(value, isView)
/** Columns of a table. */
export const columnsShape: Shape<readonly ColumnChoice[]> = (value) => listOf(value, isColumn)

function toWindow(rows: readonly unknown[], rest: { readonly total: number }): RowWindow | undefined {
  if (!rows.every((row): row is Answer => isAnswer(row) && isMissing(row['id'], isText))) return undefined
  return { ...rest, rows: rows.map((row, at) => (isRow(row) ? row : { ...row, id: String(at) })) }
}
function listOf<T>(value: unknown, is: (item: unknown) => item is T): readonly T[] | undefined {
  return Array.isArray(value) && value.every(is) ? value : undefined
}
function isView(item: unknown): item is SavedView {
  if (!isAnswer(item)) return false
  const { id, title, builtIn, total, icon, description } = item
  const isWritten = isText(id) && isText(title) && isMissing(icon, isText) && isMissing(description, isText)
  return isWritten && typeof builtIn === 'boolean' && (total === null || isCount(total))
}
function isColumn(item: unknown): item is ColumnChoice {
  if (!isAnswer(item)) return false
  const { field, label, kind, format, sortable, byDefault, options } = item
  const isWritten = [field, label, kind, format].every(isText)
  return isWritten && typeof sortable === 'boolean' && typeof byDefault === 'boolean' && isMissing(options, isOptions)
}
function isOptions(options: unknown): boolean {
  return Array.isArray(options) && options.every((option) => isAnswer(option) && isText(option['value']) && isText(option['label']))
}
function isRow(row: Answer): row is Row {
  return isText(row['id'])
}
function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function isText(value: unknown): value is string {
  return typeof value === 'string'
}
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
function isMissing(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value)
}

/** How many rows there are, and what they come to by the fields of columns. */
export interface Totals {
  readonly count: number
  readonly totals: readonly { readonly field: string; readonly measure: string; readonly value: unknown }[]
}
/** Totals of a table. */
export const totalsShape: Shape<Totals> = (value) => {
  if (!isAnswer(value) || !isCount(value['count'])) return undefined
  const totals = listOf(value['totals'], isTotal)
  return totals && { count: value['count'], totals }
}
function isTotal(item: unknown): item is Totals['totals'][number] {
  return isAnswer(item) && isText(item['field']) && isText(item['measure']) && 'value' in item
}
