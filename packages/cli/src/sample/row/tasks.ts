import type { ImportRow } from '@tenure/core'
import type { Random } from '../random.js'
import { sampleRow } from '../sample-row.js'
import { atDesk, daysAfter, daysBetween, workday, workdayBefore } from '../working-time.js'
import { contactAt, type SampleContact } from './contacts.js'
import type { SampleCustomer } from './customers.js'
import type { SampleUser } from './people.js'

type Work = readonly [
  title: string,
  notes: string,
  priority: 'low' | 'medium' | 'high',
  kind: 'to-do' | 'call' | 'email' | 'meeting',
  queue?: string,
]
const usual: readonly Work[] = [
  ['Prepare the review with {company}', 'Usage of the last quarter, open tickets, what was promised.', 'medium', 'to-do'],
  ['Send {first} the seat overview', 'By department, with those not used for 60 days.', 'low', 'email'],
  ['Ask {first} for the survey', 'A short reminder is enough.', 'low', 'email'],
  ['Check the billing address of {company}', 'Accounting got the last invoice back.', 'medium', 'call'],
  ['Arrange training with {first}', 'Five people, remote, one hour.', 'medium', 'meeting', 'Onboarding'],
]
const worried: readonly Work[] = [
  ['Call {first} about the open tickets', 'Name an engineer and a date for each.', 'high', 'call'],
  ['Recovery plan for {company}', 'Agree it with support before it goes out.', 'high', 'to-do'],
  ['Find a new champion at {company}', 'Who else works with it every day?', 'high', 'call'],
]
const renewing: Work = ['Renewal offer for {company}', 'Seats, term, price level of this year.', 'high', 'email', 'Renewals']

/** The tasks that a CSM has for a customer: some done, some due, a few late. */
export function createTasks(customer: SampleCustomer, contacts: readonly SampleContact[], today: string): readonly ImportRow[] {
  const { csm } = customer
  if (csm === undefined) return []
  const random = customer.random('tasks')
  const isSinking = customer.course === 'sinking'
  const open = isSinking ? random.shuffled(worried).slice(0, 2) : random.chance(0.5) ? [random.pick(usual)] : []
  const renewal = daysBetween(today, customer.renewalOn) < 75 ? [renewing] : []
  const due = [...open, ...renewal].map((work, at) => {
    const days = random.whole(isSinking ? -6 : -3, isSinking ? 5 : 21)
    const dueOn = days < 0 ? workdayBefore(daysAfter(today, days + 1)) : workday(daysAfter(today, days))
    return toTask(customer, csm, contacts, { key: `task-${at + 1}`, work, dueOn, isDone: false, today }, random)
  })
  const doneOn = workdayBefore(daysAfter(today, -random.whole(5, 200)))
  const done =
    random.chance(0.6) && doneOn > daysAfter(customer.createdOn, 15)
      ? [toTask(customer, csm, contacts, { key: 'task-done', work: random.pick(usual), dueOn: doneOn, isDone: true, today }, random)]
      : []
  return [...due, ...done]
}

interface Planned {
  readonly key: string
  readonly work: Work
  readonly dueOn: string
  readonly isDone: boolean
  readonly today: string
}
function toTask(
  customer: SampleCustomer,
  csm: SampleUser,
  contacts: readonly SampleContact[],
  { key, work: [title, notes, priority, kind, queue], dueOn, isDone, today }: Planned,
  random: Random,
): ImportRow {
  const dueAt = atDesk(dueOn, csm.timeZone, random)
  const notedOn = workdayBefore(daysAfter(dueOn < today ? dueOn : today, -random.whole(3, 10)))
  const createdAt = Math.max(customer.createdAt + 3_600_000, atDesk(notedOn, csm.timeZone, random))
  const contact = contactAt(contacts, createdAt, random)
  const names = (text: string): string => text.replace('{company}', customer.name).replace('{first}', contact.firstName)
  const values = {
    title: names(title),
    notes,
    kind,
    priority,
    status: isDone ? 'completed' : 'not-started',
    ...(queue !== undefined && { queue }),
    dueAt,
    // One in four was done a day late.
    completedAt: isDone ? dueAt + (random.chance(0.25) ? 86_400_000 : 0) - random.whole(10, 50) * 60_000 : null,
    assignee: csm.id,
    owner: csm.id,
    createdAt,
  }
  return sampleRow('task', `${customer.key}/${key}`, values, [
    ['about', 'company', customer.key],
    ['contacts', 'contact', contact.key],
  ])
}
