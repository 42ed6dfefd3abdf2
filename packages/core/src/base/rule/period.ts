import type { WallTime } from '../zone/zone.js'
import type { RecurrenceRule } from './rule.js'

export const dayMs = 86_400_000

/** A day with what rules ask of it. */
export interface Day {
  /** Days since 1970. */
  readonly number: number
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

/** The day with that number. */
export function dayAt(number: number): Day {
  const date = new Date(number * dayMs)
  return { number, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
/** Days since 1970 of the first of a month; months before 1 and after 12 are of other years. */
export function firstOfMonth(year: number, month: number): number {
  // Date.UTC reads years before 100 as of the last century.
  return (year < 100 ? new Date(0).setUTCFullYear(year, month - 1, 1) : Date.UTC(year, month - 1)) / dayMs
}
/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7
}

/** Whether a day agrees with every part of the rule that speaks of days. */
export function isDayOf(rule: RecurrenceRule): (day: Day) => boolean {
  const { months, weeks, yearDays, monthDays, weekdays } = rule
  const tests: ((day: Day) => boolean)[] = []
  if (months.length > 0) tests.push(({ month }) => months.includes(month))
  if (monthDays.length > 0) tests.push((day) => counts(monthDays, day.number - firstOfMonth(day.year, day.month), monthLength(day)))
  if (weekdays.length > 0) tests.push(weekdayTest(rule))
  if (yearDays.length > 0) tests.push(({ number, year }) => counts(yearDays, number - firstOfMonth(year, 1), yearLength(year)))
  if (weeks.length > 0) tests.push(({ number }) => isInWeek(number, weeks, rule.weekStart))
  return (day) => tests.every((test) => test(day))
}

// Whether a place, counted from 0, is among those wanted, which count from 1 or from the end.
function counts(wanted: readonly number[], place: number, length: number): boolean {
  return wanted.includes(place + 1) || wanted.includes(place - length)
}
function monthLength({ year, month }: Day): number {
  return firstOfMonth(year, month + 1) - firstOfMonth(year, month)
}
function yearLength(year: number): number {
  return firstOfMonth(year + 1, 1) - firstOfMonth(year, 1)
}
function weekdayTest({ frequency, months, weekdays }: RecurrenceRule): (day: Day) => boolean {
  const ofMonth = frequency === 'monthly' || months.length > 0
  return (day) => {
    const weekday = weekdayOf(day.number)
    return weekdays.some((wanted) => {
      if (wanted.weekday !== weekday) return false
      if (wanted.nth === undefined) return true
      const place = ofMonth ? day.day - 1 : day.number - firstOfMonth(day.year, 1)
      const length = ofMonth ? monthLength(day) : yearLength(day.year)
      return wanted.nth > 0 ? wanted.nth === Math.floor(place / 7) + 1 : -wanted.nth === Math.floor((length - 1 - place) / 7) + 1
    })
  }
}

// Weeks belong to the year in which most of their days lie (ISO 8601), whatever day they begin on.
function isInWeek(number: number, weeks: readonly number[], weekStart: number): boolean {
  const start = startOfWeek(number, weekStart)
  const { year } = dayAt(start + 3)
  const first = firstWeek(year, weekStart)
  return counts(weeks, (start - first) / 7, (firstWeek(year + 1, weekStart) - first) / 7)
}
function firstWeek(year: number, weekStart: number): number {
  return startOfWeek(firstOfMonth(year, 1) + 3, weekStart)
}
/** The day on which the week of a day begins. */
export function startOfWeek(number: number, weekStart: number): number {
  return number - ((weekdayOf(number) - weekStart + 7) % 7)
}
/** The day that a wall time is in. */
export function dayNumber(wallTime: WallTime): number {
  return Math.floor(wallTime / dayMs)
}
