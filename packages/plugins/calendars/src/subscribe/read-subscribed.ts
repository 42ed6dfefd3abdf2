import { readCalendar } from '@tenure/calendar'
import type { Values } from '@tenure/core'
import { occasionIssues } from '@tenure/core/recurrence'
import { isOwnEvent, type ReadMeeting, toMeetings } from '../import/to-meetings.js'

/** Bytes of a calendar that is fetched. */
export const mostBytes = 5_000_000
/** As many meetings of one calendar are followed. */
const mostFollowed = 2_000
/** So far back meetings are taken in. */
const pastMs = 92 * 86_400_000
const mostWhys = 5

/** A calendar as it is followed. */
export interface Subscribed {
  readonly name?: string
  /** The meetings that are not long over, by their keys. */
  readonly meetings: ReadonlyMap<string, ReadMeeting>
  /** The keys of all of them. */
  readonly keys: ReadonlySet<string>
  readonly unread: number
  readonly unreadWhy: string | null
}

/** Reads a calendar that was fetched, for a reader in `zone`. Errors: `input.invalid` for what is none, and for one with too many meetings. */
export function readSubscribed(text: string, zone: string, now: number): Subscribed | { readonly refused: string } {
  const { name, events, rejected } = readCalendar(text)
  const all = events.filter((event) => !isOwnEvent(event)).flatMap((event) => toMeetings(event, zone))
  const whys = rejected.map(({ line, message }) => `${line}: ${message}`)
  const meetings = new Map<string, ReadMeeting>()
  for (const meeting of all.filter((each) => isNear(each, now - pastMs))) {
    const [issue] = occasionIssues(meeting.values as Values, meeting.values as Values)
    if (issue === undefined) meetings.set(meeting.key, meeting)
    else whys.push(`${meeting.title}: ${issue.message}`)
  }
  if (meetings.size > mostFollowed) return { refused: `The calendar has more than ${mostFollowed} meetings. Subscribe to a smaller one.` }
  return {
    ...(name !== undefined && { name }),
    meetings,
    keys: new Set(all.map(({ key }) => key)),
    unread: whys.length,
    unreadWhy: whys.length === 0 ? null : whys.slice(0, mostWhys).join('\n'),
  }
}

function isNear({ values: { repeat, repeatAlso, startDate, endDate, endAt } }: ReadMeeting, since: number): boolean {
  if (repeat !== null || repeatAlso !== null) return true
  return typeof startDate === 'string' ? Date.parse(String(endDate ?? startDate)) >= since : Number(endAt) >= since
}
