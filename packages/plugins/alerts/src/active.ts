import { Company, Contact, CustomerRole, type RowOf, rowOf, Task, through } from '@tenure/core/contract'
import { type DynamicRecords, type DynamicRow, implementProvider, type Key, reads, readsAll } from '@tenure/core/plugin'
import { all, any, type Filter, is, me, some } from '@tenure/core/query'
import { distinctUntilChanged, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { Alert } from './alert-type.js'
import { activeAlerts } from './contract.js'
import { crossedInLast, newestFirst, toCrossedAt } from './crossing.js'
import { isLinked } from './raise.js'
import { AlertSettings } from './settings.js'

const shown = [
  ...[Alert.from, Alert.to, Alert.state, Alert.crossedAt, Alert.createdAt, Alert.dueAt, Alert.snoozedUntil],
  ...[through(Alert.task, 'id'), through(Alert.task, Task.completedAt)],
  ...[through(Alert.company, 'id'), through(Alert.company, Company.name), through(Alert.company, Company.healthScore)],
  ...[through(Alert.contact, 'id'), through(Alert.contact, Contact.name)],
  ...[Alert.customerId],
] as const
const row = rowOf(...shown)
type Row = RowOf<(typeof shown)[number]>
type ShownAlert = z.output<typeof activeAlerts.output>['alerts'][number]

/** What Summary shows of alerts, and whose customers they are of. */
export const Shown = reads(row, Alert.company, Alert.contact, Alert.task, Task.title, Alert.customerType, CustomerRole.csm)
type Reading = typeof Shown extends Key<infer T, string> ? T : never
/** Which object type plays the role of the customer. */
export const Customer = readsAll(CustomerRole)
/** The most that are read as all. */
const mostOfAll = 1000

/** Alerts that are active: nobody has closed them, and they are young, put off, or a task. */
export function activeFor(lifeDays: number): Filter {
  return any(is(Alert.state, 'snoozed'), all(is(Alert.state, 'open'), any<string>(crossedInLast(lifeDays), some(Alert.task))))
}

/** The active alerts of the user's portfolio, newest first (SUM-2). */
export const active = implementProvider(activeAlerts, {
  uses: { records: Shown, customer: Customer, settings: AlertSettings },
  watch: ({ input, records, customer, settings: { lifeDays, most } }) =>
    customer.watchObjects(CustomerRole.objectType).pipe(
      map(([type]) => type?.name),
      distinctUntilChanged(),
      switchMap((type) => {
        const asked = { lifeDays, limit: input.all ? mostOfAll : most }
        if (type === undefined) return of({ total: 0, alerts: [] })
        return isLinked(type) ? watchLinked(records, type, asked) : watchCustom(records, customer, type, asked)
      }),
    ),
})
interface Asked {
  readonly lifeDays: number
  readonly limit: number
}
interface ShownAlerts {
  readonly total: number
  readonly alerts: ShownAlert[]
}
function watchLinked(records: Reading, type: 'company' | 'contact', { lifeDays, limit }: Asked): Observable<ShownAlerts> {
  const where = all(activeFor(lifeDays), ofPortfolio(type)) as Filter<never>
  return records
    .watch({ select: row, where, orderBy: newestFirst, limit })
    .pipe(map(({ total, rows }) => ({ total, alerts: rows.map(toShown) })))
}

/** Of a custom object the alert has no link: those of the type are read, and of them stay those whose customer the user looks after, and may see. */
function watchCustom(records: Reading, customer: DynamicRecords, type: string, { lifeDays, limit }: Asked): Observable<ShownAlerts> {
  const where = all<string>(activeFor(lifeDays), is(Alert.customerType, type)) as Filter<never>
  return records.watch({ select: row, where, orderBy: newestFirst, limit: mostOfAll }).pipe(
    switchMap(({ rows }) => {
      const ids = [...new Set(rows.flatMap(({ customerId }) => customerId ?? []))]
      if (ids.length === 0) return of({ total: 0, alerts: [] })
      const mine = all<string>(is(CustomerRole.csm, me), { test: 'id-of', type, ids } as Filter)
      const select = ['name', 'healthScore']
      return customer.watch({ type: CustomerRole.objectType, select, where: mine, limit: ids.length }).pipe(
        map((found) => {
          const known = new Map(found.rows.map((one) => [one.id, one]))
          const own = rows.flatMap((alert) => {
            const one = known.get(alert.customerId ?? '')
            return one === undefined ? [] : [{ ...toShown(alert), customer: toCustomer(type, one) }]
          })
          return { total: own.length, alerts: own.slice(0, limit) }
        }),
      )
    }),
  )
}
function toCustomer(type: string, { id, name, healthScore }: DynamicRow): ShownAlert['customer'] {
  return { type, id, name: typeof name === 'string' ? name : '', score: typeof healthScore === 'number' ? healthScore : null }
}
// The workspace chooses which property names the CSM, so the condition names that of the role.
function ofPortfolio(type: 'company' | 'contact'): Filter {
  return { test: 'some', link: `alert.${type}`, filter: is(CustomerRole.csm, me) }
}

function toShown(found: Row): ShownAlert {
  const { id, from, to, state, dueAt, snoozedUntil } = found
  const task = found['task.id']
  return {
    ...{ id, from: from ?? 'neutral', to: to ?? 'neutral', state: state ?? 'open', crossedAt: toCrossedAt(found), dueAt, snoozedUntil },
    ...(task !== null && { task: { id: task, done: found['task.completedAt'] !== null } }),
    customer:
      found['company.id'] !== null
        ? { type: 'company', id: found['company.id'], name: found['company.name'] ?? '', score: found['company.healthScore'] }
        : { type: 'contact', id: found['contact.id'] ?? '', name: found['contact.name'] ?? '', score: null },
  }
}
