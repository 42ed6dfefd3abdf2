import { memory, record, type SeedRecord } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { createTestHost, type TestHost } from '@tenure/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { getValue, type Outcome } from '../base/outcome.js'
import type { Frame } from '../contract/frame.js'
import { readsAll } from '../contract/grant.js'
import { defineProvider } from '../contract/provider.js'
import type { DynamicQuery, DynamicWindow } from '../contract/records.js'
import * as contracts from '../contract/workspace-contract.js'
import type { Problem } from '../errors/tenure-error.js'
import { definePlugin, use } from '../plugin/plugin.js'
import { is, isUnknown, not } from '../query/builders.js'
import type { FilterData, OrderData } from '../query/filter-data.js'
import { ascending } from '../query/query.js'
import { Company, Contact, CustomerRole, Deal } from '../schema/object-types.js'
import { through } from '../schema/property.js'
import { rowOf } from '../schema/row.js'
import type { Values } from '../schema/value.js'
import { seededStore } from './test-seeded-store.js'

const contactsAndCompanies = readsAll(Contact, Company)
const contactsAlone = readsAll(Contact)
const query = z.custom<DynamicQuery>(() => true)
const window = z.custom<DynamicWindow>(() => true)
const ask = defineProvider({
  id: 'test.probe/ask',
  permission: 'workspace.access',
  input: query,
  output: window,
  uses: { records: contactsAndCompanies },
  watch: ({ input, records }) => records.watch(input),
})
const askOnce = defineProvider({
  id: 'test.probe/ask-once',
  permission: 'workspace.access',
  input: query,
  output: window,
  uses: { records: contactsAndCompanies },
  watch: ({ input, records }) => records.list(input),
})
const askNarrowly = defineProvider({
  id: 'test.probe/ask-narrowly',
  permission: 'workspace.access',
  input: query,
  output: window,
  uses: { records: contactsAlone },
  watch: ({ input, records }) => records.list(input),
})
const probe = definePlugin({
  id: 'test.probe',
  version: '1.0.0',
  host: '1.0',
  grants: [contactsAndCompanies, contactsAlone],
  contributes: [ask, askOnce, askNarrowly],
})

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'own', delete: 'own' } as const
const user = (id: string, values: Values): SeedRecord => ({
  type: 'user',
  id,
  values: { name: id, active: true, timeZone: 'UTC', seat: true, permissions: ['workspace.access'], ...values },
})
const euro = (amount: string) => ({ amount, currency: 'EUR' })
// ben sees every contact, but of companies only his own; hal sees no amounts.
const seed: readonly SeedRecord[] = [
  user('root', { superAdmin: true, permissions: null }),
  user('ben', { objects: { '*': own, contact: all } }),
  user('vera', { objects: { '*': all } }),
  user('hal', { objects: { '*': all }, hidden: ['company.arr'] }),
  record(Company, 'c1', { name: 'Northwind', csm: 'anna', arr: euro('100') }),
  record(Company, 'c2', { name: 'Fabrikam', csm: 'ben', arr: euro('200') }),
  record(Contact, 'p1', { name: 'Ada', owner: 'vera' }),
  record(Contact, 'p2', { name: 'Bob', owner: 'vera' }),
  record(Contact, 'p3', { name: 'Cy', owner: 'vera' }),
]
/** Ada is at both companies, first at one that is not ben's; Bob at that one alone; Cy at none. */
async function start(storage = memory()): Promise<TestHost> {
  const host = await createTestHost({
    plugins: [use(recordPlugin), use(probe)],
    storage: seededStore(storage, seed, Date.UTC(2026, 5, 20)),
  })
  for (const [id, to] of [
    ['p1', 'c1'],
    ['p1', 'c2'],
    ['p2', 'c1'],
  ] as const)
    getValue(await host.as('root').act(contracts.associateContract, { type: 'contact', id, association: 'companies', to }))
  return host
}
const settle = async (host: TestHost) => {
  for (let turn = 0; turn < 3; turn++) {
    await host.idle()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
const follow = <T>(frames: { subscribe(next: (frame: Frame<T>) => void): unknown }): Frame<T>[] => {
  const seen: Frame<T>[] = []
  frames.subscribe((frame) => seen.push(frame))
  return seen
}
const problemOf = (outcome: Outcome<unknown>): Problem => {
  if (outcome.ok) throw new Error(`It was answered: ${JSON.stringify(outcome.value)}`)
  return outcome.problem
}
const name = 'contact.companies.name'
const select = ['name', 'companies.name']
const byCompany: readonly OrderData[] = [{ by: name, direction: 'ascending' }]
const listed = async (host: TestHost, as: string, more: Partial<DynamicQuery> = {}) => {
  const { rows, total } = getValue(await host.as(as).read(askOnce, { type: 'contact', select, count: true, ...more }))
  return [rows.map((row) => [row.id, row['companies.name']]), total]
}
const matching = async (host: TestHost, as: string, where: FilterData) => {
  const { rows, total } = getValue(await host.as(as).read(askOnce, { type: 'contact', select: [], where, count: true }))
  expect(total).toBe(rows.length)
  return rows.map(({ id }) => id).sort()
}

describe.each([
  ['memory', memory],
  ['sqlite', () => sqlite({ file: ':memory:' })],
] as const)('over %s', (_, open) => {
  test('[ACC-9] P4: a linked record that the user may not see counts as not linked, in values, order, filter and total', async () => {
    await using host = await start(open())
    expect(await listed(host, 'vera', { orderBy: byCompany })).toEqual([
      [
        ['p1', 'Northwind'],
        ['p2', 'Northwind'],
        ['p3', null],
      ],
      3,
    ])
    expect(await listed(host, 'ben', { orderBy: byCompany })).toEqual([
      [
        ['p1', 'Fabrikam'],
        ['p2', null],
        ['p3', null],
      ],
      3,
    ])
    const north: FilterData = { test: 'is', property: name, value: 'Northwind' }
    expect(await matching(host, 'vera', north)).toEqual(['p1', 'p2'])
    expect(await matching(host, 'ben', north)).toEqual([])
    expect(await matching(host, 'ben', { test: 'not', filter: north })).toEqual(['p1', 'p2', 'p3'])
    expect(await matching(host, 'ben', { test: 'is-not', property: name, value: 'Northwind' })).toEqual(['p1'])
    expect(await matching(host, 'ben', { test: 'is-unknown', property: name })).toEqual(['p2', 'p3'])
    expect(await matching(host, 'ben', { test: 'contains', property: name, text: 'n' })).toEqual([])
    expect(await matching(host, 'ben', { test: 'is', property: 'contact.companies.csm', value: { operand: 'me' } })).toEqual(['p1'])
  })

  test('[ACC-8] P2: a property that is hidden at the linked type is not seen, sorted or filtered by through the link', async () => {
    await using host = await start(open())
    const hidden = getValue(await host.as('hal').read(askOnce, { type: 'contact', select: ['name', 'companies.arr'] }))
    expect(JSON.stringify(hidden.rows)).not.toMatch(/EUR|[12]00/)
    expect(JSON.stringify(getValue(await host.as('vera').read(askOnce, { type: 'contact', select: ['companies.arr'] })))).toContain('100')
    const said = async (path: string) => {
      const filtered = { type: 'contact', select: [], where: { test: 'is-known', property: path } } as const
      const ordered = { type: 'contact', select: [], orderBy: [{ by: path, direction: 'ascending' }] } as const
      const refusals = [await host.as('hal').read(askOnce, filtered), await host.as('hal').read(askOnce, ordered)].map(problemOf)
      return JSON.stringify(refusals).replaceAll(path, 'PATH')
    }
    expect(await said('contact.companies.arr')).toBe(await said('contact.companies.nothing'))
    expect(await said('contact.companies.arr')).toContain('There is no property PATH.')
  })

  test('[VIEW-10] [ACC-9] pages continue by cursor in an order by a linked property, and the cursor reveals no hidden record', async () => {
    await using host = await start(open())
    const page = (as: string, after?: string) =>
      host.as(as).read(askOnce, { type: 'contact', select: ['name'], orderBy: byCompany, limit: 1, ...(after !== undefined && { after }) })
    const walk = async (as: string) => {
      const ids: string[] = []
      const cursors: string[] = []
      for (let next: string | undefined = ''; next !== undefined; ) {
        const found: DynamicWindow = getValue(await page(as, next === '' ? undefined : next))
        ids.push(...found.rows.map(({ id }) => id))
        next = found.next
        cursors.push(decodeURIComponent(next ?? ''))
      }
      return [ids.join(), /Northwind/.test(cursors.join())]
    }
    expect(await walk('vera')).toEqual(['p1,p2,p3', true])
    expect(await walk('ben')).toEqual(['p1,p2,p3', false])
    const forged = encodeURIComponent(JSON.stringify([['companies.name ascending'], [7], 'p1']))
    expect(problemOf(await page('ben', forged)).code).toBe('input.invalid')
  })

  test('[ACC-10] [BEY-1] P9: a live list follows the linked record, and drops one that the user may no longer see', async () => {
    await using host = await start(open())
    const ben = follow(host.as('ben').watch(ask, { type: 'contact', select, orderBy: byCompany, count: true }))
    const shown = () => ben.at(-1)?.value?.rows.map((row) => row['companies.name'])
    const update = async (id: string, values: Record<string, string>) => {
      getValue(await host.as('root').act(contracts.updateRecordContract, { type: 'company', id, values }))
      await settle(host)
    }
    await settle(host)
    expect(shown()).toEqual(['Fabrikam', null, null])
    const quiet = ben.length
    await update('c1', { name: 'Hidden name' })
    expect(ben).toHaveLength(quiet)
    await update('c2', { name: 'Fabrikam Ltd' })
    expect(shown()).toEqual(['Fabrikam Ltd', null, null])
    await update('c1', { csm: 'ben' })
    expect(shown()).toEqual(['Hidden name', 'Hidden name', null])
    await update('c1', { csm: 'anna' })
    expect(shown()).toEqual(['Fabrikam Ltd', null, null])
    const count = ben.length
    await update('c1', { name: 'Another name' })
    getValue(await host.as('root').act(contracts.archiveRecordContract, { type: 'company', id: 'c2' }))
    await settle(host)
    expect(shown()).toEqual([null, null, null])
    expect(JSON.stringify(ben.slice(count))).not.toContain('Another name')
  })
})

test('[BEY-13] a path through a link needs the link and the property at its end, or to be granted itself', async () => {
  await using host = await start()
  const asked = await host.as('vera').read(askNarrowly, { type: 'contact', select })
  expect(problemOf(asked)).toMatchObject({ code: 'access.denied', details: { missing: `read ${name}` } })
  const sorted = await host.as('vera').read(askNarrowly, { type: 'contact', select: ['name'], orderBy: byCompany })
  expect(problemOf(sorted).code).toBe('access.denied')
  const unknown = await host.as('vera').read(askNarrowly, { type: 'contact', select: ['nothing.name'] })
  expect(problemOf(unknown).code).toBe('access.denied')
  expect(getValue(await host.as('vera').read(askOnce, { type: 'contact', select })).rows).toHaveLength(3)
})

test('[MAP-1] [FLT-9] the path may start with a role', async () => {
  await using host = await start()
  const { rows } = await host.as('vera').records.list({
    select: rowOf(CustomerRole.name, through(CustomerRole.deals, Deal.name)),
    where: isUnknown(through(CustomerRole.deals, Deal.name)),
    orderBy: [ascending(through(CustomerRole.deals, Deal.name)), ascending(CustomerRole.name)],
  })
  expect(rows).toMatchObject([
    { name: 'Fabrikam', 'deals.name': null },
    { name: 'Northwind', 'deals.name': null },
  ])
})

test('[FLT-9] typed rows, filters and orders read through a link', async () => {
  await using host = await start()
  const companyName = through(Contact.companies, Company.name)
  const { rows } = await host.as('ben').records.list({
    select: rowOf(Contact.name, companyName),
    where: not(is(companyName, 'Northwind')),
    orderBy: [ascending(companyName)],
  })
  expect(rows).toEqual([
    { id: 'p1', name: 'Ada', 'companies.name': 'Fabrikam' },
    { id: 'p2', name: 'Bob', 'companies.name': null },
    { id: 'p3', name: 'Cy', 'companies.name': null },
  ])
})
