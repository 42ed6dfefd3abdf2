import { memory, record } from '@tenure/memory'
import { aUser } from '@tenure/testing'
import { expect, test } from 'vitest'
import { type Asker, systemAsker } from '../access/asker.js'
import { derivedId } from '../base/id.js'
import { testKernel } from '../host/test-kernel.js'
import type { ListQuery } from '../records/read-records.js'
import { WritePipeline } from '../records/write-pipeline.js'
import { Company, Contact } from '../schema/object-types.js'
import type { Json } from '../schema/value.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { type BulkChange, type BulkInput, bulkRun } from './bulk-run.js'
import { type Run, toRun } from './run.js'
import type { TestKernel } from './test-steps.js'

const users = [
  aUser({ id: 'anna', objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } }),
  aUser({ id: 'mine', objects: { '*': { view: 'all', edit: 'own', delete: 'none' } } }),
]
const records = [
  ...[record(Company, 'c0', { name: 'Zero', csm: 'mine' }), record(Company, 'c1', { name: 'One', city: 'Rome' })],
  record(Contact, 'p', { name: 'Pia' }),
]
const open = () => testKernel({}, undefined, memory({ users, records }) as unknown as StorageAdapter)
const runOf = (input: Partial<BulkInput>, place: Json = null): Run => ({
  ...toRun({ ref: { type: 'run', id: 'r' }, values: { state: 'running' } }),
  ...{ input: { type: 'company', objectType: 'company', ...input } as unknown as Json, place },
})

/** Changes one record, as the user; what became of it, and its writes. */
async function change(kernel: TestKernel, given: BulkChange, id: string, { user = 'anna', isNamed = true } = {}) {
  const { access, writer, reader } = kernel
  const asker = kernel.askers.get(user)
  const kind = bulkRun(reader)
  const ref = { type: 'company', id }
  let result: unknown
  const outcome = await writer.draft({ asker, actor: { source: 'user', user }, group: 'g' }, async (draft) => {
    await draft.load([ref])
    const run = runOf({ change: given, ...(isNamed && { ids: [id] }) })
    result = await kind.apply({ run, asker, draft, pipeline: new WritePipeline(access, asker, draft) }, ref)
  })
  return { result, changed: outcome.ok && outcome.value.changed }
}
const find = (kernel: TestKernel, type: string, id: string) => kernel.reader.find(systemAsker, { type, id })
const done = { result: { done: true, items: [] }, changed: true }
const same = { result: { done: false, isUnchanged: true, items: [] }, changed: false }

test('[SDK-7] [CUS-4] records by their ids come in the order of the ids, each with its place, of the real object type', async () => {
  const kind = bulkRun({ list: async () => Promise.reject(new Error('not asked')) })
  const ids = ['c', 'a', 'b']
  const input = { type: 'customer', ids, change: { archive: true } } as const
  const piece = (id: string, at: number) => ({ piece: { type: 'company', id }, after: { at } })
  expect([kind.name, kind.recordOf({ type: 'company', id: 'c' })]).toEqual(['bulk', { type: 'company', id: 'c' }])
  expect(await kind.next(runOf(input), systemAsker, 2)).toEqual({ pieces: [piece('c', 1), piece('a', 2)], last: false })
  expect(await kind.next(runOf(input, { at: 2 }), systemAsker, 2)).toEqual({ pieces: [piece('b', 3)], last: true })
  expect(await kind.next(runOf(input, { at: 1 }), systemAsker, 2)).toEqual({ pieces: [piece('a', 2), piece('b', 3)], last: true })
})

test('[SDK-7] [CUS-4] records of a list come by their ids, whatever its order, each with the place behind it', async () => {
  const asked: unknown[] = []
  let next: string | undefined = 'more'
  const list = async (_asker: Asker, query: ListQuery) => {
    asked.push(query)
    const found = ['a', 'b'].map((id) => ({ ref: { type: 'company', id }, version: '1', values: {} }))
    return { records: found, total: 9, ...(next !== undefined && { next }) }
  }
  const kind = bulkRun({ list } as never)
  const where = { test: 'is', property: 'customer.city', value: 'Rome' } as const
  const first = await kind.next(runOf({ type: 'customer', where, change: { archive: true } }), systemAsker, 2)
  expect(first.pieces.map(({ piece }) => piece)).toEqual([
    { type: 'company', id: 'a' },
    { type: 'company', id: 'b' },
  ])
  expect(first.last).toBe(false)
  next = undefined
  const place = first.pieces[1]?.after ?? null
  expect((await kind.next(runOf({ type: 'customer', where, archived: true, change: { restore: true } }, place), systemAsker, 3)).last).toBe(
    true,
  )
  const query = { type: 'customer', select: [], orderBy: [] }
  expect(asked).toEqual([
    { ...query, limit: 2, where },
    { ...query, limit: 3, where, after: (place as { after: string }).after, archived: 'only' },
  ])
})

test('[SDK-7] what a list gives as a place is where it goes on', async () => {
  const kernel = await open()
  const kind = bulkRun(kernel.reader)
  const input = { change: { archive: true } } as const
  const first = await kind.next(runOf(input), systemAsker, 1)
  const second = await kind.next(runOf(input, first.pieces[0]?.after ?? null), systemAsker, 2)
  expect([first.last, second.last]).toEqual([false, true])
  expect([...first.pieces, ...second.pieces].map(({ piece }) => (piece as { id: string }).id)).toEqual(['c0', 'c1'])
  await kernel.close()
})

test('[CUS-4] a record gets the values, and one that has all of them already is unchanged', async () => {
  const kernel = await open()
  expect(await change(kernel, { values: { city: 'Rome', name: 'New' } }, 'c0')).toEqual(done)
  expect(await change(kernel, { values: { city: 'Rome', name: 'New' } }, 'c0')).toEqual(same)
  expect(await change(kernel, { values: { city: 'Rome', name: 'Newer' } }, 'c0')).toEqual(done)
  expect(await change(kernel, { values: { domain: null } }, 'c0')).toEqual(same)
  // Stored in the same form, whatever the caller wrote.
  const arr = { amount: '5.00', currency: 'EUR' }
  expect((await change(kernel, { values: { arr } }, 'c0')).result).toEqual(done.result)
  expect((await change(kernel, { values: { arr: { ...arr, amount: '5' } } }, 'c0')).result).toMatchObject({ isUnchanged: true })
  expect((await find(kernel, 'company', 'c0'))?.values).toMatchObject({ city: 'Rome', name: 'Newer' })
  await kernel.close()
})

test('[REC-10] records are archived and restored', async () => {
  const kernel = await open()
  expect(await change(kernel, { archive: true }, 'c1')).toEqual(done)
  expect((await find(kernel, 'company', 'c1'))?.archivedAt).toBe(kernel.clock.now())
  expect(await change(kernel, { restore: true }, 'c1')).toEqual(done)
  expect((await find(kernel, 'company', 'c1'))?.archivedAt).toBeUndefined()
  await kernel.close()
})

test('[SDK-7] a record that the user may not change is left, and a value that no record may have is refused, each with its reason', async () => {
  const kernel = await open()
  const record = { type: 'company', id: 'c1' }
  const left = await change(kernel, { values: { city: 'Bonn' } }, 'c1', { user: 'mine' })
  expect(left).toEqual({
    ...{ changed: false },
    result: {
      done: false,
      items: [{ outcome: 'left', record, code: 'access.denied', message: expect.any(String), details: expect.any(Object) }],
    },
  })
  const wrong = await change(kernel, { values: { nothing: 'x' } }, 'c1')
  expect(wrong.result).toMatchObject({ done: false, items: [{ outcome: 'failed', record, code: 'input.invalid' }] })
  await kernel.close()
})

test('[SDK-7] a record that was named and is not there is answered for; one that left a list meanwhile is not', async () => {
  const kernel = await open()
  const missing = await change(kernel, { values: { city: 'Bonn' } }, 'gone')
  expect(missing.result).toMatchObject({ done: false, items: [{ outcome: 'failed', code: 'record.not-found', isMissing: true }] })
  const left = await change(kernel, { values: { city: 'Bonn' } }, 'gone', { isNamed: false })
  expect(left.result).toEqual({ done: false, items: [] })
  const wrong = await change(kernel, { values: { nothing: 'x' } }, 'c1', { isNamed: false })
  expect((wrong.result as { items: object[] }).items[0]).not.toHaveProperty('isMissing')
  await kernel.close()
})

test('[CUS-4] a record is added to each, one for each run, and nothing of it stays where its link is refused', async () => {
  const kernel = await open()
  const add = { type: 'task', association: 'about', values: { title: 'Call' } }
  const id = derivedId('r c0')
  expect(await change(kernel, { add }, 'c0')).toEqual(done)
  expect((await find(kernel, 'task', id))?.values).toMatchObject({ title: 'Call' })
  const refused = await change(kernel, { add: { ...add, association: 'nothing' } }, 'c1')
  expect(refused).toMatchObject({ changed: false, result: { done: false, items: [{ outcome: 'failed' }] } })
  expect(await find(kernel, 'task', derivedId('r c1'))).toBeUndefined()
  await kernel.close()
})

test('what nobody foresaw is thrown', async () => {
  const kind = bulkRun({ list: async () => Promise.reject(new Error('not asked')) })
  const pipeline = { apply: async () => Promise.reject(new Error('broken')) }
  const work = { run: runOf({ change: { archive: true } }), pipeline } as never
  await expect(kind.apply(work, { type: 'company', id: 'c' })).rejects.toThrow('broken')
})
