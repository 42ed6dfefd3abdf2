import { type AdapterEnv, silentLog, type Write } from '@tenure/core/adapter'
import type { KeptPage } from '@tenure/core/backup'
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
