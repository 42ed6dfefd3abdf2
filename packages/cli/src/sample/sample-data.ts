import type { ImportRow, ObjectTypeExtension } from '@tenure/core'
import { createActivities } from './row/activities.js'
import { type EarlierRows, earlierRows } from './row/assignments.js'
import { createContacts } from './row/contacts.js'
import { createCustomers, customerRow } from './row/customers.js'
import { createDeals } from './row/deals.js'
import { peopleRows } from './row/people.js'
import { productRows } from './row/products.js'
import { arrOf, createServices } from './row/services.js'
import { createTasks } from './row/tasks.js'
import { createTickets } from './row/tickets.js'
import { createDiary } from './working-time.js'

/** Sample data, as the import takes it. */
export interface SampleData {
  readonly extensions: readonly ObjectTypeExtension[]
  readonly rows: readonly ImportRow[]
  /** Earlier states of some rows, oldest first: imported before `rows`, so that the history has them. */
  readonly earlier: readonly EarlierRows[]
}

/**
 * A workspace as it might look on that day: 12 users in 3 teams, 400 customers with what happened in 18 months. The same each time for
 * the same day; a later day has the same customers. Rows that others link to come first.
 */
export function sampleData(today: string): SampleData {
  const diary = createDiary()
  const all = createCustomers(today)
  const customers = all.map((customer, at) => {
    const contacts = createContacts(customer, at, today)
    const services = createServices(customer, today)
    const arr = arrOf(services)
    const product = services[0]?.product.name ?? ''
    return {
      company: [customerRow(customer, arr)],
      contacts: contacts.map(({ row }) => row),
      services: services.map(({ row }) => row),
      deals: createDeals({ customer, contacts, services, arr, today }),
      tickets: createTickets(customer, contacts, today),
      tasks: createTasks(customer, contacts, today),
      activities: createActivities({ customer, contacts, product, today, diary }),
    }
  })
  const parts = ['company', 'contacts', 'services', 'deals', 'tickets', 'tasks', 'activities'] as const
  return {
    extensions: [{ name: 'service', active: true }],
    earlier: earlierRows(all, today),
    rows: [...peopleRows(), ...productRows(), ...parts.flatMap((part) => customers.flatMap((customer) => customer[part]))],
  }
}
