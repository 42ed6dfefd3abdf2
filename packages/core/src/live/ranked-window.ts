import type { Image } from '../query/canonical.js'
import type { StoredRecord } from '../storage/adapter.js'

/** A row that a window holds: the values that it is ordered by, and the record as the view shows it. */
export interface WindowEntry extends Image {
  readonly record: StoredRecord
}
/** Order of rows; never 0 for two different ids. */
export type CompareRows = (a: Image, b: Image) => number

/**
 * A stretch of the ordered matches, around the ranks that are shown, and the number of all matches.
 *
 * Shape: `entries` have the ranks from `base` on, without a gap; shown are the ranks from `from`, `size` of them.
 * Empty: without entries, all matches that there are lie before the stretch (`base` is `total`), or it is `lost`.
 */
export interface RankedWindow {
  readonly from: number
  readonly size: number
  readonly slack: number
  readonly compare: CompareRows
  entries: WindowEntry[]
  base: number
  total: number
  /** It is no longer known where the stretch lies; only the total is kept. */
  lost: boolean
  /** Grows whenever other rows may be shown. */
  edits: number
}

/** A window without rows. */
export function createWindow(options: Pick<RankedWindow, 'from' | 'size' | 'slack' | 'compare'>): RankedWindow {
  return { ...options, entries: [], base: 0, total: 0, lost: false, edits: 0 }
}

/** Place of the first entry that does not come before that row. */
export function placeOf({ entries, compare }: RankedWindow, row: Image): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(entries[middle] as WindowEntry, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** A row matches now; whether the window holds it. */
export function enter(window: RankedWindow, entry: WindowEntry): boolean {
  const others = window.total++
  if (window.lost) return false
  const { entries } = window
  const place = placeOf(window, entry)
  if (place === 0 && window.base > 0) {
    window.base++
    window.edits++
    return false
  }
  if (place === entries.length && window.base + place < others) return false
  entries.splice(place, 0, entry)
  window.edits++
  return true
}

/** A row that stood where `row` says matches no more; whether the window held it. */
export function leave(window: RankedWindow, row: Image): boolean {
  window.total--
  if (window.lost) return false
  const { entries } = window
  const place = placeOf(window, row)
  if (entries[place]?.id === row.id) {
    entries.splice(place, 1)
    window.edits++
    window.lost = entries.length === 0 && window.base < window.total
    return true
  }
  if (place > 0 || window.base === 0) return false
  window.base--
  window.edits++
  return false
}

/** Puts the new record of a row in the place that it keeps; whether the window holds it. */
export function replace(window: RankedWindow, entry: WindowEntry): boolean {
  if (window.lost) return false
  const place = placeOf(window, entry)
  if (window.entries[place]?.id !== entry.id) return false
  window.entries[place] = entry
  window.edits++
  return true
}

/** Takes away what lies further beyond the shown rows than the slack. */
export function trim(window: RankedWindow): readonly WindowEntry[] {
  const most = window.from + window.size + window.slack - window.base
  return most > 0 && window.entries.length > most ? window.entries.splice(most) : none
}
const none: readonly WindowEntry[] = []

/** Whether rows are to be shown that the window does not hold: the query has to run again. */
export function lacksRows({ from, size, base, total, entries, lost }: RankedWindow): boolean {
  const end = Math.min(from + size, total)
  return end > from && (lost || base > from || base + entries.length < end)
}

/** The records to show. */
export function shownRecords({ from, size, base, total, entries }: RankedWindow): readonly StoredRecord[] {
  const end = Math.min(from + size, total)
  return end > from ? entries.slice(from - base, end - base).map(({ record }) => record) : []
}
