import { TenureError } from '../../errors/tenure-error.js'
import type { Instant } from '../clock.js'
import type { RecurrenceRule } from '../rule/rule.js'
import type { WallTime } from '../zone/zone.js'

/** One instance of a series that is unlike the others, named by the wall time at which the rule would have it begin. */
export interface SeriesChange {
  readonly at: WallTime
  /** Where it begins instead. */
  readonly start?: WallTime
  readonly durationMs?: number
  /** It does not take place. */
  readonly isCancelled?: boolean
}
/**
 * When a meeting or task takes place, once or again and again: wall time and zone, so that nine o'clock is nine o'clock all year.
 *
 * Units: wall times in milliseconds as if they were UTC; of a series of whole days, midnight, and its duration is whole days.
 */
export interface Series {
  readonly start: WallTime
  readonly durationMs: number
  readonly isAllDay?: boolean
  /** IANA zone of the wall times; without one they are those of the clock of each reader. */
  readonly zone?: string
  readonly rule?: RecurrenceRule
  /** Wall times at which the rule has no instance after all. */
  readonly excluded?: readonly WallTime[]
  /** Wall times of instances beside the rule. */
  readonly added?: readonly WallTime[]
  readonly changes?: readonly SeriesChange[]
}
/** One time that a series takes place. */
export interface Occurrence {
  /** Names it within its series, wherever it was moved to. */
  readonly at: WallTime
  /** Wall time in the zone of the series. */
  readonly start: WallTime
  readonly end: WallTime
  readonly startAt: Instant
  /** The first instant at which it is over. */
  readonly endAt: Instant
  readonly change?: SeriesChange
}

/** Exceptions and added instances that a series may have. */
export const mostExceptions = 5_000
/** The longest that one instance may last. */
export const longestMs = 366 * 86_400_000

/** Refuses a series that cannot be expanded. Errors: `input.invalid`. */
export function checkSeries(series: Series): void {
  const { start, durationMs, excluded = [], added = [], changes = [] } = series
  const lengths = [durationMs, ...changes.flatMap(({ durationMs: own }) => own ?? [])]
  const times = [start, ...excluded, ...added, ...changes.flatMap(({ at, start: moved = at }) => [at, moved])]
  if (excluded.length + added.length + changes.length > mostExceptions)
    refuse(['changes'], `A series has at most ${mostExceptions} exceptions and added instances; end it and begin another.`)
  if (!lengths.every((length) => length >= 0 && length <= longestMs)) refuse(['durationMs'], 'An instance lasts from nothing to 366 days.')
  if (!times.every((time) => Math.abs(time) < Date.UTC(10_000, 0))) refuse(['start'], 'A time of a series lies within the years to 9999.')
}
function refuse(path: readonly string[], message: string): never {
  throw new TenureError('input.invalid', message, { issues: [{ path, message }] })
}
