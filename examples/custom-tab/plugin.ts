// A team's own tab: the customers whose renewal is near and whose health is poor.

import { behind, chart, grid, metric, onRow, stack, table } from '@tenure/core/block'
import { Company, Contact, days, type HealthStatus, rowOf, Task, through } from '@tenure/core/contract'
import {
  Clock,
  creates,
  defineConfig,
  definePlugin,
  defineTab,
  edits,
  implementAction,
  implementProvider,
  mapRows,
  reads,
} from '@tenure/core/plugin'
import { all, ascending, byPeriod, byValue, is, isAnyOf, isBetween, isInNext, isKnown, me } from '@tenure/core/query'
import { map, switchMap } from 'rxjs'
import { z } from 'zod'
import * as contract from './contract.js'

const { CompanyRow, riskNote, writeNotes } = contract

const Config = defineConfig(
  'acme.renewals',
  z.strictObject({ withinDays: z.int().positive().default(90), followUpDays: z.int().positive() }),
)

// What the plugin's code may touch: each line is one on the permission screen, and the key to it.
const Customers = reads(CompanyRow, Company.healthStatus)
const ContactRow = rowOf(Contact.name, Contact.phone, contract.companyName)
const companyHealth = through(Contact.companies, Company.healthStatus)
const companyRenewal = through(Contact.companies, Company.renewalDate)
const Contacts = reads(ContactRow, companyHealth, companyRenewal)
const Notes = edits(riskNote)
const FollowUps = creates(Task.title, Task.dueAt, Task.assignee)

const atRisk = implementProvider(contract.atRisk, {
  uses: { config: Config, customers: Customers, clock: Clock },
  watch: ({ input, session, config, customers, clock }) =>
    clock.watchToday(session.timeZone).pipe(
      switchMap((today) =>
        customers
          .watch({
            select: CompanyRow,
            where: all(
              is(Company.csm, me),
              isAnyOf(Company.healthStatus, 'at-risk', ...(input.onlyAtRisk ? [] : (['neutral'] as const))),
              isInNext(Company.renewalDate, days(input.withinDays ?? config.withinDays)),
            ),
            orderBy: [ascending(Company.renewalDate)],
          })
          .pipe(mapRows((row) => ({ ...row, daysLeft: daysBetween(today, row.renewalDate) }))),
      ),
    ),
})

const toCall = implementProvider(contract.toCall, {
  uses: { contacts: Contacts },
  watch: ({ contacts }) =>
    contacts.watch({ select: ContactRow, where: is(companyHealth, 'at-risk'), orderBy: [ascending(companyRenewal)] }),
})

const byMonth = implementProvider(contract.byMonth, {
  uses: { customers: Customers },
  watch: ({ customers }) =>
    customers
      .watchAggregate({
        of: Company,
        where: all(is(Company.csm, me), isKnown(Company.renewalDate)),
        by: [byPeriod(Company.renewalDate, 'month'), byValue(Company.healthStatus)],
      })
      .pipe(map(({ groups }) => ({ rows: groups.map(({ by, count }) => ({ ...monthOf(by), customers: count })) }))),
})

const inMonth = implementProvider(contract.inMonth, {
  uses: { customers: Customers },
  watch: ({ input: { month, status }, customers }) =>
    customers.watch({
      select: CompanyRow,
      where: all(is(Company.csm, me), isBetween(Company.renewalDate, month, lastDayOf(month)), is(Company.healthStatus, status)),
      orderBy: [ascending(Company.renewalDate)],
    }),
})

const addNote = implementAction(contract.addNote, {
  uses: { config: Config, clock: Clock, notes: Notes, followUps: FollowUps },
  run: ({ input, session, config, clock, notes, followUps }) => {
    notes.edit(input.company, { riskNote: input.note })
    if (!input.followUp) return {}
    const dueAt = clock.now() + config.followUpDays * 86_400_000
    return { task: followUps.create({ title: input.note, dueAt, assignee: session.user }) }
  },
})

const list = table({
  from: contract.atRisk,
  controls: ['onlyAtRisk', 'withinDays'],
  columns: ['name', 'arr', 'renewalDate', { field: 'daysLeft', format: 'number' }, 'riskNote'],
  opens: 'record',
  rowActions: [onRow(contract.addNote, { company: 'id' }, { button: true, key: 'r' })],
})

const months = chart({
  title: 'My renewals by month',
  from: contract.byMonth,
  shape: 'bars',
  category: { field: 'month', label: 'Month', period: 'month' },
  series: [{ field: 'customers', label: 'Customers', format: 'number' }],
  by: { field: 'status', label: 'Health', format: 'health' },
  stacked: true,
  opens: behind(contract.inMonth, { month: 'month', status: 'status' }, { columns: ['name', 'arr', 'renewalDate'], opens: 'record' }),
})

const tab = defineTab({
  id: 'acme.renewals/renewals',
  title: 'Renewals at risk',
  order: { after: 'tenure.customers/customers' },
  block: stack(
    grid(
      metric({ title: 'At risk', from: contract.atRisk, value: 'total' }),
      metric({ title: 'Within 30 days', from: contract.atRisk, input: { withinDays: 30 }, value: 'total' }),
    ),
    months,
    list,
    table({ from: contract.toCall, columns: ['name', 'phone', { field: 'companies.name', label: 'Customer' }] }),
  ),
})

export const renewals = definePlugin({
  id: 'acme.renewals',
  version: '1.0.0',
  host: '1.0',
  config: Config,
  grants: [Customers, Contacts, Notes, FollowUps],
  contributes: [riskNote, writeNotes, atRisk, toCall, byMonth, inMonth, addNote, tab],
})

function monthOf([month, status]: readonly unknown[]) {
  return { month: String(month), status: status as HealthStatus | null }
}
function lastDayOf(month: string): string {
  const [year = 0, at = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, at, 0)).toISOString().slice(0, 10)
}
function daysBetween(from: string, to: string | null): number {
  return to === null ? 0 : Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
