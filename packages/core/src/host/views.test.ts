import { customers } from '@tenure/customers'
import { memory } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aCompany, aTicket, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { silentLog } from '../base/log.js'
import { getValue, type Outcome } from '../base/outcome.js'
import { defineEditions } from '../contract/administration/edition.js'
import { type FilterData, type Frame } from '../index.contract.js'
import {
  archiveRecordContract,
  bulkContract,
  createRecordContract,
  deleteViewContract,
  restoreRecordContract,
  saveViewContract,
  setDefaultViewContract,
  undoContract,
  updateRecordContract,
  type viewListOutput,
} from '../index.page.js'
import { use } from '../plugin/plugin.js'
import { createHost } from './create-host.js'
import { saveCustomers } from './test-settings.js'

type Listed = z.output<typeof viewListOutput>[number]
const collection = 'tenure.customers/list'
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seat = { seat: true, permissions: ['workspace.access'], objects: { '*': all } } as const
const seed = {
  users: [
    aUser({ id: 'root', name: 'Root', superAdmin: true }),
    { id: 'chief', name: 'Chief', ...seat, permissions: ['settings.manage'] },
    { id: 'anna', name: 'Anna', ...seat },
    { id: 'ben', name: 'Ben', ...seat, primaryTeam: 'east' },
    { id: 'eve', name: 'Eve', ...seat, primaryTeam: 'east', permissions: ['settings.manage'] },
  ],
  records: [
    { type: 'team', id: 'east', values: { name: 'East' } },
    { type: 'workspace', id: 'w-east', values: { name: 'East', teams: ['east'] } },
    aCompany({ id: 'c1', name: 'Northwind', city: 'Rome', arr: { amount: '10', currency: 'EUR' }, csm: 'anna', healthStatus: 'healthy' }),
    aCompany({ id: 'c2', name: 'Contoso', city: 'Oslo', arr: { amount: '20', currency: 'EUR' }, csm: 'anna' }),
    aCompany({ id: 'c3', name: 'Fabrikam', city: 'Rome', arr: { amount: '40', currency: 'EUR' } }),
    aTicket({ id: 't1', priority: 'urgent' }, { company: 'c2' }),
  ],
}
const inRome: FilterData = { test: 'is', property: 'customer.city', value: 'Rome' }
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(customers), use(recordPlugin)], seed })
const list = (host: TestHost, user: string): Promise<readonly Listed[]> =>
  host
    .as(user)
    .read({ kind: 'provider', id: `${collection}-views`, permission: 'workspace.access' } as never)
    .then((outcome) => getValue(outcome as Outcome<readonly Listed[]>))
const titles = async (host: TestHost, user: string) => (await list(host, user)).map(({ title }) => title)
const viewOf = async (host: TestHost, user: string, id: string) => (await list(host, user)).find((view) => view.id === id)
const ask = (host: TestHost, user: string, part: string, input: object) =>
  host.as(user).read({ kind: 'provider', id: `${collection}-${part}`, permission: 'workspace.access' } as never, input as never) as Promise<
    Outcome<never>
  >
const idsOf = async (host: TestHost, user: string, input: object) =>
  (getValue(await ask(host, user, 'rows', input)) as { rows: { id: string }[] }).rows.map(({ id }) => id)
const save = async (host: TestHost, user: string, values: object): Promise<string> =>
  getValue(await host.as(user).act(saveViewContract, { collection, ...values })).id
const shared = { audience: 'everyone', description: 'For the tests' } as const
const setDefault = (host: TestHost, user: string, view: string, place: number | null, more: object = {}) =>
  host.as(user).act(setDefaultViewContract, { collection, view, place, ...more })
const problemOf = (outcome: Outcome<unknown>) => (outcome.ok ? undefined : outcome.problem)
const defaults = async (host: TestHost, user: string) =>
  (await list(host, user)).filter(({ place }) => place !== undefined).map(({ title }) => title)
const builtIn = ['Owned by me', 'Assigned in the last 30 days', 'All customers']

test('[VIEW-1] [VIEW-2] a saved view has its filter, columns and sort, wherever a built-in one works, and its owner changes and deletes it', async () => {
  await using host = await start()
  const columns = [
    { field: 'name', width: 200 },
    { field: 'city', measure: 'distinct' as const },
  ]
  const sort = [{ property: 'arr', direction: 'descending' as const }]
  const id = await save(host, 'anna', { name: '  Rome ', filter: inRome, columns, sort, layout: 'table' })
  expect(await viewOf(host, 'anna', id)).toMatchObject({
    ...{ title: 'Rome', builtIn: false, total: 2, audience: 'private', filter: inRome, columns, sort, layout: 'table' },
    ...{ owner: { id: 'anna', name: 'Anna' }, may: { edit: true, share: false, default: false } },
  })
  expect(getValue(await ask(host, 'anna', 'rows', { view: id }))).toMatchObject({
    rows: [
      { id: 'c3', city: 'Rome' },
      { id: 'c1', city: 'Rome' },
    ],
    total: 2,
  })
  expect(await idsOf(host, 'anna', { view: id, sort: [{ property: 'name', direction: 'descending' }] })).toEqual(['c1', 'c3'])
  expect(
    Object.keys((getValue(await ask(host, 'anna', 'rows', { view: id, columns: ['domain'] })) as { rows: object[] }).rows[0] ?? {}),
  ).not.toContain('city')
  expect(getValue(await ask(host, 'anna', 'totals', { view: id }))).toMatchObject({ count: 2 })
  expect(getValue(await ask(host, 'anna', 'condition', { view: id }))).toMatchObject({ type: 'customer', total: 2 })
  const groups = getValue(await ask(host, 'anna', 'groups', { view: id })) as { groups: { value: string | null; count: number }[] }
  expect(groups.groups.filter(({ count }) => count > 0).map(({ value }) => value)).toEqual(['healthy', null])
  expect(
    getValue(await host.as('anna').act(bulkContract, { records: { collection, view: id }, change: { values: { industry: 'Bank' } } })),
  ).toMatchObject({ total: 2, done: 2 })
  await save(host, 'anna', { id, name: 'Oslo', filter: { ...inRome, value: 'Oslo' }, columns: null, sort: null })
  expect(await idsOf(host, 'anna', { view: id })).toEqual(['c2'])
  expect(await viewOf(host, 'anna', id)).not.toHaveProperty('columns')
  getValue(await host.as('anna').act(deleteViewContract, { id }))
  expect(await titles(host, 'anna')).toEqual(builtIn)
  expect(problemOf(await ask(host, 'anna', 'rows', { view: id }))).toMatchObject({ code: 'input.invalid' })
})

test('[VIEW-2] [ACC-9] a private view is its owner’s alone, for super admins too', async () => {
  await using host = await start()
  const id = await save(host, 'anna', { name: 'Mine', filter: inRome })
  for (const other of ['root', 'chief', 'ben']) {
    const desk = host.as(other)
    expect(await titles(host, other)).toEqual(builtIn)
    for (const outcome of [
      await desk.act(saveViewContract, { id, collection, name: 'Taken' }),
      await desk.act(deleteViewContract, { id }),
      await desk.act(updateRecordContract, { type: 'view', id, values: { name: 'Taken' } }),
      await desk.act(archiveRecordContract, { type: 'view', id }),
    ])
      expect(problemOf(outcome)?.code).toBe('record.not-found')
  }
  const forOthers = { name: 'Planted', collection, audience: 'private', owner: 'ben', workspace: 'main' }
  expect(problemOf(await host.as('anna').act(createRecordContract, { type: 'view', values: forOthers }))?.code).toBe('access.denied')
})

test('[VIEW-2] [VIEW-11] who may manage settings shares a view with all users of the workspace, and only they change or delete it', async () => {
  await using host = await start()
  expect(problemOf(await host.as('anna').act(saveViewContract, { collection, name: 'X', audience: 'everyone' }))?.code).toBe(
    'access.denied',
  )
  const own = await save(host, 'anna', { name: 'Own' })
  expect(problemOf(await host.as('anna').act(saveViewContract, { id: own, collection, audience: 'everyone' }))?.code).toBe('access.denied')
  const id = await save(host, 'chief', { name: 'Rome', filter: inRome, audience: 'everyone' })
  expect(await titles(host, 'anna')).toEqual([...builtIn, 'Rome', 'Own'])
  expect(await titles(host, 'ben')).toEqual(builtIn)
  expect(await viewOf(host, 'anna', id)).toMatchObject({ may: { edit: false, share: false, default: false } })
  expect(await viewOf(host, 'root', id)).toMatchObject({ may: { edit: true, share: false, default: true } })
  expect(await viewOf(host, 'chief', id)).toMatchObject({ may: { edit: true, share: true, default: true } })
  for (const outcome of [
    await host.as('anna').act(saveViewContract, { id, collection, name: 'Mine' }),
    await host.as('anna').act(deleteViewContract, { id }),
    await host.as('anna').act(updateRecordContract, { type: 'view', id, values: { audience: 'private', owner: 'anna' } }),
  ])
    expect(problemOf(outcome)?.code).toBe('access.denied')
  expect(problemOf(await host.as('eve').act(deleteViewContract, { id }))?.code).toBe('record.not-found')
  expect(problemOf(await host.as('root').act(saveViewContract, { id, collection, audience: 'private' }))).toMatchObject({
    code: 'access.denied',
    message: expect.stringContaining('Only the owner of Rome'),
  })
  await save(host, 'root', { id, name: 'Roma' })
  await save(host, 'chief', { id, audience: 'private' })
  expect([await titles(host, 'anna'), await titles(host, 'chief')]).toEqual([
    [...builtIn, 'Own'],
    [...builtIn, 'Roma'],
  ])
})

test('[VIEW-2] a colleague who has the list open gets a shared view at once, and it goes at once; other counts are not taken again', async () => {
  await using host = await start()
  const frames: Frame<readonly Listed[]>[] = []
  const watch = host.as('anna').watch({ kind: 'provider', id: `${collection}-views`, permission: 'workspace.access' } as never)
  const watching = (watch as never as { subscribe(next: (frame: Frame<readonly Listed[]>) => void): { unsubscribe(): void } }).subscribe(
    (frame) => frames.push(frame),
  )
  await expect.poll(() => frames.at(-1)?.value?.length).toBe(3)
  const id = await save(host, 'chief', { name: 'Rome', filter: inRome, audience: 'everyone' })
  await expect.poll(() => frames.at(-1)?.value?.at(-1)).toMatchObject({ id, title: 'Rome', total: 2 })
  getValue(await host.as('anna').act(updateRecordContract, { type: 'company', id: 'c2', values: { city: 'Rome' } }))
  await expect.poll(() => frames.at(-1)?.value?.at(-1)?.total).toBe(3)
  await save(host, 'chief', { id, name: 'Roma' })
  await expect.poll(() => frames.at(-1)?.value?.at(-1)?.title).toBe('Roma')
  await save(host, 'chief', { id, audience: 'private' })
  await expect.poll(() => frames.at(-1)?.value?.length).toBe(3)
  expect(frames.every(({ state, value }) => state === 'live' && value.slice(0, 3).every(({ total }) => total !== null))).toBe(true)
  watching.unsubscribe()
})

test('[VIEW-3] only a shared view becomes default, and it needs a description, then and later', async () => {
  await using host = await start()
  const own = await save(host, 'chief', { name: 'Own', description: 'Mine' })
  expect(problemOf(await setDefault(host, 'chief', own, 1))).toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('everyone in the workspace sees'),
  })
  const id = await save(host, 'chief', { name: 'Rome', filter: inRome, audience: 'everyone' })
  expect(problemOf(await setDefault(host, 'chief', id, 1))).toMatchObject({ details: { issues: [{ path: ['description'] }] } })
  getValue(await setDefault(host, 'chief', id, 1, { description: 'Customers in Rome' }))
  expect(await viewOf(host, 'anna', id)).toMatchObject({ place: 1, description: 'Customers in Rome' })
  for (const outcome of [
    await host.as('chief').act(saveViewContract, { id, collection, description: null }),
    await host.as('chief').act(updateRecordContract, { type: 'view', id, values: { description: ' ' } }),
  ])
    expect(problemOf(outcome)).toMatchObject({ details: { issues: [{ path: ['description'] }] } })
  expect(problemOf(await setDefault(host, 'anna', id, null))?.code).toBe('access.denied')
})

test('[VIEW-4] [VIEW-5] at most six views are default, built-ins included; they keep an order, and built-ins are taken off and put back', async () => {
  await using host = await start()
  expect(await defaults(host, 'anna')).toEqual(builtIn)
  const ids: string[] = []
  for (const name of ['A', 'B', 'C', 'D']) ids.push(await save(host, 'chief', { name, ...shared }))
  for (const id of ids.slice(0, 3)) getValue(await setDefault(host, 'chief', id, 1000))
  expect(await defaults(host, 'anna')).toEqual([...builtIn, 'A', 'B', 'C'])
  const refused = problemOf(await setDefault(host, 'chief', ids[3] ?? '', 1))
  expect(refused).toMatchObject({
    code: 'input.too-large',
    message: 'At most 6 views are default. Take one off first.',
    details: { max: 6 },
  })
  getValue(await setDefault(host, 'chief', 'tenure.customers/all', null))
  getValue(await setDefault(host, 'chief', ids[3] ?? '', 2))
  expect(await defaults(host, 'anna')).toEqual(['Owned by me', 'D', 'Assigned in the last 30 days', 'A', 'B', 'C'])
  expect(await titles(host, 'anna')).toEqual([...(await defaults(host, 'anna')), 'All customers'])
  getValue(await setDefault(host, 'chief', ids[3] ?? '', 1))
  getValue(await setDefault(host, 'chief', ids[0] ?? '', null))
  getValue(await setDefault(host, 'chief', 'tenure.customers/all', 1))
  expect(await defaults(host, 'anna')).toEqual(['All customers', 'D', 'Owned by me', 'Assigned in the last 30 days', 'B', 'C'])
  expect(await idsOf(host, 'anna', {})).toHaveLength(3)
  for (const outcome of [
    await host.as('root').act(saveViewContract, { id: 'tenure.customers/all', collection, name: 'Mine' }),
    await host.as('root').act(deleteViewContract, { id: 'tenure.customers/all' }),
  ])
    expect(problemOf(outcome)?.code).toBe('record.not-found')
})

test('[EDN-2] [VIEW-4] the edition says how many views may be default', async () => {
  const plugins = [use(customers), use(recordPlugin)]
  const editions = defineEditions([{ name: 'professional', label: 'Professional', limits: { defaultViews: 2 } }])
  await using host = await createHost({ storage: memory(seed), plugins, grants: 'declared', log: silentLog, editions })
  expect(await defaults(host as TestHost, 'anna')).toEqual(builtIn.slice(0, 2))
  expect(problemOf(await setDefault(host as TestHost, 'chief', 'tenure.customers/all', 1))?.message).toContain('At most 2 views')
})

test('[VIEW-6] a default view that turns private loses its place, and the answer says so; shared again it is no default', async () => {
  await using host = await start()
  const id = await save(host, 'chief', { name: 'Rome', ...shared })
  getValue(await setDefault(host, 'chief', id, 2))
  expect(getValue(await host.as('chief').act(saveViewContract, { id, collection, audience: 'private' }))).toEqual({ id, lostPlace: true })
  expect(getValue(await host.as('chief').act(saveViewContract, { id, collection, audience: 'everyone' }))).toEqual({ id, lostPlace: false })
  expect(await defaults(host, 'anna')).toEqual(builtIn)
  getValue(await setDefault(host, 'chief', id, 2))
  getValue(await host.as('chief').act(deleteViewContract, { id }, { key: 'once' }))
  expect(await defaults(host, 'anna')).toEqual(builtIn)
  getValue(await host.as('chief').act(undoContract, { action: deleteViewContract.id, key: 'once' }))
  expect(await defaults(host, 'anna')).toEqual(['Owned by me', 'Rome', ...builtIn.slice(1)])
})

test('[VIEW-3] [VIEW-4] [VIEW-6] no other way of writing gets around the rules of views', async () => {
  await using host = await start()
  const chief = host.as('chief')
  const id = await save(host, 'chief', { name: 'Rome', ...shared })
  const own = await save(host, 'chief', { name: 'Own', description: 'Mine' })
  getValue(await setDefault(host, 'chief', id, 1))
  const order = `main/${collection}`
  const many = [1, 2, 3, 4, 5, 6, 7].map((at) => `tenure.customers/v${at}`)
  const changes: readonly (readonly [string, string, object])[] = [
    ['view', id, { audience: 'private' }],
    ['view', id, { name: ' ' }],
    ['view', id, { collection: 'tenure.other/list' }],
    ['view', id, { filter: { test: 'is', property: 'customer.shoeSize', value: 'x' } }],
    ['view', id, { filter: { test: 'nonsense' } }],
    ['view', id, { sort: [{ property: 'shoeSize', direction: 'ascending' }] }],
    ['view', id, { columns: [] }],
    ['view', id, { layout: 'board' }],
    ['defaultViews', order, { views: many }],
    ['defaultViews', order, { views: [own] }],
    ['defaultViews', order, { views: [id, id] }],
    ['defaultViews', order, { collection: 'tenure.other/list' }],
  ]
  for (const [type, record, values] of changes) {
    const outcome = await chief.act(updateRecordContract, { type, id: record, values: values as never })
    expect([values, problemOf(outcome)?.code]).toEqual([values, 'input.invalid'])
    const bulk = getValue(await chief.act(bulkContract, { records: { type, ids: [record] }, change: { values: values as never } }))
    expect([values, bulk.done]).toEqual([values, 0])
  }
  const second = { collection, workspace: 'main', audience: 'everyone', views: [] as string[] }
  expect(problemOf(await chief.act(createRecordContract, { type: 'defaultViews', values: second }))?.code).toBe('input.invalid')
  const values = { name: '', collection, owner: 'chief', audience: 'everyone', workspace: 'main' }
  const row = { type: 'view', externalId: 'imported', values, links: [] }
  await expect(host.importer('test').run([row])).rejects.toThrow('A view needs a name.')
  expect(await defaults(host, 'anna')).toEqual(['Rome', ...builtIn])
  getValue(await chief.act(archiveRecordContract, { type: 'view', id }))
  expect(await defaults(host, 'anna')).toEqual(builtIn)
  getValue(await chief.act(restoreRecordContract, { type: 'view', id }))
  expect(await defaults(host, 'anna')).toEqual(['Rome', ...builtIn])
})

test('[VIEW-11] defaults, their order and shared views are of one workspace; private ones go with their user', async () => {
  await using host = await start()
  const id = await save(host, 'chief', { name: 'Rome', ...shared })
  getValue(await setDefault(host, 'chief', id, 1))
  const east = await save(host, 'eve', { name: 'East', ...shared })
  getValue(await setDefault(host, 'eve', 'tenure.customers/all', 1))
  expect([await titles(host, 'anna'), await titles(host, 'ben')]).toEqual([
    ['Rome', ...builtIn],
    ['All customers', 'Owned by me', 'Assigned in the last 30 days', 'East'],
  ])
  expect(problemOf(await setDefault(host, 'eve', id, 1))?.code).toBe('record.not-found')
  expect(problemOf(await ask(host, 'ben', 'rows', { view: id }))?.code).toBe('input.invalid')
  const own = await save(host, 'ben', { name: 'Own' })
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'ben', values: { primaryTeam: null } }))
  expect(await titles(host, 'ben')).toEqual(['Rome', ...builtIn, 'Own'])
  expect([await idsOf(host, 'ben', { view: own, sort: [{ property: 'name', direction: 'ascending' }] }), east]).toEqual([
    ['c2', 'c3', 'c1'],
    east,
  ])
})

test('[ACC-8] a shared view that filters by what is hidden from somebody does not open for them, and names it nowhere', async () => {
  await using host = await start()
  const arr: FilterData = { test: 'is-known', property: 'customer.arr' }
  const filter: FilterData = { test: 'all', filters: [inRome, arr, { test: 'not', filter: { test: 'any', filters: [inRome, arr] } }] }
  const columns = [{ field: 'name' }, { field: 'city' }]
  const sort = [{ property: 'city', direction: 'ascending' as const }]
  const id = await save(host, 'chief', { name: 'Rome', filter, columns, sort, ...shared })
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'anna', values: { hidden: ['company.city'] } }))
  const seen = await viewOf(host, 'anna', id)
  expect(seen).toMatchObject({ total: null, lacking: 2, filter: { test: 'all', filters: [arr] }, columns: [{ field: 'name' }] })
  expect([JSON.stringify(seen).includes('city'), JSON.stringify(await list(host, 'anna')).includes('city')]).toEqual([false, false])
  for (const part of ['rows', 'totals', 'groups', 'condition']) {
    const refused = problemOf(await ask(host, 'anna', part, { view: id }))
    expect(refused).toMatchObject({ code: 'input.invalid', message: expect.stringContaining('The view Rome needs a property') })
    expect(JSON.stringify(refused)).not.toContain('city')
  }
  expect(await idsOf(host, 'anna', { view: id, where: arr, sort: [{ property: 'name', direction: 'ascending' }] })).toEqual([
    'c2',
    'c3',
    'c1',
  ])
  expect(problemOf(await host.as('anna').act(saveViewContract, { collection, name: 'Probe', filter: inRome }))?.message).toBe(
    'There is no property customer.city.',
  )
})

test('[VIEW-1] [FLT-9] a filter may follow links that the plugin does not read, and is refused by its place where it does not fit', async () => {
  await using host = await start()
  const urgent: FilterData = {
    test: 'some',
    link: 'customer.tickets',
    filter: { test: 'is', property: 'ticket.priority', value: 'urgent' },
  }
  const id = await save(host, 'anna', { name: 'Urgent', filter: urgent })
  expect(await idsOf(host, 'anna', { view: id })).toEqual(['c2'])
  expect(problemOf(await host.as('anna').act(saveViewContract, { collection: 'acme.none/list', name: 'X' }))).toMatchObject({
    code: 'input.invalid',
  })
  expect(problemOf(await host.as('anna').act(saveViewContract, { collection }))).toMatchObject({
    details: { issues: [{ path: ['name'] }] },
  })
})

test('[MAP-4] a view whose filter no longer fits a changed mapping says so, and is mended by saving another filter', async () => {
  await using host = await start()
  const id = await save(host, 'anna', { name: 'Old', filter: { test: 'is', property: 'customer.csm', value: 'anna' } })
  const gone = await save(host, 'anna', {
    name: 'Renewing',
    filter: { test: 'in-next', property: 'customer.renewalDate', span: { days: 9 } },
  })
  await saveCustomers(host.as('root'), { objectType: 'company', csm: 'owner', renewalDate: null })
  expect(await viewOf(host, 'anna', id)).toMatchObject({ total: 0 })
  expect(await viewOf(host, 'anna', gone)).toMatchObject({ total: null, lacking: 1, may: { edit: true } })
  expect(problemOf(await ask(host, 'anna', 'rows', { view: gone }))?.message).toContain('The view Renewing needs a property')
  await save(host, 'anna', { id: gone, name: 'Still renewing' })
  await save(host, 'anna', { id: gone, filter: inRome })
  expect(await viewOf(host, 'anna', gone)).toMatchObject({ title: 'Still renewing', total: 2 })
})

test('[REC-2] a view that somebody else changed meanwhile is a conflict', async () => {
  await using host = await start()
  const id = await save(host, 'chief', { name: 'Rome', ...shared })
  const version = (await viewOf(host, 'root', id))?.version
  await save(host, 'chief', { id, name: 'Roma' })
  expect(problemOf(await host.as('root').act(saveViewContract, { id, collection, name: 'Rom', ...(version && { version }) }))?.code).toBe(
    'record.conflict',
  )
})

test('[SEC-17] a user keeps at most 100 private views of a list', async () => {
  await using host = await start()
  for (let at = 0; at < 100; at++) await save(host, 'anna', { name: `V${at}` })
  expect(problemOf(await host.as('anna').act(saveViewContract, { collection, name: 'One more' }))?.message).toContain('100 views')
  await save(host, 'ben', { name: 'Other' })
})

test('[VIEW-1] [ACC-8] an open list whose view needs what its user may not see is back as soon as the view is changed', async () => {
  await using host = await start()
  const id = await save(host, 'anna', { name: 'Rome', filter: inRome })
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'anna', values: { hidden: ['company.city'] } }))
  const heard: Frame<unknown>[] = []
  const rows = { kind: 'provider', id: `${collection}-rows`, permission: 'workspace.access' } as never
  const open = host
    .as('anna')
    .watch(rows, { view: id } as never)
    .subscribe((frame: Frame<unknown>) => heard.push(frame))
  await expect.poll(() => heard.at(-1)?.state).toBe('stale')
  const mine: FilterData = { test: 'is', property: 'customer.csm', value: { operand: 'me' } }
  const version = (await viewOf(host, 'anna', id))?.version
  await save(host, 'anna', { id, name: 'Mine', filter: mine, ...(version !== undefined && { version }) })
  await expect.poll(() => heard.at(-1)).toMatchObject({ state: 'live', value: { total: 2 } })
  open.unsubscribe()
})
