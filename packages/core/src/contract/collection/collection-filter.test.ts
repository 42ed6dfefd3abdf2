import { memory } from '@tenure/memory'
import { record } from '@tenure/record'
import { aCompany, aDeal, aTicket, aUser, createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import { createHost } from '../../host/create-host.js'
import { definePlugin, use } from '../../plugin/plugin.js'
import { sumOf } from '../../query/aggregate/aggregate-query.js'
import { all, any, hasCount, is, isAnyOf, isMoreThan, not, some } from '../../query/builders.js'
import type { FilterData } from '../../query/filter-data.js'
import { Company, CustomerRole, Deal, Ticket } from '../../schema/object-types.js'
import type { Frame } from '../frame.js'
import { updateRecordContract } from '../workspace-contract.js'
import { defineCollection } from './collection.js'

const Customers = defineCollection({
  id: 'acme.customers/list',
  of: CustomerRole,
  title: 'Customers',
  always: [CustomerRole.name],
  columns: [CustomerRole.name],
  searched: [CustomerRole.name],
  totals: [sumOf(CustomerRole.arr)],
  groupedBy: CustomerRole.healthStatus,
  views: [
    { id: 'acme.customers/all', title: 'All' },
    { id: 'acme.customers/troubled', title: 'Troubled', where: is(CustomerRole.healthStatus, 'at-risk') },
  ],
})
const plugin = definePlugin({ id: 'acme.customers', version: '1.0.0', host: '1.0', grants: [Customers.grant], contributes: [Customers] })
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const status = ['at-risk', 'at-risk', 'neutral', 'neutral', 'healthy', undefined] as const
const records = [
  ...status.map((healthStatus, at) =>
    aCompany({ id: `c${at}`, name: `C${at}`, ...(healthStatus && { healthStatus }), arr: eur(`${at + 1}00`) }),
  ),
  aTicket({ id: 't0', subject: 'Down', priority: 'urgent' }, { company: 'c0' }),
  aTicket({ id: 't1', subject: 'Slow', priority: 'low' }, { company: 'c2' }),
  aDeal({ id: 'd0', name: 'One' }, { company: 'c0' }),
  aDeal({ id: 'd1', name: 'Two' }, { company: 'c0' }),
]
const hal = {
  type: 'user',
  id: 'hal',
  values: {
    ...{ name: 'Hal', active: true, seat: true, timeZone: 'UTC', permissions: ['workspace.access'] },
    objects: { '*': { view: 'all', edit: 'none', delete: 'none' }, deal: { view: 'none', edit: 'none', delete: 'none' } },
    hidden: ['ticket.priority', 'company.healthStatus', 'company.arr'],
  },
}
const open = (budget = {}) =>
  createHost({
    storage: memory({ users: [aUser({ id: 'root', superAdmin: true })], records: [...records, hal] }),
    plugins: [use(plugin), use(record)],
    grants: 'declared',
    clock: createFakeClock('2026-06-30T12:00:00Z'),
    budget,
  })

const troubled = isAnyOf(Company.healthStatus, 'at-risk', 'neutral')
const urgent = some(Company.tickets, is(Ticket.priority, 'urgent'))
const several = hasCount(Company.deals, { is: 'at-least', than: 2 })

test('[VIEW-7] [FLT-9] a filter says how many records it leaves after each condition, and who comes in and leaves', async () => {
  await using host = await open()
  const counts = async (where: FilterData, more: object = {}) =>
    getValue(await host.as('root').read(Customers.filterCounts, { view: 'acme.customers/troubled', where, ...more }))
  const filter = all(troubled, any(urgent, not(several)), not(is(Company.name, 'C2')))
  expect(await counts(filter)).toEqual({
    all: 6,
    steps: [4, 4, 3],
    count: 3,
    totals: [{ field: 'arr', measure: 'sum', value: [eur('700')] }],
    groups: [
      { value: 'at-risk', count: 2 },
      { value: 'neutral', count: 1 },
    ],
    entering: 1,
    leaving: 0,
  })
  expect(await counts(any(urgent, is(Company.name, 'C5')))).toMatchObject({ steps: [1, 2], count: 2, entering: 1, leaving: 1 })
  expect(await counts(not(troubled))).toMatchObject({ steps: [2], count: 2 })
  expect(await counts(all())).toMatchObject({ all: 6, steps: [], count: 6 })
  const narrowed = { filters: [isMoreThan(CustomerRole.arr, eur('150'))], search: 'C' }
  expect(await counts(filter, narrowed)).toMatchObject({ all: 5, steps: [3, 3, 2], count: 2 })
})

test('[VIEW-7] [BEY-1] the numbers of an open filter move with the records', async () => {
  await using host = await open()
  const frames: Frame<{ readonly steps: readonly (number | null)[] }>[] = []
  const where = all(troubled, urgent)
  const open$ = host
    .as('root')
    .watch(Customers.filterCounts, { where })
    .subscribe((frame) => frames.push(frame))
  await expect.poll(() => frames.at(-1)?.value?.steps).toEqual([4, 1])
  const healthy = { type: 'company', id: 'c0', values: { healthStatus: 'healthy' } }
  getValue(await host.as('root').act(updateRecordContract, healthy))
  await expect.poll(() => frames.at(-1)?.value?.steps).toEqual([3, 0])
  open$.unsubscribe()
})

test('[SEC-17] a number that would cost too much is left out, and the others are there', async () => {
  await using host = await open({ call: 10_000 })
  const costly = any(...Array.from({ length: 150 }, (_, at) => hasCount(Company.deals, { is: 'at-least', than: at })))
  expect(getValue(await host.as('root').read(Customers.filterCounts, { where: all(troubled, costly) }))).toMatchObject({
    all: 6,
    steps: [4, null],
    count: null,
    totals: [],
  })
})

test('[ACC-8] [SEC-5] what is hidden from a user is refused as if it were not there, and counts nothing', async () => {
  await using host = await open()
  const counts = (where: FilterData) => host.as('hal').read(Customers.filterCounts, { where })
  for (const hidden of [urgent, troubled])
    expect(await counts(hidden)).toMatchObject({
      ok: false,
      problem: { code: 'input.invalid', message: expect.stringContaining('There is no property') },
    })
  expect(getValue(await counts(some(Company.deals)))).toMatchObject({ all: 6, count: 0, totals: [], groups: [] })
  expect(await counts({ test: 'all', filters: [{ test: 'is', property: 'company.secret', value: 1 }] })).toMatchObject({ ok: false })
  expect(await host.as('root').read(Customers.filterCounts, { where: { test: 'sum' } } as never)).toMatchObject({
    problem: { code: 'input.invalid' },
  })
})

test('[VIEW-7] a quick filter and totals test linked records too, and no column shows them', async () => {
  await using host = await open()
  const list = (input: object) => host.as('root').read(Customers.list, input)
  expect(getValue(await list({ filters: [urgent] })).rows.map(({ id }) => id)).toEqual(['c0'])
  expect(getValue(await list({ columns: ['tickets.subject'] })).rows[0]).not.toHaveProperty('tickets.subject')
  expect(getValue(await host.as('root').read(Customers.totalList, { filters: [some(Company.deals, is(Deal.name, 'One'))] })).count).toBe(1)
})
