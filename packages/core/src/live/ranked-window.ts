import type { Image } from '../query/canonical.js'
import type { Values } from '../schema/value.js'

/** Order of rows; never 0 for two different ids. */
export type CompareRows = (a: Image, b: Image) => number

/**
 * A stretch of the ordered matches, around the ranks that are shown, and the number of all matches.
 *
 * Shape: three lists side by side, which have the ranks from `base` on, without a gap; shown are the ranks from `from`, `size` of them.
 * Empty: without rows, all matches that there are lie before the stretch (`base` is `total`), or it is `lost`.
 */
export interface RankedWindow<Item> {
  readonly from: number
  readonly size: number
  readonly slack: number
  readonly compare: CompareRows
  /** A number that orders most rows without looking at them. */
  readonly leadOf: (values: Values) => number
  readonly leads: number[]
  readonly rows: Image[]
  /** What the owner of the window keeps of each row. */
  readonly items: Item[]
  base: number
  total: number
  /** The place of the stretch is no longer known; only the total is kept. */
  lost: boolean
  /** Grows whenever other rows may be shown. */
  edits: number
}

/** A window without rows. */
export function createWindow<Item>(
  options: Pick<RankedWindow<Item>, 'from' | 'size' | 'slack' | 'compare' | 'leadOf'>,
): RankedWindow<Item> {
  return { ...options, leads: [], rows: [], items: [], base: 0, total: 0, lost: false, edits: 0 }
}

/** Puts a row at the end. */
export function append<Item>(window: RankedWindow<Item>, row: Image, item: Item): void {
  window.leads.push(window.leadOf(row.values))
  window.rows.push(row)
  window.items.push(item)
}

/** A row matches now. Returns its place, for which the caller sets the item, or -1 if the window does not hold it. */
export function enter<Item>(window: RankedWindow<Item>, row: Image): number {
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
  // The item of the row itself follows; until then another holds its place.
  insertAt(window.items, place, window.items[place] ?? (window.items[place - 1] as Item))
  return place
}

/** The row with these old values no longer matches. Returns its item if the window held it. */
export function leave<Item>(window: RankedWindow<Item>, row: Image): Item | undefined {
  window.total--
  if (window.lost) return undefined
  const { rows } = window
  const place = placeOf(window, row, window.leadOf(row.values))
  if (rows[place]?.id === row.id) return takeOut(window, place)
  if (place > 0 || window.base === 0) return undefined
  window.base--
  window.edits++
  return undefined
}
function takeOut<Item>(window: RankedWindow<Item>, place: number): Item | undefined {
  const item = window.items[place]
  note(window, place)
  removeAt(window.leads, place)
  removeAt(window.rows, place)
  removeAt(window.items, place)
  window.lost = window.rows.length === 0 && window.base < window.total
  return item
}

/** Gives a row new values in its old place. Returns its item if the window holds it. */
export function replace<Item>(window: RankedWindow<Item>, row: Image): Item | undefined {
  if (window.lost) return undefined
  const place = placeOf(window, row, window.leadOf(row.values))
  if (window.rows[place]?.id !== row.id) return undefined
  note(window, place)
  window.rows[place] = row
  return window.items[place]
}

/** Whether a row surely comes after all that the window holds, while there are such rows. */
export function isBeyond<Item>({ leads, leadOf }: RankedWindow<Item>, row: Image): boolean {
  const last = leads[leads.length - 1]
  return last !== undefined && leadOf(row.values) > last
}

/** Removes the last row if it lies further beyond the shown rows than the slack. Returns its item. */
export function trim<Item>(window: RankedWindow<Item>): Item | undefined {
  const { leads, rows, items } = window
  const most = window.from + window.size + window.slack - window.base
  if (most <= 0 || rows.length <= most) return undefined
  leads.pop()
  rows.pop()
  return items.pop()
}

/** Whether the window must show rows that it does not hold, so that the query must run again. */
export function lacksRows<Item>({ from, size, base, total, rows, lost }: RankedWindow<Item>): boolean {
  const end = Math.min(from + size, total)
  return end > from && (lost || base > from || base + rows.length < end)
}

/** Places of the first row to show and of the one after the last. */
export function shownPlaces<Item>({ from, size, base, total, rows }: RankedWindow<Item>): readonly [number, number] {
  const end = Math.min(from + size, total) - base
  return [Math.max(0, from - base), Math.min(end, rows.length)]
}

/** Place of the first row that does not come before that one. */
function placeOf<Item>({ leads, rows, compare }: RankedWindow<Item>, row: Image, lead: number): number {
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

function note<Item>(window: RankedWindow<Item>, place: number): void {
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
