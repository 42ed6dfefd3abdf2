import { type AdapterEnv, silentLog, type Write } from '@tenure/core/adapter'
import type { KeptPage, KeptRecord } from '@tenure/core/backup'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { memory } from './index.js'

const io = { signal: new AbortController().signal }
async function open(writes: readonly Write[] = []) {
  const env: AdapterEnv = { clock: createFakeClock(0), log: silentLog, signal: io.signal }
  const store = memory()
  await store.open(env)
  const commit = (more: readonly Write[]) => store.commit({ atomic: true, at: 0, actor: { source: 'system' }, writes: more }, io)
  if (writes.length > 0) expect(await commit(writes)).toMatchObject({ ok: true })
  const kept = async (): Promise<readonly KeptPage[]> => {
    const pages: KeptPage[] = []
    for await (const page of store.backup?.read(io) ?? []) pages.push(page)
    return pages
  }
  return { store, commit, kept }
}
const create = (type: string, id: string): Write => ({ write: 'create', ref: { type, id }, values: {} })
const idsOf = ({ records }: KeptPage) => records.map(({ ref }) => `${ref.type} ${ref.id}`)

test('a backup has pages of five hundred records, by type and id, and what was purged last', async () => {
  const ids = Array.from({ length: 501 }, (_, at) => String(at).padStart(3, '0'))
  const { kept } = await open([...ids.toReversed().map((id) => create('part', id)), create('account', 'z'), create('account', 'b')])
  const pages = await kept()
  expect(pages.map(idsOf)).toEqual([['account b', 'account z'], ids.slice(0, 500).map((id) => `part ${id}`), ['part 500'], []])
  expect(pages.map(({ purged }) => purged)).toEqual([undefined, undefined, undefined, []])
})

test('what was purged is kept by type and then by id', async () => {
  const refs = ['b 2', 'a 3', 'b 1', 'a 4', 'c 0'].map((each) => ({ type: each.slice(0, 1), id: each.slice(2) }))
  const { commit, kept, store } = await open(refs.map(({ type, id }) => create(type, id)))
  await commit(refs.map((ref) => ({ write: 'purge', ref })))
  const pages = await kept()
  expect(pages).toEqual([
    {
      records: [],
      purged: [
        { type: 'a', id: '3' },
        { type: 'a', id: '4' },
        { type: 'b', id: '1' },
        { type: 'b', id: '2' },
        { type: 'c', id: '0' },
      ],
    },
  ])
  const other = await open()
  await other.store.backup?.restore(
    (async function* () {
      yield* pages
    })(),
    io,
  )
  expect(await other.commit([create('a', '3')])).toEqual({ ok: false, because: 'exists', at: 0 })
  expect(await store.read([{ type: 'a', id: '3' }], io)).toEqual([null])
})

test('the links of a record are kept by edge, then by the other record, then by label, at their first end alone', async () => {
  const ref = { type: 'account', id: 'a' }
  const links = ['f 1 x', 'e 2 b', 'e 1 z', 'e 2 a', 'e 1', 'f 0 y'].map((each) => each.split(' '))
  const { kept } = await open([
    ...[create('account', 'a'), create('part', '0'), create('part', '1'), create('part', '2')],
    ...links.map(
      ([edge = '', id = '', label]): Write => ({
        ...{ write: 'link', edge, ref, to: { type: 'part', id } },
        ...(label !== undefined && { label }),
      }),
    ),
  ])
  const to = (id: string) => ({ type: 'part', id })
  const [accounts, parts] = await kept()
  expect(accounts?.records[0]?.links).toStrictEqual([
    { edge: 'e', to: to('1') },
    { edge: 'e', to: to('1'), label: 'z' },
    { edge: 'e', to: to('2'), label: 'a' },
    { edge: 'e', to: to('2'), label: 'b' },
    { edge: 'f', to: to('0'), label: 'y' },
    { edge: 'f', to: to('1'), label: 'x' },
  ])
  expect(parts?.records.flatMap((each) => each.links)).toEqual([])
})

const actor = { source: 'user', user: 'u1' } as const
async function* pagesOf(...pages: readonly KeptPage[]): AsyncGenerator<KeptPage> {
  yield* pages
}
const bare = (type: string, id: string, more: Partial<KeptRecord> = {}): KeptRecord => ({
  ...{ ref: { type, id }, version: '1', values: {}, links: [], history: [] },
  ...more,
})

test('[SDK-11] a record is kept with its values, its links and its past in the order of the commits, and is the same when it was filled in', async () => {
  const { store, kept } = await open()
  const [a, p] = [
    { type: 'account', id: 'a' },
    { type: 'part', id: 'p' },
  ]
  const commit = (at: number, writes: readonly Write[], group?: string) =>
    store.commit({ atomic: true, at, actor, writes, ...(group !== undefined && { group }) }, io)
  await commit(1, [
    { write: 'create', ref: a, values: { zip: 'Z', name: 'A' } },
    create('part', 'p'),
    ...['main', undefined].map((label): Write => ({ write: 'link', ref: a, edge: 'e', to: p, ...(label !== undefined && { label }) })),
  ])
  for (let at = 2; at < 12; at++) await commit(at, [{ write: 'patch', ref: a, values: { zip: null, name: `B${at}` } }], 'g')
  await commit(12, [{ write: 'archive', ref: a }])
  const pages = await kept()
  const first = { at: 1, actor, before: null, version: '1' }
  expect(pages).toStrictEqual([
    {
      records: [
        {
          ...{ ref: a, version: '12', values: { name: 'B11' }, archivedAt: 12 },
          links: [
            { edge: 'e', to: p },
            { edge: 'e', to: p, label: 'main' },
          ],
          history: [
            { ...first, property: 'name', value: 'A' },
            { ...first, property: 'zip', value: 'Z' },
            ...Array.from({ length: 10 }, (_, at) => ({
              ...{ property: 'name', value: `B${at + 2}`, before: at === 0 ? 'A' : `B${at + 1}` },
              ...{ at: at + 2, actor, version: `${at + 2}`, group: 'g' },
            })).flatMap((entry, at) => [entry, ...(at === 0 ? [{ ...entry, property: 'zip', value: null, before: 'Z' }] : [])]),
          ],
        },
      ],
    },
    { records: [bare('part', 'p')] },
    { records: [], purged: [] },
  ])
  const other = await open()
  await other.store.backup?.restore(pagesOf(...pages), io)
  expect(await other.kept()).toStrictEqual(pages)
  const past = async ({ history }: typeof store) => (await history?.read([a], undefined, 99, io))?.[0]
  expect(await past(other.store)).toStrictEqual(await past(store))
  expect(await other.store.links?.read([p], 'e', false, io)).toEqual([[{ id: 'a' }, { id: 'a', label: 'main' }]])
})

test('[SDK-11] what does not fit is refused and says why, and nothing of it is there', async () => {
  const { store, commit } = await open()
  const types = [{ name: 'account', properties: [{ name: 'name', kind: 'string', unique: true }] }] as const
  const schema = { types, edges: [{ edge: 'uses', from: 'account', to: 'part' }] }
  await store.schema?.apply(schema, io)
  const to = (type: string, id: string, edge = 'uses') => bare('account', 'b', { links: [{ edge, to: { type, id } }] })
  const refusals: readonly (readonly [KeptRecord, string])[] = [
    [bare('account', 'a'), 'There are two records account a.'],
    [bare('account', 'b', { values: { name: 'A' } }), 'Another account has the name of b.'],
    [to('account', 'a'), 'No link along uses goes from account to account.'],
    [to('part', 'nobody'), 'A link along uses leads to part nobody, which is not there.'],
  ]
  const refused = (message: string) => ({ problem: { code: 'storage.refused', message, details: { capability: 'backup' } } })
  for (const [wrong, message] of refusals) {
    const pages = pagesOf({ records: [bare('account', 'a', { values: { name: 'A' } })] }, { records: [wrong] })
    await expect(store.backup?.restore(pages, io)).rejects.toMatchObject(refused(message))
    expect(await store.read([{ type: 'account', id: 'a' }], io)).toEqual([null])
  }
  for (const wrong of [bare('account', 'a\0'), bare('account', 'a', { values: { name: '\ud800' } }), to('part', 'p')]) {
    const links = wrong.links.map((link) => ({ ...link, label: '\0' }))
    const pages = pagesOf({ records: [bare('part', 'p'), { ...wrong, links }] })
    await expect(store.backup?.restore(pages, io)).rejects.toMatchObject({ code: 'input.invalid' })
    expect(await store.read([{ type: 'part', id: 'p' }], io)).toEqual([null])
  }
  const feed = store.changes('head', io)[Symbol.asyncIterator]()
  const next = feed.next()
  await store.backup?.restore(pagesOf({ records: [to('part', 'p'), bare('part', 'p')] }), io)
  expect(await next).toEqual({ done: true, value: undefined })
  expect(await store.describe()).toEqual(schema)
  const message = 'The store has records: only an empty one can be filled.'
  await expect(store.backup?.restore(pagesOf(), io)).rejects.toMatchObject(refused(message))
  expect(await commit([create('account', 'b')])).toMatchObject({ ok: false, because: 'exists' })
})

test('[SDK-11] a store with a single record, of a type that nobody declared, is not empty', async () => {
  const { store } = await open([create('part', 'p')])
  await expect(store.backup?.restore(pagesOf(), io)).rejects.toMatchObject({ code: 'storage.refused' })
})
