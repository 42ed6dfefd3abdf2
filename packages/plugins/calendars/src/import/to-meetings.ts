import type { CalendarEvent, EventDetails } from '@tenure/calendar'
import type { Value } from '@tenure/core'
import { writeWallTime } from '@tenure/core/recurrence'
import { addDays, dayOf, fromWallTime, type WallTime, writeRule } from '@tenure/core/zone'

/** A meeting as a calendar of another program has it. */
export interface ReadMeeting {
  /** Finds it again: the UID of its event, and of one time of a series when that was to begin. */
  readonly key: string
  /** The key of the series that it was moved or changed in. */
  readonly series?: string
  readonly title: string
  readonly values: Readonly<Record<string, Value>>
  /** Addresses of those who are invited, in small letters. */
  readonly emails: readonly string[]
}

/** Characters of what is kept of a text: more is no title, and no notes that anybody reads. */
const longest = { line: 500, text: 20_000 }
const dayMs = 86_400_000

/** The meetings of one event: itself, and each time of it that was moved or changed. `zone` is the reader's, for times that name none. */
export function toMeetings(event: CalendarEvent, zone: string): readonly ReadMeeting[] {
  const { series, instance, details: changed } = event
  const { changes = [] } = series
  const moved = changes.filter(({ isCancelled }) => isCancelled !== true)
  const own = instance === undefined ? event.uid : keyOf(event, instance, zone)
  const main: ReadMeeting = {
    key: own,
    ...described(event),
    values: {
      ...texts(event, event.uid),
      ...timesOf(event, series.start, series.durationMs, zone),
      repeat: series.rule === undefined ? null : writeRule(series.rule),
      repeatExcept: wallTimes([...(series.excluded ?? []), ...changes.map(({ at }) => at)], series.isAllDay),
      repeatAlso: wallTimes(series.added ?? [], series.isAllDay),
      originalAt: instance === undefined ? null : instantOf(event, instance, zone),
    },
  }
  const parts = moved.map(({ at, start = at, durationMs = series.durationMs }): ReadMeeting => {
    const details: EventDetails = { ...event, ...changed?.get(at) }
    return {
      key: keyOf(event, at, zone),
      series: own,
      ...described(details),
      values: {
        ...texts(details, event.uid),
        ...timesOf(event, start, durationMs, zone),
        ...{ repeat: null, repeatExcept: null, repeatAlso: null, originalAt: instantOf(event, at, zone) },
      },
    }
  })
  return [main, ...parts]
}

function keyOf(event: CalendarEvent, at: WallTime, zone: string): string {
  return `${event.uid} ${event.series.isAllDay ? writeWallTime(at, true) : new Date(instantOf(event, at, zone)).toISOString()}`
}
function instantOf({ series }: CalendarEvent, at: WallTime, zone: string): number {
  return fromWallTime(at, series.isAllDay ? 'UTC' : (series.zone ?? zone))
}
function described({ summary = '', organiser, attendees = [] }: EventDetails): Pick<ReadMeeting, 'title' | 'emails'> {
  const people = organiser === undefined ? attendees : [organiser, ...attendees]
  return { title: cut(summary, longest.line) ?? '', emails: [...new Set(people.map(({ email }) => email.toLowerCase()))] }
}
function texts({ summary, description, location, joinUrl, status }: EventDetails, uid: string): Readonly<Record<string, Value>> {
  return {
    title: cut(summary, longest.line),
    body: cut(description, longest.text),
    location: cut(location, longest.line),
    joinUrl: joinUrl === undefined || joinUrl.length > 2_000 ? null : joinUrl,
    cancelled: status === 'cancelled' ? true : null,
    uid: uid.slice(0, longest.line),
  }
}
function timesOf({ series }: CalendarEvent, start: WallTime, durationMs: number, zone: string): Readonly<Record<string, Value>> {
  if (series.isAllDay) {
    const first = writeWallTime(start, true)
    return { startDate: first, endDate: addDays(first, Math.max(1, Math.round(durationMs / dayMs)) - 1), timeZone: null }
  }
  const timeZone = series.zone ?? zone
  const at = fromWallTime(start, timeZone)
  return { at, endAt: at + durationMs, startDate: null, endDate: null, timeZone }
}
function wallTimes(all: readonly WallTime[], isAllDay = false): Value {
  return all.length === 0 ? null : [...new Set(all.map((at) => writeWallTime(at, isAllDay)))].sort()
}
function cut(text: string | undefined, most: number): string | null {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return null
  return trimmed.length <= most ? trimmed : `${trimmed.slice(0, most - 1)}…`
}

/** Whether an event is one of this product's own, which came back from a feed of it. */
export function isOwnEvent({ uid }: Pick<CalendarEvent, 'uid'>): boolean {
  return uid.endsWith('@tenure')
}
/** The first day of a meeting, for people who read a list of them. */
export function dayOfMeeting({ values }: ReadMeeting, zone: string): string {
  const { startDate, at } = values
  return typeof startDate === 'string' ? startDate : dayOf(Number(at), zone)
}
