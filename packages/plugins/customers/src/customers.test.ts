import { use } from '@tenure/core'
import { Company, defineProperty, type FilterData, type Frame, getValue, type Json, Note } from '@tenure/core/contract'
import { associateContract, saveSettingsContract, settingsContract, tabsContract, updateRecordContract } from '@tenure/core/page'
import { definePlugin } from '@tenure/core/plugin'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { customerColumns, customerList, customers, customerViews } from './index.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'], objects: { '*': all } }
const seed = {
  users: [
    { id: 'u1', name: 'zoë', ...access },
    { id: 'u2', name: 'Adam', ...access },
    { id: 'u3', name: 'émile', ...access },
    { id: 'root', name: 'Root', seat: true, superAdmin: true },
  ],
  records: [
    record(Company, 'c1', { name: 'Hauptstraße AG', csm: 'u1', domain: 'haupt.example', createdAt: Date.UTC(2026, 0, 1) }),
    record(Company, 'c2', { name: '100% Juice_Co', csm: 'u2', createdAt: Date.UTC(2026, 5, 29) }),
    record(Company, 'c3', { name: 'Zephyr', csm: 'u3', createdAt: Date.UTC(2026, 5, 20), renewalDate: '2026-07-01' }),
    record(Company, 'c4', { name: 'Nobody Ltd', createdAt: Date.UTC(2026, 5, 30) }),
    record(Note, 'n1', { title: 'Called', at: Date.UTC(2026, 5, 28) }),
  ],
}
/** Looks after customers; the property goes when this plugin goes. */
const Lead = defineProperty({ on: Company, name: 'lead', kind: 'user', label: 'Lead' })
const leads = definePlugin({ id: 'test.leads', version: '1.0.0', host: '1.0', contributes: [Lead] })

const start = (): Promise<TestHost> => createTestHost({ plugins: [use(customers), use(recordPlugin), use(leads)], seed })
const follow = <T>(frames: { subscribe(next: (frame: Frame<T>) => void): unknown }): Frame<T>[] => {
  const seen: Frame<T>[] = []
  frames.subscribe((frame) => seen.push(frame))
  return seen
}
const settle = async (host: TestHost) => {
  for (let turn = 0; turn < 3; turn++) {
    await host.idle()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
const everyone = 'tenure.customers/all'
const list = async (host: TestHost, input: object, as = 'root') => {
  const { rows, total, offset } = getValue(await host.as(as).read(customerList, { view: everyone, ...input }))
  return { ids: rows.map(({ id }) => id), total, offset }
}
const set = async (host: TestHost, type: string, id: string, values: Readonly<Record<string, unknown>>) =>
  getValue(await host.as('root').act(updateRecordContract, { type, id, values: values as Record<string, never> }))
const save = async (host: TestHost, csm: string) => {
  await saveValues(host, { csm, renewalDate: 'renewalDate' })
}
const saveValues = async (host: TestHost, values: { readonly csm: string; readonly renewalDate: string | null }) => {
  const section = 'tenure.customers/settings'
  const { version } = getValue(await host.as('root').read(settingsContract, { section }))
  getValue(await host.as('root').act(saveSettingsContract, { section, values, version }))
}

test('[VIEW-8] [FLT-5] quick filters narrow the view, together, and stay with the question that has them', async () => {
  await using host = await start()
  getValue(await host.as('root').act(associateContract, { type: 'note', id: 'n1', association: 'companies', to: 'c2' }))
  const created: FilterData = { test: 'in-last', property: 'customer.createdAt', span: { days: 14 } }
  const active: FilterData = { test: 'in-last', property: 'customer.lastActivityAt', span: { days: 7 } }
  const advanced: FilterData = { test: 'not', filter: { test: 'is-unknown', property: 'customer.csm' } }
  expect((await list(host, { filters: [created] })).ids.sort()).toEqual(['c2', 'c3', 'c4'])
  expect((await list(host, { filters: [created, advanced] })).ids.sort()).toEqual(['c2', 'c3'])
  expect((await list(host, { filters: [created, active] })).ids).toEqual(['c2'])
  expect((await list(host, { filters: [{ test: 'in-period', property: 'customer.createdAt', period: 'month', shift: 0 }] })).total).toBe(3)
  expect((await list(host, {})).total).toBe(4)
  expect(getValue(await host.as('root').read(customerViews)).find(({ id }) => id === everyone)?.total).toBe(4)
})

test('[CUS-1] the built-in views of a user who sees all customers have those of this user alone', async () => {
  await using host = await start()
  const view = async (as: string, name: string) => (await list(host, { view: `tenure.customers/${name}` }, as)).ids
  await host.advance({ days: 40 })
  await set(host, 'company', 'c1', { csm: 'u2' })
  // What was mine for a while is mine no longer.
  for (const csm of ['u2', 'u1']) await set(host, 'company', 'c4', { csm })
  // Another change than that of the CSM assigns nothing.
  await set(host, 'company', 'c3', { city: 'Oslo' })
  const ofEach = async (name: string) => [await view('u1', name), await view('u2', name), await view('u3', name)]
  expect(await ofEach('owned-by-me')).toEqual([['c4'], ['c1', 'c2'], ['c3']])
  expect(await ofEach('assigned-recently')).toEqual([['c4'], ['c1'], []])
  expect((await list(host, {}, 'u3')).total).toBe(4)
})

test('[CUS-1] a customer without a CSM is owned and was assigned by nobody: not after the CSM is taken away, and in no count', async () => {
  await using host = await start()
  const mine = async (as: string) => {
    const { ids, total } = await list(host, { view: 'tenure.customers/owned-by-me' }, as)
    const counted = getValue(await host.as(as).read(customerViews)).find(({ id }) => id === 'tenure.customers/owned-by-me')?.total
    return { ids, total, counted }
  }
  const none = { ids: [], total: 0, counted: 0 }
  expect(await mine('u1')).toEqual({ ids: ['c1'], total: 1, counted: 1 })
  expect(await mine('root')).toEqual(none)
  await set(host, 'company', 'c1', { csm: null })
  await settle(host)
  expect(await mine('u1')).toEqual(none)
  expect((await list(host, { view: 'tenure.customers/assigned-recently' }, 'u1')).ids).toEqual([])
  expect((await list(host, {}, 'u1')).total).toBe(4)
})

test('[CUS-2] health, renewal date and last activity are among the columns, and each that is shown sorts', async () => {
  await using host = await start()
  const columns = getValue(await host.as('u1').read(customerColumns)).filter(({ byDefault }) => byDefault)
  expect(columns.map(({ label }) => label)).toEqual(['Name', 'Health', 'Renewal date', 'ARR', 'Last activity date', 'CSM'])
  expect(columns.every(({ sortable }) => sortable)).toBe(true)
  for (const { field } of columns)
    expect((await list(host, { sort: [{ property: field, direction: 'descending' }] }, 'u1')).ids.toSorted()).toEqual([
      'c1',
      'c2',
      'c3',
      'c4',
    ])
})

test('[FLT-11] [CUS-2] search compares folded, takes no letter for a wildcard, and trims', async () => {
  await using host = await start()
  const search = async (text: string) => (await list(host, { search: text })).ids
  expect(await search('HAUPTSTRASSE')).toEqual(['c1'])
  expect(await search('  haupt.EXAMPLE ')).toEqual(['c1'])
  expect(await search('100%')).toEqual(['c2'])
  expect(await search('e_c')).toEqual(['c2'])
  expect(await search('%')).toEqual(['c2'])
  expect(await search('*')).toEqual([])
  expect(await search('   ')).toHaveLength(4)
})

test('[VIEW-10] a list starts at any place, and beyond its end it is empty with the total', async () => {
  await using host = await start()
  const byName = { sort: [{ property: 'name', direction: 'ascending' }] }
  expect(await list(host, { ...byName, offset: 1, limit: 2 })).toEqual({ ids: ['c1', 'c4'], total: 4, offset: 1 })
  expect(await list(host, { ...byName, offset: 3, limit: 2 })).toEqual({ ids: ['c3'], total: 4, offset: 3 })
  expect(await list(host, { ...byName, offset: 9_999_999, limit: 500 })).toEqual({ ids: [], total: 4, offset: 9_999_999 })
  expect(await list(host, { ...byName, limit: 0 })).toEqual({ ids: [], total: 4, offset: 0 })
})

test('[FLT-13] a list sorted by CSM follows the names, the customers without one last both ways, and moves when one is renamed', async () => {
  await using host = await start()
  const byCsm = (direction: 'ascending' | 'descending') => ({ view: everyone, sort: [{ property: 'csm', direction }] })
  expect((await list(host, byCsm('ascending'))).ids).toEqual(['c2', 'c1', 'c3', 'c4'])
  expect((await list(host, byCsm('descending'))).ids).toEqual(['c3', 'c1', 'c2', 'c4'])
  const seen = follow(host.as('root').watch(customerList, byCsm('ascending')))
  await settle(host)
  await set(host, 'user', 'u3', { name: 'aaron' })
  await settle(host)
  expect(seen.at(-1)?.value?.rows.map(({ id }) => id)).toEqual(['c3', 'c2', 'c1', 'c4'])
})

test('[VIEW-1] a missing view is refused by name, and a wrong sort or filter says where it is wrong', async () => {
  await using host = await start()
  const refusal = async (input: object) => {
    const outcome = await host.as('u1').read(customerList, input as never)
    return outcome.ok ? undefined : outcome.problem
  }
  expect(await refusal({ view: 'tenure.customers/nowhere' })).toMatchObject({
    code: 'input.invalid',
    details: { issues: [{ path: ['view'] }] },
  })
  expect(await refusal({ view: '__proto__' })).toMatchObject({ code: 'input.invalid' })
  expect(await refusal({ sort: [{ property: 'nothing', direction: 'ascending' }] })).toMatchObject({
    code: 'input.invalid',
    message: 'There is no property customer.nothing.',
  })
  expect(await refusal({ view: everyone, filters: [{ test: 'is', property: 'customer.arr', value: 7 }] })).toMatchObject({
    code: 'input.invalid',
  })
  expect(await refusal({ filters: [{ test: 'is', property: 'customer.name', value: 'x', extra: 1 }] })).toMatchObject({
    code: 'input.invalid',
  })
})

test('[ACC-8] columns follow rights while they are open', async () => {
  await using host = await start()
  const seen = follow(host.as('u1').watch(customerColumns))
  const fields = () => seen.at(-1)?.value?.map(({ field }) => field) ?? []
  await settle(host)
  expect(fields().slice(0, 3)).toEqual(['name', 'healthScore', 'renewalDate'])
  expect(fields()).toContain('domain')
  await set(host, 'user', 'u1', { hidden: ['company.domain', 'company.csm'] })
  await settle(host)
  expect(fields()).not.toEqual(expect.arrayContaining(['domain']))
  expect(fields()).not.toContain('csm')
  await set(host, 'user', 'u1', { hidden: null })
  await settle(host)
  expect(fields()).toEqual(expect.arrayContaining(['domain', 'csm']))
})

test('[ACC-8] a shared view that uses a hidden property says so and does not name it; the others go on', async () => {
  await using host = await start()
  const mine = follow(host.as('u1').watch(customerList))
  const counts = follow(host.as('u1').watch(customerViews))
  await settle(host)
  expect(mine.at(-1)?.value?.total).toBe(1)
  const before = mine.length
  await set(host, 'user', 'u1', { hidden: ['company.csm', 'company.renewalDate'] })
  await settle(host)
  expect(mine.at(-1)).toMatchObject({ state: 'stale', problem: { code: 'input.invalid', message: expect.stringContaining('may not see') } })
  expect(JSON.stringify(mine.slice(before))).not.toMatch(/csm|renewalDate|Haupt/i)
  expect(counts.at(-1)?.value?.map(({ total }) => total)).toEqual([null, null, 4])
  expect((await list(host, {}, 'u1')).total).toBe(4)
  await set(host, 'user', 'u1', { hidden: null })
  await settle(host)
  expect(mine.at(-1)).toMatchObject({ state: 'live', value: { total: 1 } })
  expect(counts.at(-1)?.value?.map(({ total }) => total)).toEqual([1, 1, 4])
})

test('[MAP-4] when the CSM property is gone the tab says what to do, what does not need it goes on, and a new choice mends open pages', async () => {
  await using host = await start()
  await save(host, 'lead')
  await set(host, 'company', 'c1', { lead: 'u1' })
  const mine = follow(host.as('u1').watch(customerList))
  const counts = follow(host.as('u1').watch(customerViews))
  await settle(host)
  expect(mine.at(-1)?.value?.total).toBe(1)
  await host.remove('test.leads')
  await settle(host)
  expect(mine.at(-1)).toMatchObject({
    state: 'stale',
    problem: { code: 'input.invalid', message: expect.stringContaining('in the settings') },
  })
  expect(mine.at(-1)).not.toHaveProperty('value')
  expect(counts.at(-1)?.value?.map(({ total }) => total)).toEqual([null, null, 4])
  expect((await list(host, { columns: ['csm', 'arr'] })).total).toBe(4)
  expect(getValue(await host.as('root').read(settingsContract, { section: 'tenure.customers/settings' })).problems).toMatchObject([
    { path: ['csm'], message: expect.stringContaining('cannot be lead') },
  ])
  expect(getValue(await host.as('u1').read(tabsContract)).map(({ id }) => id)).toContain('tenure.customers/customers')
  await save(host, 'csm')
  await settle(host)
  expect(mine.at(-1)).toMatchObject({ state: 'live', value: { total: 1, rows: [{ id: 'c1' }] } })
  expect(counts.at(-1)?.value?.map(({ total }) => total)).toEqual([1, 1, 4])
})

test('[WSP-6] without a renewal date the list does without: no value, no order by it', async () => {
  await using host = await start()
  await saveValues(host, { csm: 'csm', renewalDate: null })
  const { rows } = getValue(await host.as('u3').read(customerList))
  expect(rows).toMatchObject([{ id: 'c3', renewalDate: null as Json }])
})
