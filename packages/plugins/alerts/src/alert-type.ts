import { Company, Contact, defineObjectType, Task } from '@tenure/core/contract'

/** Health statuses between which a customer crosses. */
const status = { oneOf: ['at-risk', 'neutral', 'healthy'] } as const

/**
 * That the health status of a customer has changed, until somebody closes it (SUM-2, BEY-6). Its owner is the CSM of the customer. It holds
 * nothing of the customer but the two statuses; all else is read from the customer, with the rights of the reader.
 */
export const Alert = defineObjectType({
  name: 'alert',
  label: 'Alert',
  plural: 'Alerts',
  title: 'title',
  playsRoles: false,
  members: {
    title: 'string',
    from: status,
    to: status,
    state: { oneOf: ['open', 'snoozed', 'done', 'dismissed'] },
    /** What came of it, of one that is closed. `overtaken`: another crossing came before anybody looked at it. */
    outcome: { oneOf: ['real-risk', 'false-alarm', 'known', 'improved', 'overtaken'] },
    note: 'text',
    /** When the status changed: before the alert was there, where an import tells of it. */
    crossedAt: 'datetime',
    dueAt: 'datetime',
    snoozedUntil: 'datetime',
    closedAt: 'datetime',
    /** The customer where it is a custom object: a link of a plugin names its object types, and these are not known before. */
    customerType: 'string',
    customerId: 'string',
    company: { linkTo: Company, inverse: { name: 'alerts', label: 'Alerts' }, single: true, label: 'Company' },
    contact: { linkTo: Contact, inverse: { name: 'alerts', label: 'Alerts' }, single: true, label: 'Contact' },
    task: { linkTo: Task, inverse: { name: 'alerts', label: 'Alerts' }, label: 'Task' },
  },
})
