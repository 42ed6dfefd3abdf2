import { Company, Contact, CustomerRole, days, type RowOf, rowOf, Task, through } from '@tenure/core/contract'
import { type DynamicRecords, implementProvider, reads, readsAll } from '@tenure/core/plugin'
import { all, any, descending, type Filter, is, isBeforeLast, me, not, some } from '@tenure/core/query'
import { distinctUntilChanged, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { Alert } from './alert-type.js'
import { activeAlerts } from './contract.js'
import { AlertSettings } from './settings.js'

const shown = [
  ...[Alert.from, Alert.to, Alert.state, Alert.createdAt, Alert.dueAt, Alert.snoozedUntil],
  ...[through(Alert.task, 'id'), through(Alert.task, Task.completedAt)],
  ...[through(Alert.company, 'id'), through(Alert.company, Company.name), through(Alert.company, Company.healthScore)],
  ...[through(Alert.contact, 'id'), through(Alert.contact, Contact.name)],
] as const
const row = rowOf(...shown)
type Row = RowOf<(typeof shown)[number]>
type ShownAlert = z.output<typeof activeAlerts.output>['alerts'][number]

/** What Summary shows of alerts, and whose customers they are of. */
export const Shown = reads(row, Alert.company, Alert.contact, Alert.task, Task.title, CustomerRole.csm)
/** Which object type plays the role of the customer. */
export const Customer = readsAll(CustomerRole)
/** The most that are read as all. */
const mostOfAll = 1000

/** Alerts that are active: nobody has closed them, and they are young, put off, or a task. */
export function activeFor(lifeDays: number): Filter {
  const isYoung = not(isBeforeLast(Alert.createdAt, days(lifeDays)))
  return any(is(Alert.state, 'snoozed'), all(is(Alert.state, 'open'), any<string>(isYoung, some(Alert.task))))
}

/** The active alerts of the user's portfolio, newest first (SUM-2). */
export const active = implementProvider(activeAlerts, {
  uses: { records: Shown, customer: Customer, settings: AlertSettings },
  watch: ({ input, records, customer, settings: { lifeDays, most } }) =>
    watchCustomerType(customer).pipe(
      switchMap((type) =>
        type === undefined
          ? of({ total: 0, rows: [] })
          : records.watch({
              select: row,
              where: all(activeFor(lifeDays), ofPortfolio(type)) as Filter<never>,
              orderBy: [descending(Alert.createdAt)],
              limit: input.all ? mostOfAll : most,
            }),
      ),
      map(({ total, rows }) => ({ total, alerts: rows.map(toShown) })),
    ),
})

type CustomerType = 'company' | 'contact'
/** The object type of customers, where alerts can be linked with it. */
function watchCustomerType(customer: DynamicRecords): Observable<CustomerType | undefined> {
  return customer.watchObjects(CustomerRole.objectType).pipe(
    map((types) => types.map(({ name }) => name).find((name) => name === 'company' || name === 'contact')),
    distinctUntilChanged(),
  )
}
// The workspace chooses which property names the CSM, so the condition names that of the role.
function ofPortfolio(type: CustomerType): Filter {
  return { test: 'some', link: `alert.${type}`, filter: is(CustomerRole.csm, me) }
}

function toShown(found: Row): ShownAlert {
  const { id, from, to, state, createdAt, dueAt, snoozedUntil } = found
  const task = found['task.id']
  return {
    ...{ id, from: from ?? 'neutral', to: to ?? 'neutral', state: state ?? 'open', createdAt: createdAt ?? 0, dueAt, snoozedUntil },
    ...(task !== null && { task: { id: task, done: found['task.completedAt'] !== null } }),
    customer:
      found['company.id'] !== null
        ? { type: 'company', id: found['company.id'], name: found['company.name'] ?? '', score: found['company.healthScore'] }
        : { type: 'contact', id: found['contact.id'] ?? '', name: found['contact.name'] ?? '', score: null },
  }
}
