import type { Image } from '../query/canonical.js'
import type { RecordId, Values } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'

/** Order of rows; never 0 for two different ids. */
export type CompareRows = (a: Image, b: Image) => number

/**
 * A stretch of the ordered matches, around the ranks that are shown, and the number of all matches.
 *
 * Shape: three lists side by side, which have the ranks from `base` on, without a gap; shown are the ranks from `from`, `size` of them.
 * Empty: without rows, all matches that there are lie before the stretch (`base` is `total`), or it is `lost`.
 */
export interface RankedWindow {
  readonly from: number
  readonly size: number
  readonly slack: number
  readonly compare: CompareRows
  /** A number that orders most rows without looking at them. */
  readonly leadOf: (values: Values) => number
  readonly leads: number[]
  readonly rows: Image[]
  readonly records: StoredRecord[]
  base: number
  total: number
  /** It is no longer known where the stretch lies; only the total is kept. */
  lost: boolean
  /** Grows whenever other rows may be shown. */
  edits: number
}

/** A window without rows. */
export function createWindow(options: Pick<RankedWindow, 'from' | 'size' | 'slack' | 'compare' | 'leadOf'>): RankedWindow {
  return { ...options, leads: [], rows: [], records: [], base: 0, total: 0, lost: false, edits: 0 }
}

/** Puts a row at the end. */
export function append(window: RankedWindow, row: Image, record: StoredRecord): void {
  window.leads.push(window.leadOf(row.values))
  window.rows.push(row)
  window.records.push(record)
}

/** A row matches now; its place if the window holds it, to which the caller brings the record, or -1. */
export function enter(window: RankedWindow, row: Image): number {
  const others = window.total++
  if (window.lost) return -1
  const { rows } = window
  const lead = window.leadOf(row.values)
  const place = placeOf(window, row, lead)
  if (place === 0 && window.base > 0) {
    window.base++
    window.edits++
    return -1
  }
  if (place === rows.length && window.base + place < others) return -1
  note(window, place)
  insertAt(window.leads, place, lead)
  insertAt(rows, place, row)
  // The record of the row itself follows; until then another holds its place.
  insertAt(window.records, place, window.records[place] ?? (window.records[place - 1] as StoredRecord))
  return place
}

/** A row that stood where `row` says matches no more; whether the window held it. */
export function leave(window: RankedWindow, row: Image): boolean {
  window.total--
  if (window.lost) return false
  const { rows } = window
  const place = placeOf(window, row, window.leadOf(row.values))
  if (rows[place]?.id === row.id) {
    note(window, place)
    removeAt(window.leads, place)
    removeAt(rows, place)
    removeAt(window.records, place)
    window.lost = rows.length === 0 && window.base < window.total
    return true
  }
  if (place > 0 || window.base === 0) return false
  window.base--
  window.edits++
  return false
}

/** Puts the new values of a row in the place that it keeps; that place, to which the caller brings the record, or -1. */
export function replace(window: RankedWindow, row: Image): number {
  if (window.lost) return -1
  const place = placeOf(window, row, window.leadOf(row.values))
  if (window.rows[place]?.id !== row.id) return -1
  note(window, place)
  window.rows[place] = row
  return place
}

/** Takes away what lies further beyond the shown rows than the slack. */
export function trim(window: RankedWindow, release: (id: RecordId) => void): void {
  const { leads, rows, records } = window
  const most = window.from + window.size + window.slack - window.base
  while (most > 0 && rows.length > most) {
    leads.pop()
    records.pop()
    release((rows.pop() as Image).id)
  }
}

/** Whether rows are to be shown that the window does not hold: the query has to run again. */
export function lacksRows({ from, size, base, total, rows, lost }: RankedWindow): boolean {
  const end = Math.min(from + size, total)
  return end > from && (lost || base > from || base + rows.length < end)
}

/** The records to show. */
export function shownRecords({ from, size, base, total, records }: RankedWindow): readonly StoredRecord[] {
  const end = Math.min(from + size, total)
  return end > from ? records.slice(from - base, end - base) : []
}

/** Place of the first row that does not come before that one. */
function placeOf({ leads, rows, compare }: RankedWindow, row: Image, lead: number): number {
  let low = 0
  let high = rows.length
  if (high > 0 && (leads[high - 1] as number) < lead) return high
  while (low < high) {
    const middle = (low + high) >> 1
    const there = leads[middle] as number
    if (there < lead || (there === lead && compare(rows[middle] as Image, row) < 0)) low = middle + 1
    else high = middle
  }
  return low
}

function note(window: RankedWindow, place: number): void {
  if (window.base + place < window.from + window.size) window.edits++
}
const shiftedByHand = 256
function insertAt<T>(list: T[], place: number, item: T): void {
  if (list.length - place > shiftedByHand) list.splice(place, 0, item)
  else {
    for (let at = list.length; at > place; at--) list[at] = list[at - 1] as T
    list[place] = item
  }
}
function removeAt<T>(list: T[], place: number): void {
  if (list.length - place > shiftedByHand) list.splice(place, 1)
  else {
    for (let at = place + 1; at < list.length; at++) list[at - 1] = list[at] as T
    list.pop()
  }
}
