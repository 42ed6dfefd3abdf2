import type { ImportRow } from '@tenure/core'
import type { Random } from '../random.js'
import { sampleRow } from '../sample-row.js'
import { atDesk, daysAfter, daysBetween, workday, workdayBefore } from '../working-time.js'
import { contactAt, type SampleContact } from './contacts.js'
import type { SampleCustomer } from './customers.js'
import { pastDays } from './deals.js'
import { graveCases, type SupportCase, usualCases } from './support-cases.js'

/** The tickets of a customer. One that sinks has more of them, graver and lately. */
export function createTickets(customer: SampleCustomer, contacts: readonly SampleContact[], today: string): readonly ImportRow[] {
  const random = customer.random('tickets')
  const isSinking = customer.course === 'sinking'
  const usual = random.shuffled(usualCases).slice(0, random.whole(0, isSinking ? 2 : 3))
  const grave = [...ownCases(customer), ...random.shuffled(graveCases)].slice(
    0,
    isSinking ? random.whole(2, 4) : random.chance(0.08) ? 1 : 0,
  )
  const age = Math.min(pastDays, daysBetween(customer.createdOn, today) - 1)
  const cases = [
    ...usual.map((text) => ({ text, isGrave: false, within: age, isNow: false })),
    // The first two of one that sinks are of this week, and open.
    ...grave.map((text, at) => ({
      text,
      isGrave: true,
      within: isSinking ? Math.min(age, at < 2 ? 7 : 80) : age,
      isNow: isSinking && at < 2,
    })),
  ]
  return cases
    .filter(({ within }) => within > 1)
    .map(({ text, isGrave, within, isNow }, at) => {
      const raised = workday(daysAfter(today, -random.whole(1, within)))
      const raisedOn = raised < today ? raised : workdayBefore(today)
      return toTicket(customer, contacts, { text, isGrave, isNow, raisedOn, today, at }, random)
    })
}

function ownCases({ cast }: SampleCustomer): readonly SupportCase[] {
  return (cast?.tickets ?? []).map((subject): SupportCase => [subject, '{first} has asked twice, and waits for an answer.'])
}

interface Raised {
  readonly text: SupportCase
  readonly isGrave: boolean
  readonly isNow: boolean
  readonly raisedOn: string
  readonly today: string
  readonly at: number
}
function toTicket(
  customer: SampleCustomer,
  contacts: readonly SampleContact[],
  { text: [subject, description], isGrave, isNow, raisedOn, today, at }: Raised,
  random: Random,
): ImportRow {
  const closedOn = workday(daysAfter(raisedOn, isGrave ? random.whole(4, 40) : random.whole(1, 9)))
  const isClosed = !isNow && closedOn < today
  const raisedAt = Math.max(atDesk(raisedOn, customer.timeZone, random), customer.createdAt + 3_600_000)
  const contact = contactAt(contacts, raisedAt, random)
  const values = {
    subject,
    description: description.replace('{first}', contact.firstName),
    pipeline: 'support',
    stage: isClosed ? 'closed' : random.pick(['new', 'waiting-on-us', 'waiting-on-customer']),
    priority: isNow
      ? 'urgent'
      : isGrave
        ? random.pick(['high', 'urgent', 'urgent'])
        : random.pick(['low', 'low', 'medium', 'medium', 'high']),
    owner: customer.csm?.id ?? null,
    createdAt: raisedAt,
    closedAt: isClosed ? atDesk(closedOn, customer.timeZone, random) : null,
  }
  return sampleRow('ticket', `${customer.key}/ticket-${at + 1}`, values, [
    ['company', 'company', customer.key],
    ['contacts', 'contact', contact.key],
  ])
}
