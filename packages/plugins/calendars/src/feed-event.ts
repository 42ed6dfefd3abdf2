import type { CalendarEvent } from '@tenure/calendar'
import { Company, Meeting, type RowSchema, rowOf, Task, through } from '@tenure/core/contract'
import { toSeries } from '@tenure/core/recurrence'
import { toWallTime } from '@tenure/core/zone'

/** What a feed says of meetings and tasks: never their notes. */
export const meetingRow = rowOf(
  ...[Meeting.title, Meeting.at, Meeting.endAt, Meeting.startDate, Meeting.endDate, Meeting.timeZone, Meeting.location, Meeting.joinUrl],
  ...[Meeting.repeat, Meeting.repeatExcept, Meeting.repeatAlso, Meeting.cancelled, Meeting.updatedAt],
  through(Meeting.companies, Company.name),
)
export const taskRow = rowOf(Task.title, Task.dueAt, Task.updatedAt, through(Task.about, Company.name))
type RowIn<S> = S extends RowSchema<infer Row, string> ? Row : never

const utc = 'Etc/UTC'
const halfHourMs = 1_800_000
const firstSecond = Date.UTC(2020, 0)

/** A meeting as an event; nothing where it has no start. One that repeats keeps its wall time, any other its instant. */
export function toMeetingEvent(row: RowIn<typeof meetingRow>): readonly CalendarEvent[] {
  const { id, title, at, endAt, startDate, repeat, repeatAlso, location, joinUrl, cancelled } = row
  const isSeries = repeat !== null || (repeatAlso ?? []).length > 0
  const values = { ...row, ...(!isSeries && startDate === null && { timeZone: utc }) }
  const series = toSeries(values)
  if (series === undefined || (startDate === null && endAt !== null && at !== null && endAt < at)) return []
  return [
    {
      ...{ uid: `${id}@tenure`, sequence: sequenceOf(row.updatedAt), series, summary: title ?? '' },
      ...(row['companies.name'] !== null && { description: row['companies.name'] }),
      ...(location !== null && { location }),
      ...(joinUrl !== null && /^https?:\/\//i.test(joinUrl) && { joinUrl }),
      ...(cancelled === true && { status: 'cancelled' as const }),
    },
  ]
}

/** A task as an event of half an hour at its due time: most calendars leave out what is a to-do (VTODO) in a calendar that they subscribe to. */
export function toTaskEvent(row: RowIn<typeof taskRow>, word: string): readonly CalendarEvent[] {
  const { id, title, dueAt } = row
  if (dueAt === null) return []
  return [
    {
      ...{ uid: `${id}@tenure`, sequence: sequenceOf(row.updatedAt), summary: `${word}: ${title ?? ''}` },
      ...(row['about.name'] !== null && { description: row['about.name'] }),
      series: { start: toWallTime(dueAt, utc), durationMs: halfHourMs, zone: utc },
    },
  ]
}

// It rises with each change, as programs expect it.
function sequenceOf(updatedAt: number | null): number {
  return Math.max(0, Math.floor(((updatedAt ?? 0) - firstSecond) / 1000))
}
