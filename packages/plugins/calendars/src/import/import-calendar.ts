import { readCalendar } from '@tenure/calendar'
import { type ImportOutcome, type ImportRow, TenureError, type UserImporter } from '@tenure/core'
import type { Session } from '@tenure/core/plugin'
import { type CalendarReport, mostFileBytes, mostMeetings, mostNamed } from './import-contract.js'
import { dayOfMeeting, isOwnEvent, type ReadMeeting, toMeetings } from './to-meetings.js'

/** One file of one user, with that user's rights. */
export interface CalendarFile {
  readonly file: string
  readonly text: string
  readonly session: Pick<Session, 'user' | 'timeZone'>
  readonly importer: UserImporter
  /** The companies of these contacts, as far as the user may see them. */
  readonly companiesOf: (contacts: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>
}

/** Rows of one atomic batch. */
const batchSize = 500
// What a calendar said is remembered by this, and not by the name of its file: the next export seldom has the same.
const source = 'calendar'
const textOnly = ['owner', 'series']

interface Planned {
  readonly meeting: ReadMeeting
  readonly row: ImportRow
}
/** A calendar, ready to be taken in. Errors: `input.invalid` for what is none, `input.too-large` beyond a limit. */
export interface CalendarPlan {
  readonly planned: readonly Planned[]
  readonly report: Pick<CalendarReport, 'calendar' | 'problems'>
  readonly own: number
}

/** Reads a calendar, and works out the rows that it brings in. */
export async function planCalendar({ file, text, session, importer, companiesOf }: CalendarFile): Promise<CalendarPlan> {
  if (new TextEncoder().encode(text).length > mostFileBytes) throw tooLarge('calendarBytes', mostFileBytes, `${file} has more than 1 MB`)
  const { name, events, rejected } = readCalendar(text)
  const foreign = events.filter((event) => !isOwnEvent(event))
  const meetings = foreign.flatMap((event) => toMeetings(event, session.timeZone))
  if (meetings.length > mostMeetings)
    throw tooLarge('calendarMeetings', mostMeetings, `${file} has ${meetings.length} meetings; ${mostMeetings} are taken in at once`)
  const people = await linksOf(meetings, { importer, companiesOf })
  const planned = await Promise.all(
    meetings.map(async (meeting) => ({ meeting, row: await toRow(meeting, session.user, people.get(meeting) ?? []) })),
  )
  return {
    planned,
    report: { ...(name !== undefined && { calendar: name }), problems: [...rejected] },
    own: events.length - foreign.length,
  }
}

/** Takes a plan in, batch by batch, or says what that would do. */
export async function runPlan(
  { planned, report, own }: CalendarPlan,
  { importer, session }: Pick<CalendarFile, 'importer' | 'session'>,
  how: { readonly dryRun: true } | { readonly group: string },
): Promise<CalendarReport> {
  const outcomes: (readonly [ReadMeeting, ImportOutcome])[] = []
  for (let at = 0; at < planned.length; at += batchSize) {
    const batch = planned.slice(at, at + batchSize)
    const done = await importer.run(
      batch.map(({ row }) => row),
      { ...how, known: (type, id) => (type === 'meeting' ? undefined : id) },
    )
    outcomes.push(...batch.map(({ meeting }, index) => [meeting, done[index] as ImportOutcome] as const))
  }
  return toReport(outcomes, { report, own, zone: session.timeZone })
}

async function toRow(meeting: ReadMeeting, user: string, links: ImportRow['links']): Promise<ImportRow> {
  const series =
    meeting.series === undefined ? [] : [{ association: 'series', to: { type: 'meeting', externalId: await digest(meeting.series) } }]
  return {
    type: 'meeting',
    externalId: await digest(meeting.key),
    values: { ...meeting.values, owner: user },
    links: [...series, ...links],
    linked: ['contacts', 'companies', 'series'],
    file: source,
  }
}
// The UID of an event may be anything; a record has an id that fits into addresses.
async function digest(key: string): Promise<string> {
  const bytes = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return [...new Uint8Array(bytes).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

// Those who are invited, by their address, and the companies that they are of: no more than the user sees.
async function linksOf(
  meetings: readonly ReadMeeting[],
  { importer, companiesOf }: Pick<CalendarFile, 'importer' | 'companiesOf'>,
): Promise<ReadonlyMap<ReadMeeting, ImportRow['links']>> {
  if (meetings.every(({ emails }) => emails.length === 0)) return new Map()
  const byEmail = await importer.keys('contact', 'email')
  const contactsOf = ({ emails }: ReadMeeting): readonly string[] => emails.flatMap((email) => byEmail.get(email) ?? [])
  const companies = await companiesOf([...new Set(meetings.flatMap(contactsOf))])
  return new Map(
    meetings.map((meeting) => {
      const contacts = contactsOf(meeting)
      const links = (type: 'contact' | 'company', association: string, ids: readonly string[]) =>
        [...new Set(ids)].map((id) => ({ association, to: { type, externalId: id } }))
      return [
        meeting,
        [
          ...links('contact', 'contacts', contacts),
          ...links(
            'company',
            'companies',
            contacts.flatMap((id) => companies.get(id) ?? []),
          ),
        ],
      ]
    }),
  )
}

interface ReportOptions extends Pick<CalendarPlan, 'report' | 'own'> {
  readonly zone: string
}
function toReport(outcomes: readonly (readonly [ReadMeeting, ImportOutcome])[], { report, own, zone }: ReportOptions): CalendarReport {
  const countOf = (result: ImportOutcome['result']): number => outcomes.filter(([, each]) => each.result === result).length
  const notes = ({ notes: all = [] }: ImportOutcome) => all.filter(({ path }) => !textOnly.includes(String(path[0])))
  const shown = outcomes.filter(([, each]) => each.result === 'created' || each.result === 'updated' || notes(each).length > 0)
  const refused = outcomes.flatMap(([{ title, values }, { issues = [] }]) =>
    issues.map(({ message }) => ({ uid: String(values['uid']), ...(title !== '' && { title }), message })),
  )
  const problems = [...report.problems, ...refused]
  return {
    ...report,
    counts: {
      ...{ created: countOf('created'), updated: countOf('updated'), unchanged: countOf('unchanged') },
      cancelled: outcomes.filter(([{ values }, each]) => values['cancelled'] === true && each.result !== 'rejected').length,
      rejected: problems.length,
      kept: outcomes.flatMap(([, each]) => notes(each).filter(({ note }) => note === 'kept')).length,
      own,
    },
    meetings: shown
      .map(([meeting, each]) => ({
        ...{ title: meeting.title, day: dayOfMeeting(meeting, zone), result: each.result as 'created' | 'updated' | 'unchanged' },
        ...{ isCancelled: meeting.values['cancelled'] === true, repeats: meeting.values['repeat'] !== null },
        notes: notes(each).map(({ message }) => message),
      }))
      .sort((a, b) => (a.day < b.day ? -1 : 1))
      .slice(0, mostNamed),
    problems: problems.slice(0, mostNamed),
  }
}

function tooLarge(limit: string, max: number, what: string): TenureError {
  return new TenureError('input.too-large', `${what}. Export a shorter span of time, or subscribe to the calendar.`, { limit, max })
}
