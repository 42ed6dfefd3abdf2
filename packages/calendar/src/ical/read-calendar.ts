import { TenureError } from '@tenure/core/contract'
import { mostExceptions } from '@tenure/core/recurrence'
import type { WallTime } from '@tenure/core/zone'
import type { CalendarEvent, EventDetails, RejectedLine } from './calendar-event.js'
import { type CalendarComponent, splitComponents } from './calendar-lines.js'
import { type ReadEvent, readEvent, toChange } from './read-event.js'
import { readProperty } from './read-property.js'
import { inSeries } from './read-times.js'

/** Characters of a calendar: some thirty thousand events. */
const longest = 10_000_000

/** What a calendar holds, and what of it was not read. */
export interface ReadCalendar {
  /** What its program calls it. */
  readonly name?: string
  readonly events: readonly CalendarEvent[]
  readonly rejected: readonly RejectedLine[]
}

/**
 * Reads a calendar (RFC 5545). Bad lines are left out by themselves, an event without a readable start, rule or UID as a whole, each with the reason.
 *
 * Shape: one event for each UID, with its changed instances in `series.changes`; of two versions the higher SEQUENCE, then the later in the file.
 * A calendar that cancels (METHOD:CANCEL) has cancelled events alone.
 * Errors: `input.too-large` above 10 million characters; `input.invalid` for what is no calendar.
 */
export function readCalendar(text: string): ReadCalendar {
  if (text.length > longest)
    throw new TenureError('input.too-large', `A calendar has at most ${longest} characters; this one has ${text.length}.`, {
      limit: 'calendar',
      max: longest,
    })
  const { components, rejected } = splitComponents(text)
  if (!/^\ufeff?BEGIN:VCALENDAR/im.test(text)) refuse()
  const isCancelled = headOf(components, 'method')?.toUpperCase() === 'CANCEL'
  const read = components.filter(({ name }) => name === 'VEVENT').map((component) => readEvent(component, isCancelled))
  const byUid = new Map<string, ReadEvent[]>()
  for (const { event } of read) {
    if (event === undefined) continue
    const versions = byUid.get(event.uid)
    if (versions === undefined) byUid.set(event.uid, [event])
    else versions.push(event)
  }
  const problems = [...rejected, ...read.flatMap((each) => each.rejected)]
  const events = [...byUid.values()].map((versions) => joinEvents(versions, problems))
  const name = headOf(components, 'x-wr-calname') ?? headOf(components, 'name')
  return { ...(name !== undefined && { name }), events, rejected: problems.sort((a, b) => a.line - b.line) }
}
// What the calendar says of itself.
function headOf(components: readonly CalendarComponent[], name: string): string | undefined {
  const lines = components.find((each) => each.name === 'VCALENDAR')?.lines ?? []
  for (const line of lines) {
    if (!line.text.toLowerCase().startsWith(name)) continue
    const property = readProperty(line)
    if (typeof property !== 'string' && property.name === name) return property.values[0]?.trim() || undefined
  }
  return undefined
}
function refuse(): never {
  const message = 'This is no calendar: it has no BEGIN:VCALENDAR.'
  throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}

// The series of a UID with its changed instances; an instance whose series is not here is an event of its own.
function joinEvents(versions: readonly ReadEvent[], rejected: RejectedLine[]): CalendarEvent {
  const newest = (events: readonly ReadEvent[]): ReadEvent | undefined =>
    events.reduce<ReadEvent | undefined>((best, each) => (best === undefined || each.sequence >= best.sequence ? each : best), undefined)
  const instances = new Map<WallTime, ReadEvent>()
  const main = (newest(versions.filter(({ instance }) => instance === undefined)) ?? newest(versions)) as ReadEvent
  for (const each of versions) {
    if (each === main || each.instance === undefined) continue
    const { at } = toChange(each, main)
    const known = instances.get(at)
    if (known === undefined && instances.size >= mostExceptions)
      rejected.push({ line: each.line, message: `A series has at most ${mostExceptions} changed instances.` })
    else if (known === undefined || each.sequence >= known.sequence) instances.set(at, each)
  }
  const changes = [...instances.values()].map((each) => toChange(each, main))
  const details = new Map<WallTime, EventDetails>([...instances].map(([at, each]) => [at, each.details]))
  return {
    uid: main.uid,
    sequence: main.sequence,
    ...main.details,
    ...(main.instance !== undefined && { instance: inSeries(main.instance, main.start) }),
    series: { ...main.series, ...(changes.length > 0 && { changes }) },
    ...(details.size > 0 && { details }),
  }
}
