import { Meeting, type RowSchema, type Values } from '@tenure/core/contract'
import { archives, UserZones } from '@tenure/core/job'
import { fetches, KeptAddresses } from '@tenure/core/outside'
import { Clock, creates, edits, type Key, reads } from '@tenure/core/plugin'
import { startsWith } from '@tenure/core/query'
import type { ReadMeeting } from '../import/to-meetings.js'
import { mostBytes, readSubscribed, type Subscribed } from './read-subscribed.js'
import { calendarKey, followedRow, Subscription, subscriptionRow } from './subscription.js'

/** What is fetched, as administrators read it. */
export const Calendars = fetches('calendars that people subscribe to')
const Read = reads(subscriptionRow, followedRow)
const States = edits(
  ...[Subscription.state, Subscription.problem, Subscription.failingSince, Subscription.failures, Subscription.nextAt],
  ...[
    Subscription.checkedAt,
    Subscription.changedAt,
    Subscription.etag,
    Subscription.meetings,
    Subscription.unread,
    Subscription.unreadWhy,
  ],
)
const said = [
  ...[Meeting.title, Meeting.body, Meeting.at, Meeting.endAt, Meeting.startDate, Meeting.endDate, Meeting.timeZone, Meeting.location],
  ...[Meeting.joinUrl, Meeting.repeat, Meeting.repeatExcept, Meeting.repeatAlso, Meeting.cancelled, Meeting.originalAt, Meeting.uid],
  ...[Meeting.calendar, Meeting.owner, Meeting.subscribed, calendarKey],
] as const
const Changed = edits(...said)
const Made = creates(...said)
const Gone = archives(Meeting)
/** What looking at a calendar takes. */
export const lookGrants = [Calendars, Read, States, Changed, Made, Gone] as const
/** The same as keys. */
export const lookKeys = {
  ...{ fetcher: Calendars, addresses: KeptAddresses, zones: UserZones, clock: Clock },
  ...{ records: Read, states: States, times: Changed, made: Made, gone: Gone },
}
type Opened = { readonly [K in keyof typeof lookKeys]: (typeof lookKeys)[K] extends Key<infer T, string> ? T : never }
/** A subscription as a look reads it. */
export type SubscriptionRow = RowIn<typeof subscriptionRow>
type FollowedRow = RowIn<typeof followedRow>
type RowIn<S> = S extends RowSchema<infer Row, string> ? Row : never

const minuteMs = 60_000
const dayMs = 86_400_000
const pageSize = 500

/** Why a calendar is looked at: the user asks for it, or it is new here, so that what is known of it does not count. */
export interface Occasion {
  readonly isAsked?: boolean
  readonly isNew?: boolean
}

/** Fetches a calendar, and stages what is new in it. What fails keeps what is there, says why and since when, and is tried again later and later. */
export async function look(keys: Opened, row: SubscriptionRow, { isAsked = false, isNew = false }: Occasion): Promise<void> {
  const { fetcher, addresses, zones, clock, states } = keys
  const url = await addresses.find(row.kept ?? '')
  if (url === undefined) return fail(keys, row, 'The address of this calendar is not kept here. Subscribe to it again.')
  const etag = isNew ? null : row.etag
  const answer = await fetcher.fetch({ url, accept: 'text/calendar', mostBytes, ...(etag !== null && { etag }) })
  if (answer.state === 'refused') return fail(keys, row, answer.message)
  const now = clock.now()
  const healthy = { state: 'working', problem: null, failingSince: null, failures: null, nextAt: null } as const
  if (answer.state === 'unchanged') {
    if (isAsked || row.state !== 'working') states.edit(row.id, { ...healthy, checkedAt: now })
    return
  }
  const read = tryRead(answer.text, zones.zoneOf(row.owner ?? ''), now)
  if ('refused' in read) return fail(keys, row, read.refused)
  const isChanged = await take(keys, row, read)
  const { unread, unreadWhy, meetings } = read
  const facts = { etag: answer.etag ?? null, unread, unreadWhy, meetings: meetings.size }
  const isSame = row.etag === facts.etag && row.unread === unread && row.unreadWhy === unreadWhy && row.meetings === meetings.size
  if (isAsked || isChanged || !isSame || row.state !== 'working')
    states.edit(row.id, { ...healthy, ...facts, checkedAt: now, ...(isChanged && { changedAt: now }) })
}

function fail({ states, clock }: Opened, { id, failures, failingSince }: SubscriptionRow, problem: string): void {
  const now = clock.now()
  const times = (failures ?? 0) + 1
  const waitMs = Math.min(dayMs, 15 * minuteMs * 2 ** Math.min(times, 10))
  const since = failingSince ?? now
  states.edit(id, { state: 'failing', problem, failures: times, failingSince: since, nextAt: now + waitMs, checkedAt: now })
}
function tryRead(text: string, zone: string, now: number): Subscribed | { readonly refused: string } {
  try {
    return readSubscribed(text, zone, now)
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) }
  }
}

/** Stages what differs between a calendar and its meetings here; whether anything does. */
async function take(keys: Opened, subscription: SubscriptionRow, { meetings, keys: all }: Subscribed): Promise<boolean> {
  const { times, made, gone } = keys
  const known = new Set<string>()
  const wanted = new Map([...meetings.values()].map((meeting) => [keyOf(subscription, meeting.key), meeting]))
  const there = new Set([...all].map((key) => keyOf(subscription, key)))
  let isChanged = false
  for (const row of await followed(keys, subscription)) {
    const key = row.calendarKey ?? ''
    const meeting = wanted.get(key)
    known.add(key)
    // A person took it out of its calendar: it stays as it is.
    if (row.subscribed !== true) continue
    const changed = meeting === undefined ? {} : differing(row, valuesOf(subscription, meeting, key))
    if (!there.has(key)) gone.archive(key)
    else if (Object.keys(changed).length > 0) times.edit(row.id, changed)
    else continue
    isChanged = true
  }
  for (const [key, meeting] of wanted) {
    if (known.has(key)) continue
    const values = valuesOf(subscription, meeting, key) as Parameters<typeof made.create>[0]
    // One that was there before comes back, as the calendar has it now.
    const id = made.create(values, {}, { key })
    gone.restore(key)
    times.edit(id, values)
    isChanged = true
  }
  return isChanged
}

/** The meetings here that follow a subscription. */
export async function followed({ records }: Pick<Opened, 'records'>, { id }: { readonly id: string }): Promise<readonly FollowedRow[]> {
  const found: FollowedRow[] = []
  for (let after: string | undefined; ; ) {
    const where = startsWith(calendarKey, `${id} `)
    const page = await records.list({ select: followedRow, where, limit: pageSize, ...(after !== undefined && { after }) })
    found.push(...page.rows)
    if (page.next === undefined) return found
    after = page.next
  }
}

function keyOf({ id }: Pick<SubscriptionRow, 'id'>, key: string): string {
  return `${id} ${key}`.slice(0, 1_000)
}
function valuesOf({ name, owner }: SubscriptionRow, { values }: ReadMeeting, key: string): Values {
  return { ...values, calendar: name, owner, subscribed: true, calendarKey: key }
}
function differing(row: FollowedRow, values: Values): Values {
  const now: Readonly<Record<string, unknown>> = row
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => JSON.stringify(now[name] ?? null) !== JSON.stringify(value)))
}
