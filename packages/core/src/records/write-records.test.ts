import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import { Company } from '../schema/object-types.js'
import type { CommitResult, StorageAdapter } from '../storage/adapter.js'

const seed = {
  users: [{ id: 'vera', name: 'Vera', seat: true, superAdmin: true }],
  records: [record(Company, 'c1', { name: 'Northwind' })],
}
const start = Date.parse('2026-06-30T12:00:00Z')

/** A store that answers each commit of a company as said. */
async function open(answer?: CommitResult & { readonly ok: false }) {
  const whole = memory(seed)
  let commits = 0
  const storage: StorageAdapter = {
    ...whole,
    commit: async (batch, io) => {
      const isCompany = batch.writes.some(({ ref }) => ref.type === 'company')
      if (isCompany) commits += 1
      return isCompany && answer !== undefined ? answer : whole.commit(batch, io)
    },
  }
  const kernel = await testKernel(seed, undefined, storage)
  const by = { asker: kernel.askers.get('vera'), actor: { user: 'vera', source: 'user' } } as const
  const rename = (name: string, more = {}) =>
    kernel.writer.write({ ...by, ...more }, [{ write: 'update', type: 'company', id: 'c1', values: { name } }])
  return { kernel, by, rename, commits: () => commits }
}

test('[SDK-7] what a store refuses is explained by what is in the way', async () => {
  const problem = async (answer: CommitResult & { readonly ok: false }) => {
    const { rename, commits } = await open(answer)
    const outcome = await rename('Contoso')
    return [outcome.ok ? undefined : outcome.problem, commits()]
  }
  const taken = (property: string) => ({
    ...{ code: 'record.taken', message: `The value of ${property} is taken. Choose another one.`, details: { property } },
  })
  expect(await problem({ ok: false, because: 'constraint', property: 'domain' })).toEqual([taken('domain'), 1])
  expect(await problem({ ok: false, because: 'exists' })).toEqual([taken('id'), 1])
  expect(await problem({ ok: false, because: 'refused' })).toEqual([
    { code: 'storage.refused', message: 'The store cannot write this batch as a whole.', details: { capability: 'atomic' } },
    1,
  ])
  expect(await problem({ ok: false, because: 'missing' })).toMatchObject([
    { code: 'record.not-found', details: { record: { type: 'company', id: 'c1' } } },
    1,
  ])
})

test('[SDK-7] a batch that meets another change is drafted again, four times at most', async () => {
  const { rename, commits } = await open({ ok: false, because: 'conflict' })
  expect(await rename('Contoso')).toEqual({
    ok: false,
    problem: {
      ...{ code: 'storage.failed', message: 'The store is busy. Nothing was written; try again.', details: { transient: true } },
    },
  })
  expect(commits()).toBe(4)
})

test('[SDK-7] what is written with a mark is written once', async () => {
  const { kernel, rename } = await open()
  const mark = { ref: { type: 'run', id: 'm1' }, values: { name: 'Once', kind: 'undo' } }
  expect(await rename('Contoso', { mark })).toMatchObject({ ok: true })
  expect(await rename('Fabrikam', { mark })).toEqual({
    ok: false,
    problem: { code: 'record.taken', message: 'This was done before.', details: { property: 'id' } },
  })
  const found = await kernel.reader.find(kernel.askers.get('vera'), { type: 'company', id: 'c1' })
  expect(found?.values['name']).toBe('Contoso')
})

test('[REC-7] a record says when it was created and changed; what changes nothing writes nothing', async () => {
  const { kernel, by, rename, commits } = await open()
  const stamps = async (id: string) => {
    const values = (await kernel.reader.find(by.asker, { type: 'company', id }))?.values
    return [values?.['createdAt'], values?.['updatedAt']]
  }
  expect(await rename('Northwind')).toMatchObject({ ok: true, value: { changed: false } })
  expect(commits()).toBe(0)
  const create = { write: 'create', type: 'company', id: 'new', values: { name: 'New' } } as const
  expect(await kernel.writer.write(by, [create])).toMatchObject({
    ok: true,
    value: { changed: true, records: [{ ref: { type: 'company', id: 'new' } }] },
  })
  expect(await stamps('new')).toEqual([start, start])
  await kernel.clock.advance({ ms: 5_000 })
  await kernel.writer.write(by, [{ write: 'update', type: 'company', id: 'new', values: { name: 'Newer' } }])
  expect(await stamps('new')).toEqual([start, start + 5_000])
  await kernel.clock.advance({ ms: 5_000 })
  await kernel.writer.write(by, [{ write: 'archive', type: 'company', id: 'new' }])
  expect(await stamps('new')).toEqual([start, start + 10_000])
})
