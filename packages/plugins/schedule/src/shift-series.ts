import { TenureError, type Values } from '@tenure/core/contract'
import { dayNumber, readWallTime, toSeries, weekdayOf, writeWallTime } from '@tenure/core/recurrence'
import { fromWallTime, type RecurrenceRule, type WallTime, writeRule } from '@tenure/core/zone'

const dayMs = 86_400_000

/**
 * A series whose every time moves as one of them did: its start, its exceptions and the weekdays of its rule.
 *
 * Units: `by` is wall time in the zone of the series. Errors: `input.invalid` where the rule names its days otherwise than by weekdays.
 */
export function shiftSeries(values: Values, by: number, durationMs: number): Values {
  const series = toSeries(values)
  if (series?.rule === undefined) throw invalid('It does not repeat. Move this one time.')
  const start = series.start + by
  const rule = shiftRule(series.rule, dayNumber(start) - dayNumber(series.start))
  const shifted = (name: string) => {
    const texts = values[name]
    return Array.isArray(texts) ? { [name]: texts.flatMap((text) => shiftText(String(text), by)) } : {}
  }
  const times = series.isAllDay
    ? { startDate: writeWallTime(start, true), endDate: writeWallTime(start + durationMs - dayMs, true) }
    : timesAt(start, durationMs, series.zone ?? 'UTC')
  return { ...times, repeat: writeRule(rule), ...shifted('repeatExcept'), ...shifted('repeatAlso') }
}

function timesAt(start: WallTime, durationMs: number, zone: string): Values {
  const at = fromWallTime(start, zone)
  return { at, endAt: at + durationMs }
}
function shiftText(text: string, by: number): readonly string[] {
  const at = readWallTime(text)
  return at === undefined ? [] : [writeWallTime(at + by, text.length === 10)]
}

// Weekdays go with the days; a rule that says its days by their place in a month or year cannot.
function shiftRule(rule: RecurrenceRule, days: number): RecurrenceRule {
  if (days === 0) return withoutOwnTimes(rule)
  const { weekdays, monthDays, yearDays, weeks, months, positions, until } = rule
  const isByPlace = [monthDays, yearDays, weeks, months, positions].some((list) => list.length > 0)
  if (isByPlace || weekdays.some(({ nth }) => nth !== undefined))
    throw invalid('Its rule says on which days of the month or year it takes place. Change the rule, or move this one time.')
  return withoutOwnTimes({
    ...rule,
    weekdays: weekdays.map(({ weekday }) => ({ weekday: weekdayOf(weekday + 3 + days) })),
    ...(until && { until: { ...until, at: until.at + days * dayMs } }),
  })
}
// Hours and minutes in the rule itself would keep it where it is.
function withoutOwnTimes(rule: RecurrenceRule): RecurrenceRule {
  if (rule.hours.length + rule.minutes.length + rule.seconds.length === 0) return rule
  throw invalid('Its rule says at which times of the day it takes place. Change the rule, or move this one time.')
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: ['scope'], message }] })
}
