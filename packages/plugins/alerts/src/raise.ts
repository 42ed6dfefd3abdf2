import { Company, Contact, CustomerRole, defineProperty, rowOf } from '@tenure/core/contract'
import { changes, defineJob, notifies } from '@tenure/core/job'
import { Clock, creates, edits, reads } from '@tenure/core/plugin'
import { all, type Filter, is, isAnyOf, isRecord, none } from '@tenure/core/query'
import { Alert } from './alert-type.js'
import { AlertSettings } from './settings.js'

/** The keeper of scores says so of a status that a changed profile moved, and not the customer. */
const movedByProfile = defineProperty({ on: CustomerRole, name: 'healthQuiet', kind: 'boolean', label: 'Status moved by a profile' })
const Crossing = rowOf(CustomerRole.csm, CustomerRole.healthStatus, movedByProfile)
const open = rowOf(Alert.state)
const Kept = reads(open, Alert.company, Alert.contact, Alert.task, Alert.customerType, Alert.customerId)
const Raised = creates(
  ...[Alert.title, Alert.from, Alert.to, Alert.state, Alert.crossedAt, Alert.dueAt, Alert.owner],
  ...[Alert.company, Alert.contact, Alert.customerType, Alert.customerId],
)
const Overtaken = edits(Alert.state, Alert.outcome, Alert.closedAt, Alert.owner)
const Told = notifies(CustomerRole.healthStatus)
/** What raising alerts takes. */
export const raiseGrants = [reads(Crossing), Kept, Raised, Overtaken, Told]

/** The CSM property and the settings are those of this workspace; in any other the same crossing is no second alert. */
const inMain = (workspace: string): boolean => workspace === 'main'
const dayMs = 86_400_000
const words = { 'at-risk': 'At risk', neutral: 'Neutral', healthy: 'Healthy' } as const

/**
 * Raises an alert for each crossing between two known statuses (SUM-2). It is stored together with the place of the job in the list of changes, so
 * a kill neither loses nor doubles one. An older alert of the customer that nobody has taken on is overtaken by it.
 */
export const raise = defineJob({
  id: 'tenure.alerts/raise',
  title: 'Alerts',
  description: 'Raises an alert for the CSM when the health status of a customer changes.',
  on: changes({ properties: [CustomerRole.healthStatus], kinds: ['changed'] }),
  of: CustomerRole,
  select: Crossing,
  uses: { kept: Kept, raised: Raised, overtaken: Overtaken, told: Told, settings: AlertSettings, clock: Clock },
  async run({ record: { id, csm, healthStatus: to, healthQuiet }, was, at, workspace, objectType, ...call }) {
    const from = was?.healthStatus ?? null
    if (!inMain(workspace) || healthQuiet === true || from === null || to === null || from === to) return
    const { kept, raised, overtaken, told, settings, clock } = call
    const untouched = all(is(Alert.state, 'open'), none(Alert.task), ofCustomer(objectType, id))
    for (const { id: older } of (await kept.list({ select: open, where: untouched as Filter<never>, limit: 100 })).rows)
      overtaken.edit(older, { state: 'dismissed', outcome: 'overtaken', closedAt: clock.now() })
    const values = {
      ...({ from, to, state: 'open', crossedAt: at, dueAt: at + settings.dueDays * dayMs, owner: csm } as const),
      title: `${words[from]} → ${words[to]}`,
    }
    const alert = isLinked(objectType)
      ? raised.create(values, objectType === 'company' ? { company: id } : { contact: id })
      : raised.create({ ...values, customerType: objectType, customerId: id })
    // Nobody is notified of a crossing that an import tells of, and whose alert would have ended by now.
    if (csm !== null && at > clock.now() - settings.lifeDays * dayMs)
      told.notify({ user: csm, about: id, shows: 'healthStatus' }, { key: alert })
  },
})

/** Gives the alerts of a customer that are not closed to the CSM of now. */
export const follow = defineJob({
  id: 'tenure.alerts/follow',
  title: 'Owners of alerts',
  description: 'Gives the alerts of a customer to the new CSM when the CSM changes.',
  on: changes({ properties: [CustomerRole.csm], kinds: ['changed'] }),
  of: CustomerRole,
  select: rowOf(CustomerRole.csm),
  uses: { kept: Kept, owners: Overtaken },
  async run({ record: { id, csm }, workspace, objectType, kept, owners }) {
    if (!inMain(workspace)) return
    const where = all(isAnyOf(Alert.state, 'open', 'snoozed'), ofCustomer(objectType, id))
    for (const { id: alert } of (await kept.list({ select: open, where: where as Filter<never>, limit: 100 })).rows)
      owners.edit(alert, { owner: csm })
  },
})

/** Whether alerts are linked with customers of that type; of a custom object they have its type and id. */
export function isLinked(type: string): type is 'company' | 'contact' {
  return type === 'company' || type === 'contact'
}
/** The alerts of one customer. */
export function ofCustomer(type: string, id: string): Filter {
  if (!isLinked(type)) return all<string>(is(Alert.customerType, type), is(Alert.customerId, id))
  return { test: 'some', link: `alert.${type}`, filter: isRecord(type === 'company' ? Company : Contact, id) }
}
