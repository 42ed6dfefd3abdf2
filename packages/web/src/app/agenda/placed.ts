import type { CalendarItem } from '@tenure/core/block'
import { addDays, dayOf, toWallTime } from '@tenure/core/zone'
import { type Lane, sideBySide } from './overlap.js'

const minuteMs = 60_000
const dayMinutes = 1440
/** An item is drawn at least so long, so that its name can be read. */
export const leastMinutes = 28

/** Names an item among all: its record, and which of its times. */
export function keyOf({ type, id, at }: Pick<CalendarItem, 'type' | 'id' | 'at'>): string {
  return `${type} ${id} ${at ?? ''}`
}
/** An item in the column of a day. */
export interface Segment extends Lane {
  readonly item: CalendarItem
  /** Minutes of the clock since midnight. */
  readonly start: number
  readonly end: number
}
/** An item in the bar of whole days, from one column to another. */
export interface Bar {
  readonly item: CalendarItem
  readonly from: number
  readonly to: number
  readonly row: number
  /** It began before the first of these days, and ends after the last. */
  readonly comesFrom: boolean
  readonly goesOn: boolean
}

/** The first and the last day of an item in a zone. One that ends at midnight does not reach the next day. */
export function daysOf({ days, startAt, endAt }: CalendarItem, zone: string): { readonly first: string; readonly last: string } {
  return days ?? { first: dayOf(startAt, zone), last: dayOf(Math.max(startAt, endAt - 1), zone) }
}
/** Whether it is shown in the bar: it lasts whole days, or a day and more. */
export function isInBar({ days, startAt, endAt }: CalendarItem): boolean {
  return days !== undefined || endAt - startAt >= 86_400_000
}

/** The items with times, by day, side by side where they overlap on the clock. */
export function segmentsOf(items: readonly CalendarItem[], days: readonly string[], zone: string): ReadonlyMap<string, readonly Segment[]> {
  const shown = new Set(days)
  const byDay = new Map<string, { item: CalendarItem; start: number; end: number }[]>(days.map((day) => [day, []]))
  for (const item of items) {
    if (isInBar(item)) continue
    const { first, last } = daysOf(item, zone)
    for (let day = first; day <= last; day = addDays(day, 1))
      if (shown.has(day)) byDay.get(day)?.push({ item, ...stretchOf(item, day, zone) })
  }
  return new Map([...byDay].map(([day, list]) => [day, withLanes(list)]))
}
function withLanes(list: readonly { readonly item: CalendarItem; readonly start: number; readonly end: number }[]): readonly Segment[] {
  const lanes = sideBySide(list)
  return list.map((each, at) => ({ ...each, ...(lanes[at] as Lane) })).sort((a, b) => a.start - b.start || a.left - b.left)
}
function stretchOf({ startAt, endAt }: CalendarItem, day: string, zone: string): { readonly start: number; readonly end: number } {
  const midnight = Date.parse(day)
  const minute = (instant: number): number => (toWallTime(instant, zone) - midnight) / minuteMs
  const start = Math.min(dayMinutes - leastMinutes, Math.max(0, minute(startAt)))
  // Where clocks go back, an end can be read before its start.
  return { start, end: Math.min(dayMinutes, Math.max(start + leastMinutes, minute(endAt))) }
}

/** The items of whole days, or those that are meant, in as few rows as they fit. */
export function barsOf(
  items: readonly CalendarItem[],
  days: readonly string[],
  zone: string,
  isMeant: (item: CalendarItem) => boolean = isInBar,
): readonly Bar[] {
  const rows: number[] = []
  const found = items.filter(isMeant).flatMap((item) => {
    const { first, last } = daysOf(item, zone)
    const from = days.findIndex((day) => day >= first)
    const to = days.findLastIndex((day) => day <= last)
    if (from < 0 || to < from) return []
    return [{ item, from, to, comesFrom: first < (days[from] ?? ''), goesOn: last > (days[to] ?? '') }]
  })
  return found
    .sort((a, b) => a.from - b.from || b.to - a.to || compare(a.item.title, b.item.title))
    .map((bar) => {
      const free = rows.findIndex((end) => end < bar.from)
      const row = free < 0 ? rows.length : free
      rows[row] = bar.to
      return { ...bar, row }
    })
}
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
