import type { WallTime } from '../zone/zone.js'
import { type Day, dayAt, dayMs, dayNumber, daysOfMonths, isDayOf, startOfWeek, weekdayOf } from './period.js'
import type { RecurrenceRule } from './rule.js'

/** Days looked at in a row without an instance after which a rule has no more: over 500 years. */
const mostEmpty = 200_000
/** Years beyond the last that a day can be written in. */
const horizon = Date.UTC(10_000, 0, 1)
const unitMs = { secondly: 1000, minutely: 60_000, hourly: 3_600_000 } as const
const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

/** Where the expansion begins to answer, and what the last instance may be; both are wall times. */
export interface ExpandOptions {
  readonly from?: WallTime
  readonly until?: WallTime
}

/**
 * The wall times of a rule from its start, in order.
 *
 * Shape: a start that its own rule does not match is no instance. A rule that cannot match ends after some centuries.
 */
export function* expandRule(
  rule: RecurrenceRule,
  start: WallTime,
  { from = start, until = horizon }: ExpandOptions = {},
): Generator<WallTime> {
  const periods = openPeriods(complete(rule, start), start)
  // Without a count nobody needs to know what was before.
  let at = rule.count === undefined ? periods.indexOf(Math.max(from, start)) : 0
  let left = rule.count ?? Number.POSITIVE_INFINITY
  const end = Math.min(until, horizon)
  for (let empty = 0; empty < mostEmpty && periods.startOf(at) <= end; at++) {
    const found = [...choose(periods.timesOf(at), rule.positions)].filter((time) => time >= start)
    empty = found.length === 0 ? empty + periods.days : 0
    if (found.length === 0) at = periods.skipFrom(at)
    for (const time of found) {
      if (time > end || left-- === 0) return
      if (time >= from) yield time
    }
    if (left === 0) return
  }
}

/** A rule whose days are said: what it leaves open is as at its start. */
function complete(rule: RecurrenceRule, start: WallTime): RecurrenceRule {
  const { frequency, weekdays, monthDays, weeks, yearDays, months } = rule
  const day = dayAt(dayNumber(start))
  const weekday = [{ weekday: weekdayOf(day.number) }]
  if (frequency === 'weekly' && weekdays.length === 0) return { ...rule, weekdays: weekday }
  if (frequency !== 'monthly' && frequency !== 'yearly') return rule
  const saysDays = weekdays.length + monthDays.length + yearDays.length + weeks.length > 0
  if (frequency === 'monthly') return saysDays ? rule : { ...rule, monthDays: [day.day] }
  if (weeks.length > 0 && weekdays.length + monthDays.length + yearDays.length === 0) return { ...rule, weekdays: weekday }
  // A yearly rule is of one month unless it says more: libical's reading of BYMONTHDAY alone.
  const isOfMonth = months.length + weekdays.length + yearDays.length + weeks.length === 0
  return { ...rule, ...(isOfMonth && { months: [day.month] }), ...(!saysDays && { monthDays: [day.day] }) }
}

interface Periods {
  /** About how many days are looked at for a period. */
  readonly days: number
  indexOf(wallTime: WallTime): number
  startOf(index: number): WallTime
  timesOf(index: number): readonly WallTime[]
  /** The last period that is certain to be as empty as this one. */
  skipFrom(index: number): number
}

function openPeriods(rule: RecurrenceRule, start: WallTime): Periods {
  const { frequency } = rule
  if (frequency === 'secondly' || frequency === 'minutely' || frequency === 'hourly') return shortPeriods(rule, start, unitMs[frequency])
  const { days, first, interval, toDays, placeOf, startOf } = longPeriods(rule, start)
  const isDay = isDayOf(rule)
  const times = timesOfDay(rule, start)
  return {
    days,
    indexOf: (wallTime) => Math.max(0, Math.floor((placeOf(wallTime) - first) / interval)),
    startOf: (index) => startOf(first + index * interval),
    timesOf: (index) => {
      const found: WallTime[] = []
      for (const day of toDays(first + index * interval)) if (isDay(day)) for (const time of times) found.push(day.number * dayMs + time)
      return found
    },
    skipFrom: (index) => index,
  }
}

// Days, weeks, months and years by their place in the order of all of them.
function longPeriods({ frequency, interval, weekStart, months }: RecurrenceRule, start: WallTime) {
  const monthOf = (wallTime: WallTime): number => new Date(wallTime).getUTCFullYear() * 12 + new Date(wallTime).getUTCMonth()
  const yearOf = (wallTime: WallTime): number => new Date(wallTime).getUTCFullYear()
  const ofYear = months.length > 0 ? months : everyMonth
  const week = (wallTime: WallTime): number => startOfWeek(dayNumber(wallTime), weekStart)
  const origin = week(start)
  const kinds = {
    daily: {
      days: 1,
      placeOf: dayNumber,
      startOf: (place: number) => place * dayMs,
      toDays: (place: number): Iterable<Day> => [dayAt(place)],
    },
    weekly: {
      days: 7,
      placeOf: (wallTime: WallTime) => (week(wallTime) - origin) / 7,
      startOf: (place: number) => (origin + place * 7) * dayMs,
      toDays: (place: number): Iterable<Day> => [0, 1, 2, 3, 4, 5, 6].map((day) => dayAt(origin + place * 7 + day)),
    },
    monthly: {
      days: 31,
      placeOf: monthOf,
      startOf: (place: number) => Date.UTC(Math.floor(place / 12), place % 12),
      toDays: (place: number): Iterable<Day> => daysOfMonths(Math.floor(place / 12), [(place % 12) + 1]),
    },
    yearly: {
      days: 31 * ofYear.length,
      placeOf: yearOf,
      startOf: (place: number) => Date.UTC(place, 0),
      toDays: (place: number): Iterable<Day> => daysOfMonths(place, ofYear),
    },
  }
  const kind = kinds[frequency as keyof typeof kinds]
  return { ...kind, interval, first: kind.placeOf(start) }
}

// Times of day that a rule of days or more names; sorted, since its parts are.
function timesOfDay({ hours, minutes, seconds }: RecurrenceRule, start: WallTime): readonly number[] {
  const date = new Date(start)
  const or = (named: readonly number[], own: number): readonly number[] => (named.length > 0 ? named : [own])
  return or(hours, date.getUTCHours()).flatMap((hour) =>
    or(minutes, date.getUTCMinutes()).flatMap((minute) =>
      or(seconds, date.getUTCSeconds()).map((second) => ((hour * 60 + minute) * 60 + second) * 1000),
    ),
  )
}

// Hours, minutes and seconds: each part that is as long as the period or longer limits it, each shorter one divides it.
function shortPeriods(rule: RecurrenceRule, start: WallTime, unit: number): Periods {
  const step = unit * rule.interval
  const first = Math.floor(start / unit) * unit
  const isDay = isDayOf(rule)
  const { hours, minutes, seconds } = rule
  const or = (named: readonly number[], length: number): readonly number[] =>
    unit <= length ? [0] : named.length > 0 ? named.map((each) => each * length) : [(start % (length * 60)) - (start % length)]
  const within = or(minutes, 60_000).flatMap((minute) => or(seconds, 1000).map((second) => minute + second))
  const limits = [
    { length: dayMs, allows: (at: WallTime) => isDay(dayAt(dayNumber(at))) },
    { length: 3_600_000, allows: (at: WallTime) => hours.length === 0 || hours.includes(new Date(at).getUTCHours()) },
    { length: 60_000, allows: (at: WallTime) => unit > 60_000 || minutes.length === 0 || minutes.includes(new Date(at).getUTCMinutes()) },
    { length: 1000, allows: (at: WallTime) => unit > 1000 || seconds.length === 0 || seconds.includes(new Date(at).getUTCSeconds()) },
  ]
  const startOf = (index: number): WallTime => first + index * step
  const forbids = (index: number) => limits.find(({ allows }) => !allows(startOf(index)))
  return {
    days: 1,
    startOf,
    indexOf: (wallTime) => Math.max(0, Math.floor((wallTime - first) / step)),
    timesOf: (index) => (forbids(index) === undefined ? within.map((time) => startOf(index) + time) : []),
    skipFrom: (index) => {
      const limit = forbids(index)
      if (limit === undefined) return index
      const next = (Math.floor(startOf(index) / limit.length) + 1) * limit.length
      return Math.max(index, Math.ceil((next - first) / step) - 1)
    },
  }
}

function* choose(times: readonly WallTime[], positions: readonly number[]): Generator<WallTime> {
  if (positions.length === 0) return yield* times
  for (const [index, time] of times.entries()) if (positions.includes(index + 1) || positions.includes(index - times.length)) yield time
}

/** The rule of an event that lasts whole days: its parts about times of day mean nothing (RFC 5545, 3.3.10). */
export function withoutTimes(rule: RecurrenceRule): RecurrenceRule {
  return { ...rule, hours: [], minutes: [], seconds: [] }
}
