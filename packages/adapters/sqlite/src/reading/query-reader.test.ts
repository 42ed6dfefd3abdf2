import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CanonicalQuery, canonicalise, type Expression, type IO, type StorageAdapter, silentLog } from '@tenure/core/adapter'
import { createFakeClock } from '@tenure/testing'
import { afterAll, afterEach, expect, test } from 'vitest'
import { Connection } from '../connection.js'
import { tunedSqlite } from '../sqlite.js'
import type { ReadTuning } from './query-reader.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-reading-'))
const stores: StorageAdapter[] = []
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const io: IO = { signal: new AbortController().signal }
const clock = createFakeClock('2026-06-30T12:00:00Z')
async function open(name: string, tuning: Partial<ReadTuning>, readonly = false): Promise<StorageAdapter> {
  const store = tunedSqlite({ file: join(folder, name), synchronous: 'normal', readonly }, tuning) as StorageAdapter
  await store.open({ clock, log: silentLog, signal: io.signal })
  stores.push(store)
  const type = { name: 'company', properties: [{ name: 'name', kind: 'string' as const }], indexes: [['name']] }
  if (!readonly) await store.schema?.apply({ types: [type], edges: [] }, io)
  return store
}
const add = (store: StorageAdapter, from: number, count: number) =>
  store.commit(
    {
      atomic: true,
      at: 1,
      actor: { source: 'user' },
      writes: Array.from({ length: count }, (_, at) => ({
        write: 'create',
        ref: { type: 'company', id: `c${String(from + at).padStart(5, '0')}` },
        values: { name: `Name ${(from + at) % 7}` },
      })),
    },
    io,
  )
const everything: Expression = { all: [] }
const named: Expression = { atom: 0, test: 'contains', property: 'name', kind: 'string', text: '3' }
const query = (user: Expression, limit?: number) => {
  const order = [{ property: 'name', direction: 'descending', by: 'text' }] as const
  const parts = { type: 'company', user, policy: everything, order, select: ['name'], count: true, archived: 'no' as const }
  return canonicalise({ ...parts, ...(limit !== undefined && { limit }) })
}
const read = (store: StorageAdapter, user: Expression, limit?: number) => collect(store, query(user, limit))
const collect = async (store: StorageAdapter, asked: CanonicalQuery) => {
  const pages = []
  for await (const page of store.scan(store.plan(asked), io)) pages.push(page)
  const [first] = pages
  return { ids: pages.flatMap(({ records }) => records.map(({ ref }) => ref.id)), total: first?.total, asOf: first?.asOf }
}

test('[SEC-17] a query that takes long gives the same answer from a process as from this thread', async () => {
  const plain = await open('same.db', { fewRows: 1_000_000 })
  await add(plain, 0, 1300)
  const here = await Promise.all([read(plain, everything), read(plain, named, 20), read(plain, everything, 0)])
  await plain.close()
  // Burnt by the first row that is looked at.
  const burning = await open('same.db', { fewRows: 0, fuseMs: -1 })
  expect(await Promise.all([read(burning, everything), read(burning, named, 20), read(burning, everything, 0)])).toEqual(here)
  expect(here.map(({ ids, total }) => [ids.length, total])).toEqual([
    [1300, 1300],
    [20, 186],
    [0, 1300],
  ])
})

test('[SEC-17] pages that are read from the end of their list are those that are read from its beginning', async () => {
  const file = await open('far.db', {})
  await add(file, 0, 300)
  const nameless = Array.from({ length: 9 }, (_, at) => ({ type: 'company', id: `c0${at}` }))
  await file.commit(
    { atomic: true, at: 1, actor: { source: 'user' }, writes: nameless.map((ref) => ({ write: 'create', ref, values: {} })) },
    io,
  )
  await file.close()
  const queries = [everything, named].flatMap((user) =>
    (['ascending', 'descending'] as const).flatMap((direction) =>
      [0, 1, 17, 150, 200, 295, 299, 302, 309, 400].map((offset) => ({
        ...query(user, 10),
        order: [{ property: 'name', direction, by: 'text' } as const],
        offset,
      })),
    ),
  )
  const readAll = async (tuning: Partial<ReadTuning>) => {
    const store = await open('far.db', tuning)
    const pages = []
    for (const each of queries) pages.push(await collect(store, each))
    await store.close()
    return pages
  }
  const forwards = await readAll({ farFrom: 1_000_000 })
  expect(forwards.reduce((sum, { ids }) => sum + ids.length, 0)).toBeGreaterThan(200)
  expect(await readAll({ farFrom: 0 })).toEqual(forwards)
  expect(await readAll({ farFrom: 0, fewRows: 0, fuseMs: 0 })).toEqual(forwards)
})

test('[SEC-17] who writes reads it at once, also where a process reads', async () => {
  const store = await open('own.db', { fewRows: 0, fuseMs: 0 })
  for (let round = 0; round < 20; round++) {
    const result = await add(store, round * 10, 10)
    expect(await read(store, everything, 5)).toMatchObject({ total: (round + 1) * 10, asOf: result.ok ? result.cursor : '' })
  }
  const other = await open('own.db', { fewRows: 0, fuseMs: 0 }, true)
  expect(await read(other, everything, 5)).toMatchObject({ total: 200 })
})

test('[SEC-17] a short aggregate is read on this thread; one that asks history or links is read in a process', async () => {
  const store = await open('groups.db', { fewRows: 1_000, fuseMs: 0 })
  await add(store, 0, 20)
  // What is read here is there before anybody can give it up.
  const groups = async (user: Expression) => {
    const asked = { query: { ...query(user), count: false }, by: [], measures: [], most: 10 }
    const life = new AbortController()
    const offer = store.aggregate?.plan(asked)
    const answer = offer && store.aggregate?.run(offer, { signal: life.signal })
    life.abort()
    return (await answer)?.groups[0]?.count
  }
  expect(await groups(everything)).toBe(20)
  const changed: Expression = { atom: 0, test: 'changed', property: 'name', kind: 'string', since: 0 }
  await expect(groups(changed)).rejects.toThrow()
})

test('[SEC-17] a fuse stops a statement in its middle, and the connection goes on', () => {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  const numbers = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 100000)'
  const count = () => connection.get(`${numbers} SELECT count(*) FROM n WHERE (x & 63) <> 0 OR tenure_fuse()`, [])
  expect(connection.fuse.run(-1, count)).toBeUndefined()
  expect(connection.fuse.run(60_000, count)).toEqual([100_000])
  expect(() => connection.fuse.run(60_000, () => connection.get('SELECT absent', []))).toThrow('no such column')
  connection.close()
})
