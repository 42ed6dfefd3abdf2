import type { CalendarDay, Instant } from '../../base/clock.js'
import { parseRule, validateRule } from '../../base/rule/parse-rule.js'
import { between } from '../../base/series/expand-series.js'
import type { Occurrence, Series } from '../../base/series/series.js'
import { addDays } from '../../base/zone/calendar-day.js'
import { isTimeZone, startOfDay, toWallTime, type WallTime } from '../../base/zone/zone.js'
import type { Values } from '../value.js'

const dayMs = 86_400_000
const timeWords = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?$/

/** The wall time that `2026-12-21T18:00` or `2026-12-21` says, or `undefined` if it says none. */
export function readWallTime(text: string): WallTime | undefined {
  if (!timeWords.test(text)) return undefined
  const at = Date.parse(text.length > 10 ? `${text}Z` : text)
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(text.slice(0, 10)) ? undefined : at
}
/** The text that `readWallTime` reads: a day for an occasion of whole days, else day and time. */
export function writeWallTime(at: WallTime, isAllDay = false): string {
  const text = new Date(at).toISOString()
  return isAllDay ? text.slice(0, 10) : text.slice(0, at % 60_000 === 0 ? 16 : 19)
}

/** Zone whose midnights the instants of an occasion of whole days are: its own, or UTC, since its days are the same in every zone. */
export function zoneOfDays(values: Values): string {
  const zone = textOf(values, 'timeZone')
  return zone !== undefined && isTimeZone(zone) ? zone : 'UTC'
}
/**
 * When a record takes place, whose type says `takesPlace`; nothing where it has no start.
 *
 * Shape: `startDate` makes it whole days up to and with `endDate`, which are the same days in every zone. One without an end has no length.
 */
export function toSeries(values: Values): Series | undefined {
  const repeat = ruleOf(values)
  const days = wholeDays(values)
  const at = values['at']
  const zone = zoneOfDays(values)
  if (days === undefined && typeof at !== 'number') return undefined
  const endAt = typeof values['endAt'] === 'number' ? values['endAt'] : (at as Instant)
  const times = days
    ? { start: Date.parse(days.first), durationMs: Date.parse(days.last) - Date.parse(days.first) + dayMs, isAllDay: true }
    : { start: toWallTime(at as Instant, zone), durationMs: Math.max(0, endAt - (at as Instant)), zone }
  const excluded = timesOf(values, 'repeatExcept')
  const added = timesOf(values, 'repeatAlso')
  return {
    ...times,
    ...(repeat !== undefined && { rule: parseRule(repeat) }),
    ...(excluded.length > 0 && { excluded }),
    ...(added.length > 0 && { added }),
  }
}
/**
 * The times at which a record takes place that are not over at `from` and begin before `to`, in order. `zone` is the reader's, for whole days.
 * A meeting that is cancelled takes place at none.
 */
export function* occasionsOf(values: Values, from: Instant, to: Instant, zone: string): Generator<Occurrence> {
  const series = values['cancelled'] === true ? undefined : toSeries(values)
  if (series === undefined) return
  for (const each of between(series, from, to, zone)) yield series.rule || series.added ? each : exactly(each, values)
}
// A time that comes twice when clocks go back is known by its instant, unless a rule says it.
function exactly(each: Occurrence, values: Values): Occurrence {
  const { at, endAt } = values
  if (wholeDays(values) !== undefined || typeof at !== 'number') return each
  return { ...each, startAt: at, endAt: typeof endAt === 'number' ? Math.max(at, endAt) : at }
}

/** The instants that follow from whole days: `at` and `endAt` are the midnights around them, so that activities have a time. */
export function instantsOfDays(values: Values): { readonly at: Instant; readonly endAt: Instant } | undefined {
  const days = wholeDays(values)
  if (days === undefined) return undefined
  const zone = zoneOfDays(values)
  return { at: startOfDay(days.first, zone), endAt: startOfDay(addDays(days.last, 1), zone) }
}
/** The first and the last day of what lasts whole days. */
export function wholeDays(values: Values): { readonly first: CalendarDay; readonly last: CalendarDay } | undefined {
  const first = textOf(values, 'startDate')
  return first === undefined ? undefined : { first, last: textOf(values, 'endDate') ?? first }
}
/** The last time up to a moment and the first after it; a series that is over has no next one. */
export function aroundNow(values: Values, now: Instant): { readonly last?: Instant; readonly next?: Instant } {
  const last = lastUntil(values, now)
  const next = firstAfter(values, now)
  return { ...(last !== undefined && { last }), ...(next !== undefined && { next }) }
}
function firstAfter(values: Values, now: Instant): Instant | undefined {
  for (const { startAt } of occasionsOf(values, now, Number.POSITIVE_INFINITY, zoneOfDays(values))) if (startAt > now) return startAt
  return undefined
}
// Looks back further and further: the last one is near where there is one at all, and old series are seldom.
function lastUntil(values: Values, now: Instant): Instant | undefined {
  const begin = toSeries(values)?.start ?? now
  for (let back = 8 * dayMs; ; back *= 8) {
    const found = [...occasionsOf(values, now - back, now + 1, zoneOfDays(values))].at(-1)
    if (found !== undefined || now - back < begin - 2 * dayMs) return found?.startAt
  }
}

// A store that others write may hold a rule that nobody can read: then it takes place once.
function ruleOf(values: Values): string | undefined {
  const repeat = textOf(values, 'repeat')
  return repeat === undefined || validateRule(repeat).length > 0 ? undefined : repeat
}
function timesOf(values: Values, name: string): readonly WallTime[] {
  const texts = values[name]
  return Array.isArray(texts) ? texts.flatMap((text) => readWallTime(String(text)) ?? []) : []
}
function textOf(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
