import type { CalendarDay } from '../clock.js'

const dayMs = 86_400_000

/** A period of the calendar; weeks begin on Monday (ISO 8601). */
export type CalendarPeriod = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** The day that many days later. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return toDay(fromDay(day) + count * dayMs)
}
/** The first day of the period that the day is in. */
export function startOfPeriod(day: CalendarDay, period: CalendarPeriod): CalendarDay {
  const month = Number(day.slice(5, 7))
  if (period === 'day') return day
  if (period === 'week') return addDays(day, -((new Date(fromDay(day)).getUTCDay() + 6) % 7))
  if (period === 'month') return `${day.slice(0, 7)}-01`
  if (period === 'quarter') return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
  return `${day.slice(0, 4)}-01-01`
}
/** The day that many periods later; in a month that is too short, its last day. */
export function addPeriods(day: CalendarDay, period: CalendarPeriod, count: number): CalendarDay {
  if (period === 'day') return addDays(day, count)
  if (period === 'week') return addDays(day, 7 * count)
  return addMonths(day, count * { month: 1, quarter: 3, year: 12 }[period])
}

/** The day that a wall time, in milliseconds as if it were UTC, is in. */
export function toDay(wallTime: number): CalendarDay {
  const text = new Date(wallTime).toISOString()
  return text.slice(0, text.indexOf('T'))
}
/** Midnight of the day as a wall time. */
export function fromDay(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function addMonths(day: CalendarDay, count: number): CalendarDay {
  const at = new Date(fromDay(day))
  const wanted = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + count)
  const last = new Date(at)
  last.setUTCMonth(last.getUTCMonth() + 1, 0)
  at.setUTCDate(Math.min(wanted, last.getUTCDate()))
  return toDay(at.getTime())
}
