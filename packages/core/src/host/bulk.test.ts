import { use } from '@tenure/core'
import { customerList, customers, customersContract } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { days } from '../base/duration.js'
import { derivedId } from '../base/id.js'
import { getValue } from '../base/outcome.js'
import { assigneesContract, bulkContract, bulkOffersContract } from '../contract/page/bulk-contract.js'
import { runContract, undoContract } from '../contract/page/run-contract.js'
import { recordContract } from '../contract/workspace-contract.js'
import { is } from '../query/builders.js'
import { Company } from '../schema/object-types.js'
import { rowOf } from '../schema/row.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const count = 450
const number = (at: number): string => String(at).padStart(3, '0')
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': all } },
    { id: 'own', name: 'Own', ...access, objects: { '*': { view: 'all', edit: 'own', delete: 'none' } } },
    { id: 'mine', name: 'Mine', ...access, objects: { company: { view: 'own', edit: 'none', delete: 'none' }, task: all } },
    { id: 'reader', name: 'Reader', ...access, objects: { '*': { view: 'all', edit: 'none', delete: 'none' } } },
  ],
  records: Array.from({ length: count }, (_, at) =>
    record(Company, `c${number(at)}`, { name: `Old ${number(at)}`, csm: at === 7 ? 'mine' : at % 3 === 0 ? 'own' : 'anna', city: 'Rome' }),
  ),
}
const start = () => createTestHost({ plugins: [use(recordPlugin), use(customers)], seed })
type Host = Awaited<ReturnType<typeof start>>
const collection = customersContract.id
const everyone = { collection, view: 'tenure.customers/all' }
const totalOf = async (host: Host, search: string) =>
  getValue(await host.as('anna').read(customerList, { view: 'tenure.customers/all', search })).total

test('[SDK-7] [BEY-5] a bulk edit that moves records out of its own filter meets each once, and is undone as one', async () => {
  await using host = await start()
  const change = { values: { name: 'New' } }
  const begun = getValue(await host.as('anna').act(bulkContract, { records: { ...everyone, search: 'Old' }, change }))
  expect(begun).toMatchObject({ state: 'running', kind: 'bulk', name: 'Edit', done: 200, total: count })
  await host.idle()
  expect(getValue(await host.as('anna').read(runContract, { run: begun.run }))).toMatchObject({ state: 'done', done: count, failed: 0 })
  expect([await totalOf(host, 'Old'), await totalOf(host, 'New')]).toEqual([0, count])
  getValue(await host.as('anna').act(undoContract, { group: begun.group }))
  await host.idle()
  expect([await totalOf(host, 'Old'), await totalOf(host, 'New')]).toEqual([count, 0])
})

test('[CUS-4] all rows of a filter are changed in every part of a run, and no others', async () => {
  await using host = await start()
  const without = ['c001', 'c300', 'c449']
  const filters = [{ test: 'not', filter: { test: 'id-of', type: 'company', ids: without } }] as const
  const records = { ...everyone, filters: [...filters] }
  getValue(await host.as('anna').act(bulkContract, { records, change: { values: { city: 'Oslo' } } }))
  await host.idle()
  const { rows } = await host.as('anna').records.list({ select: rowOf(Company.city), where: is(Company.city, 'Rome') })
  expect(rows.map(({ id }) => id).toSorted()).toEqual(without)
})

test('[SDK-7] a bulk action is atomic for each record: what the user may not write is left and named, the others are done', async () => {
  await using host = await start()
  const ids = ['c000', 'c001', 'c003', 'nowhere']
  const report = getValue(
    await host.as('own').act(bulkContract, { records: { type: 'company', ids }, change: { values: { city: 'Oslo' } } }),
  )
  expect(report).toMatchObject({ state: 'done', done: 2, left: 1, failed: 1, total: 4 })
  expect(report.items).toMatchObject([
    { outcome: 'left', id: 'c001', title: 'Old 001', code: 'access.denied' },
    { outcome: 'failed', id: 'nowhere', title: null },
  ])
  const cityOf = async (id: string) =>
    getValue(await host.as('anna').read(recordContract, { type: 'company', id })).properties.find(({ name }) => name === 'city')?.value
  expect([await cityOf('c000'), await cityOf('c001'), await cityOf('c003')]).toEqual(['Oslo', 'Rome', 'Oslo'])
})

test('[SDK-7] [CUS-4] a record that has the value already is counted as unchanged, and keeps its version', async () => {
  await using host = await start()
  const anna = host.as('anna')
  const records = { type: 'company', ids: ['c001', 'c002', 'c003'] }
  const versionOf = async (id: string) => getValue(await anna.read(recordContract, { type: 'company', id })).version
  getValue(await anna.act(bulkContract, { records: { type: 'company', ids: ['c001'] }, change: { values: { city: 'Oslo' } } }))
  const before = await versionOf('c001')
  const report = getValue(await anna.act(bulkContract, { records, change: { values: { city: 'Oslo' } } }))
  expect(report).toMatchObject({ state: 'done', done: 2, kept: 1, left: 0, failed: 0, total: 3, items: [] })
  expect(await versionOf('c001')).toBe(before)
})

test('[SDK-7] a value that no record may have is refused for each of them, with the reason', async () => {
  await using host = await start()
  const root = host.as('anna')
  const report = getValue(
    await root.act(bulkContract, { records: { type: 'company', ids: ['c001', 'c002'] }, change: { values: { healthStatus: 'purple' } } }),
  )
  expect(report).toMatchObject({ done: 0, failed: 2, state: 'done' })
  expect(report.items[0]?.message).toContain('purple')
})

test('[WSP-9] a bulk edit of a role names its properties, and archives and restores by ids', async () => {
  await using host = await start()
  const records = { type: 'customer', ids: ['c001', 'c002'] }
  const act = async (change: object) => getValue(await host.as('anna').act(bulkContract, { records, change: change as never }))
  expect(await act({ values: { csm: 'own' } })).toMatchObject({ done: 2 })
  expect(await act({ archive: true })).toMatchObject({ done: 2, name: 'Archive' })
  expect(await totalOf(host, 'Old')).toBe(count - 2)
  expect(await act({ restore: true })).toMatchObject({ done: 2 })
  expect(await totalOf(host, 'Old')).toBe(count)
  const refused = await host.as('anna').act(bulkContract, { records: everyone, change: { restore: true } })
  expect(refused).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
})

test('[REC-10] [CUS-4] archived records of a list are restored together, also from out of their own filter, and are undone as one', async () => {
  await using host = await start()
  const anna = host.as('anna')
  const archived = { ...everyone, archived: true } as const
  const listed = async () => getValue(await anna.read(customerList, { view: everyone.view, archived: true })).total
  getValue(await anna.act(bulkContract, { records: everyone, change: { archive: true } }))
  await host.idle()
  expect([await totalOf(host, 'Old'), await listed()]).toEqual([0, count])
  expect(await anna.act(bulkContract, { records: archived, change: { values: { city: 'Oslo' } } })).toMatchObject({
    ok: false,
    problem: { code: 'input.invalid', message: expect.stringContaining('only be restored') },
  })
  const begun = getValue(await anna.act(bulkContract, { records: { ...archived, search: 'Old' }, change: { restore: true } }))
  expect(begun).toMatchObject({ name: 'Restore', total: count, done: 200 })
  await host.idle()
  expect([await totalOf(host, 'Old'), await listed()]).toEqual([count, 0])
  getValue(await anna.act(undoContract, { group: begun.group }))
  await host.idle()
  expect([await totalOf(host, 'Old'), await listed()]).toEqual([0, count])
})

test('[SDK-7] the same key again answers the same bulk run', async () => {
  await using host = await start()
  const ask = () =>
    host.as('anna').act(bulkContract, { records: { type: 'company', ids: ['c001'] }, change: { values: { city: 'Oslo' } } }, { key: 'k' })
  expect(getValue(await ask()).run).toBe(getValue(await ask()).run)
})

const call = { add: { type: 'task', association: 'about', values: { title: 'Call', assignee: 'anna' } } }
const tasksOf = async (host: Host, id: string) =>
  getValue(await host.as('anna').read(recordContract, { type: 'company', id }))
    .links.find(({ name }) => name === 'tasks')
    ?.rows.map(({ title }) => title) ?? []

test('[CUS-4] [BEY-5] a task is added to each record of a list, linked to it, and all are taken back as one', async () => {
  await using host = await start()
  const begun = getValue(await host.as('anna').act(bulkContract, { records: everyone, change: call }))
  expect(begun).toMatchObject({ state: 'running', name: 'Add', user: 'anna', done: 200, total: count })
  await host.idle()
  expect(getValue(await host.as('anna').read(runContract, { run: begun.run }))).toMatchObject({ state: 'done', done: count, failed: 0 })
  expect([await tasksOf(host, 'c000'), await tasksOf(host, 'c449')]).toEqual([['Call'], ['Call']])
  getValue(await host.as('anna').act(undoContract, { group: begun.group }))
  await host.idle()
  expect([await tasksOf(host, 'c000'), await tasksOf(host, 'c449')]).toEqual([[], []])
})

test('[CUS-4] [ACC-9] adding needs sight of the record and the right to create; nothing is created where the link is refused', async () => {
  await using host = await start()
  const add = async (user: string, change: object = call) =>
    getValue(await host.as(user).act(bulkContract, { records: { type: 'company', ids: ['c007', 'c008'] }, change: change as never }))
  const report = await add('mine')
  expect(report).toMatchObject({ done: 1, failed: 1, items: [{ outcome: 'failed', id: 'c008', title: null }] })
  const added = (id: string) => host.as('anna').read(recordContract, { type: 'task', id: derivedId(`${report.run} ${id}`) })
  expect([(await added('c007')).ok, (await added('c008')).ok, await tasksOf(host, 'c007')]).toEqual([true, false, ['Call']])
  expect(await add('reader')).toMatchObject({ done: 0, left: 2 })
  expect(await add('anna', { add: { ...call.add, values: { priority: 'purple' } } })).toMatchObject({ done: 0, failed: 2 })
})

test('[CUS-4] all records of a view but a few are changed', async () => {
  await using host = await start()
  const but = (ids: readonly string[]) => ({ test: 'not', filter: { test: 'id-of', type: 'company', ids } }) as const
  const records = { ...everyone, search: 'Old 00', filters: [but(['c001', 'c002'])] }
  const report = getValue(await host.as('anna').act(bulkContract, { records, change: { values: { name: 'New' } } }))
  expect(report).toMatchObject({ state: 'done', done: 8, total: 8 })
  expect(await totalOf(host, 'Old 00')).toBe(2)
})

test('an association that does not lead to the records is refused before anything is added', async () => {
  await using host = await start()
  const change = { add: { ...call.add, association: 'deals' } }
  const refused = await host.as('anna').act(bulkContract, { records: { type: 'company', ids: ['c001'] }, change })
  expect(refused).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
})

test('[CUS-4] what may be done to many records follows the rights of the user', async () => {
  await using host = await start()
  const offersOf = async (user: string, type = 'customer') => getValue(await host.as(user).read(bulkOffersContract, { type }))
  const anna = await offersOf('anna')
  expect(anna).toMatchObject({ type: 'company', plural: 'Companies', assign: 'csm', archive: true, task: { association: 'about' } })
  expect(anna.edits.map(({ name }) => name)).toContain('renewalDate')
  expect(anna.edits.map(({ name }) => name)).not.toContain('lastActivityAt')
  expect(await offersOf('anna', 'deal')).toMatchObject({ assign: 'csm' })
  expect(await offersOf('own')).toMatchObject({ assign: 'csm', archive: false })
  expect(await offersOf('reader')).toEqual({ type: 'company', label: 'Company', plural: 'Companies', edits: [], archive: false })
  expect(await offersOf('mine')).toMatchObject({ edits: [], archive: false, task: { association: 'about' } })
  expect(await offersOf('anna', 'contact')).toMatchObject({ task: { association: 'contacts' } })
})

test('[BEY-5] what the feed no longer has is not undone in silence', async () => {
  await using host = await createTestHost({ plugins: [use(recordPlugin), use(customers)], storage: memory(seed, { keepFeed: days(1) }) })
  const edit = (city: string) =>
    host.as('anna').act(bulkContract, { records: { type: 'company', ids: ['c001', 'c002'] }, change: { values: { city } } })
  const { group } = getValue(await edit('Oslo'))
  await host.advance({ days: 2 })
  expect(await host.as('anna').act(undoContract, { group })).toMatchObject({
    problem: { code: 'record.not-found', message: expect.stringContaining('too long ago') },
  })
  const { group: recent } = getValue(await edit('Bonn'))
  expect(getValue(await host.as('anna').act(undoContract, { group: recent }))).toMatchObject({ done: 2 })
})

test('[BEY-5] [ACC-9] undoing a run that changed nothing has nothing to do; to others it is as if there were no such run', async () => {
  await using host = await start()
  const change = { values: { city: 'Rome' } }
  const { group } = getValue(await host.as('anna').act(bulkContract, { records: { type: 'company', ids: ['c001', 'c003'] }, change }))
  const empty = { state: 'done', done: 0, kept: 0, left: 0, failed: 0 }
  expect(getValue(await host.as('anna').act(undoContract, { group }))).toMatchObject(empty)
  expect(await host.as('own').act(undoContract, { group })).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
})

test('[CUS-4] [ACC-4] whom records can be assigned to are those with whom the change is not refused', async () => {
  await using host = await start()
  const offered = async (user: string, ids: readonly string[]) => {
    const records = { type: 'company', ids: [...ids] }
    return getValue(await host.as(user).read(assigneesContract, { records, property: 'csm' })).map(({ id }) => id)
  }
  const assigned = async (user: string, ids: readonly string[], csm: string) => {
    const change = { values: { csm } }
    return getValue(await host.as(user).act(bulkContract, { records: { type: 'company', ids: [...ids] }, change }))
  }
  const everybody = ['anna', 'mine', 'own', 'reader']
  expect((await offered('anna', ['c000', 'c001'])).sort()).toEqual(everybody)
  expect(await offered('own', ['c000', 'c001'])).toEqual(['own'])
  expect(await offered('own', ['c001'])).toEqual([])
  expect(await offered('reader', ['c001'])).toEqual([])
  expect(await assigned('own', ['c000', 'c003'], 'anna')).toMatchObject({ done: 0, left: 2 })
  getValue(await host.as('anna').act(bulkContract, { records: { type: 'company', ids: ['c000'] }, change: { values: { owner: 'own' } } }))
  expect((await offered('own', ['c000', 'c003'])).sort()).toEqual(everybody)
  expect(await assigned('own', ['c000', 'c003'], 'anna')).toMatchObject({ done: 1, left: 1 })
  const all = { records: { ...everyone, search: 'Old 003' }, property: 'csm' }
  expect(getValue(await host.as('own').read(assigneesContract, all)).map(({ id }) => id)).toEqual(['own'])
})
