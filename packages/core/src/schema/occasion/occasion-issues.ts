import { expandRule, withoutTimes } from '../../base/rule/expand-rule.js'
import { parseRule } from '../../base/rule/parse-rule.js'
import { longestMs, mostExceptions } from '../../base/series/series.js'
import { isTimeZone } from '../../base/zone/zone.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { Values } from '../value.js'
import { instantsOfDays, readWallTime, toSeries, wholeDays } from './occasion.js'

/** As often as one record takes place on a day at most. */
const mostOfDay = 24
/** Every day of the calendar comes again on each weekday within so many years, also around a century without its leap year. */
const mostYears = 40

/** What is wrong with when a record takes place, as far as one of the written values has a part in it. `after` are all of its values. */
export function occasionIssues(written: Values, after: Values): readonly Issue[] {
  const writes = (...names: readonly string[]): boolean => names.some((name) => Object.hasOwn(written, name))
  const found: (Issue | undefined)[] = [
    writes('timeZone') ? zoneIssue(after) : undefined,
    writes('joinUrl') ? addressIssue(after) : undefined,
    writes('repeat') ? (oftenIssue(after) ?? neverIssue(after)) : undefined,
    ...['repeatExcept', 'repeatAlso'].map((name) => (writes(name) ? timesIssue(name, after) : undefined)),
    writes('at', 'endAt', 'startDate', 'endDate', 'repeat') ? orderIssue(written, after) : undefined,
  ]
  return found.filter((issue) => issue !== undefined)
}

function zoneIssue({ timeZone }: Values): Issue | undefined {
  if (timeZone === null || timeZone === undefined || isTimeZone(String(timeZone))) return undefined
  return { path: ['timeZone'], message: `There is no time zone ${String(timeZone)}. One is Europe/Berlin.` }
}
function addressIssue({ joinUrl }: Values): Issue | undefined {
  if (typeof joinUrl !== 'string' || joinUrl === '' || /^https?:\/\/[^\s"'<>\\]+$/i.test(joinUrl)) return undefined
  return { path: ['joinUrl'], message: 'A join link begins with https:// and has no spaces.' }
}
function oftenIssue({ repeat }: Values): Issue | undefined {
  if (typeof repeat !== 'string') return undefined
  const { frequency, hours, minutes, seconds } = parseRule(repeat)
  const perHour = Math.max(1, minutes.length) * Math.max(1, seconds.length)
  const ofDay = perHour * (frequency === 'hourly' ? 24 : Math.max(1, hours.length))
  if (frequency !== 'secondly' && frequency !== 'minutely' && ofDay <= mostOfDay) return undefined
  return { path: ['repeat'], message: `It repeats at most ${mostOfDay} times a day; choose a rule with fewer times.` }
}
function neverIssue(after: Values): Issue | undefined {
  const { start, rule, isAllDay } = toSeries(after) ?? {}
  if (start === undefined || rule === undefined) return undefined
  const { count, until, ...endless } = isAllDay ? withoutTimes(rule) : rule
  const first = expandRule(endless, start, { until: start + mostYears * 366 * 86_400_000 }).next()
  if (first.done !== true) return undefined
  return { path: ['repeat'], message: `The rule has no time in the ${mostYears} years after the start. Choose another one.` }
}
function timesIssue(name: string, after: Values): Issue | undefined {
  const texts = after[name]
  if (!Array.isArray(texts)) return undefined
  if (texts.length > mostExceptions)
    return { path: [name], message: `There are at most ${mostExceptions} such times; end the series and begin another.` }
  const wrong = texts.find((text) => readWallTime(String(text)) === undefined)
  if (wrong === undefined) return undefined
  return {
    path: [name],
    message: `A time is written as 2026-12-21T18:00, a whole day as 2026-12-21; this is ${String(wrong).slice(0, 40)}.`,
  }
}

function orderIssue(written: Values, after: Values): Issue | undefined {
  const days = wholeDays(after)
  const { at, endAt, endDate, repeat } = after
  if (days === undefined && typeof endDate === 'string')
    return { path: ['endDate'], message: 'A last day needs a first day. Set the first day, or leave both empty.' }
  if (days !== undefined && days.last < days.first)
    return { path: ['endDate'], message: 'The last day is before the first day. Choose a later last day.' }
  if (days !== undefined) return dayIssue(written, after) ?? lengthIssue('endDate', Date.parse(days.last) - Date.parse(days.first))
  if (typeof endAt === 'number' && typeof at !== 'number') return { path: ['at'], message: 'An end needs a start. Set the start too.' }
  if (typeof repeat === 'string' && typeof at !== 'number')
    return { path: ['at'], message: 'What repeats needs a start. Set the start too.' }
  if (typeof endAt !== 'number' || typeof at !== 'number') return undefined
  if (endAt < at) return { path: ['endAt'], message: 'The end is before the start. Choose a later end.' }
  return lengthIssue('endAt', endAt - at)
}
// Whole days say when it is; a time beside them would be lost without a word.
function dayIssue(written: Values, after: Values): Issue | undefined {
  const kept = instantsOfDays(after)
  const wrong = (['at', 'endAt'] as const).find((name) => typeof written[name] === 'number' && written[name] !== kept?.[name])
  if (wrong === undefined || Object.hasOwn(written, 'startDate') || Object.hasOwn(written, 'endDate')) return undefined
  return { path: [wrong], message: 'It lasts whole days. Empty its first day to give it a time.' }
}
function lengthIssue(name: string, length: number): Issue | undefined {
  return length < longestMs ? undefined : { path: [name], message: 'It lasts longer than 366 days. Choose an earlier end.' }
}
