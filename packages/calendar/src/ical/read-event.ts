import { longestMs, mostExceptions, type Series, type SeriesChange } from '@tenure/core/recurrence'
import { parseRule, validateRule, type WallTime } from '@tenure/core/zone'
import type { Attendee, EventDetails, RejectedLine } from './calendar-event.js'
import type { CalendarComponent } from './calendar-lines.js'
import { type Property, readProperty } from './read-property.js'
import { type CalendarTime, inSeries, lengthBetween, readDuration, readTimes } from './read-times.js'

const dayMs = 86_400_000
const mostAttendees = 1_000

/** A VEVENT by itself: a series, or what one instance of a series says otherwise. */
export interface ReadEvent {
  readonly line: number
  readonly uid: string
  readonly sequence: number
  readonly details: EventDetails
  readonly series: Series
  readonly start: CalendarTime
  /** The instance that it changes. */
  readonly instance?: CalendarTime
}

/** The event of a component, with what of it was left out; none where its start, its rule or its UID cannot be read. */
export function readEvent(
  component: CalendarComponent,
  isCancelled = false,
): { readonly event?: ReadEvent; readonly rejected: readonly RejectedLine[] } {
  const rejected: RejectedLine[] = []
  const properties = component.lines.flatMap((line) => {
    const property = readProperty(line)
    if (typeof property !== 'string') return property
    rejected.push({ line: line.line, message: property })
    return []
  })
  try {
    const event = toEvent(component, properties, rejected)
    return { event: isCancelled ? { ...event, details: { ...event.details, status: 'cancelled' } } : event, rejected }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { rejected: [...rejected, { line: component.line, message: `This event was left out. ${reason}` }] }
  }
}

function toEvent({ line }: CalendarComponent, properties: readonly Property[], rejected: RejectedLine[]): ReadEvent {
  const all = (name: string): readonly Property[] => properties.filter((property) => property.name === name)
  const text = (name: string): string | undefined => all(name)[0]?.values[0]
  const uid = text('uid')?.trim()
  if (uid === undefined || uid === '') throw new Error('It has no UID, by which it would be found again.')
  const [start] = all('dtstart').flatMap(readTimes)
  if (start === undefined) throw new Error('It has no DTSTART, so nobody knows when it is.')
  const instance = readInstance(all('recurrence-id')[0])
  // What cannot be read of the others is left out by itself.
  const times = (name: string): readonly WallTime[] =>
    all(name).flatMap((property) => attempt(property, rejected, () => readTimes(property).map((time) => inSeries(time, start))) ?? [])
  const rule = readRule(all('rrule'), rejected)
  for (const property of all('exrule'))
    rejected.push({ line: property.line, message: 'EXRULE is no longer part of the standard; it was left out.' })
  const [excluded, added] = [times('exdate'), times('rdate')]
  if (excluded.length + added.length > mostExceptions) throw new Error(`It has more than ${mostExceptions} exceptions and added instances.`)
  const series: Series = {
    start: start.at,
    durationMs: readLength(start, all('dtend')[0], text('duration')),
    ...(start.isDay ? { isAllDay: true } : start.zone !== undefined && { zone: start.zone }),
    ...(rule && { rule }),
    ...(excluded.length > 0 && { excluded }),
    ...(added.length > 0 && { added }),
  }
  const sequence = Math.max(0, Math.trunc(Number(text('sequence'))) || 0)
  return { line, uid, sequence, series, start, details: readDetails(properties), ...(instance && { instance }) }
}

function readInstance(property: Property | undefined): CalendarTime | undefined {
  if (property === undefined) return undefined
  if (property.parameter('range')?.toUpperCase() === 'THISANDFUTURE')
    throw new Error('It changes an instance and all after it (THISANDFUTURE), which is not read; end the series and begin another.')
  return readTimes(property)[0]
}
function readRule(properties: readonly Property[], rejected: RejectedLine[]): Series['rule'] {
  const [first, ...more] = properties
  for (const { line } of more) rejected.push({ line, message: 'An event has one RRULE; this further one was left out.' })
  const text = first?.values[0]
  if (text === undefined) return undefined
  const [issue] = validateRule(text)
  if (issue !== undefined) throw new Error(issue.message)
  return parseRule(text)
}
function readLength(start: CalendarTime, end: Property | undefined, duration: string | undefined): number {
  const [time] = end === undefined ? [] : readTimes(end)
  const length = time !== undefined ? lengthBetween(start, time) : duration !== undefined ? readDuration(duration) : start.isDay ? dayMs : 0
  if (!(length >= 0 && length <= longestMs)) throw new Error('It ends before it begins, or lasts longer than 366 days.')
  return start.isDay ? Math.max(dayMs, Math.ceil(length / dayMs) * dayMs) : length
}
function attempt<T>({ line }: Property, rejected: RejectedLine[], read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    rejected.push({ line, message: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

function readDetails(properties: readonly Property[]): EventDetails {
  const text = (name: string): string | undefined => properties.find((property) => property.name === name)?.values[0] || undefined
  const status = text('status')?.toLowerCase()
  const organiser = properties.filter(({ name }) => name === 'organizer').flatMap(readPerson)[0]
  const attendees = properties
    .filter(({ name }) => name === 'attendee')
    .slice(0, mostAttendees)
    .flatMap(readPerson)
  const [summary, description, location, joinUrl] = [text('summary'), text('description'), text('location'), readJoinUrl(text)]
  return {
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(location !== undefined && { location }),
    ...(joinUrl !== undefined && { joinUrl }),
    ...((status === 'confirmed' || status === 'tentative' || status === 'cancelled') && { status }),
    ...(organiser && { organiser }),
    ...(attendees.length > 0 && { attendees }),
  }
}
function readJoinUrl(text: (name: string) => string | undefined): string | undefined {
  const named = ['x-google-conference', 'x-microsoft-skypeteamsmeetingurl', 'conference', 'url', 'location'].map((name) =>
    text(name)?.trim(),
  )
  // Anything else, such as javascript:, is nothing to press.
  return named.find((each) => each !== undefined && /^https?:\/\/[^\s"'<>\\]+$/i.test(each))
}
const answers = ['accepted', 'declined', 'tentative', 'needs-action'] as const
function readPerson(property: Property): readonly Attendee[] {
  const email = (property.values[0] ?? '').replace(/^mailto:/i, '').trim()
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return []
  const name = property.parameter('cn')?.trim()
  const answer = answers.find((each) => each === property.parameter('partstat')?.toLowerCase())
  const isOptional = property.parameter('role')?.toUpperCase() === 'OPT-PARTICIPANT'
  return [{ email, ...(name !== undefined && name !== '' && { name }), ...(isOptional && { isOptional }), ...(answer && { answer }) }]
}

/** What an instance says otherwise, as a change of its series. */
export function toChange(changed: ReadEvent, series: ReadEvent): SeriesChange {
  const at = inSeries(changed.instance ?? changed.start, series.start)
  if (changed.details.status === 'cancelled') return { at, isCancelled: true }
  const start = inSeries(changed.start, series.start)
  const { durationMs } = changed.series
  return { at, ...(start !== at && { start }), ...(durationMs !== series.series.durationMs && { durationMs }) }
}
