import { TenureError } from '../errors/tenure-error.js'
import type { CalendarDay, Instant } from './clock.js'

const dayMs = 86_400_000
/** The names of the parts, in the order in which they make a UTC instant. */
const fields = {
  timeZone: 'UTC',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  era: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const

/** A period of the calendar; weeks begin on Monday (ISO 8601). */
export type CalendarPeriod = 'day' | 'week' | 'month' | 'quarter' | 'year'

interface Zone {
  readonly format: Intl.DateTimeFormat
  readonly starts: Map<CalendarDay, Instant>
}
const zones = new Map<string, Zone>()

/** The calendar day that it is at an instant in an IANA zone. Errors: `input.invalid`. */
export function dayOf(instant: Instant, zone: string): CalendarDay {
  return toDay(toLocal(instant, getZone(zone).format))
}
/** The first instant of a calendar day in an IANA zone; of a day that the zone left out, the first after it. Errors: `input.invalid`. */
export function startOfDay(day: CalendarDay, zone: string): Instant {
  const { format, starts } = getZone(zone)
  const known = starts.get(day)
  if (known !== undefined) return known
  const start = findStart(fromDay(day), format)
  // A view needs the same few days again and again; the bound only keeps a long-running process small.
  if (starts.size >= 512) starts.clear()
  starts.set(day, start)
  return start
}
/** The day that many days later. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return toDay(fromDay(day) + count * dayMs)
}
/** The first day of the period that the day is in. */
export function startOfPeriod(day: CalendarDay, period: CalendarPeriod): CalendarDay {
  const month = Number(day.slice(5, 7))
  if (period === 'day') return day
  if (period === 'week') return addDays(day, -((new Date(fromDay(day)).getUTCDay() + 6) % 7))
  if (period === 'month') return `${day.slice(0, 7)}-01`
  if (period === 'quarter') return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
  return `${day.slice(0, 4)}-01-01`
}
/** The day that many periods later; in a month that is too short, its last day. */
export function addPeriods(day: CalendarDay, period: CalendarPeriod, count: number): CalendarDay {
  if (period === 'day') return addDays(day, count)
  if (period === 'week') return addDays(day, 7 * count)
  return addMonths(day, count * { month: 1, quarter: 3, year: 12 }[period])
}

function addMonths(day: CalendarDay, count: number): CalendarDay {
  const at = new Date(fromDay(day))
  const wanted = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + count)
  const last = new Date(at)
  last.setUTCMonth(last.getUTCMonth() + 1, 0)
  at.setUTCDate(Math.min(wanted, last.getUTCDate()))
  return toDay(at.getTime())
}

// Local midnight by the offset before the clocks change, if it comes before the change; otherwise by the offset after it; if midnight is skipped, the change itself.
function findStart(midnight: number, format: Intl.DateTimeFormat): Instant {
  const before = offsetAt(midnight - dayMs, format)
  const after = offsetAt(midnight + dayMs, format)
  if (before === after) return midnight - before
  const change = findChange(midnight - dayMs, midnight + dayMs, before, format)
  if (midnight - before < change) return midnight - before
  return Math.max(midnight - after, change)
}
function findChange(from: Instant, to: Instant, before: number, format: Intl.DateTimeFormat): Instant {
  if (to - from <= 1000) return to
  const middle = Math.floor((from + to) / 2000) * 1000
  return offsetAt(middle, format) === before ? findChange(middle, to, before, format) : findChange(from, middle, before, format)
}
function offsetAt(instant: Instant, format: Intl.DateTimeFormat): number {
  return toLocal(instant, format) - Math.floor(instant / 1000) * 1000
}

// What clocks there show, as if it were UTC.
function toLocal(instant: Instant, format: Intl.DateTimeFormat): number {
  const part: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = value
  const local = new Date(0)
  const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year'])
  local.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']))
  return local.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']))
}
function toDay(at: number): CalendarDay {
  const text = new Date(at).toISOString()
  return text.slice(0, text.indexOf('T'))
}
function fromDay(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function getZone(name: string): Zone {
  let zone = zones.get(name)
  if (zone === undefined) {
    zone = { format: openFormat(name), starts: new Map() }
    zones.set(name, zone)
  }
  return zone
}
function openFormat(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { ...fields, timeZone: name })
  } catch (cause) {
    const message = `There is no time zone ${name}; write one of the IANA names, such as Europe/Berlin.`
    throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] }, { cause })
  }
}
