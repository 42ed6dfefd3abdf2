import type { CalendarItem, calendarInput, calendarOutput } from '@tenure/core/block'
import { Company, Meeting, type RowSchema, rowOf, Task, TenureError, through } from '@tenure/core/contract'
import { type DynamicRecords, implementProvider, type Key, reads, readsAll, type Session } from '@tenure/core/plugin'
import { all, any, ascending, is, isAfter, isAnyOf, isBefore, isBetween, isKnown, me } from '@tenure/core/query'
import { occasionsOf, writeWallTime } from '@tenure/core/recurrence'
import { createSlices, inSlices, type Steps } from '@tenure/core/slices'
import { startOfDay } from '@tenure/core/zone'
import { combineLatest, distinctUntilChanged, map, Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { scheduleItems } from './contract.js'
import { ScheduleSettings } from './settings.js'

type Output = z.output<typeof calendarOutput>
/** As many records of each type are read at once. */
const most = 1000
/** As many days are asked for at once. */
const mostDays = 366
/** As many times of one series are shown at once: each hour of six weeks. */
const mostTimes = 1100
/** Days float: they begin up to so much before and after where the record says. */
const floatMs = 26 * 3_600_000
const halfHourMs = 1_800_000

const meetingRow = rowOf(
  ...[Meeting.title, Meeting.at, Meeting.endAt, Meeting.startDate, Meeting.endDate, Meeting.timeZone, Meeting.location, Meeting.joinUrl],
  ...[Meeting.repeat, Meeting.repeatExcept, Meeting.repeatAlso, Meeting.cancelled, Meeting.owner, Meeting.subscribed, Meeting.calendar],
  through(Meeting.companies, Company.name),
)
const taskRow = rowOf(Task.title, Task.kind, Task.dueAt, Task.completedAt, through(Task.about, Company.name))
/** What the tab shows of tasks and meetings, whose they are, and the customers' names. */
export const Shown = reads(meetingRow, taskRow, Meeting.owner, Task.assignee)
/** Which of their properties the user may change. */
export const Whole = readsAll(Meeting, Task)

/** The items of the Schedule tab, live. */
export const items = implementProvider(scheduleItems, {
  uses: { records: Shown, whole: Whole, settings: ScheduleSettings },
  watch: ({ input, ...keys }) => {
    if (Date.parse(input.to) - Date.parse(input.from) > mostDays * 86_400_000) throw tooLong()
    return watchItems(input, keys)
  },
})

/** The calendars of the tab, besides those of other people. */
const calendars = [
  { id: 'customers', title: 'Customer meetings', of: 'meetings' },
  { id: 'tasks', title: 'Tasks', of: 'tasks' },
  { id: 'internal', title: 'Internal', of: 'meetings' },
] as const

/** What items are read with. */
export interface ItemKeys {
  readonly session: Session
  readonly records: Opened<typeof Shown>
  readonly whole: DynamicRecords
  readonly settings: Opened<typeof ScheduleSettings>
}
type Opened<K> = K extends Key<infer T, string> ? T : never

/** The tasks and meetings of the user in some days of a zone, live. */
export function watchItems(
  { from, to, timeZone, people = [] }: CalendarDays,
  { session, records, whole, settings }: ItemKeys,
): Observable<Output> {
  const [fromAt, toAt] = [startOfDay(from, timeZone), startOfDay(to, timeZone)]
  const isShown = (what: 'meetings' | 'tasks') => settings.shown === 'both' || settings.shown === what
  const near = any(
    isAfter(Meeting.endAt, fromAt - floatMs),
    isAfter(Meeting.at, fromAt - floatMs),
    isKnown(Meeting.repeat),
    isKnown(Meeting.repeatAlso),
  )
  const meetings = records.watch({
    select: meetingRow,
    where: all(ofPeople(people), isBefore(Meeting.at, toAt + floatMs), near),
    orderBy: [ascending(Meeting.at)],
    limit: most,
  })
  const tasks = records.watch({
    select: taskRow,
    where: all(is(Task.assignee, me), isBetween(Task.dueAt, fromAt, toAt - 1)),
    orderBy: [ascending(Task.dueAt)],
    limit: most,
  })
  const none = of({ rows: [], total: 0 })
  return combineLatest([
    isShown('meetings') ? meetings : none,
    isShown('tasks') ? tasks : none,
    watchMayMove(whole, 'meeting', 'at'),
    watchMayMove(whole, 'task', 'dueAt'),
  ]).pipe(
    switchMap(([found, work, mayMeet, mayTask]) =>
      done(timesOfAll(found.rows, { fromAt, toAt, timeZone }, session.user)).pipe(
        map((times): Output => {
          const left = found.total - found.rows.length + work.total - work.rows.length
          return {
            items: [
              ...times.map((item) => withReason(item, mayMeet)),
              ...work.rows.flatMap((row) => toTask(row)).map((item) => withReason(item, mayTask)),
            ],
            calendars: calendars.filter(({ of: what }) => isShown(what)).map(({ id, title }) => ({ id, title })),
            startMinutes: settings.startMinutes,
            ...(settings.firstDay !== 'language' && { firstDay: { sunday: 0, monday: 1, saturday: 6 }[settings.firstDay] }),
            ...(left > 0 && { left }),
          }
        }),
      ),
    ),
  )
}

// The result of steps, between which others have their turn.
function done<T>(steps: Steps<T>): Observable<T> {
  return new Observable((subscriber) => {
    const controller = new AbortController()
    inSlices(steps, createSlices(controller.signal)).then(
      (result) => {
        subscriber.next(result)
        subscriber.complete()
      },
      (error: unknown) => subscriber.error(error),
    )
    return () => controller.abort()
  })
}
/** The times of all the meetings; a step is one meeting. */
export function* timesOfAll(rows: readonly MeetingRow[], days: Days, reader: string): Steps<readonly CalendarItem[]> {
  const found: CalendarItem[] = []
  for (const row of rows) {
    found.push(...timesOf(row, days, reader))
    yield
  }
  return found
}

function ofPeople(people: readonly string[]) {
  return people.length === 0 ? is(Meeting.owner, me) : any(is(Meeting.owner, me), isAnyOf(Meeting.owner, ...people))
}

type CalendarDays = z.output<typeof calendarInput>
interface Days {
  readonly fromAt: number
  readonly toAt: number
  readonly timeZone: string
}
type MeetingRow = RowIn<typeof meetingRow>
type TaskRow = RowIn<typeof taskRow>
type RowIn<S> = S extends RowSchema<infer Row, string> ? Row : never

function timesOf(row: MeetingRow, { fromAt, toAt, timeZone }: Days, reader: string): readonly CalendarItem[] {
  const { id, title, location, joinUrl, repeat, repeatAlso, owner } = row
  const customer = row['companies.name']
  const detail = customer ?? (row.subscribed === true ? row.calendar : null)
  const found: CalendarItem[] = []
  for (const { at, start, end, startAt, endAt } of occasionsOf({ ...row }, fromAt, toAt, timeZone)) {
    if (found.length === mostTimes) break
    const isAllDay = row.startDate !== null
    found.push({
      ...{ type: 'meeting', id, title: title ?? '', startAt, endAt },
      ...((repeat !== null || repeatAlso !== null) && { at: writeWallTime(at, isAllDay) }),
      ...(isAllDay && { days: { first: writeWallTime(start, true), last: writeWallTime(end - 86_400_000, true) } }),
      look: customer === null || owner !== reader ? 'quiet' : 'plain',
      ...(owner !== null && owner !== reader ? { person: owner } : { calendar: customer === null ? 'internal' : 'customers' }),
      ...(detail !== null && { detail }),
      ...(row.subscribed === true && { fixed: 'It follows a calendar that you subscribe to. Change it there.' }),
      ...(location !== null && { location }),
      ...(joinUrl !== null && { joinUrl }),
    })
  }
  return found
}

const icons = { 'to-do': 'task', call: 'phone', email: 'mail', meeting: 'meeting', linkedin: 'message' } as const
function toTask(row: TaskRow): readonly CalendarItem[] {
  const { id, title, kind, dueAt, completedAt } = row
  const customer = row['about.name']
  if (dueAt === null) return []
  return [
    {
      ...{
        type: 'task',
        id,
        title: title ?? '',
        startAt: dueAt,
        endAt: dueAt + halfHourMs,
        point: true,
        look: 'outlined',
        calendar: 'tasks',
      },
      icon: icons[kind ?? 'to-do'],
      ...(customer !== null && { detail: customer }),
      ...(completedAt !== null && { done: true }),
    },
  ]
}

function tooLong(): TenureError {
  const message = `A schedule is of at most ${mostDays} days at once. Ask for fewer.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['to'], message }] })
}
function withReason(item: CalendarItem, mayMove: boolean): CalendarItem {
  return mayMove || item.fixed !== undefined ? item : { ...item, fixed: 'You may not change when it is. An administrator can change that.' }
}
function watchMayMove(whole: DynamicRecords, type: string, property: string): Observable<boolean> {
  return whole.watchProperties(type).pipe(
    map((known) => known.some(({ name, edits }) => name === property && edits !== undefined)),
    distinctUntilChanged(),
  )
}
