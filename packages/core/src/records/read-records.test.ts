import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import { Company } from '../schema/object-types.js'
import type { StoredRecord } from '../storage/adapter.js'
import { createReader, nextOf } from './read-records.js'

const access = { seat: true, permissions: ['workspace.access'] }
const reach = (view: 'all' | 'own') => ({ view, edit: view, delete: view }) as const
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': reach('all') } },
    { id: 'own', name: 'Own', ...access, objects: { '*': reach('own') } },
  ],
  records: [
    record(Company, 'c1', { name: 'Northwind', csm: 'own' }),
    record(Company, 'c2', { name: 'Contoso' }),
    {
      ...{ type: 'user', id: 'blind' },
      values: { name: 'Blind', active: true, ...access, objects: { '*': reach('all') }, hidden: ['company.city'] },
    },
  ],
}

/** A reader over a store in which `c2` was merged into `c1` where that is said, and which keeps a history unless it does not. */
async function open({ withHistory = true, merged = {} as Readonly<Record<string, readonly string[]>> } = {}) {
  const storage = memory(seed)
  const kernel = await testKernel(seed, undefined, storage)
  const by = { asker: kernel.askers.get('anna'), actor: { user: 'anna', source: 'user' } } as const
  for (const [id, city] of [
    ['c1', 'Graz'],
    ['c2', 'Rome'],
    ['c1', 'Oslo'],
  ] as const) {
    await kernel.clock.advance({ ms: 1_000 })
    await kernel.writer.write(by, [{ write: 'update', type: 'company', id, values: { city } }])
  }
  const { history, ...rest } = storage
  const reader = createReader({
    ...{ adapter: { ...rest, ...(withHistory && history && { history }) }, access: kernel.access, clock: kernel.clock },
    ...{ io: { signal: new AbortController().signal }, userName: () => undefined },
    aliases: { merged: ({ id }) => merged[id] ?? [] },
  })
  return { reader, asker: (user: string) => kernel.askers.get(user) }
}
const values = (entries: readonly { readonly value: unknown; readonly from?: string }[] = []) =>
  entries.map(({ value, from }) => (from === undefined ? value : [value, from]))
const c1 = { type: 'company', id: 'c1' }

test('[REC-4] the history of a record has that of those merged into it, newest first, each entry under its id, and is cut as a whole', async () => {
  const { reader, asker } = await open({ merged: { c1: ['c2'] } })
  expect(values(await reader.history(asker('anna'), c1, 'city', 10))).toEqual(['Oslo', ['Rome', 'c2'], 'Graz'])
  expect(values(await reader.history(asker('anna'), c1, 'city', 2))).toEqual(['Oslo', ['Rome', 'c2']])
  const of = { type: 'company', ids: ['c1', 'c2', 'nowhere'] }
  const all = await reader.histories(asker('anna'), of, ['city'], 2)
  expect(all.map(values)).toEqual([['Oslo', ['Rome', 'c2']], ['Rome'], []])
})

test('[ACC-8] [REC-7] to whom a property is hidden, the times of the last change name nobody and no group', async () => {
  const { reader, asker } = await open()
  const changes = async (user: string) =>
    (await reader.history(asker(user), c1, 'updatedAt', 2)).map(({ actor, group }) => [actor, typeof group])
  expect(await changes('anna')).toEqual(Array(2).fill([{ user: 'anna', source: 'user' }, 'string']))
  expect(await changes('blind')).toEqual(Array(2).fill([{ source: 'system' }, 'undefined']))
  const [named] = await reader.history(asker('blind'), c1, 'name', 1)
  expect(named?.property).toBe('name')
})

test('[ACC-12] of many histories those of records that are not seen are empty, as is one of properties that are not there', async () => {
  const { reader, asker } = await open()
  const of = { type: 'company', ids: ['c2', 'c1'] }
  expect((await reader.histories(asker('own'), of, ['city'], 10)).map(values)).toEqual([[], ['Oslo', 'Graz']])
  expect(await reader.histories(asker('own'), { ...of, ids: ['c2'] }, ['city'], 10)).toEqual([[]])
})

test('[REC-3] a property that does not exist has no history, and more than a thousand records are too many', async () => {
  const { reader, asker } = await open()
  await expect(reader.history(asker('anna'), c1, 'nothing', 10)).rejects.toMatchObject({
    problem: {
      code: 'input.invalid',
      message: 'There is no property nothing.',
      details: { issues: [{ path: ['property'], message: 'There is no such property.' }] },
    },
  })
  const ids = Array.from({ length: 1_001 }, (_, at) => `c${at}`)
  await expect(reader.histories(asker('anna'), { type: 'company', ids }, ['city'], 1)).rejects.toMatchObject({
    problem: {
      code: 'input.too-large',
      message: 'The past of at most 1000 records is read at once.',
      details: { limit: 'records', max: 1_000 },
    },
  })
  expect(await reader.histories(asker('anna'), { type: 'company', ids: ids.slice(1) }, ['city'], 1)).toHaveLength(1_000)
})

test('[SDK-9] a store without history says what it lacks; that nothing was merged is known without one', async () => {
  const { reader, asker } = await open({ withHistory: false, merged: { c1: ['c2'] } })
  const refused = {
    problem: { code: 'storage.refused', message: 'The store memory keeps no history.', details: { capability: 'history' } },
  }
  await expect(reader.history(asker('anna'), c1, undefined, 10)).rejects.toMatchObject(refused)
  await expect(reader.histories(asker('anna'), { type: 'company', ids: ['c1'] }, ['city'], 1)).rejects.toMatchObject(refused)
  await expect(reader.pasts(asker('anna'), { type: 'company', ids: ['c1'], properties: [], links: {} })).rejects.toMatchObject(refused)
  expect(await reader.merges(asker('anna'), c1)).toEqual([])
  await expect(reader.merges(asker('anna'), { type: 'company', id: 'nowhere' })).rejects.toMatchObject({
    problem: {
      code: 'record.not-found',
      message: 'There is no company with the id nowhere.',
      details: { record: { type: 'company', id: 'nowhere' } },
    },
  })
})

test('[VIEW-10] a list goes on after its last record where it is as long as its limit, and counts all', async () => {
  const { reader, asker } = await open()
  const query = { type: 'company', select: ['name'], orderBy: [{ by: 'company.name', direction: 'ascending' }] } as const
  const all = await reader.list(asker('anna'), query)
  expect([all.total, all.next, all.records.map(({ ref }) => ref.id)]).toEqual([2, undefined, ['c2', 'c1']])
  const first = await reader.list(asker('anna'), { ...query, limit: 1 })
  expect([first.total, typeof first.next, first.records.length]).toEqual([2, 'string', 1])
  expect('next' in (await reader.list(asker('anna'), { ...query, limit: 3 }))).toBe(false)
  expect([await reader.count(asker('anna'), { type: 'company' }), await reader.count(asker('own'), { type: 'company' })]).toEqual([2, 1])
  const stored: StoredRecord = { ref: c1, version: '1', values: {} }
  expect([nextOf([stored], { order: [] }), nextOf([], { order: [], limit: 0 })]).toEqual([undefined, undefined])
  expect(nextOf([stored], { order: [], limit: 1 })).toEqual(expect.any(String))
})
