import type { CalendarDay, Instant } from '../../base/clock.js'
import { addPeriods, startOfPeriod } from '../../base/zone/calendar-day.js'
import { dayOf, startOfDay } from '../../base/zone/zone.js'
import type { Bucket } from './canonical-aggregate.js'

type Moment = CalendarDay | Instant
// Years have four digits: what happened earlier or later counts in the first or last period.
const firstInstant = Date.parse('0001-01-02T00:00:00Z')
const lastInstant = Date.UTC(9999, 11, 30)
const afterAllDays = '9999-99-99'

/** The first day of the period that a day or an instant is in: for instants by the same midnights as the filters of a day or a month. */
export function createBuckets(bucket: Bucket): (value: Moment) => CalendarDay {
  const { period, zone } = bucket
  if (zone === undefined) return (value) => startOfPeriod(value as CalendarDay, period)
  let last: { readonly from: Instant; readonly to: Instant; readonly day: CalendarDay } | undefined
  return (value) => {
    const instant = Math.min(Math.max(value as Instant, firstInstant), lastInstant)
    if (last === undefined || instant < last.from || instant >= last.to) {
      const day = findPeriod(instant, bucket, zone)
      last = { day, from: startOfDay(day, zone), to: startOfDay(addPeriods(day, period, 1), zone) }
    }
    return last.day
  }
}
// Where clocks fall back over midnight, an hour of the new day is called the old day again: midnights decide.
function findPeriod(instant: Instant, { period }: Bucket, zone: string): CalendarDay {
  const day = startOfPeriod(dayOf(instant, zone), period)
  const next = addPeriods(day, period, 1)
  return startOfDay(next, zone) <= instant ? next : day
}

/** Where a period begins, as a store compares it. */
export function toBound({ zone }: Bucket, day: CalendarDay): Moment {
  if (zone !== undefined) return startOfDay(day, zone)
  return day.startsWith('+') ? afterAllDays : day
}

/** Periods in a row. */
export interface Span {
  readonly first: CalendarDay
  readonly count: number
}
/** The periods from the one of `least` to the one of `greatest`. */
export function spanOf(bucket: Bucket, least: Moment, greatest: Moment): Span {
  const toDay = createBuckets(bucket)
  const [first, last] = [toDay(least), toDay(greatest)]
  return { first, count: 1 + Math.max(0, Math.round(distance(first, last, bucket.period))) }
}
function distance(first: CalendarDay, last: CalendarDay, period: Bucket['period']): number {
  if (period === 'day' || period === 'week') return (Date.parse(last) - Date.parse(first)) / 86_400_000 / (period === 'day' ? 1 : 7)
  const months = monthOf(last) - monthOf(first)
  return months / { month: 1, quarter: 3, year: 12 }[period]
}
function monthOf(day: CalendarDay): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
}
/** The span in parts of that many periods; the last may be shorter. */
export function splitSpan({ first, count }: Span, { period }: Bucket, size: number): readonly Span[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, place) => ({
    first: addPeriods(first, period, place * size),
    count: Math.min(size, count - place * size),
  }))
}
/** Every period of the span, by its first day. */
export function daysOf({ first, count }: Span, { period }: Bucket): readonly CalendarDay[] {
  return Array.from({ length: count }, (_, place) => addPeriods(first, period, place))
}
/** The first day after the span. */
export function endOf({ first, count }: Span, { period }: Bucket): CalendarDay {
  return addPeriods(first, period, count)
}
