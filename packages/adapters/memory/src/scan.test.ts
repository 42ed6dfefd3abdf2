import {
  type AdapterEnv,
  type Atom,
  type CanonicalQuery,
  type ChangeBatch,
  canonicalise,
  type Expression,
  type OrderTerm,
  type Page,
  type StorageAdapter,
  silentLog,
  type Values,
  type Write,
} from '@tenure/core/adapter'
import type { StoreAggregate } from '@tenure/core/aggregate'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { memory } from './index.js'

const io = { signal: new AbortController().signal }
const everything: Expression = { all: [] }
async function open(writes: readonly Write[] = []) {
  const env: AdapterEnv = { clock: createFakeClock(0), log: silentLog, signal: io.signal }
  const store = memory() as StorageAdapter<CanonicalQuery>
  await store.open(env)
  await store.schema?.apply(
    {
      types: [
        {
          name: 'account',
          properties: [
            { name: 'owner', kind: 'user' },
            { name: 'size', kind: 'number' },
            { name: 'domain', kind: 'string', unique: true },
          ],
          indexes: [['owner']],
        },
      ],
      edges: [{ edge: 'uses', from: 'account', to: 'part' }],
    },
    io,
  )
  const commit = (more: readonly Write[], at = 1) => store.commit({ atomic: true, at, actor: { source: 'system' }, writes: more }, io)
  if (writes.length > 0) expect(await commit(writes)).toMatchObject({ ok: true })
  const pagesOf = async (query: Partial<Parameters<typeof canonicalise>[0]>) => {
    const pages: Page[] = []
    for await (const page of store.scan(store.plan(ask(query)), io)) pages.push(page)
    return pages
  }
  const idsOf = async (query: Partial<Parameters<typeof canonicalise>[0]>) =>
    (await pagesOf(query)).flatMap(({ records }) => records.map(({ ref }) => ref.id))
  const rowsOf = (user: Expression) => store.plan(ask({ user })).rows
  return { store, commit, pagesOf, idsOf, rowsOf }
}
const ask = (query: Partial<Parameters<typeof canonicalise>[0]>): CanonicalQuery =>
  canonicalise({
    ...{ type: 'account', user: everything, policy: everything, order: [], select: [], count: false, archived: 'no' },
    ...query,
  })
const create = (type: string, id: string, values: Values = {}): Write => ({ write: 'create', ref: { type, id }, values })
const account = (id: string, values: Values = {}) => create('account', id, values)
const link = (from: string, to: string, label?: string): Write => ({
  ...{ write: 'link', ref: { type: 'account', id: from }, edge: 'uses', to: { type: 'part', id: to } },
  ...(label !== undefined && { label }),
})
const isOwner = (value: string): Atom => ({ atom: 0, test: 'is', property: 'owner', kind: 'user', value })
const isSize = (value: number): Atom => ({ atom: 0, test: 'is', property: 'size', kind: 'number', value })
const uses = { edge: 'uses', forward: true, to: 'part' } as const
const partNamed = (value: string): Expression => ({ atom: 0, test: 'is', property: 'name', kind: 'string', value })
const bySize: OrderTerm = { property: 'size', direction: 'ascending', by: 'value' }

test('a plan is exact in all, for each test of the condition and those behind its links', async () => {
  const { store } = await open([account('a')])
  const first: Expression = { atom: 0, test: 'first', hop: uses, among: partNamed('x'), where: partNamed('y') }
  const some: Expression = { atom: 0, test: 'some', hop: uses, where: { any: [partNamed('x'), { not: partNamed('z') }] } }
  const query = ask({ user: { all: [isSize(1), { any: [first, some] }] }, count: true })
  const exact = { order: 'exact', limit: 'exact', linked: 'exact', native: query, rows: 1 }
  const grades = (count: number) => new Map(Array.from({ length: count }, (_, at) => [at, 'exact']))
  expect(store.plan(query)).toEqual({ ...exact, grades: grades(7), count: 'exact' })
  const plain = ask({})
  expect(store.plan(plain)).toEqual({ ...exact, grades: new Map(), native: plain })
  expect(memory().plan(plain)).toEqual({ order: 'exact', limit: 'exact', linked: 'exact', native: plain, grades: new Map() })
  const native: StoreAggregate = {
    ...{ query, by: [{ property: 'owner', kind: 'user' }], most: 9 },
    measures: [{ measure: 'sum', property: 'size', kind: 'number' }],
  }
  expect(store.aggregate?.plan(native)).toEqual({ grades: grades(7), by: ['exact'], measures: ['exact'], linked: 'exact', native })
})

test('a plan expects as many rows as the shortest list of an index, of ids, or the table has', async () => {
  const { rowsOf } = await open(
    Array.from({ length: 12 }, (_, at) => account(`a${at}`, { owner: `u${at % 3}`, size: at, domain: `d${at}` })),
  )
  const anyOwner = (...values: readonly string[]): Expression => ({ atom: 0, test: 'any-of', property: 'owner', kind: 'user', values })
  const ids = (...of: readonly string[]): Expression => ({ atom: 0, test: 'id-of', ids: of })
  expect([rowsOf(everything), rowsOf(isSize(1)), rowsOf(isOwner('u1')), rowsOf(isOwner('none'))]).toEqual([12, 12, 4, 0])
  expect([rowsOf(anyOwner('u1', 'u2')), rowsOf(ids('a1', 'a2', 'x')), rowsOf({ all: [isOwner('u1'), ids('a1')] })]).toEqual([8, 3, 1])
  expect(rowsOf({ all: [isSize(1), isOwner('u0')] })).toBe(4)
  expect(rowsOf({ atom: 0, test: 'is', property: 'domain', kind: 'string', value: 'D7' })).toBe(1)
})

test('a question finds the same rows through an index as without one', async () => {
  const { idsOf } = await open([
    ...Array.from({ length: 6 }, (_, at) => account(`a${at}`, { owner: `u${at % 2}`, size: at })),
    account('none'),
    account('gone', { owner: 'u1', size: 1 }),
    { write: 'archive', ref: { type: 'account', id: 'gone' } },
  ])
  const any = (...values: readonly string[]): Expression => ({ atom: 0, test: 'any-of', property: 'owner', kind: 'user', values })
  expect(await idsOf({ user: isOwner('u1') })).toEqual(['a1', 'a3', 'a5'])
  expect(await idsOf({ user: any('u1', 'u0', 'u1', 'x') })).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5'])
  expect(await idsOf({ user: { atom: 0, test: 'id-of', ids: ['a4', 'x', 'a2', 'gone', 'a4'] } })).toEqual(['a2', 'a4'])
  expect(await idsOf({ user: { all: [isOwner('u1'), isSize(3)] } })).toEqual(['a3'])
  expect(await idsOf({ user: isOwner('u1'), archived: 'only' })).toEqual(['gone'])
  expect(await idsOf({ user: isOwner('u1'), archived: 'any' })).toEqual(['a1', 'a3', 'a5', 'gone'])
  expect(await idsOf({ user: { any: [isSize(1), isSize(2)] }, archived: 'any' })).toEqual(['a1', 'a2', 'gone'])
})

test('a window is taken from the whole order, and the total counts all that match', async () => {
  const count = 700
  const { pagesOf } = await open(
    Array.from({ length: count }, (_, at) => account(`a${String(at).padStart(3, '0')}`, { size: (at * 7) % 350 })),
  )
  const sorted = Array.from({ length: count }, (_, at) => ({ id: `a${String(at).padStart(3, '0')}`, size: (at * 7) % 350 })).sort(
    (a, b) => a.size - b.size || (a.id < b.id ? -1 : 1),
  )
  const all = sorted.map(({ id }) => id)
  const read = async (query: Partial<Parameters<typeof canonicalise>[0]>) => {
    const [page] = await pagesOf({ order: [bySize], count: true, ...query })
    return [page?.records.map(({ ref }) => ref.id), page?.total]
  }
  expect(await read({})).toEqual([all, count])
  expect(await read({ limit: 3 })).toEqual([all.slice(0, 3), count])
  expect(await read({ limit: 3, offset: 5 })).toEqual([all.slice(5, 8), count])
  expect(await read({ offset: 695 })).toEqual([all.slice(695), count])
  expect(await read({ limit: 5, offset: 698 })).toEqual([all.slice(698), count])
  expect(await read({ limit: 0 })).toEqual([[], count])
  const after = { values: [sorted[9]?.size ?? 0], id: sorted[9]?.id ?? '' }
  expect(await read({ limit: 4, after })).toEqual([all.slice(10, 14), count])
  expect(await read({ limit: 300, after })).toEqual([all.slice(10, 310), count])
  expect(await read({ limit: 2, order: [{ ...bySize, direction: 'descending' }] })).toEqual([
    sorted
      .toSorted((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1))
      .slice(0, 2)
      .map(({ id }) => id),
    count,
  ])
})

test('a condition over links looks at records that are there, by the label that it names', async () => {
  const { store, idsOf } = await open([
    ...['a', 'b', 'c', 'd'].map((id) => account(id)),
    ...['p', 'q', 'gone'].map((id) => create('part', id, { name: id })),
    ...[link('a', 'p', 'main'), link('b', 'p', 'other'), link('c', 'q', 'main'), link('d', 'gone', 'main')],
    { write: 'archive', ref: { type: 'part', id: 'gone' } },
  ])
  const some = (where: Expression, label?: string): Expression => ({
    ...{ atom: 0, test: 'some', where },
    hop: { ...uses, ...(label !== undefined && { label }) },
  })
  expect(await idsOf({ user: some(everything) })).toEqual(['a', 'b', 'c'])
  expect(await idsOf({ user: some(everything, 'main') })).toEqual(['a', 'c'])
  expect(await idsOf({ user: some(partNamed('p')) })).toEqual(['a', 'b'])
  expect(await idsOf({ user: some(partNamed('p'), 'main') })).toEqual(['a'])
  const back: Expression = { atom: 0, test: 'some', hop: { edge: 'uses', forward: false, to: 'account' }, where: everything }
  expect(await idsOf({ type: 'part', user: back })).toEqual(['p', 'q'])
  expect((await store.describe()).edges).toEqual([{ edge: 'uses', from: 'account', to: 'part' }])
})

test('a column over a link is read into the values, and may order the rows and part the groups', async () => {
  const { store, pagesOf } = await open([
    ...['d', 'a', 'b', 'c'].map((id) => account(id, { size: 1 })),
    ...['p', 'q'].map((id) => create('part', id, { name: `part ${id}` })),
    ...[link('a', 'q'), link('b', 'p'), link('d', 'q')],
  ])
  const linked = [{ name: 'parts.name', hop: uses, among: everything, property: 'name', kind: 'string' }] as const
  const select = ['size', 'parts.name', 'other']
  const order: readonly OrderTerm[] = [{ property: 'parts.name', direction: 'ascending', by: 'text' }]
  const rows = async (query: object) => (await pagesOf({ linked, select, ...query })).flatMap(({ records }) => records)
  const [a, b, c, d] = [
    { ref: { type: 'account', id: 'a' }, version: '1', values: { size: 1, 'parts.name': 'part q' } },
    { ref: { type: 'account', id: 'b' }, version: '1', values: { size: 1, 'parts.name': 'part p' } },
    { ref: { type: 'account', id: 'c' }, version: '1', values: { size: 1, 'parts.name': null } },
    { ref: { type: 'account', id: 'd' }, version: '1', values: { size: 1, 'parts.name': 'part q' } },
  ]
  expect(await rows({})).toEqual([a, b, c, d])
  expect(await rows({ order })).toEqual([b, a, d, c])
  const id = { ...linked[0], name: 'parts.id', property: 'id' }
  expect(await rows({ linked: [id, ...linked], order: [bySize, ...order] })).toEqual([b, a, d, c])
  expect(await rows({ order, limit: 1, offset: 1 })).toEqual([a])
  expect(await rows({ limit: 1 })).toEqual([a])
  const aggregate: StoreAggregate = {
    ...{ query: { ...ask({ user: isSize(1) }), linked }, most: 9 },
    ...{ by: [{ property: 'parts.name', kind: 'string' }], measures: [{ measure: 'sum', property: 'size', kind: 'number' }] },
  }
  const offer = store.aggregate?.plan(aggregate)
  const answer = offer && (await store.aggregate?.run(offer, io))
  const group = (key: string | null, count = 1) => ({ key: [key], count, measures: [[{ amount: `${count}`, count }]] })
  expect(answer?.groups).toHaveLength(3)
  expect(answer?.groups).toEqual(expect.arrayContaining([group('part p'), group('part q', 2), group(null)]))
  expect(answer?.asOf).toMatch(/\.1$/)
})

test('groups leave out what is archived or does not match', async () => {
  const { store } = await open([
    ...Array.from({ length: 5 }, (_, at) => account(`a${at}`, { owner: `u${at % 2}`, size: at })),
    { write: 'archive', ref: { type: 'account', id: 'a4' } },
  ])
  const counts = async (user: Expression, archived: CanonicalQuery['archived'] = 'no') => {
    const offer = store.aggregate?.plan({
      query: ask({ user, archived }),
      by: [{ property: 'owner', kind: 'user' }],
      measures: [],
      most: 9,
    })
    const answer = offer && (await store.aggregate?.run(offer, io))
    return new Map(answer?.groups.map(({ key, count }) => [key[0], count]))
  }
  expect(await counts(everything)).toEqual(
    new Map([
      ['u0', 2],
      ['u1', 2],
    ]),
  )
  expect(await counts(everything, 'any')).toEqual(
    new Map([
      ['u0', 3],
      ['u1', 2],
    ]),
  )
  expect(await counts({ any: [isSize(0), isSize(4), isOwner('none')] })).toEqual(new Map([['u0', 1]]))
  expect(await counts(isOwner('u0'), 'only')).toEqual(new Map([['u0', 1]]))
})

test('rows are ordered by the names of their users, and found by when a value was given', async () => {
  const { commit, idsOf } = await open([
    ...[create('user', 'u1', { name: 'Zoe' }), create('user', 'u2', { name: 'adam' })],
    ...[account('a', { owner: 'u1' }), account('b', { owner: 'u2' })],
  ])
  const order: readonly OrderTerm[] = [{ property: 'owner', direction: 'ascending', by: 'user' }]
  expect([await idsOf({}), await idsOf({ order })]).toEqual([
    ['a', 'b'],
    ['b', 'a'],
  ])
  await commit([{ write: 'patch', ref: { type: 'account', id: 'a' }, values: { owner: 'u2' } }], 7)
  const changed = (since: number, to?: string): Expression => ({
    ...{ atom: 0, test: 'changed', property: 'owner', kind: 'user', since },
    ...(to !== undefined && { to }),
  })
  expect([await idsOf({ user: changed(7) }), await idsOf({ user: changed(8) }), await idsOf({ user: changed(1, 'u2') })]).toEqual([
    ['a'],
    [],
    ['a', 'b'],
  ])
})

test('pages have a thousand rows, the first with the place of the store; what is written meanwhile is not in them', async () => {
  const ids = Array.from({ length: 2_000 }, (_, at) => `a${String(at).padStart(4, '0')}`)
  const { store, commit, pagesOf } = await open(ids.map((id) => account(id, { size: 1 })))
  expect((await pagesOf({})).map(({ records, asOf, total }) => [records.length, asOf?.split('.')[1], total])).toEqual([
    [1_000, '1', undefined],
    [1_000, undefined, undefined],
  ])
  await commit([account('last', { size: 1 })])
  const reading = store.scan(store.plan(ask({ select: ['size'], count: true })), io)[Symbol.asyncIterator]()
  const read = async () => (await reading.next()).value as Page
  const first = await read()
  await commit([account('b0'), { write: 'archive', ref: { type: 'account', id: 'a1999' } }])
  expect([first.records.length, first.total, first.asOf?.split('.')[1]]).toEqual([1_000, 2_001, '2'])
  const second = await read()
  expect(second).toEqual({
    records: ids.slice(1_000).map((id) => ({ ref: { type: 'account', id }, version: '1', values: { size: 1 } })),
  })
  await store.close()
  await expect(reading.next()).rejects.toMatchObject({
    problem: { code: 'storage.closed', message: 'The memory store is not open.', details: { store: 'memory' } },
  })
})

test('the feed is followed from where it was when it was asked for, and ends with the store', async () => {
  const { store, commit } = await open([account('a')])
  const asked = store.changes('head', io)
  await commit([account('b')])
  const following = asked[Symbol.asyncIterator]()
  const second: ChangeBatch = (await following.next()).value
  expect([second.changes.map(({ ref }) => ref.id), second.cursor.split('.')[1]]).toEqual([['b'], '2'])
  const from = store.changes(`${second.cursor.split('.')[0]}.0`, io)[Symbol.asyncIterator]()
  const first: ChangeBatch = (await from.next()).value
  expect(first.changes.map(({ ref }) => ref.id)).toEqual(['a'])
  const last = following.next()
  await store.close()
  expect(await last).toEqual({ done: true, value: undefined })
  const closed = { problem: { code: 'storage.closed', message: 'The memory store is not open.', details: { store: 'memory' } } }
  await expect(store.changes('head', io)[Symbol.asyncIterator]().next()).rejects.toMatchObject(closed)
  await expect(store.changes('x.1', io)[Symbol.asyncIterator]().next()).rejects.toMatchObject(closed)
  await expect(store.read([{ type: 'account', id: 'a' }], io)).rejects.toMatchObject(closed)
  expect(store.kind).toBe('memory')
})
