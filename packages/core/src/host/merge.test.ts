import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue, type Outcome } from '../base/outcome.js'
import { values } from '../contract/frame.js'
import { mergePreviewContract, mergeRecordsContract } from '../contract/page/merge-contract.js'
import { undoContract } from '../contract/page/run-contract.js'
import {
  associateContract,
  createRecordContract,
  historyContract,
  recordContract,
  restoreRecordContract,
  updateRecordContract,
} from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company, Contact, Deal, Note } from '../schema/object-types.js'
import { rowOf } from '../schema/row.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': all } },
    { id: 'edit', name: 'Edit', ...access, objects: { '*': { ...all, delete: 'none' as const } } },
    { id: 'own', name: 'Own', ...access, objects: { '*': { view: 'own', edit: 'own', delete: 'own' } as const } },
  ],
  records: [
    record(Company, 'c1', { name: 'Northwind', csm: 'own' }, { parent: 'c2' }),
    record(Company, 'c2', { name: 'Nordwind', city: 'Rome', domain: 'nord.example' }),
    record(Company, 'c3', { name: 'Third' }),
    record(Contact, 'p1', { name: 'Pia' }, { companies: ['c1', { id: 'c2', label: 'primary' }] }),
    record(Contact, 'p2', { name: 'Paul' }, { companies: { id: 'c2', label: 'billing' } }),
    record(Deal, 'd1', { name: 'Renewal' }, { company: 'c2' }),
    record(Note, 'n1', { title: 'Call', at: Date.UTC(2026, 5, 1) }, { companies: 'c2' }),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(recordPlugin)], seed })
const company = (id: string) => ({ type: 'company', id })
const merge = (host: TestHost, user: string, id: string, other: string) =>
  host.as(user).act(mergeRecordsContract, { type: 'company', id, other }, { key: `${id} ${other}` })
const preview = async (host: TestHost, ref: { type: string; id: string }) => getValue(await host.as('anna').read(recordContract, ref))
const value = async (host: TestHost, id: string, name: string) =>
  (await preview(host, company(id))).properties.find((property) => property.name === name)?.value ?? null
const linked = async (host: TestHost, ref: { type: string; id: string }, name: string) =>
  (await preview(host, ref)).links.find((link) => link.name === name)?.rows.map(({ id }) => id)
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? undefined : outcome.problem.code)

test("[REC-4] the survivor's values win, what it lacks comes from the other, and the other is gone from lists", async () => {
  await using host = await start()
  getValue(await merge(host, 'anna', 'c1', 'c2'))
  expect([await value(host, 'c1', 'name'), await value(host, 'c1', 'city'), await value(host, 'c1', 'domain')]).toEqual([
    'Northwind',
    'Rome',
    'nord.example',
  ])
  const { rows } = await host.as('anna').records.list({ select: rowOf(Company.name) })
  expect(rows.map(({ id }) => id).sort()).toEqual(['c1', 'c3'])
})

test('[REC-4] all associations come along with their labels, activities with their dates, and a link between the two is gone', async () => {
  await using host = await start()
  getValue(await merge(host, 'anna', 'c1', 'c2'))
  expect((await linked(host, company('c1'), 'contacts'))?.sort()).toEqual(['p1', 'p2'])
  expect(await linked(host, company('c1'), 'deals')).toEqual(['d1'])
  expect(await linked(host, { type: 'deal', id: 'd1' }, 'company')).toEqual(['c1'])
  expect(await linked(host, company('c1'), 'parent')).toBeUndefined()
  expect(await linked(host, { type: 'contact', id: 'p2' }, 'companies')).toEqual(['c1'])
  const { activities } = await preview(host, company('c1'))
  expect(activities.rows.map(({ id }) => id)).toEqual(['n1'])
  expect(await value(host, 'c1', 'lastActivityAt')).toBe(Date.UTC(2026, 5, 1))
})

test('[REC-4] an end that takes one link keeps that of the survivor, and takes the other one where it has none', async () => {
  await using host = await start()
  const deal = async (name: string, of?: string) => {
    const { id } = getValue(await host.as('anna').act(createRecordContract, { type: 'deal', values: { name } }))
    if (of !== undefined) getValue(await host.as('anna').act(associateContract, { type: 'deal', id, association: 'company', to: of }))
    return id
  }
  const mergeDeals = async (id: string, other: string) =>
    getValue(await host.as('anna').act(mergeRecordsContract, { type: 'deal', id, other }))
  const [kept, free] = [await deal('Kept', 'c3'), await deal('Free')]
  await mergeDeals(kept, await deal('Other', 'c1'))
  await mergeDeals(free, await deal('Another', 'c1'))
  expect([await linked(host, { type: 'deal', id: kept }, 'company'), await linked(host, { type: 'deal', id: free }, 'company')]).toEqual([
    ...[['c3'], ['c1']],
  ])
})

test('[REC-4] old ids keep resolving after a chain of merges: in reads, writes, links and imports, and in views that are open', async () => {
  await using host = await start()
  const seen: string[] = []
  host
    .as('anna')
    .watch(recordContract, company('c2'))
    .pipe(values())
    .subscribe(({ id }) => seen.push(id))
  await expect.poll(() => seen.at(-1)).toBe('c2')
  getValue(await merge(host, 'anna', 'c1', 'c2'))
  await expect.poll(() => seen.at(-1)).toBe('c1')
  getValue(await merge(host, 'anna', 'c3', 'c1'))
  await expect.poll(() => seen.at(-1)).toBe('c3')
  expect((await preview(host, company('c2'))).id).toBe('c3')
  getValue(await host.as('anna').act(updateRecordContract, { ...company('c1'), values: { city: 'Oslo' } }))
  expect(await value(host, 'c3', 'city')).toBe('Oslo')
  getValue(await host.as('anna').act(associateContract, { type: 'contact', id: 'p1', association: 'companies', to: 'c2' }))
  expect(await linked(host, { type: 'contact', id: 'p1' }, 'companies')).toEqual(['c3'])
  expect(codeOf(await merge(host, 'anna', 'c2', 'c3'))).toBe('input.invalid')
  expect(codeOf(await host.as('anna').act(restoreRecordContract, company('c2')))).toBeUndefined()
  expect((await preview(host, company('c2'))).id).toBe('c3')
})

test('[REC-4] an import that names the old id changes the survivor', async () => {
  await using host = await start()
  const importer = host.importer('x')
  const row = (id: string, name: string) => ({ type: 'company', externalId: id, values: { name }, links: [] })
  await importer.run([row('1', 'One'), row('2', 'Two')])
  getValue(await merge(host, 'anna', 'x:1', 'x:2'))
  expect((await importer.run([row('2', 'Deux')])).map(({ result }) => result)).toEqual(['updated'])
  expect(await value(host, 'x:1', 'name')).toBe('Deux')
})

test('[REC-4] the histories of both are kept, and those of a chain', async () => {
  await using host = await start()
  for (const [id, city] of [
    ['c1', 'Bern'],
    ['c2', 'Lima'],
    ['c3', 'Kiew'],
  ] as const) {
    await host.advance({ ms: 1_000 })
    getValue(await host.as('anna').act(updateRecordContract, { ...company(id), values: { city } }))
  }
  getValue(await merge(host, 'anna', 'c1', 'c2'))
  getValue(await merge(host, 'anna', 'c3', 'c1'))
  const entries = getValue(await host.as('anna').read(historyContract, { ...company('c3'), property: 'city' }))
  expect(entries.map((entry) => entry.value)).toEqual(['Kiew', 'Lima', 'Bern', 'Rome'])
})

test('[REC-4] [BEY-5] a merge cannot be undone, and says so', async () => {
  await using host = await start()
  getValue(await merge(host, 'anna', 'c1', 'c2'))
  const report = getValue(await host.as('anna').act(undoContract, { action: mergeRecordsContract.id, key: 'c1 c2' }))
  expect(report).toMatchObject({ done: 0, left: 1, items: [{ outcome: 'left', message: 'Merging cannot be undone.' }] })
  expect((await preview(host, company('c2'))).id).toBe('c1')
})

test('[REC-4] [ACC-9] merging needs the right to edit both and to delete the other, and shows nothing of a record that is not seen', async () => {
  await using host = await start()
  expect(codeOf(await merge(host, 'edit', 'c1', 'c2'))).toBe('access.denied')
  expect(codeOf(await merge(host, 'own', 'c1', 'c2'))).toBe('record.not-found')
  expect(codeOf(await host.as('own').read(mergePreviewContract, { ...company('c1'), other: 'c2' }))).toBe('record.not-found')
  expect((await preview(host, company('c2'))).id).toBe('c2')
})

test('[REC-4] a preview says which value each property will have, and what is linked with the record that goes', async () => {
  await using host = await start()
  const answer = getValue(await host.as('anna').read(mergePreviewContract, { ...company('c1'), other: 'c2' }))
  expect(answer).toMatchObject({ survivor: { id: 'c1', title: 'Northwind' }, other: { id: 'c2', title: 'Nordwind' } })
  const of = (name: string) => answer.properties.find((property) => property.name === name)
  expect(of('name')).toMatchObject({ value: 'Northwind', other: 'Nordwind', from: 'survivor' })
  expect(of('city')).toMatchObject({ value: 'Rome', other: 'Rome', from: 'other' })
  expect(answer.links.map(({ name, total }) => [name, total])).toEqual(
    expect.arrayContaining([
      ['contacts', 2],
      ['deals', 1],
    ]),
  )
  const { version } = answer.other
  getValue(await host.as('anna').act(updateRecordContract, { ...company('c2'), values: { city: 'Oslo' } }))
  const late = await host.as('anna').act(mergeRecordsContract, { type: 'company', id: 'c1', other: 'c2', otherVersion: version })
  expect(codeOf(late)).toBe('record.conflict')
})

test('[REC-4] aliases are known after a restart', async () => {
  const inner = memory(seed)
  const storage = { ...inner, close: async () => {} }
  const first = await createTestHost({ plugins: [use(recordPlugin)], storage })
  getValue(await merge(first, 'anna', 'c1', 'c2'))
  await first[Symbol.asyncDispose]()
  await using second = await createTestHost({ plugins: [use(recordPlugin)], storage })
  expect((await preview(second, company('c2'))).id).toBe('c1')
})
