import type { ImportRow, ObjectTypeExtension } from '@tenure/core'
import type { Steps } from '@tenure/core/slices'
import { createContactActivities } from './contact-activities.js'
import { ownMeetings } from './own-meetings.js'
import { type EarlierRows, earlierRows } from './past/assignments.js'
import { earlierFacts } from './past/earlier-facts.js'
import { formerCustomers } from './past/former-customers.js'
import { pastRenewals, renewalOf } from './past/past-renewals.js'
import { createActivities } from './row/activities.js'
import { createContacts } from './row/contacts.js'
import { createCustomers, customerRow } from './row/customers.js'
import { createDeals } from './row/deals.js'
import { peopleRows } from './row/people.js'
import { productRows } from './row/products.js'
import { arrOf, createServices } from './row/services.js'
import { createTasks } from './row/tasks.js'
import { createTickets } from './row/tickets.js'
import { sampleExtensions } from './signal-properties.js'
import { earlierSignals, pastInstants, signalsOf } from './signals.js'
import { createDiary } from './working-time.js'

/** Sample data, as the import takes it. */
export interface SampleData {
  readonly extensions: readonly ObjectTypeExtension[]
  readonly rows: readonly ImportRow[]
  /** Earlier states of some rows, oldest first: imported before `rows`, so that the history has them. */
  readonly earlier: readonly EarlierRows[]
  /** Keys of companies that were archived since. */
  readonly archived: readonly string[]
}

/**
 * A workspace as it might look on that day: 12 users in 3 teams, 400 customers with what happened in 18 months, and 48 that left. The same
 * each time for the same day; a later day has the same customers. Rows that others link to come first.
 */
export function sampleData(today: string): SampleData {
  const steps = sampleSteps(today)
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

/** The same in steps, each of one customer: a host that serves people works it out beside them. */
export function* sampleSteps(today: string): Steps<SampleData> {
  const diary = createDiary()
  const all = createCustomers(today)
  const customers: Record<(typeof parts)[number], readonly ImportRow[]>[] = []
  for (const [at, customer] of all.entries()) {
    yield
    const contacts = createContacts(customer, at, today)
    const services = createServices(customer, today)
    const arr = arrOf(services)
    const product = services[0]?.product.name ?? ''
    const tickets = createTickets(customer, contacts, today)
    const activities = createActivities({ customer, contacts, product, today, diary })
    customers.push({
      company: [customerRow(customer, arr, { ...signalsOf(customer, today, { tickets, activities }), ...renewalOf(customer, today) })],
      contacts: contacts.map(({ row }) => row),
      services: services.map(({ row }) => row),
      deals: createDeals({ customer, contacts, services, arr, today }),
      tickets,
      tasks: createTasks(customer, contacts, today),
      activities: [...activities, ...createContactActivities({ customer, contacts, product, today, diary })],
    })
  }
  yield
  const before = earlierRows(all, today)
  yield
  const past = pastRenewals(all, today, diary)
  yield
  const around = new Map(all.map(({ key }, at) => [key, customers[at] ?? { tickets: [], activities: [] }] as const))
  const signals = earlierSignals(all, today, around)
  const facts = earlierFacts(around, pastInstants(today))
  yield
  return {
    extensions: sampleExtensions,
    earlier: [{ at: past[0]?.at ?? 0, rows: productRows() }, ...[...past, ...before, ...facts, ...signals].sort((a, b) => a.at - b.at)],
    archived: [...all.filter(({ cast }) => cast?.archived), ...formerCustomers(today)].map(({ key }) => key),
    rows: [
      ...[...peopleRows(), ...productRows()],
      ...parts.flatMap((part) => customers.flatMap((customer) => customer[part])),
      ...ownMeetings(today),
    ],
  }
}

const parts = ['company', 'contacts', 'services', 'deals', 'tickets', 'tasks', 'activities'] as const
