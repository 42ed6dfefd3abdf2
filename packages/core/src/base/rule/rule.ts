import type { WallTime } from '../zone/zone.js'

/** How often a rule repeats, shortest first. */
export const frequencies = ['secondly', 'minutely', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const
/** How often a rule repeats. */
export type Frequency = (typeof frequencies)[number]

/** A day of the week, 0 for Sunday to 6 for Saturday, and the how many-th of its month or year; negative from its end. */
export interface RuleWeekday {
  readonly weekday: number
  readonly nth?: number
}
/**
 * A recurrence rule (RFC 5545, RRULE) as plain data.
 *
 * Units: months 1 to 12; days and weeks from 1, negative from the end; the lists are sorted and have no value twice.
 */
export interface RecurrenceRule {
  readonly frequency: Frequency
  readonly interval: number
  /** How many instances there are; never together with `until`. */
  readonly count?: number
  /** The last moment at which an instance may begin. */
  readonly until?: RuleEnd
  /** The weekday on which weeks begin, 0 for Sunday; 1 unless the rule says another. */
  readonly weekStart: number
  readonly months: readonly number[]
  readonly weeks: readonly number[]
  readonly yearDays: readonly number[]
  readonly monthDays: readonly number[]
  readonly weekdays: readonly RuleWeekday[]
  readonly hours: readonly number[]
  readonly minutes: readonly number[]
  readonly seconds: readonly number[]
  /** Which of the instances of a period are meant; negative from its end. */
  readonly positions: readonly number[]
}
/** When a rule ends: a day, a wall time of the series, or a moment of UTC, each in milliseconds as if it were UTC. */
export interface RuleEnd {
  readonly at: WallTime
  readonly kind: 'day' | 'wall' | 'utc'
}

/** A rule that repeats each so many periods and says no more. */
export function simpleRule(frequency: Frequency, interval = 1): RecurrenceRule {
  const none = { months: [], weeks: [], yearDays: [], monthDays: [], weekdays: [], hours: [], minutes: [], seconds: [], positions: [] }
  return { frequency, interval, weekStart: 1, ...none }
}
