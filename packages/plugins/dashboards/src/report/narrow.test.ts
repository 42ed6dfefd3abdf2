import { getValue, use } from '@tenure/core'
import type { ReportQuery } from '@tenure/core/report'
import { record as recordPlugin } from '@tenure/record'
import { aCompany, aDeal, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { dashboardContract, dashboards, saveDashboardContract, saveReportContract, valuesContract } from '../index.js'
import type { Narrow } from './narrow.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const person = (id: string, hidden: readonly string[]) => ({
  type: 'user',
  id,
  values: {
    name: id,
    active: true,
    timeZone: 'UTC',
    seat: true,
    permissions: ['workspace.access'],
    objects: { '*': all },
    hidden: [...hidden],
  },
})
const seed = {
  users: [aUser({ id: 'ada', objects: { '*': all } })],
  records: [
    person('blind', ['company.csm']),
    aCompany({ id: 'c1', name: 'Aster', csm: 'ada', healthStatus: 'at-risk', arr: eur('10'), renewalDate: '2026-06-10' }),
    aCompany({ id: 'c2', name: 'Birch', csm: 'blind', healthStatus: 'at-risk', renewalDate: '2026-07-01' }),
    aCompany({ id: 'c3', name: 'Cedar', csm: 'ada', healthStatus: 'healthy', renewalDate: '2026-06-30' }),
    aDeal({ id: 'd1', stage: 'proposal', pipeline: 'sales', amount: eur('5'), csm: 'ada' }, { company: 'c1' }),
    aDeal({ id: 'd2', stage: 'proposal', pipeline: 'sales', amount: eur('6'), csm: 'blind' }, { company: 'c3' }),
  ],
}
const health: ReportQuery = {
  ...{ type: 'customer', measures: [{ measure: 'count' }], picture: 'bar' },
  by: [{ property: 'customer.healthStatus' }],
}
const renewals: ReportQuery = { ...health, by: [{ property: 'company.renewalDate', period: 'month' }], type: 'company', picture: 'line' }
const deals: ReportQuery = { ...health, type: 'deal', by: [{ property: 'deal.stage' }] }
const queries = { Health: health, Renewals: renewals, Deals: deals }

async function open(): Promise<{ readonly host: TestHost; readonly id: string }> {
  const host = await createTestHost({ plugins: [use(dashboards), use(recordPlugin)], seed, now: '2026-06-15T12:00:00Z' })
  const { id } = getValue(await host.as('ada').act(saveDashboardContract, { name: 'Desk' }))
  for (const [name, query] of Object.entries(queries))
    getValue(await host.as('ada').act(saveReportContract, { dashboard: id, name, query }))
  return { host, id }
}
/** What each report comes to, by its name, with what it is not narrowed by. */
async function totals(host: TestHost, id: string, narrow: Narrow) {
  const { tiles } = getValue(await host.as('ada').read(dashboardContract, { id, narrow }))
  const found = tiles.map(async ({ title, block, without = [] }) => {
    const { query } = (block as unknown as { readonly input: { readonly query: ReportQuery } }).input
    return [title, getValue(await host.as('ada').read(valuesContract, { query })).total, ...without]
  })
  return Promise.all(found)
}

test('[DSH-2] a dashboard is narrowed to an owner: each report by who answers for its records', async () => {
  const { host, id } = await open()
  await using _closed = host
  const totalsOf = (narrow: Narrow) => totals(host, id, narrow)
  expect(await totalsOf({})).toEqual([
    ['Health', 3],
    ['Renewals', 3],
    ['Deals', 2],
  ])
  for (const owner of [{ me: true }, { user: 'ada' }] as const)
    expect(await totalsOf({ owner })).toEqual([
      ['Health', 2],
      ['Renewals', 2],
      ['Deals', 1],
    ])
})

test('[DSH-2] a period narrows the reports that are grouped by a time, and the others say that they are not narrowed', async () => {
  const { host, id } = await open()
  await using _closed = host
  expect(await totals(host, id, { period: { period: 'month', shift: 0 } })).toEqual([
    ['Health', 3, 'period'],
    ['Renewals', 2],
    ['Deals', 2, 'period'],
  ])
})

test('[DSH-2] a filter of customers narrows reports on customers and on what is linked to them', async () => {
  const { host, id } = await open()
  await using _closed = host
  const customers = { test: 'is', property: 'customer.healthStatus', value: 'at-risk' } as const
  expect(await totals(host, id, { customers, owner: { me: true } })).toEqual([
    ['Health', 1],
    ['Renewals', 1],
    ['Deals', 1],
  ])
})

test('[DSH-2] [ACC-8] narrowing asks for nothing that is hidden from the viewer, nor for another property in its place, and says so', async () => {
  const { host } = await open()
  await using _closed = host
  const { id } = getValue(await host.as('blind').act(saveDashboardContract, { name: 'Mine' }))
  getValue(await host.as('blind').act(saveReportContract, { dashboard: id, name: 'Health', query: health }))
  const narrow = { owner: { me: true as const } }
  const { tiles } = getValue(await host.as('blind').read(dashboardContract, { id, narrow }))
  expect(JSON.stringify(tiles)).not.toContain('csm')
  expect(tiles.map(({ block, without }) => [block?.kind, without])).toEqual([['chart', ['owner']]])
})
