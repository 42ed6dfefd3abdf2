import type { ImportRow } from '@tenure/core'
import { createContactActivities } from '../contact-activities.js'
import { createActivities } from '../row/activities.js'
import { createContacts } from '../row/contacts.js'
import { createDeals, pastDays } from '../row/deals.js'
import { arrOf, createServices, type SampleService } from '../row/services.js'
import { createTickets } from '../row/tickets.js'
import { sampleRow } from '../sample-row.js'
import { atDesk, type Diary, daysAfter, noon, workdayBefore } from '../working-time.js'
import type { EarlierRows } from './assignments.js'
import type { FormerCustomer } from './former-customers.js'

/** What is around a customer that left: its services while they ran, what was known on the day on which it left, and what became of that. */
export interface FormerRows {
  readonly running: readonly ImportRow[]
  readonly known: readonly ImportRow[]
  readonly after: readonly ImportRow[]
}

interface FormerOptions {
  /** Its number among all customers. */
  readonly place: number
  readonly today: string
  readonly diary: Diary
}

/** The people, services, deals, tickets and activities of a customer that left. */
export function formerRows(former: FormerCustomer, { place, today, diary }: FormerOptions): FormerRows {
  const { leftOn } = former
  const contacts = createContacts(former, place, leftOn)
  // One that leaves gives up all at once.
  const services = createServices(former, leftOn).filter(({ endedOn }) => endedOn === undefined)
  const arr = arrOf(services)
  const context = { customer: former, contacts, product: services[0]?.product.name ?? '', today: leftOn, diary }
  const before = createDeals({ customer: former, contacts, services, arr, today: daysAfter(leftOn, -100) })
  // The sample covers as much of the past of all customers.
  const earliest = noon(daysAfter(today, -pastDays))
  const happened = [...createTickets(former, contacts, leftOn), ...createActivities(context), ...createContactActivities(context)].filter(
    ({ values }) => Number(values['at'] ?? earliest) < noon(leftOn) && Number(values['createdAt']) >= earliest,
  )
  return {
    running: services.map(({ row }) => row),
    known: [...contacts.map(({ row }) => row), ...before.filter(({ values }) => String(values['closeDate']) < leftOn), ...happened],
    after: [
      lostRenewal(former, arr, services),
      ...happened.flatMap((row) => closed(row, former)),
      ...services.map(({ row }) => sampleRow('service', row.externalId, { stage: 'ended', endDate: leftOn, renewalDate: null })),
    ],
  }
}
// Nobody works on the tickets of one that left.
function closed({ type, externalId, values }: ImportRow, { leftOn, timeZone, random }: FormerCustomer): readonly ImportRow[] {
  if (type !== 'ticket' || values['closedAt'] !== null) return []
  return [sampleRow('ticket', externalId, { stage: 'closed', closedAt: atDesk(leftOn, timeZone, random('closed')) })]
}

function lostRenewal(former: FormerCustomer, arr: number, services: readonly SampleService[]): ImportRow {
  const { key, name, csm, leftOn, money, timeZone, random } = former
  const createdOn = workdayBefore(daysAfter(leftOn, -80))
  const values = {
    ...{ name: `Renewal ${leftOn.slice(0, 4)} ${name}`, amount: money(arr), pipeline: 'renewal', stage: 'renewal-lost', closeDate: leftOn },
    ...{ csm: csm?.id ?? null, owner: csm?.id ?? null, createdAt: atDesk(createdOn, timeZone, random('lost renewal')) },
  }
  return sampleRow('deal', `${key}/renewal-${leftOn.slice(0, 4)}`, values, [
    ['company', 'company', key],
    ...services.slice(0, 1).map(({ product }) => ['products', 'product', product.key] as const),
  ])
}

/** Rows by the instant at which they were recorded, the oldest first. */
export function inOrder(recorded: readonly EarlierRows[]): readonly EarlierRows[] {
  const instants = [...new Set(recorded.map(({ at }) => at))].sort((a, b) => a - b)
  return instants.map((at) => ({ at, rows: recorded.filter((one) => one.at === at).flatMap(({ rows }) => rows) }))
}
