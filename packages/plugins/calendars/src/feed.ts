import { writeCalendar } from '@tenure/calendar'
import { Meeting, Task } from '@tenure/core/contract'
import { definePublicLink, publicAnswer } from '@tenure/core/outside'
import { Clock, defineProvider, reads } from '@tenure/core/plugin'
import { all, any, descending, is, isAfter, isKnown, isUnknown, me } from '@tenure/core/query'
import { meetingRow, taskRow, toMeetingEvent, toTaskEvent } from './feed-event.js'

/** What a feed reads. */
export const Scheduled = reads(meetingRow, taskRow, Meeting.owner, Task.assignee, Task.completedAt)

/** So far back it goes, and so many of each there are at most, those that begin last first. */
const pastMs = 92 * 86_400_000
const limit = 1_000
const words: Readonly<Record<string, readonly [string, string]>> = { en: ['Tenure', 'Task'], de: ['Tenure', 'Aufgabe'] }

/** The schedule of the user as a calendar: own meetings, and own tasks that are to be done. */
export const feed = defineProvider({
  id: 'tenure.calendars/feed',
  title: 'Your schedule as a calendar',
  description: 'Your meetings and the tasks that you have to do, as an iCalendar text, from three months ago on.',
  permission: 'workspace.access',
  output: publicAnswer,
  uses: { records: Scheduled, clock: Clock },
  async watch({ records, clock, session }) {
    const now = clock.now()
    const since = now - pastMs
    const repeats = any(isKnown(Meeting.repeat), isKnown(Meeting.repeatAlso))
    const near = any(isAfter(Meeting.endAt, since), isAfter(Meeting.at, since), repeats)
    const [meetings, tasks] = await Promise.all([
      records.list({ select: meetingRow, where: all(is(Meeting.owner, me), near), orderBy: [descending(Meeting.at)], limit }),
      records.list({
        select: taskRow,
        where: all(is(Task.assignee, me), isUnknown(Task.completedAt), isAfter(Task.dueAt, since)),
        orderBy: [descending(Task.dueAt)],
        limit,
      }),
    ])
    const [name, word] = words[session.locale.slice(0, 2)] ?? ['Tenure', 'Task']
    const events = [...meetings.rows.flatMap(toMeetingEvent), ...tasks.rows.flatMap((row) => toTaskEvent(row, word))]
    // Stamped with the month: the same schedule is the same text, so that programs are told that nothing has changed.
    return { type: 'text/calendar' as const, text: writeCalendar({ events, now: monthOf(now), name, method: 'PUBLISH' }) }
  },
})
function monthOf(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}

/** A link to it, for the calendar of a telephone or another program (SCH-4). */
export const feedLink = definePublicLink({
  id: 'tenure.calendars/feed-link',
  title: 'Calendar feed',
  description:
    'Your meetings and open tasks, for the calendar of your telephone or another program: titles, times, places, join links and customers, never notes.',
  from: feed,
  file: 'calendar.ics',
})
