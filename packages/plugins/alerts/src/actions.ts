import { CustomerRole, rowOf, Task, TenureError, through } from '@tenure/core/contract'
import { Clock, creates, edits, implementAction, type Key, reads } from '@tenure/core/plugin'
import { all, any, type Filter, none, some } from '@tenure/core/query'
import { Alert } from './alert-type.js'
import { closeContract, dismissContract, snoozeContract, takeOnContract } from './contract.js'
import { lacksLink } from './lacks-link.js'

const States = edits(Alert.state, Alert.outcome, Alert.note, Alert.closedAt, Alert.snoozedUntil)
const customerOf = rowOf(Alert.dueAt, Alert.customerType, Alert.customerId, through(Alert.company, 'id'), through(Alert.contact, 'id'))
const customerRow = rowOf(CustomerRole.name)
const Known = reads(customerOf, customerRow, CustomerRole.tasks)
const OfCustomer = edits(CustomerRole.tasks)
const Linked = edits(Alert.task)
const Tasks = creates(Task.title, Task.kind, Task.status, Task.priority, Task.assignee, Task.dueAt, Task.about, Task.contacts)
/** What the actions on alerts take. */
export const actionGrants = [States, Known, Linked, Tasks, OfCustomer]

/** Puts an alert off. */
export const snooze = implementAction(snoozeContract, {
  uses: { states: States, clock: Clock },
  run: ({ input: { alert, until }, states, clock }) => {
    if (until <= clock.now()) throw invalid('until', 'An alert is put off until an instant in the future.')
    states.edit(alert, { state: 'snoozed', snoozedUntil: until })
  },
})
/** Closes it with an outcome. */
export const close = implementAction(closeContract, {
  uses: { states: States, clock: Clock },
  run: ({ input: { alert, outcome, note }, states, clock }) =>
    states.edit(alert, { state: 'done', outcome, closedAt: clock.now(), ...(note !== undefined && { note }) }),
})
/** Takes it away. */
export const dismiss = implementAction(dismissContract, {
  uses: { states: States, clock: Clock },
  run: ({ input: { alert }, states, clock }) => states.edit(alert, { state: 'dismissed', closedAt: clock.now() }),
})

/** Makes a task of it. */
export const takeOn = implementAction(takeOnContract, {
  uses: { known: Known, linked: Linked, tasks: Tasks, ofCustomer: OfCustomer },
  run: async ({ input: { alert, title }, session, known, linked, tasks, ofCustomer }) => {
    const found = await known.find(alert, customerOf)
    if (found === undefined) throw notFound(alert)
    const [company, contact] = [found['company.id'], found['contact.id']]
    const about = company !== null ? { about: company } : contact !== null ? { contacts: contact } : {}
    const values = { title, kind: 'to-do', status: 'not-started', priority: 'high', assignee: session.user, dueAt: found.dueAt } as const
    const task = tasks.create(values, about)
    linked.link(alert, { task })
    const custom = await customWithTasks(known, found)
    if (custom !== undefined) ofCustomer.link(custom as never, { tasks: task })
    return { task }
  },
})

type Knowing = typeof Known extends Key<infer T, string> ? T : never
interface OfCustom {
  readonly customerType: string | null
  readonly customerId: string | null
}
// A custom object has tasks where it has been given that link; the question is refused where it has not.
async function customWithTasks(known: Knowing, { customerType: type, customerId: id }: OfCustom): Promise<string | undefined> {
  if (type === null || id === null) return undefined
  const isIt = { test: 'id-of', type, ids: [id] } as Filter
  const where = all<string>(isIt, any<string>(some(CustomerRole.tasks), none(CustomerRole.tasks))) as Filter<never>
  try {
    return (await known.list({ select: customerRow, where, limit: 1 })).rows[0]?.id
  } catch (error) {
    if (lacksLink(error)) return undefined
    throw error
  }
}

function notFound(alert: string): TenureError {
  return new TenureError('record.not-found', 'There is no such alert.', { record: { type: 'alert', id: alert } })
}
function invalid(field: string, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [field], message }] })
}
