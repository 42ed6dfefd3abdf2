import type { Instant } from '@tenure/core'
import { checkSeries, type Series } from '@tenure/core/recurrence'
import { findZone, fromWallTime, type RecurrenceRule, toWallTime, type WallTime, writeRule, writeTime } from '@tenure/core/zone'
import type { Attendee, CalendarEvent, EventDetails } from './calendar-event.js'
import { contentLine, escapeText } from './content-line.js'
import { writeZone } from './write-zone.js'

const yearMs = 366 * 86_400_000
const dayMs = 86_400_000

/** A calendar that is written: `now` stamps its events, `name` is what programs call it. */
export interface CalendarSpec {
  readonly events: readonly CalendarEvent[]
  readonly now: Instant
  readonly name?: string
  /** What it is for, such as `PUBLISH` for a feed or `REQUEST` for an invitation. */
  readonly method?: 'PUBLISH' | 'REQUEST' | 'CANCEL'
}

/**
 * The text of a calendar (RFC 5545): lines of 75 octets at most, with the clocks of every zone that it names.
 *
 * Shape: cancelled instances are exceptions, moved ones events of their own with RECURRENCE-ID. No text can begin another property.
 * Errors: `input.invalid` for a series that cannot be expanded.
 */
export function writeCalendar({ events, now, name, method }: CalendarSpec): string {
  const zones = new Set(
    events.flatMap(({ series: { zone, isAllDay } }) => (zone === undefined || isAllDay || isUtc(zone) ? [] : [nameOf(zone)])),
  )
  const first = Math.min(now, ...events.map(({ series }) => series.start)) - yearMs
  const last = Math.max(now, ...events.map(({ series }) => series.start)) + 10 * yearMs
  return [
    contentLine('BEGIN', 'VCALENDAR'),
    contentLine('VERSION', '2.0'),
    contentLine('PRODID', '-//Tenure//Calendar//EN'),
    contentLine('CALSCALE', 'GREGORIAN'),
    ...(method === undefined ? [] : [contentLine('METHOD', method)]),
    ...(name === undefined ? [] : [contentLine('X-WR-CALNAME', escapeText(name))]),
    ...[...zones].sort().map((zone) => writeZone(zone, first, last)),
    ...events.map((event) => writeEvent(event, now)),
    contentLine('END', 'VCALENDAR'),
  ].join('')
}

function writeEvent(event: CalendarEvent, now: Instant): string {
  const { series } = event
  checkSeries(series)
  const { rule, added = [], excluded = [], changes = [] } = series
  const gone = [...excluded, ...changes.flatMap(({ at, isCancelled }) => (isCancelled ? [at] : []))]
  const moved = changes.filter(({ isCancelled }) => isCancelled !== true)
  const head = { event, now, details: event }
  return [
    component(head, { start: series.start, durationMs: series.durationMs }, [
      ...(rule === undefined ? [] : [contentLine('RRULE', writeRule({ ...rule, ...endOf(rule, series) }))]),
      ...gone.map((at) => timeLine('EXDATE', at, series)),
      ...added.map((at) => timeLine('RDATE', at, series)),
    ]),
    ...moved.map(({ at, start = at, durationMs = series.durationMs }) =>
      component({ ...head, details: { ...event, ...event.details?.get(at) } }, { start, durationMs }, [
        timeLine('RECURRENCE-ID', at, series),
      ]),
    ),
  ].join('')
}

interface Head {
  readonly event: CalendarEvent
  readonly now: Instant
  readonly details: EventDetails
}
function component(
  { event, now, details }: Head,
  { start, durationMs }: { start: WallTime; durationMs: number },
  times: readonly string[],
): string {
  const { summary, description, location, joinUrl, status, organiser, attendees = [] } = details
  const text = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [contentLine(name, escapeText(value))]
  return [
    contentLine('BEGIN', 'VEVENT'),
    contentLine('UID', escapeText(event.uid)),
    contentLine('DTSTAMP', writeTime({ at: now, kind: 'utc' })),
    contentLine('SEQUENCE', String(event.sequence)),
    timeLine('DTSTART', start, event.series),
    ...(durationMs === 0 ? [] : [timeLine('DTEND', endAfter(start, durationMs, event.series), event.series)]),
    ...times,
    ...text('SUMMARY', summary),
    ...text('DESCRIPTION', description),
    ...text('LOCATION', location),
    ...(joinUrl === undefined ? [] : [contentLine('URL', joinUrl)]),
    ...(status === undefined ? [] : [contentLine('STATUS', status.toUpperCase())]),
    ...(organiser === undefined ? [] : [personLine('ORGANIZER', organiser)]),
    ...attendees.map((each) => personLine('ATTENDEE', each)),
    contentLine('END', 'VEVENT'),
  ].join('')
}
function personLine(name: string, { email, name: called, isOptional, answer }: Attendee): string {
  const ofAttendee = name === 'ATTENDEE' && { ROLE: isOptional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT', PARTSTAT: answer?.toUpperCase() }
  return contentLine(name, `mailto:${email.replace(/\s/g, '')}`, { CN: called, ...ofAttendee })
}

function timeLine(name: string, at: WallTime, { isAllDay, zone }: Series): string {
  if (isAllDay) return contentLine(name, writeTime({ at, kind: 'day' }), { VALUE: 'DATE' })
  if (zone !== undefined && isUtc(zone)) return contentLine(name, writeTime({ at, kind: 'utc' }))
  return contentLine(name, writeTime({ at, kind: 'wall' }), { TZID: zone && nameOf(zone) })
}
// Hours are counted by the clock on the table, days by the calendar.
function endAfter(start: WallTime, durationMs: number, { isAllDay, zone }: Series): WallTime {
  return isAllDay || zone === undefined ? start + durationMs : toWallTime(fromWallTime(start, zone) + durationMs, zone)
}
// An end is a moment of UTC where the start has a zone, and a day where it is a day.
function endOf({ until }: RecurrenceRule, { isAllDay, zone }: Series): Pick<RecurrenceRule, 'until'> {
  if (until === undefined) return {}
  if (isAllDay) return { until: { at: until.at, kind: 'day' } }
  if (until.kind === 'utc') return { until }
  const at = until.kind === 'day' ? until.at + dayMs - 1000 : until.at
  return { until: zone === undefined ? { at, kind: 'wall' } : { at: fromWallTime(at, zone), kind: 'utc' } }
}
function isUtc(zone: string): boolean {
  return nameOf(zone) === 'Etc/UTC' || nameOf(zone) === 'UTC'
}
function nameOf(zone: string): string {
  return findZone(zone)?.name ?? zone
}
