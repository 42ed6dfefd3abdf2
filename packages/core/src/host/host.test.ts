import { customerColumns, customerList, customers, customerViews } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import { firstValueFrom, of, throwError } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { blockSchema } from '../block/block.js'
import { custom } from '../block/custom-block.js'
import { slot, stack } from '../block/layout-block.js'
import { metric } from '../block/metric-block.js'
import { peopleContract } from '../contract/administration/people-contract.js'
import type { Frame } from '../contract/frame.js'
import { defineElement } from '../contract/page/element.js'
import { saveSettingsContract, settingsContract } from '../contract/page/settings-contract.js'
import { contribute, definePoint } from '../contract/point.js'
import { defineProvider } from '../contract/provider.js'
import { defineTab } from '../contract/tab.js'
import * as contracts from '../contract/workspace-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'
import type { FilterData } from '../query/filter-data.js'
import { Company, Deal, Note } from '../schema/object-types.js'
import { rowOf } from '../schema/row.js'
import { saveCustomers } from './test-settings.js'

const own = { view: 'own', edit: 'all', delete: 'none' } as const
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': own } },
    { id: 'ben', name: 'Ben', ...access, objects: { '*': own } },
    { id: 'vera', name: 'Vera', ...access, objects: { '*': all } },
    { id: 'root', name: 'Root', seat: true, superAdmin: true },
    { id: 'seatless', name: 'Seatless', permissions: ['workspace.access'] },
    { id: 'adminless', name: 'Admin without seat', superAdmin: true },
  ],
  records: [
    record(Company, 'c1', { name: 'Northwind', csm: 'anna', renewalDate: '2026-12-01' }),
    record(Company, 'c2', { name: 'Contoso', csm: 'anna', renewalDate: '2026-09-01' }),
    record(Company, 'c3', { name: 'Fabrikam', csm: 'ben', domain: 'fabrikam.example' }),
    record(Deal, 'd1', { name: 'Renewal', owner: 'anna', pipeline: 'renewal', stage: 'renewal-upcoming' }),
    record(Note, 'n1', { title: 'Hello', at: Date.UTC(2026, 5, 1), owner: 'anna' }),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(customers), use(recordPlugin)], seed })
const names = (window: { readonly rows: readonly { readonly name: string | null }[] }) => window.rows.map(({ name }) => name)
const follow = <T>(frames: { subscribe(next: (frame: Frame<T>) => void): unknown }): Frame<T>[] => {
  const seen: Frame<T>[] = []
  frames.subscribe((frame) => seen.push(frame))
  return seen
}
const settle = async (host: TestHost) => {
  await host.idle()
  await new Promise((resolve) => setTimeout(resolve, 0))
  await host.idle()
}

test('[CUS-1] Owned by me shows the customers whose CSM I am, by renewal', async () => {
  await using host = await start()
  expect(names(getValue(await host.as('anna').read(customerList)))).toEqual(['Contoso', 'Northwind'])
  expect(names(getValue(await host.as('ben').read(customerList)))).toEqual(['Fabrikam'])
})

test('[CUS-1] [FLT-1] Assigned in the last 30 days uses the history of the CSM, and drops customers as time passes', async () => {
  await using host = await start()
  await host.advance({ days: 40 })
  const recent = { view: 'tenure.customers/assigned-recently' }
  const seen = follow(host.as('ben').watch(customerList, recent))
  await settle(host)
  expect(seen.at(-1)?.value?.total).toBe(0)
  getValue(await host.as('root').act(contracts.updateRecordContract, { type: 'company', id: 'c1', values: { csm: 'ben' } }))
  await settle(host)
  expect(names(seen.at(-1)?.value ?? { rows: [] })).toEqual(['Northwind'])
  await host.advance({ days: 31 })
  await settle(host)
  expect(seen.at(-1)?.value?.total).toBe(0)
})

test('[CUS-1] the plugin configuration says how long a customer counts as newly assigned', async () => {
  await using host = await createTestHost({ plugins: [use(customers, { recentDays: 7 })], seed })
  expect(getValue(await host.as('anna').read(customerViews)).map(({ title }) => title)).toContain('Assigned in the last 7 days')
  await host.advance({ days: 8 })
  expect(getValue(await host.as('anna').read(customerList, { view: 'tenure.customers/assigned-recently' })).total).toBe(0)
})

test('[CUS-2] the list takes columns, sort, search and filters, and has the total', async () => {
  await using host = await start()
  const list = async (input: object) => getValue(await host.as('root').read(customerList, { view: 'tenure.customers/all', ...input }))
  expect(names(await list({ sort: [{ property: 'name', direction: 'descending' }] }))).toEqual(['Northwind', 'Fabrikam', 'Contoso'])
  expect((await list({ columns: ['domain'], search: 'FABRIKAM.EX' })).rows[0]).toMatchObject({ id: 'c3', domain: 'fabrikam.example' })
  const page = await list({ offset: 1, limit: 1, sort: [{ property: 'name', direction: 'ascending' }] })
  expect([names(page), page.total, page.offset]).toEqual([['Fabrikam'], 3, 1])
  expect(names(await list({ filters: [{ test: 'in-next', property: 'customer.renewalDate', span: { days: 90 } }] }))).toEqual(['Contoso'])
})

test('[VIEW-10] [ACC-10] a reassigned customer leaves one list and enters the other, counts included', async () => {
  await using host = await start()
  const anna = follow(host.as('anna').watch(customerList))
  const ben = follow(host.as('ben').watch(customerViews))
  await settle(host)
  getValue(await host.as('root').act(contracts.updateRecordContract, { type: 'company', id: 'c1', values: { csm: 'ben' } }))
  await settle(host)
  expect(names(anna.at(-1)?.value ?? { rows: [] })).toEqual(['Contoso'])
  expect(ben.at(-1)?.value?.find(({ id }) => id.endsWith('owned-by-me'))?.total).toBe(2)
})

test('[BEY-1] a live list says how it is kept right', async () => {
  await using host = await start()
  const modes: Record<string, string | undefined> = {}
  const open = (name: string, where: FilterData) =>
    host
      .as('root')
      .records.watch({ select: rowOf(Company.name), where: where as never })
      .subscribe(({ mode }) => {
        modes[name] = mode
      })
  open('by its CSM', { test: 'is', property: 'company.csm', value: 'anna' })
  open('by its name', { test: 'contains', property: 'company.name', text: 'o' })
  open('by its deals', { test: 'some', link: 'company.deals' })
  await settle(host)
  expect(modes).toEqual({ 'by its CSM': 'indexed', 'by its name': 'checked', 'by its deals': 'asked' })
})

test('[ACC-6] without seat or permission there is no access, and the answer says what is missing', async () => {
  await using host = await start()
  const problem = async (user: string) => {
    const outcome = await host.as(user).read(customerList)
    return outcome.ok ? undefined : outcome.problem
  }
  expect(await problem('seatless')).toMatchObject({ code: 'access.denied', details: { missing: 'a service seat' } })
  expect(await problem('nobody')).toMatchObject({ code: 'access.signed-out' })
  const session = getValue(await host.as('seatless').read(contracts.sessionContract))
  const tabs = getValue(await host.as('seatless').read(contracts.tabsContract))
  expect([tabs, session.rights.missing?.code]).toEqual([[], 'access.denied'])
  expect(session.rights.ask).toEqual(['Admin without seat', 'Root'])
})

test('[ACC-6] a session names the types of which the user may see no record, and whom to ask', async () => {
  const blind = {
    seat: true,
    permissions: ['workspace.access'],
    objects: { '*': own, company: { view: 'none', edit: 'none', delete: 'none' } },
  }
  await using host = await createTestHost({ plugins: [], seed: { users: [...seed.users, { id: 'blind', name: 'Blind', ...blind }] } })
  const rights = async (user: string) => getValue(await host.as(user).read(contracts.sessionContract)).rights
  expect(await rights('blind')).toMatchObject({ unseen: ['company'], ask: ['Admin without seat', 'Root'] })
  expect(await rights('root')).toEqual({ settings: true, superAdmin: true })
})

test('[ACC-5] a super admin without a seat is refused by the providers of the tab, and may change settings', async () => {
  await using host = await start()
  expect(await host.as('adminless').read(customerList)).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  expect((await host.as('adminless').read(settingsContract, { section: 'tenure.core/roles' })).ok).toBe(true)
})

test('[MAP-1] [MAP-5] [WSP-6] the customer role can be another object type, and a property that does not fit is refused by name', async () => {
  await using host = await start()
  const root = host.as('root')
  const section = 'tenure.customers/settings'
  const { choices, version } = getValue(await root.read(settingsContract, { section }))
  const offered = (field: string) => choices.find((choice) => choice.field === field)?.options.map(({ value }) => value)
  expect(offered('renewalDate')).toContain('renewalDate')
  expect(offered('csm')).toEqual(expect.arrayContaining(['owner', 'csm']))
  const values = { csm: 'name', renewalDate: 'domain' }
  expect(await root.act(saveSettingsContract, { section, version, values })).toMatchObject({
    ok: false,
    problem: { code: 'input.invalid', details: { issues: [{ path: ['csm'] }, { path: ['renewalDate'] }] } },
  })
  expect(getValue(await root.read(customerList, { view: 'tenure.customers/all' })).objectType).toBe('company')
  await saveCustomers(root, { objectType: 'contact', csm: 'owner', renewalDate: null })
  expect(getValue(await root.read(customerList, { view: 'tenure.customers/all' })).objectType).toBe('contact')
})

test('[WSP-9] [WSP-11] [MAP-6] saved settings reach open lists at once; a save over a newer version is a conflict that shows it', async () => {
  await using host = await start()
  const root = host.as('root')
  const seen = follow(host.as('anna').watch(customerList))
  await settle(host)
  const first = { section: 'tenure.customers/settings', values: { csm: 'owner', renewalDate: null }, version: '0' }
  expect((await root.act(saveSettingsContract, first)).ok).toBe(true)
  await settle(host)
  expect(seen.at(-1)?.value?.total).toBe(0)
  expect(await root.act(saveSettingsContract, first)).toMatchObject({
    ok: false,
    problem: { code: 'record.conflict', details: { newer: { csm: 'owner', renewalDate: null } } },
  })
  expect(await host.as('anna').act(saveSettingsContract, first)).toMatchObject({
    ok: false,
    problem: { code: 'access.denied' },
  })
})

test('[ACC-8] a hidden property is not offered as a column, and sorting by it is refused', async () => {
  const users = [...seed.users, { id: 'hal', name: 'Hal', ...access, objects: { '*': all } }]
  await using host = await createTestHost({ plugins: [use(customers), use(recordPlugin)], seed: { ...seed, users } })
  const columns = follow(host.as('hal').watch(customerColumns))
  await settle(host)
  expect(columns.at(-1)?.value?.map(({ field }) => field)).toContain('arr')
  getValue(await host.as('root').act(contracts.updateRecordContract, { type: 'user', id: 'hal', values: { hidden: ['company.arr'] } }))
  await settle(host)
  expect(columns.at(-1)?.value?.map(({ field }) => field)).not.toContain('arr')
  expect(await host.as('hal').read(customerList, { sort: [{ property: 'arr', direction: 'ascending' }] })).toMatchObject({
    ok: false,
    problem: { code: 'input.invalid' },
  })
})

test('[CUS-3] [REC-3] the preview shows properties, associated records, activities and history, live', async () => {
  await using host = await start()
  const root = host.as('root')
  const seen = follow(host.as('vera').watch(contracts.recordContract, { type: 'company', id: 'c1' }))
  await settle(host)
  getValue(await root.act(contracts.associateContract, { type: 'deal', id: 'd1', association: 'company', to: 'c1' }))
  getValue(await root.act(contracts.associateContract, { type: 'note', id: 'n1', association: 'companies', to: 'c1' }))
  getValue(await root.act(contracts.updateRecordContract, { type: 'company', id: 'c1', values: { name: 'Northwind Traders' } }))
  await settle(host)
  const preview = seen.at(-1)?.value
  expect(preview).toMatchObject({ title: 'Northwind Traders', typeLabel: 'Company', archived: false })
  expect(preview?.links).toMatchObject([{ name: 'deals', total: 1, rows: [{ id: 'd1', title: 'Renewal', detail: 'Upcoming' }] }])
  expect(preview?.activities).toMatchObject({ total: 1, rows: [{ type: 'note', title: 'Hello', doer: 'Anna' }] })
  expect(preview?.properties.find(({ name }) => name === 'lastActivityAt')?.value).toBe(Date.UTC(2026, 5, 1))
  const history = getValue(await root.read(contracts.historyContract, { type: 'company', id: 'c1', property: 'name' }))
  expect(history).toMatchObject([{ value: 'Northwind Traders', before: 'Northwind', by: 'Root', source: 'user' }, { value: 'Northwind' }])
})

test('[ACC-9] the preview of a record that the user may not see is that of one that does not exist', async () => {
  await using host = await start()
  const frame = async (id: string) => {
    const seen = await firstValueFrom(host.as('anna').watch(contracts.recordContract, { type: 'company', id }))
    return JSON.stringify(seen.state === 'stale' ? seen.problem : seen).replaceAll(id, 'ID')
  }
  expect(await frame('c3')).toBe(await frame('nowhere'))
  expect(await frame('c3')).toContain('record.not-found')
})

const silent = definePlugin({
  id: 'acme.loud',
  version: '1.0.0',
  host: '1.0',
  contributes: [
    defineProvider({
      id: 'acme.loud/number',
      permission: 'workspace.access',
      output: z.strictObject({ total: z.number() }),
      watch: () => of({ total: 'many' as unknown as number }),
    }),
    defineProvider({
      id: 'acme.loud/broken',
      permission: 'workspace.access',
      output: z.strictObject({ total: z.number() }),
      watch: () => throwError(() => new Error('secret path /etc')),
    }),
  ],
})

test('[SDK-5] a provider with a bad answer or an error affects nobody else, and its cause stays in the host', async () => {
  await using host = await createTestHost({ plugins: [use(customers), use(recordPlugin), use(silent)], seed })
  const [number, broken] = host.contracts().providers.filter(({ id }) => id.startsWith('acme.loud'))
  if (!number || !broken) throw new Error('The providers are not there.')
  expect(await host.as('anna').read(number)).toMatchObject({
    ok: false,
    problem: { code: 'plugin.broken', details: { plugin: 'acme.loud' } },
  })
  const outcome = await host.as('anna').read(broken)
  expect(JSON.stringify(outcome)).not.toContain('secret')
  expect(names(getValue(await host.as('anna').read(customerList)))).toHaveLength(2)
})

test('[SDK-4] a plugin that is added shows its tab to open sessions, and leaves nothing when it is removed', async () => {
  await using host = await start()
  const total = defineProvider({
    id: 'acme.extra/total',
    permission: 'workspace.access',
    output: z.strictObject({ total: z.number() }),
    watch: () => of({ total: 3 }),
  })
  const extra = definePlugin({
    id: 'acme.extra',
    version: '1.0.0',
    host: '1.0',
    contributes: [total, defineTab({ id: 'acme.extra/tab', title: 'Extra', block: metric({ from: total, value: 'total' }) })],
  })
  const seen = follow(host.as('anna').watch(contracts.tabsContract))
  const tabs = () => seen.at(-1)?.value?.map(({ title }) => title)
  await settle(host)
  expect(tabs()).toEqual(['Customers'])
  expect((await host.add(use(extra))).state).toBe('active')
  await settle(host)
  expect(tabs()).toEqual(expect.arrayContaining(['Customers', 'Extra']))
  await host.remove('acme.extra')
  await settle(host)
  expect(tabs()).toEqual(['Customers'])
})

test('[SDK-3] items that other plugins give to a point fill the slot of a tab, and leave with them', async () => {
  const blocks = definePoint({ key: 'acme.page/blocks@1', item: z.looseObject({ block: blockSchema }) })
  const total = defineProvider({
    id: 'beta.block/total',
    permission: 'workspace.access',
    output: z.strictObject({ total: z.number() }),
    watch: () => of({ total: 3 }),
  })
  const page = definePlugin({
    id: 'acme.page',
    version: '1.0.0',
    host: '1.0',
    contributes: [defineTab({ id: 'acme.page/tab', title: 'Page', block: slot(blocks as never) })],
  })
  const block = definePlugin({
    id: 'beta.block',
    version: '1.0.0',
    host: '1.0',
    contributes: [total, contribute(blocks, { id: 'beta.block/item', block: metric({ from: total, value: 'total' }) })],
  })
  await using host = await createTestHost({ plugins: [use(page), use(block)], seed })
  const seen = follow(host.as('anna').watch(contracts.tabContract, { tab: 'acme.page/tab' }))
  await settle(host)
  expect(seen.at(-1)?.value?.block).toMatchObject({ kind: 'stack', children: [{ kind: 'metric', provider: 'beta.block/total' }] })
  await host.remove('beta.block')
  await settle(host)
  expect(seen.at(-1)?.value?.block).toEqual({ kind: 'stack', children: [] })
})

test('[SDK-3] a slot is filled wherever it lies: in a fallback, and in what fills another slot; a circle ends', async () => {
  const pointOf = (key: `${string}/${string}@${number}`) => definePoint({ key, item: z.looseObject({ block: blockSchema }) })
  const [outer, inner] = [pointOf('acme.page/outer@1'), pointOf('acme.page/inner@1')]
  const total = defineProvider({
    id: 'acme.page/total',
    permission: 'workspace.access',
    output: z.strictObject({ total: z.number() }),
    watch: () => of({ total: 3 }),
  })
  const map = defineElement({ id: 'acme.page/map', module: new URL('file:///map.js') })
  const figure = metric({ from: total, value: 'total' })
  const page = definePlugin({
    id: 'acme.page',
    version: '1.0.0',
    host: '1.0',
    contributes: [
      total,
      map,
      defineTab({ id: 'acme.page/tab', title: 'Page', block: custom({ from: total, element: map, fallback: slot(outer as never) }) }),
      contribute(outer, { id: 'acme.page/in-outer', block: stack(slot(inner as never), slot(outer as never)) }),
      contribute(inner, { id: 'acme.page/in-inner', block: figure }),
    ],
  })
  await using host = await createTestHost({ plugins: [use(page)], seed })
  const shown = getValue(await host.as('anna').read(contracts.tabContract, { tab: 'acme.page/tab' }))
  const filled = {
    kind: 'stack',
    children: [
      { kind: 'stack', children: [{ ...figure }] },
      { kind: 'stack', children: [] },
    ],
  }
  expect(shown.block).toMatchObject({ kind: 'custom', element: 'acme.page/map', fallback: { kind: 'stack', children: [filled] } })
})

test('[SDK-4] the elements that there are come and go with their plugins', async () => {
  const map = defineElement({ id: 'acme.page/map', module: new URL('file:///map.js') })
  await using host = await createTestHost({ plugins: [], seed })
  const page = definePlugin({ id: 'acme.page', version: '1.0.0', host: '1.0', contributes: [map] })
  expect(host.elements()).toEqual([])
  await host.add(use(page))
  expect(host.elements()).toEqual([{ id: 'acme.page/map', plugin: 'acme.page', module: 'file:///map.js' }])
  await host.remove('acme.page')
  expect(host.elements()).toEqual([])
})

test('[SDK-4] session, tabs and a tab each change by themselves; what the tab shows is not in the list', async () => {
  const bare = (id: `${string}.${string}`) =>
    definePlugin({
      id,
      version: '1.0.0',
      host: '1.0',
      contributes: [defineTab({ id: `${id}/tab`, title: id, block: stack() })],
    })
  await using host = await createTestHost({ plugins: [use(bare('acme.one')), use(recordPlugin)], seed })
  const session = follow(host.as('anna').watch(contracts.sessionContract))
  const tabs = follow(host.as('anna').watch(contracts.tabsContract))
  const tab = follow(host.as('anna').watch(contracts.tabContract, { tab: 'acme.one/tab' }))
  await settle(host)
  getValue(await host.as('root').act(contracts.updateRecordContract, { type: 'user', id: 'ben', values: { name: 'Benjamin' } }))
  await settle(host)
  expect([session.length, tabs.length, tab.length]).toEqual([1, 1, 1])
  await host.add(use(bare('acme.two')))
  await settle(host)
  expect([session.length, tabs.length, tab.length]).toEqual([1, 2, 1])
  expect(JSON.stringify(tabs.at(-1))).not.toContain('stack')
})

test('[ACC-9] a tab that the user may not see is answered as one that does not exist', async () => {
  const contributes = [defineTab({ id: 'acme.one/tab', title: 'One', when: { permission: 'settings.manage' }, block: stack() })]
  const plugin = definePlugin({ id: 'acme.one', version: '1.0.0', host: '1.0', contributes })
  await using host = await createTestHost({ plugins: [use(plugin)], seed })
  const ask = (user: string, tab: string) => host.as(user).read(contracts.tabContract, { tab })
  expect((await ask('root', 'acme.one/tab')).ok).toBe(true)
  const answers = {
    hidden: await ask('anna', 'acme.one/tab'),
    seatless: await ask('seatless', 'acme.one/tab'),
    none: await ask('anna', 'acme.two/tab'),
  }
  expect(answers.none).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
  expect(answers.hidden).toEqual(answers.seatless)
  expect(JSON.stringify(answers.hidden).replaceAll('acme.one', 'acme.two')).toBe(JSON.stringify(answers.none))
})

test('[ACC-13] the session of a deactivated user ends, and open lists are emptied', async () => {
  await using host = await start()
  const ended: string[] = []
  host.ended('anna').subscribe(() => ended.push('anna'))
  const seen = follow(host.as('anna').watch(customerList))
  await settle(host)
  getValue(await host.as('root').act(contracts.updateRecordContract, { type: 'user', id: 'anna', values: { active: false } }))
  await settle(host)
  expect(ended).toEqual(['anna'])
  expect(seen.at(-1)).toMatchObject({ state: 'stale', problem: { code: 'access.signed-out' } })
})

test('[SEC-2] the first administrator is made once', async () => {
  await using host = await createTestHost({ plugins: [] })
  const { id } = getValue(await host.createFirstAdmin('Ada', 'ada@example.com'))
  expect(await host.createFirstAdmin('Bob')).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  expect(host.users().map(({ name }) => name)).toEqual(['Ada'])
  const { rows } = getValue(await host.as(id).read(peopleContract, {}))
  expect(rows).toMatchObject([{ name: 'Ada', email: 'ada@example.com', superAdmin: true, seat: true, active: true }])
})

test('a store that cannot be used is closed again, so that the next start can open it', async () => {
  const storage = memory(seed)
  const closed: string[] = []
  const broken = {
    ...storage,
    schema: { apply: async () => Promise.reject(new Error('disk full')) },
    close: async () => void closed.push('closed'),
  }
  await expect(createTestHost({ plugins: [], storage: broken })).rejects.toThrow('disk full')
  expect(closed).toEqual(['closed'])
})

test('[ACC-8] [ACCESS-15] hiding a property that does not exist, or naming it by a role, is refused', async () => {
  await using host = await start()
  const hide = (path: string) =>
    host.as('root').act(contracts.updateRecordContract, { type: 'user', id: 'anna', values: { hidden: [path] } })
  expect(await hide('customer.arr')).toMatchObject({
    ok: false,
    problem: { code: 'input.invalid', details: { issues: [{ path: ['hidden'] }] } },
  })
  expect(await hide('company.nothing')).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  expect((await hide('company.arr')).ok).toBe(true)
})
