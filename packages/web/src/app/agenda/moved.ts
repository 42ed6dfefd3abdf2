import type { CalendarItem } from '@tenure/core/block'
import { addDays, fromWallTime, startOfDay, toWallTime } from '@tenure/core/zone'

/** Items begin and end at such minutes when they are moved. */
export const stepMinutes = 15
const minuteMs = 60_000
const dayMs = 86_400_000

/** How far something goes: days, and minutes of the clock. */
export interface Shift {
  readonly days: number
  readonly minutes: number
}

/** The item elsewhere: as long as it was, at the time that clocks show. Whole days go by days. */
export function moveItem(item: CalendarItem, shift: Shift, zone: string): CalendarItem {
  const { days, startAt, endAt } = item
  if (days !== undefined) return inDays(item, addDays(days.first, shift.days), addDays(days.last, shift.days), zone)
  const start = shifted(startAt, shift, zone)
  return { ...item, startAt: start, endAt: start + endAt - startAt }
}
/** The item with another end: at least one step, or one day, after its start. */
export function resizeItem(item: CalendarItem, shift: Shift, zone: string): CalendarItem {
  const { days, startAt, endAt } = item
  if (days === undefined) return { ...item, endAt: Math.max(startAt + stepMinutes * minuteMs, shifted(endAt, shift, zone)) }
  const { first } = days
  const last = addDays(days.last, shift.days)
  return last > first ? inDays(item, first, last, zone) : inDays(item, first, first, zone)
}
/** Whether two are at the same time. */
export function isSameTime(a: CalendarItem, b: CalendarItem): boolean {
  return a.startAt === b.startAt && a.endAt === b.endAt && a.days?.first === b.days?.first && a.days?.last === b.days?.last
}
function shifted(instant: number, { days, minutes }: Shift, zone: string): number {
  return fromWallTime(toWallTime(instant, zone) + days * dayMs + minutes * minuteMs, zone)
}
function inDays(item: CalendarItem, first: string, last: string, zone: string): CalendarItem {
  return { ...item, days: { first, last }, startAt: startOfDay(first, zone), endAt: startOfDay(addDays(last, 1), zone) }
}
