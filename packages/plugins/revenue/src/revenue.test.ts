import { use } from '@tenure/core'
import { saveObjectTypeContract } from '@tenure/core/administration'
import { Company, Deal, type FilterData, getValue } from '@tenure/core/contract'
import {
  bulkContract,
  createRecordContract,
  saveSettingsContract,
  settingsContract,
  tabContract,
  tabsContract,
  updateRecordContract,
} from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { revenue, revenueBoard, revenueColumns, revenueGroups, revenueList, revenueTotals, revenueViews } from './index.js'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const deal = (id: string, pipeline: string, stage: string, values: object = {}) =>
  record(Deal, id, { name: id, pipeline, stage, csm: 'ines', ...values } as never, { company: 'c1' })
const seed = {
  users: [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'ines' }), aUser({ id: 'jo' })],
  records: [
    record(Company, 'c1', { name: 'Halden' }),
    deal('d1', 'sales', 'qualified', { amount: eur('0.10'), renewalDate: '2026-08-01' }),
    deal('d2', 'sales', 'qualified', { amount: eur('1.03') }),
    deal('d3', 'sales', 'won', { amount: usd('500') }),
    deal('d4', 'renewal', 'renewal-upcoming', { amount: eur('100'), csm: 'jo' }),
    record(Deal, 'd5', { name: 'nowhere' }),
  ],
}
const section = 'tenure.revenue/settings'
const start = (): Promise<TestHost> =>
  createTestHost({ plugins: [use(revenue), use(recordPlugin)], seed, now: '2026-06-30T12:00:00Z', edition: 'enterprise' })
const settings = async (host: TestHost, change: object) => {
  const { version, values } = getValue(await host.as('root').read(settingsContract, { section }))
  return host.as('root').act(saveSettingsContract, { section, version, values: { ...(values as object), ...change } as never })
}
const ids = async (host: TestHost, input = {}, as = 'ines') =>
  getValue(await host.as(as).read(revenueList, input))
    .rows.map(({ id }) => id)
    .sort()

test('[REV-1] [WSP-8] the tab has the records of the chosen pipelines, everywhere, and follows the settings', async () => {
  await using host = await start()
  expect(await ids(host)).toEqual(['d1', 'd2', 'd3', 'd4'])
  getValue(await settings(host, { pipelines: { deal: ['renewal'] }, defaultPipeline: { deal: 'renewal' } }))
  expect(await ids(host)).toEqual(['d4'])
  expect(getValue(await host.as('ines').read(revenueTotals)).count).toBe(1)
  expect(getValue(await host.as('ines').read(revenueViews)).map(({ id, total }) => [id, total])).toEqual([
    ['tenure.revenue/all', 1],
    ['tenure.revenue/owned-by-me', 0],
    ['tenure.revenue/due', 0],
  ])
  const list = { collection: 'tenure.revenue/list', view: 'tenure.revenue/all' }
  const { total } = getValue(await host.as('ines').act(bulkContract, { records: list, change: { values: { csm: 'jo' } } }))
  expect(total).toBe(1)
  const board = getValue(await host.as('ines').read(revenueBoard))
  expect(board.pipelines.map(({ value }) => value)).toEqual(['renewal'])
})

test('[REV-2] [AGG-14] each stage has its count, its sum and its weighted sum for each currency, from the store', async () => {
  await using host = await start()
  const pipeline: FilterData = { test: 'is', property: 'revenue.pipeline', value: 'sales' }
  const groups = async () => {
    const { groups: found } = getValue(await host.as('ines').read(revenueGroups, { filters: [pipeline] }))
    return found.filter(({ count }) => count > 0).map(({ value, count, totals }) => [value, count, ...totals.map((total) => total.value)])
  }
  expect(await groups()).toEqual([
    // 0.10 and 1.03 at 0.2 are 0.02 and 0.206, each rounded for itself.
    ['qualified', 2, [eur('1.13')], [eur('0.23')]],
    ['won', 1, [usd('500')], [usd('500')]],
  ])
  const move = { type: 'deal', id: 'd2', values: { stage: 'proposal' } }
  getValue(await host.as('ines').act(updateRecordContract, move))
  expect(await groups()).toEqual([
    ['qualified', 1, [eur('0.1')], [eur('0.02')]],
    ['proposal', 1, [eur('1.03')], [eur('0.41')]],
    ['won', 1, [usd('500')], [usd('500')]],
  ])
})

test('[WSP-8] the tab can be hidden, needs a CSM while it is there, and opens with the layout and the pipeline that were chosen', async () => {
  await using host = await start()
  const tabs = async () => getValue(await host.as('ines').read(tabsContract)).map(({ id }) => id)
  expect(await tabs()).toEqual(['tenure.revenue/revenue'])
  expect(await settings(host, { csm: { deal: null } })).toMatchObject({
    problem: { code: 'input.invalid', message: expect.stringContaining('Choose who looks after a record, or hide the tab.') },
  })
  expect(await settings(host, { defaultPipeline: { deal: 'renewal' }, pipelines: { deal: ['sales'] } })).toMatchObject({
    problem: { message: expect.stringContaining('The default pipeline is one of those that are shown.') },
  })
  getValue(await settings(host, { defaultPipeline: { deal: 'renewal' }, layout: { deal: 'table' } }))
  const board = getValue(await host.as('ines').read(revenueBoard))
  expect([board.layout, ...board.pipelines.map(({ value }) => value)]).toEqual(['table', 'renewal', 'sales'])
  expect(board.pipelines[0]?.stages[0]).toEqual({ value: 'renewal-upcoming', label: 'Upcoming', open: true, probability: 0.6 })
  getValue(await settings(host, { showTab: false, csm: { deal: null } }))
  expect(await tabs()).toEqual([])
  expect(await host.as('ines').read(tabContract, { tab: 'tenure.revenue/revenue' })).toMatchObject({
    problem: { code: 'record.not-found' },
  })
})

test('[REV-5] [MAP-3] [WSP-8] of two objects the chosen one comes first, and a question may name the other', async () => {
  await using host = await createTestHost({ plugins: [use(revenue), use(recordPlugin)], seed, edition: 'enterprise' })
  const made = {
    label: 'Order',
    plural: 'Orders',
    properties: [
      { label: 'Number', kind: 'string' as const },
      { label: 'Seller', kind: 'user' as const },
      { label: 'Worth', kind: 'money' as const },
    ],
    associations: [],
    pipelines: [{ label: 'Orders', stages: [{ label: 'Placed', outcome: 'open' as const }] }],
  }
  const { name: type } = getValue(await host.as('root').act(saveObjectTypeContract, made))
  const roles = 'tenure.core/roles'
  const mapped = getValue(await host.as('root').read(settingsContract, { section: roles }))
  const both = { ...(mapped.values as object), revenue: ['deal', type] }
  getValue(await host.as('root').act(saveSettingsContract, { section: roles, version: mapped.version, values: both }))
  getValue(
    await settings(host, {
      csm: { deal: 'csm', [type]: 'seller' },
      amount: { deal: 'amount', [type]: 'worth' },
      pipelines: { deal: ['sales'], [type]: ['orders'] },
      defaultPipeline: { deal: 'sales', [type]: 'orders' },
      layout: { deal: 'board', [type]: 'table' },
    }),
  )
  const values = { number: 'o1', seller: 'ines', worth: eur('10'), pipeline: 'orders', stage: 'placed' }
  const { id } = getValue(await host.as('ines').act(createRecordContract, { type, values }))
  expect(await ids(host)).toEqual(['d1', 'd2', 'd3'])
  expect(await ids(host, { object: type })).toEqual([id])
  expect(getValue(await host.as('ines').read(revenueTotals, { object: type })).totals.map(({ value }) => value)).toEqual([[eur('10')], []])
  expect(getValue(await host.as('ines').read(revenueViews, { object: type }))[1]?.total).toBe(1)
  expect(getValue(await host.as('ines').read(revenueColumns, { object: type })).find(({ field }) => field === 'csm')?.label).toBe('Seller')
  expect(getValue(await host.as('ines').read(revenueBoard)).objects.map(({ name }) => name)).toEqual(['deal', type])
  expect(getValue(await host.as('ines').read(revenueBoard, { object: type })).layout).toBe('table')
  getValue(await settings(host, { layout: { deal: 'table' } }))
  const layoutOf = async (object: string) => getValue(await host.as('ines').read(revenueBoard, { object })).layout
  expect([await layoutOf('deal'), await layoutOf(type)]).toEqual(['table', 'board'])
  expect(await settings(host, { layout: { [type]: 'list' } })).toMatchObject({ problem: { code: 'input.invalid' } })
  getValue(await settings(host, { first: type }))
  expect(getValue(await host.as('ines').read(revenueBoard))).toMatchObject({ object: type, pipelines: [{ value: 'orders' }] })
  expect(await ids(host)).toEqual([id])
  expect(await host.as('ines').read(revenueList, { object: 'company' })).toMatchObject({
    problem: { code: 'input.invalid', message: 'company does not play the role Revenue.' },
  })
})
