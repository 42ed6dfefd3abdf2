import { dayAt, firstOfMonth, isDayOf, weekdayOf } from './period.js'
import type { RecurrenceRule } from './rule.js'

/** Years after which the calendar, with its weekdays, is as before. */
export const cycleYears = 400
const [no, yes] = [1, 2]

/** The days that agree with a rule, by their numbers. */
export interface RuleDays {
  has(day: number): boolean
  /** How many there are from a day on and before another. */
  countBetween(first: number, end: number): number
  /** The first of them from a day on, up to a last one. */
  next(from: number, last: number): number | undefined
}

/** A year like others: what is known of each of its days holds in all of them. */
interface KindOfYear {
  readonly days: Uint8Array
  /** Counts by their first day, for the stretches of the year that are counted. */
  readonly counts: Map<number, number>
  isEmpty?: boolean
}
interface Year {
  readonly first: number
  readonly end: number
  readonly kind: KindOfYear
}

/** The days of a rule. There are 28 kinds of years, so that each of their days is judged once, however many years pass. */
export function openDays(rule: RecurrenceRule): RuleDays {
  const { months, weeks, yearDays, monthDays, weekdays } = rule
  if ([months, weeks, yearDays, monthDays, weekdays].every((list) => list.length === 0)) return everyDay
  const isDay = isDayOf(rule)
  const kinds = new Map<number, KindOfYear>()
  let known: Year | undefined
  const yearOf = (day: number): Year => {
    if (known === undefined || day < known.first || day >= known.end) known = openYear(day, kinds, months)
    return known
  }
  const holds = ({ first, kind: { days } }: Year, day: number): boolean => {
    const place = day - first
    if (days[place] === 0) days[place] = isDay(dayAt(day)) ? yes : no
    return days[place] === yes
  }
  const has = (day: number): boolean => holds(yearOf(day), day)
  return {
    has,
    countBetween(first, end) {
      const year = yearOf(first)
      const ofYear = end <= year.end && end - first >= 28 ? year.kind.counts : undefined
      const place = end === year.end && first === year.first ? -1 : first - year.first
      let count = ofYear?.get(place)
      if (count !== undefined) return count
      count = 0
      for (let day = first; day < end; day++) if (has(day)) count++
      ofYear?.set(place, count)
      return count
    },
    next(from, last) {
      let day = from
      for (let years = 0; years <= cycleYears && day <= last; years++) {
        const year = yearOf(day)
        const isWhole = day === year.first
        const end = Math.min(year.end, last + 1)
        for (; day < end && year.kind.isEmpty !== true; day++) if (holds(year, day)) return day
        if (isWhole && day === year.end) year.kind.isEmpty = true
        day = year.end
      }
      return undefined
    },
  }
}

const everyDay: RuleDays = {
  has: () => true,
  countBetween: (first, end) => end - first,
  next: (from, last) => (from <= last ? from : undefined),
}

// Weeks at both ends of a year depend on the lengths of the years beside it.
function openYear(day: number, kinds: Map<number, KindOfYear>, months: readonly number[]): Year {
  const { year } = dayAt(day)
  const first = firstOfMonth(year, 1)
  const beside = isLeap(year) ? 0 : isLeap(year - 1) ? 1 : isLeap(year + 1) ? 2 : 3
  const key = weekdayOf(first) * 4 + beside
  const kind = kinds.get(key) ?? { days: daysIn(months, year, first), counts: new Map<number, number>() }
  kinds.set(key, kind)
  return { first, end: first + (beside === 0 ? 366 : 365), kind }
}
// Whole months that a rule leaves out need no look at their days.
function daysIn(months: readonly number[], year: number, first: number): Uint8Array {
  if (months.length === 0) return new Uint8Array(366)
  const days = new Uint8Array(366).fill(no)
  for (const month of months) days.fill(0, firstOfMonth(year, month) - first, firstOfMonth(year, month + 1) - first)
  return days
}
function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
