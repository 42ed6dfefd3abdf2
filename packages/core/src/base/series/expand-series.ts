import type { Instant } from '../clock.js'
import { expandRule, withoutTimes } from '../rule/expand-rule.js'
import type { RecurrenceRule } from '../rule/rule.js'
import { dayOf, fromWallTime, startOfDay, toWallTime, type WallTime } from '../zone/zone.js'
import { checkSeries, type Occurrence, type Series, type SeriesChange } from './series.js'

const dayMs = 86_400_000

/**
 * The occurrences of a series that are not over at `from` and begin before `to`, in order of their beginning.
 *
 * Shape: lazy, so take as many as you show. `zone` is the reader's, for whole days and for a series without a zone.
 * A wall time that the clocks leave out is moved on by the gap, for a rule of hours or less it is left out; one that comes twice is the first.
 * Errors: `input.invalid`.
 */
export function* between(series: Series, from: Instant, to: Instant, zone: string): Generator<Occurrence> {
  checkSeries(series)
  const clock = toClock(series, zone)
  const changes = new Map((series.changes ?? []).map((change) => [change.at, change]))
  const moved = [...changes.values()]
    .filter(({ isCancelled }) => isCancelled !== true)
    .map((change) => clock.toOccurrence(change.at, change))
  const regular = ordered(clock, regularTimes(series, clock, from, to), changes)
  for (const each of merged(regular, moved.sort(byStart))) {
    if (each.startAt >= to) return
    if (each.endAt > from || (each.endAt === each.startAt && each.startAt >= from)) yield each
  }
}

/** The first occurrence that begins after an instant; none when the series is over. Errors: `input.invalid`. */
export function next(series: Series, after: Instant, zone: string): Occurrence | undefined {
  for (const each of between(series, after, Number.POSITIVE_INFINITY, zone)) if (each.startAt > after) return each
  return undefined
}

interface SeriesClock {
  readonly zone: string
  readonly toWall: (instant: Instant) => WallTime
  readonly toInstant: (wallTime: WallTime) => Instant
  readonly toOccurrence: (at: WallTime, change?: SeriesChange) => Occurrence
}

function toClock(series: Series, reader: string): SeriesClock {
  const isAllDay = series.isAllDay === true
  const zone = isAllDay ? reader : (series.zone ?? reader)
  const toDay = (wallTime: WallTime): string => new Date(wallTime).toISOString().slice(0, 10)
  const toWall = (instant: Instant): WallTime => (isAllDay ? Date.parse(dayOf(instant, zone)) : toWallTime(instant, zone))
  const toInstant = (wallTime: WallTime): Instant => (isAllDay ? startOfDay(toDay(wallTime), zone) : fromWallTime(wallTime, zone))
  return {
    zone,
    toWall,
    toInstant,
    toOccurrence: (at, change) => {
      const wanted = change?.start ?? at
      const length = change?.durationMs ?? series.durationMs
      const startAt = toInstant(wanted)
      // Whole days are counted by the calendar, hours by the clock on the table.
      const endAt = isAllDay ? toInstant(wanted + length) : startAt + length
      const [start, end] = isAllDay ? [wanted, wanted + length] : [toWall(startAt), toWall(endAt)]
      return { at, start, end, startAt, endAt, ...(change && { change }) }
    },
  }
}

// Wall times of the rule and those added, without those excluded, from a day before anything that could still be going on to days after the last.
function* regularTimes(series: Series, clock: SeriesClock, from: Instant, to: Instant): Generator<WallTime> {
  const { start, rule, added = [], excluded = [], isAllDay } = series
  const begin = Number.isFinite(from) ? clock.toWall(from) - series.durationMs - 2 * dayMs : start
  const end = Number.isFinite(to) ? clock.toWall(to) + 2 * dayMs : Number.POSITIVE_INFINITY
  const until = rule === undefined ? end : Math.min(end, endOf(rule, clock))
  const ofRule = rule === undefined ? [start] : expandRule(isAllDay ? withoutTimes(rule) : rule, start, { from: begin, until })
  const gone = new Set(excluded)
  const beside = [...new Set(added)].sort((a, b) => a - b)
  let last = Number.NEGATIVE_INFINITY
  for (const time of mergedTimes(ofRule, beside)) {
    if (time !== last && !gone.has(time) && !(leavesOutGaps(rule) && isInGap(time, clock))) yield time
    last = time
  }
}
function endOf({ until }: RecurrenceRule, clock: SeriesClock): WallTime {
  if (until === undefined) return Number.POSITIVE_INFINITY
  if (until.kind === 'utc') return clock.toWall(until.at)
  // The day of an end is whole.
  return until.kind === 'day' ? until.at + dayMs - 1 : until.at
}
// Every hour is every hour of the clock on the table: the one that was left out did not pass.
function leavesOutGaps(rule: RecurrenceRule | undefined): boolean {
  return rule !== undefined && ['secondly', 'minutely', 'hourly'].includes(rule.frequency)
}
function isInGap(time: WallTime, { toWall, toInstant }: SeriesClock): boolean {
  return toWall(toInstant(time)) !== time
}

// A time in a gap is moved behind ones that come after it: it waits until nothing earlier can follow.
function* ordered(clock: SeriesClock, times: Iterable<WallTime>, changes: ReadonlyMap<WallTime, SeriesChange>): Generator<Occurrence> {
  const held: Occurrence[] = []
  for (const time of times) {
    if (!changes.has(time)) held.push(clock.toOccurrence(time))
    const instant = clock.toInstant(time)
    const earliest = instant - Math.max(0, clock.toWall(instant) - time)
    held.sort(byStart)
    while (held[0] !== undefined && held[0].startAt <= earliest) yield held.shift() as Occurrence
  }
  yield* held
}
function byStart(a: Occurrence, b: Occurrence): number {
  return a.startAt - b.startAt || a.at - b.at
}
function merged(some: Iterable<Occurrence>, others: readonly Occurrence[]): Generator<Occurrence> {
  return mergeBy(some, others, byStart)
}
function mergedTimes(some: Iterable<WallTime>, others: readonly WallTime[]): Generator<WallTime> {
  return mergeBy(some, others, (a, b) => a - b)
}
function* mergeBy<T>(some: Iterable<T>, others: readonly T[], compare: (a: T, b: T) => number): Generator<T> {
  let at = 0
  for (const each of some) {
    while (at < others.length && compare(others[at] as T, each) <= 0) yield others[at++] as T
    yield each
  }
  yield* others.slice(at)
}
