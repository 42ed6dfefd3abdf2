import type { Format } from '@tenure/core/block'
import type { Row } from '../data/named.js'
import { isMoney } from '../format/is-money.js'
import type { Reading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'

/** A column of a plain table. */
export interface PlainColumn {
  readonly field: string
  readonly label: string
  readonly format: Format
}
/** By which column a plain table is sorted. */
export interface PlainSort {
  readonly field: string
  readonly direction: 'ascending' | 'descending'
}

/** The rows whose cells have the text, as they are written, in capitals or not. */
export function searchRows(rows: readonly Row[], columns: readonly PlainColumn[], search: string, reading: Reading): readonly Row[] {
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return rows
  return rows.filter((row) => columns.some(({ field, format }) => textOf(row[field], format, reading).toLowerCase().includes(wanted)))
}

/** The rows in the order of a column: amounts by currency and then by amount, people by name, text as the language sorts it; unknown values last. */
export function sortRows(rows: readonly Row[], sort: PlainSort | undefined, format: Format, reading: Reading): readonly Row[] {
  if (sort === undefined) return rows
  const { field, direction } = sort
  const compareTexts = new Intl.Collator(reading.formats.env.locale, { numeric: true, sensitivity: 'base' }).compare
  const sign = direction === 'ascending' ? 1 : -1
  const isUnknown = (row: Row) => row[field] === null || row[field] === undefined || row[field] === ''
  const known = rows.filter((row) => !isUnknown(row))
  const sorted = known.toSorted((a, b) => sign * compare(a[field], b[field]))
  return [...sorted, ...rows.filter(isUnknown)]

  function compare(a: unknown, b: unknown): number {
    if (isMoney(a) && isMoney(b)) return compareTexts(a.currency, b.currency) || Number(a.amount) - Number(b.amount)
    if (typeof a === 'number' && typeof b === 'number') return a - b
    return compareTexts(textForOrder(a), textForOrder(b))
  }
  // A day is text that sorts as it is.
  function textForOrder(value: unknown): string {
    return format === 'date' || format === 'relative-date' ? String(value) : textOf(value, format, reading)
  }
}

/** The sort after a press on a column head: ascending, descending, then in the order of the source. */
export function nextSort(sort: PlainSort | undefined, field: string): PlainSort | undefined {
  if (sort?.field !== field) return { field, direction: 'ascending' }
  return sort.direction === 'ascending' ? { field, direction: 'descending' } : undefined
}
