import { CalendarDate, startOfWeek } from '@internationalized/date'
import { addDays, addPeriods, startOfPeriod } from '@tenure/core/zone'

/** How much is in view. */
export type Span = 'day' | 'week' | 'month'
/** How weeks are shown. */
export interface WeekOptions {
  /** 0 for Sunday to 6 for Saturday. */
  readonly firstDay: number
  readonly hidesWeekends: boolean
}

/** The day on which weeks begin where people write like this: 0 for Sunday to 6 for Saturday. */
export function firstDayOf(locale: string): number {
  return startOfWeek(new CalendarDate(2026, 11, 18), locale)
    .toDate('UTC')
    .getUTCDay()
}
/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay()
}
/** Whether it is a Saturday or a Sunday. */
export function isWeekend(day: string): boolean {
  return weekdayOf(day) % 6 === 0
}
/** The day on which the week of a day begins. */
export function weekStart(day: string, firstDay: number): string {
  return addDays(day, -((weekdayOf(day) - firstDay + 7) % 7))
}
/** The ISO number of the week that most of these days are in: a week may begin on a Sunday or a Saturday. */
export function weekNumber(days: readonly string[]): number {
  const thursday = addDays(weekStart(days[days.length >> 1] ?? '', 1), 3)
  return Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / 604_800_000) + 1
}

/** The days that are shown, in order: one, a week, or the whole weeks of a month. A day that was asked for alone is shown on weekends too. */
export function daysShown(day: string, span: Span, { firstDay, hidesWeekends }: WeekOptions): readonly string[] {
  if (span === 'day') return [day]
  const first = span === 'week' ? day : startOfPeriod(day, 'month')
  const last = span === 'week' ? day : addDays(addPeriods(first, 'month', 1), -1)
  const from = weekStart(first, firstDay)
  const count = Math.round((Date.parse(weekStart(last, firstDay)) - Date.parse(from)) / 86_400_000) + 7
  const days = Array.from({ length: count }, (_, at) => addDays(from, at))
  return hidesWeekends ? days.filter((each) => !isWeekend(each)) : days
}
/** The day that is in view after going so many spans on. */
export function stepDay(day: string, span: Span, count: number): string {
  return span === 'day'
    ? addDays(day, count)
    : span === 'week'
      ? addDays(day, 7 * count)
      : addPeriods(startOfPeriod(day, 'month'), 'month', count)
}
