import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import type { Kernel } from '../host/kernel.js'
import { testKernel } from '../host/test-kernel.js'
import { Company, Contact, Deal } from '../schema/object-types.js'
import type { ChangeBatch, StorageAdapter } from '../storage/adapter.js'
import type { RecordWrite } from './write.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seed = {
  users: [{ id: 'vera', name: 'Vera', seat: true, permissions: ['workspace.access'], objects: { '*': all } }],
  records: [
    record(Company, 'c1', { name: 'Northwind' }),
    record(Company, 'c2', { name: 'Contoso' }),
    record(Company, 'c3', { name: 'Fabrikam' }),
    record(Contact, 'p1', { name: 'Pia' }),
    record(Deal, 'd1', { name: 'Renewal', pipeline: 'sales', stage: 'qualified' }),
    record(Deal, 'd2', { name: 'Upsell', pipeline: 'sales', stage: 'qualified' }),
  ],
}
const signal = new AbortController().signal
async function open() {
  const storage: StorageAdapter = memory(seed)
  const kernel = await testKernel(seed, undefined, storage)
  const batches: ChangeBatch[] = []
  const commit = storage.commit.bind(storage)
  storage.commit = async (batch, io) => {
    const result = await commit(batch, io)
    if (result.ok && result.changes !== undefined) batches.push({ cursor: result.cursor ?? '', changes: result.changes } as ChangeBatch)
    return result
  }
  const write = (...writes: RecordWrite[]) => kernel.writer.write(by(kernel), writes)
  const find = async (type: string, id: string) => (await storage.read([{ type, id }], { signal }))[0]
  const links = async (type: string, id: string, edge: string, forward: boolean) =>
    (await storage.links?.read([{ type, id }], edge, forward, { signal }))?.[0]?.map((end) => end.id)
  return { kernel, storage, write, find, links, batches }
}
const by = (kernel: Kernel) => ({ asker: kernel.askers.get('vera'), actor: { user: 'vera', source: 'user' } }) as const
const update = (id: string, values: Readonly<Record<string, string | null>>, version?: string): RecordWrite => ({
  write: 'update',
  type: 'company',
  id,
  values,
  ...(version !== undefined && { version }),
})
const toCompany = (write: 'associate' | 'unassociate', id: string, to: string): RecordWrite => ({
  write,
  type: 'deal',
  id,
  association: 'company',
  to,
})
const codeOf = (outcome: Awaited<ReturnType<Kernel['writer']['write']>>) => (outcome.ok ? 'ok' : outcome.problem.code)

test('several writes of one batch to a record are one change, from its first image to its last', async () => {
  const { write, find, batches } = await open()
  getValue(await write(update('c1', { name: 'First' }), update('c1', { domain: 'a.example' }), update('c1', { name: 'Last' })))
  expect((await find('company', 'c1'))?.values).toMatchObject({ name: 'Last', domain: 'a.example' })
  const changes = batches[0]?.changes.filter(({ ref }) => ref.id === 'c1')
  expect(changes).toHaveLength(1)
  expect(changes?.[0]).toMatchObject({
    change: 'patch',
    changed: ['domain', 'name'],
    before: { name: 'Northwind' },
    after: { name: 'Last' },
  })
})

test('a record that is created and archived in one batch is archived', async () => {
  const { write, find } = await open()
  getValue(
    await write(
      { write: 'create', type: 'company', id: 'new', values: { name: 'Short-lived' } },
      { write: 'archive', type: 'company', id: 'new' },
    ),
  )
  expect(await find('company', 'new')).toMatchObject({ values: { name: 'Short-lived' }, archivedAt: expect.any(Number) })
})

test('a record that is created, changed and linked in one batch is all of that', async () => {
  const { write, find, links } = await open()
  getValue(
    await write(
      { write: 'create', type: 'deal', id: 'new', values: { name: 'Draft' } },
      { write: 'update', type: 'deal', id: 'new', values: { name: 'Named' } },
      toCompany('associate', 'new', 'c1'),
    ),
  )
  expect((await find('deal', 'new'))?.values).toMatchObject({ name: 'Named' })
  expect(await links('deal', 'new', 'deal-company', true)).toEqual(['c1'])
})

test('archived and restored in one batch, a record is as before; changed and archived, it is both', async () => {
  const { write, find } = await open()
  getValue(await write({ write: 'archive', type: 'company', id: 'c1' }, { write: 'restore', type: 'company', id: 'c1' }))
  expect((await find('company', 'c1'))?.archivedAt).toBeUndefined()
  getValue(await write(update('c2', { name: 'Former' }), { write: 'archive', type: 'company', id: 'c2' }))
  expect(await find('company', 'c2')).toMatchObject({ values: { name: 'Former' }, archivedAt: expect.any(Number) })
})

test('[REC-10] an archived record takes no changes and no links until it is restored', async () => {
  const { write, links } = await open()
  getValue(await write({ write: 'archive', type: 'company', id: 'c1' }))
  expect(codeOf(await write(update('c1', { name: 'X' })))).toBe('record.not-found')
  expect(codeOf(await write(toCompany('associate', 'd1', 'c1')))).toBe('record.not-found')
  expect(codeOf(await write({ write: 'archive', type: 'deal', id: 'd1' }, toCompany('associate', 'd1', 'c2')))).toBe('record.not-found')
  expect(await links('deal', 'd1', 'deal-company', true)).toEqual([])
  getValue(await write({ write: 'restore', type: 'company', id: 'c1' }, toCompany('associate', 'd1', 'c1')))
  expect(await links('deal', 'd1', 'deal-company', true)).toEqual(['c1'])
})

test('archiving and restoring check the version that the caller saw', async () => {
  const { kernel, write, find } = await open()
  const seen = async () => (await kernel.reader.find(kernel.askers.get('vera'), { type: 'company', id: 'c1' }))?.version ?? ''
  const former = await seen()
  getValue(await write(update('c1', { name: 'Changed meanwhile' })))
  expect(await write({ write: 'archive', type: 'company', id: 'c1', version: former })).toMatchObject({
    ok: false,
    problem: { code: 'record.conflict', details: { version: await seen() } },
  })
  expect((await find('company', 'c1'))?.archivedAt).toBeUndefined()
  getValue(await write({ write: 'archive', type: 'company', id: 'c1', version: await seen() }))
  expect(codeOf(await write({ write: 'restore', type: 'company', id: 'c1', version: former }))).toBe('record.conflict')
  expect((await find('company', 'c1'))?.archivedAt).toBeDefined()
  getValue(await write({ write: 'restore', type: 'company', id: 'c1', version: await seen() }))
})

test('a conflict of one write refuses the whole batch, and says what is newer', async () => {
  const { kernel, write, find } = await open()
  const former = (await kernel.reader.find(kernel.askers.get('vera'), { type: 'company', id: 'c1' }))?.version ?? ''
  getValue(await write(update('c1', { name: 'Changed meanwhile' })))
  const outcome = await write(update('c2', { name: 'Not written' }), update('c1', { name: 'Late', domain: 'late.example' }, former))
  expect(outcome).toMatchObject({
    ok: false,
    problem: {
      code: 'record.conflict',
      details: { record: { type: 'company', id: 'c1' }, newer: { name: 'Changed meanwhile', domain: null } },
    },
  })
  expect((await find('company', 'c2'))?.values['name']).toBe('Contoso')
})

test('a single end that is linked twice in a batch keeps the last link alone', async () => {
  const { write, links } = await open()
  getValue(await write(toCompany('associate', 'd1', 'c1'), toCompany('associate', 'd1', 'c2')))
  expect(await links('deal', 'd1', 'deal-company', true)).toEqual(['c2'])
  expect(await links('company', 'c1', 'deal-company', false)).toEqual([])
  getValue(await write(toCompany('associate', 'd1', 'c3'), toCompany('associate', 'd1', 'c1'), toCompany('associate', 'd1', 'c3')))
  expect(await links('deal', 'd1', 'deal-company', true)).toEqual(['c3'])
  expect([await links('company', 'c1', 'deal-company', false), await links('company', 'c2', 'deal-company', false)]).toEqual([[], []])
})

test('a single end is replaced from its other side too', async () => {
  const { write, links } = await open()
  const toDeal = (id: string): RecordWrite => ({ write: 'associate', type: 'company', id, association: 'deals', to: 'd1' })
  getValue(await write(toDeal('c1')))
  getValue(await write(toDeal('c2'), toDeal('c3')))
  expect(await links('deal', 'd1', 'deal-company', true)).toEqual(['c3'])
  for (const id of ['c1', 'c2']) expect(await links('company', id, 'deal-company', false)).toEqual([])
})

test('linked and unlinked in one batch, a link is as the last write says', async () => {
  const { write, links } = await open()
  getValue(await write(toCompany('associate', 'd1', 'c1'), toCompany('unassociate', 'd1', 'c1')))
  expect(await links('deal', 'd1', 'deal-company', true)).toEqual([])
  getValue(await write(toCompany('associate', 'd1', 'c1')))
  getValue(await write(toCompany('unassociate', 'd1', 'c1'), toCompany('associate', 'd1', 'c1')))
  expect(await links('deal', 'd1', 'deal-company', true)).toEqual(['c1'])
})

test('two records that are created with one id in a batch are refused, and so is the id of an archived one', async () => {
  const { write, find } = await open()
  const create = (id: string): RecordWrite => ({ write: 'create', type: 'company', id, values: { name: 'Twin' } })
  expect(codeOf(await write(create('new'), create('new')))).toBe('record.taken')
  expect(await find('company', 'new')).toBeNull()
  getValue(await write({ write: 'archive', type: 'company', id: 'c1' }))
  expect(codeOf(await write(create('c1')))).toBe('record.taken')
})

test('a write that changes nothing stores nothing', async () => {
  const { write, batches, find } = await open()
  const before = await find('company', 'c1')
  getValue(await write(update('c1', { name: 'Northwind', domain: null })))
  getValue(await write({ write: 'restore', type: 'company', id: 'c1' }))
  expect(batches.flatMap(({ changes }) => changes)).toEqual([])
  expect((await find('company', 'c1'))?.version).toBe(before?.version)
})
