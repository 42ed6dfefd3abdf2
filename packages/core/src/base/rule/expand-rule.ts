import type { WallTime } from '../zone/zone.js'
import { dayAt, dayMs, dayNumber, firstOfMonth, startOfWeek, weekdayOf } from './period.js'
import type { RecurrenceRule } from './rule.js'
import { cycleYears, openDays, type RuleDays } from './year-days.js'

/** Periods of a day or less without an instance, one after the other, after which a rule has no more. */
const mostEmpty = 50_000
/** Days after which the calendar, with its weekdays, is as before. */
const cycleDays = 146_097
/** Years beyond the last that a day can be written in. */
const horizon = Date.UTC(10_000, 0, 1)
const unitMs = { secondly: 1000, minutely: 60_000, hourly: 3_600_000 } as const

/** Where the expansion begins to answer, and what the last instance may be; both are wall times. */
export interface ExpandOptions {
  readonly from?: WallTime
  readonly until?: WallTime
}

/**
 * The wall times of a rule from its start, in order.
 *
 * Shape: a start that its own rule does not match is no instance. What matches nothing is passed over by whole years, and a rule that cannot
 * match ends after as many periods as the calendar takes to begin again, or before.
 */
export function* expandRule(
  rule: RecurrenceRule,
  start: WallTime,
  { from = start, until = horizon }: ExpandOptions = {},
): Generator<WallTime> {
  const end = Math.min(until, horizon)
  if (from > end) return
  const periods = openPeriods(complete(rule, start), start)
  let at = periods.indexOf(Math.max(from, start))
  // Without a count nobody needs to know what was before.
  let left = rule.count === undefined ? Number.POSITIVE_INFINITY : rule.count - countBefore(at, periods, start, rule.count)
  for (let empty = 0; left > 0 && empty < periods.mostEmpty && periods.startOf(at) <= end; at++) {
    const found = periods.timesOf(at).filter((time) => time >= start)
    empty = found.length === 0 ? empty + 1 : 0
    if (found.length === 0) at = periods.skipFrom(at, end)
    for (const time of found) {
      if (time > end || left-- <= 0) return
      if (time >= from) yield time
    }
  }
}

// The instances in the periods before one, of which nobody needs to know more than some.
function countBefore(index: number, periods: Periods, start: WallTime, most: number): number {
  if (index === 0) return 0
  const last = periods.startOf(index)
  let count = periods.timesOf(0).filter((time) => time >= start).length
  let at = 1
  const { cycle } = periods
  const rounds = Math.floor((index - at) / cycle)
  if (rounds > 1) {
    const ofRound = sumOf(periods, at, at + cycle, most, last)
    count += ofRound * rounds
    at += cycle * rounds
  }
  return count >= most ? count : count + sumOf(periods, at, index, most - count, last)
}
function sumOf(periods: Periods, from: number, end: number, most: number, last: WallTime): number {
  let sum = 0
  for (let at = from; at < end && sum < most; at++) {
    const count = periods.countOf(at)
    sum += count
    if (count === 0) at = periods.skipFrom(at, last)
  }
  return sum
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
  /** Periods without an instance, one after the other, after which there are no more. */
  readonly mostEmpty: number
  /** Periods after which there are as many instances as before, in the same order. */
  readonly cycle: number
  indexOf(wallTime: WallTime): number
  startOf(index: number): WallTime
  timesOf(index: number): readonly WallTime[]
  countOf(index: number): number
  /** The last period that is certain to be as empty as this one; none matters that begins after `last`. */
  skipFrom(index: number, last: WallTime): number
}

function openPeriods(rule: RecurrenceRule, start: WallTime): Periods {
  const { frequency, positions } = rule
  const isShort = frequency === 'secondly' || frequency === 'minutely' || frequency === 'hourly'
  const days = openDays(rule)
  const periods = isShort ? shortPeriods(rule, start, unitMs[frequency], days) : longPeriods(rule, start, days)
  if (positions.length === 0) return periods
  const timesOf = (index: number): readonly WallTime[] => [...choose(periods.timesOf(index), positions)]
  return { ...periods, timesOf, countOf: (index) => timesOf(index).length }
}

// Days, weeks, months and years.
function longPeriods(rule: RecurrenceRule, start: WallTime, days: RuleDays): Periods {
  const { interval } = rule
  const { periodsOfCycle, mostEmpty, placeOf, dayOf } = placesOf(rule, start)
  const first = placeOf(start)
  const times = timesOfDay(rule, start)
  const place = (index: number): number => first + index * interval
  return {
    mostEmpty,
    cycle: periodsOfCycle / commonDivisor(periodsOfCycle, interval),
    indexOf: (wallTime) => Math.max(0, Math.floor((placeOf(wallTime) - first) / interval)),
    startOf: (index) => dayOf(place(index)) * dayMs,
    timesOf: (index) => {
      const found: WallTime[] = []
      const end = dayOf(place(index) + 1)
      for (let day = dayOf(place(index)); day < end; day++) if (days.has(day)) for (const time of times) found.push(day * dayMs + time)
      return found
    },
    countOf: (index) => days.countBetween(dayOf(place(index)), dayOf(place(index) + 1)) * times.length,
    skipFrom: (index, last) => {
      const next = days.next(dayOf(place(index) + 1), dayNumber(last))
      if (next === undefined) return Number.POSITIVE_INFINITY
      return Math.max(index, Math.ceil((placeOf(next * dayMs) - first) / interval) - 1)
    },
  }
}

interface Places {
  /** Periods of which the first is like the one after the last. */
  readonly periodsOfCycle: number
  readonly mostEmpty: number
  placeOf(wallTime: WallTime): number
  /** The day on which the period at a place begins. */
  dayOf(place: number): number
}
// Days, weeks, months and years by their place in the order of all of them.
function placesOf(rule: RecurrenceRule, start: WallTime): Places {
  const { frequency, weekStart } = rule
  const yearOf = (wallTime: WallTime): number => new Date(wallTime).getUTCFullYear()
  if (frequency === 'yearly')
    return { periodsOfCycle: cycleYears, mostEmpty: cycleYears, placeOf: yearOf, dayOf: (place) => firstOfMonth(place, 1) }
  if (frequency === 'monthly')
    return {
      periodsOfCycle: cycleYears * 12,
      mostEmpty: cycleYears * 12,
      placeOf: (wallTime) => yearOf(wallTime) * 12 + new Date(wallTime).getUTCMonth(),
      dayOf: (place) => firstOfMonth(Math.floor(place / 12), place - Math.floor(place / 12) * 12 + 1),
    }
  if (frequency === 'daily') return { periodsOfCycle: daysOfCycle(rule), mostEmpty, placeOf: dayNumber, dayOf: (place) => place }
  const week = (wallTime: WallTime): number => startOfWeek(dayNumber(wallTime), weekStart)
  const origin = week(start)
  return {
    periodsOfCycle: Math.ceil(daysOfCycle(rule) / 7),
    mostEmpty: cycleDays / 7,
    placeOf: (wallTime) => (week(wallTime) - origin) / 7,
    dayOf: (place) => origin + place * 7,
  }
}
// Days after which a rule of weeks or less matches the same ones.
function daysOfCycle({ months, weeks, yearDays, monthDays, weekdays }: RecurrenceRule): number {
  const isOfYear = [months, weeks, yearDays, monthDays].some((list) => list.length > 0)
  return isOfYear ? cycleDays : weekdays.length > 0 ? 7 : 1
}
function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
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
function shortPeriods(rule: RecurrenceRule, start: WallTime, unit: number, days: RuleDays): Periods {
  const step = unit * rule.interval
  const first = Math.floor(start / unit) * unit
  const { hours, minutes, seconds } = rule
  const or = (named: readonly number[], length: number): readonly number[] =>
    unit <= length ? [0] : named.length > 0 ? named.map((each) => each * length) : [(start % (length * 60)) - (start % length)]
  const within = or(minutes, 60_000).flatMap((minute) => or(seconds, 1000).map((second) => minute + second))
  const limits = [
    { length: dayMs, allows: (at: WallTime) => days.has(dayNumber(at)) },
    { length: 3_600_000, allows: hours.length === 0 ? anyTime : (at: WallTime) => hours.includes(new Date(at).getUTCHours()) },
    {
      length: 60_000,
      allows: unit > 60_000 || minutes.length === 0 ? anyTime : (at: WallTime) => minutes.includes(new Date(at).getUTCMinutes()),
    },
    {
      length: 1000,
      allows: unit > 1000 || seconds.length === 0 ? anyTime : (at: WallTime) => seconds.includes(new Date(at).getUTCSeconds()),
    },
  ]
  const startOf = (index: number): WallTime => first + index * step
  const forbids = (index: number) => limits.find(({ allows }) => !allows(startOf(index)))
  const periodsOfDay = dayMs / unit
  // No time of day is left out by itself, so that each period of a day is like the others.
  const isWhole = daysOfCycle(rule) === 1 && limits.slice(1).every(({ allows }) => allows === anyTime)
  const periodsOfCycle = isWhole ? 1 : periodsOfDay * daysOfCycle(rule)
  return {
    mostEmpty,
    cycle: periodsOfCycle / commonDivisor(periodsOfCycle, rule.interval),
    startOf,
    indexOf: (wallTime) => Math.max(0, Math.floor((wallTime - first) / step)),
    timesOf: (index) => (forbids(index) === undefined ? within.map((time) => startOf(index) + time) : []),
    countOf: (index) => (forbids(index) === undefined ? within.length : 0),
    skipFrom: (index, last) => {
      const limit = forbids(index)
      if (limit === undefined) return index
      if (limit.length === dayMs) {
        const day = days.next(dayNumber(startOf(index)) + 1, dayNumber(last))
        return day === undefined ? Number.POSITIVE_INFINITY : Math.max(index, Math.ceil((day * dayMs - first) / step) - 1)
      }
      const next = (Math.floor(startOf(index) / limit.length) + 1) * limit.length
      return Math.max(index, Math.ceil((next - first) / step) - 1)
    },
  }
}

function anyTime(): boolean {
  return true
}

function* choose(times: readonly WallTime[], positions: readonly number[]): Generator<WallTime> {
  if (positions.length === 0) return yield* times
  for (const [index, time] of times.entries()) if (positions.includes(index + 1) || positions.includes(index - times.length)) yield time
}

/** The rule of an event that lasts whole days: its parts about times of day mean nothing (RFC 5545, 3.3.10). */
export function withoutTimes(rule: RecurrenceRule): RecurrenceRule {
  return { ...rule, hours: [], minutes: [], seconds: [] }
}
