import type { ImportRow, Values } from '@tenure/core'
import type { Random } from '../random.js'
import { sampleRow } from '../sample-row.js'
import { atDesk, type Diary, daysAfter, daysBetween, workday } from '../working-time.js'
import { type ActivityKind, type ActivityText, fillIn, textsFor } from './activity-texts.js'
import { contactAt, type SampleContact } from './contacts.js'
import type { SampleCustomer } from './customers.js'
import { pastDays } from './deals.js'
import type { SampleUser } from './people.js'

/** What activities are made from. */
export interface ActivityContext {
  readonly customer: SampleCustomer
  readonly contacts: readonly SampleContact[]
  readonly product: string
  readonly today: string
  readonly diary: Diary
}

const hourMs = 3_600_000

/** What was talked and written between a customer and its CSM, and what is arranged. A customer without a CSM has nobody to talk to. */
export function createActivities(context: ActivityContext): readonly ImportRow[] {
  const { customer, today } = context
  const { csm } = customer
  if (csm === undefined) return []
  const random = customer.random('activities')
  const past = pastDaysOf(customer, today, random).map((day, at) => pastActivity(context, csm, day, at, random))
  const coming = random.chance(customer.course === 'sinking' ? 0.15 : 0.35) ? [comingMeeting(context, csm, random)] : []
  return [...past.filter((row) => row !== undefined), ...coming]
}

// A healthy rhythm is about a month; with one that sinks it gets slower, until nobody answers.
function pastDaysOf({ course, createdOn, cast }: SampleCustomer, today: string, random: Random): readonly string[] {
  const pace = { growing: 26, steady: 36, sinking: 30 }[course]
  const last = daysAfter(today, course === 'sinking' ? -(cast?.quietDays ?? random.whole(38, 90)) : -random.whole(1, 20))
  const first = daysAfter(createdOn, 3)
  const days: string[] = []
  let slowing = 1
  for (let day = last; day > first && daysBetween(day, today) < pastDays; ) {
    const on = workday(day)
    if (on < today) days.unshift(on)
    const gap = pace * slowing * (0.6 + random.next() * 0.8)
    slowing = course === 'sinking' ? Math.max(0.6, slowing * 0.9) : 1
    day = daysAfter(day, -Math.max(4, Math.round(gap * (course === 'sinking' ? 1.3 : 1))))
  }
  return days
}

function pastActivity(context: ActivityContext, csm: SampleUser, day: string, place: number, random: Random): ImportRow | undefined {
  const { customer, today, diary } = context
  const kind = random.pick(['meeting', 'call', 'call', 'email', 'email', 'note'] as const)
  const booked = kind === 'meeting' ? diary.book(csm.key, csm.timeZone, day, random) : { day, at: atDesk(day, csm.timeZone, random) }
  if (booked.day >= today || booked.at <= customer.createdAt + hourMs) return undefined
  const isRecent = daysBetween(booked.day, today) < 240
  return toRow(
    context,
    csm,
    {
      kind,
      at: booked.at,
      key: `${kind}-${place + 1}`,
      text: textOf(customer, kind, isRecent, place),
      createdAt: booked.at,
    },
    random,
  )
}

// Each customer goes through the texts in an order of its own, so that the same does not come twice in a row.
function textOf(customer: SampleCustomer, kind: ActivityKind, isRecent: boolean, place: number): ActivityText {
  const texts = customer.random(`texts ${kind}`).shuffled(textsFor(customer.course, isRecent)[kind])
  return texts[place % texts.length] ?? ['', '']
}

function comingMeeting(context: ActivityContext, csm: SampleUser, random: Random): ImportRow {
  const { customer, today, diary } = context
  const { at } = diary.book(csm.key, csm.timeZone, daysAfter(today, random.whole(0, 21)), random)
  const arranged = Math.max(customer.createdAt + 2 * hourMs, atDesk(workday(daysAfter(today, -random.whole(4, 9))), csm.timeZone, random))
  const text =
    customer.course === 'sinking'
      ? (['Open points', 'Go through the open tickets with {first} and agree dates.'] as const)
      : (['Review', 'Usage, open points and plans with {first}.'] as const)
  return toRow(context, csm, { kind: 'meeting', at, key: 'meeting-next', text, createdAt: arranged }, random)
}

interface Happening {
  readonly kind: ActivityKind
  readonly at: number
  readonly key: string
  readonly text: readonly [string, string]
  readonly createdAt: number
}
function toRow(
  { customer, contacts, product }: ActivityContext,
  csm: SampleUser,
  { kind, at, key, text: [title, body], createdAt }: Happening,
  random: Random,
): ImportRow {
  const contact = contactAt(contacts, createdAt, random)
  const names = { first: contact.firstName, company: customer.name, product }
  const values = {
    title: fillIn(title, names),
    body: fillIn(body, names),
    at,
    owner: csm.id,
    createdAt,
    ...detailsOf(kind, title, at, random),
  }
  return sampleRow(kind, `${customer.key}/${key}`, values, [
    ['companies', 'company', customer.key],
    ['contacts', 'contact', contact.key],
  ])
}

function placeOf(at: number, random: Random): Values {
  const location = random.pick(['Video call', 'Video call', 'At the customer’s'])
  return { location, ...(location === 'Video call' && { joinUrl: `https://meet.tenure.example/${(at / hourMs).toString(36)}` }) }
}

const outgoing = new Set([
  'Agenda for our next call',
  'Minutes of our meeting',
  'Survey',
  'Release notes',
  'No answer',
  'Check-in',
  'Reference request',
])
function detailsOf(kind: ActivityKind, title: string, at: number, random: Random): Values {
  const direction = outgoing.has(title) ? 'outbound' : 'inbound'
  if (kind === 'meeting') return { endAt: at + hourMs, ...placeOf(at, random) }
  if (kind === 'call')
    return {
      direction,
      durationMs: title === 'No answer' ? 45_000 : random.whole(6, 35) * 60_000,
      outcome: title === 'No answer' ? 'Left a message' : 'Reached',
    }
  return kind === 'email' ? { direction } : {}
}
