import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SchemaSnapshot, silentLog, type Write, type WriteBatch } from '@tenure/core/adapter'
import type { KeptPage } from '@tenure/core/backup'
import { createFakeClock } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { OpenStore } from '../open-store.js'

const text = (name: string) => ({ name, kind: 'string' as const })
const schema: SchemaSnapshot = {
  types: [
    { name: 'part', properties: [text('name')] },
    {
      name: 'account',
      properties: [text('name'), text('zip'), { name: 'size', kind: 'number' }, { name: 'marks', kind: 'json', internal: true }],
    },
  ],
  edges: [
    { edge: 'uses', from: 'account', to: 'part' },
    { edge: 'made', from: 'part', to: 'account' },
    { edge: 'parent', from: 'account', to: 'account' },
  ],
}
const actor = { source: 'user', user: 'u1' } as const
function open(file = ':memory:') {
  const options = { file, readonly: false, synchronous: 'normal', keepFeedMs: 1_000 } as const
  const store = OpenStore.open(options, { clock: createFakeClock(0), log: silentLog, signal: new AbortController().signal })
  onTestFinished(() => store.close())
  store.apply(schema)
  const commit = (at: number, writes: readonly Write[], more: Partial<WriteBatch> = {}) =>
    expect(store.commit({ atomic: true, at, actor, writes, ...more })).toMatchObject({ ok: true })
  return { store, commit }
}
function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-kept-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'store.db')
}
async function taken(pages: AsyncIterable<KeptPage>): Promise<readonly KeptPage[]> {
  const all: KeptPage[] = []
  for await (const page of pages) all.push(page)
  return all
}
const account = (id: string) => ({ type: 'account', id })
const part = (id: string) => ({ type: 'part', id })
const id = (at: number) => String(at).padStart(4, '0')

test('[SDK-11] a backup has each record with its values, its links at their first end, its past, and at last what was purged', async () => {
  const { store, commit } = open()
  commit(1, [
    ...['p2', 'p1', 'b', 'gone', 'also'].map((each): Write => ({ write: 'create', ref: part(each), values: {} })),
    { write: 'create', ref: account('b'), values: { zip: 'Z', name: 'B', size: 1, marks: { of: 'x' } }, since: { size: -5 } },
    { write: 'create', ref: account('a'), values: { name: 'A' } },
    ...[
      ['uses', 'b', part('p2'), undefined],
      ['uses', 'b', part('p1'), 'z'],
      ['uses', 'b', part('p1'), 'a'],
      ['parent', 'b', account('a'), 'main'],
    ].map(
      ([edge, from, to, label]): Write => ({ write: 'link', ref: account(from as string), edge, to, ...(label && { label }) }) as Write,
    ),
    { write: 'link', ref: part('b'), edge: 'made', to: account('a') },
    { write: 'create', ref: account('c'), values: { name: 'C1', size: 7 } },
  ])
  commit(2, [{ write: 'patch', ref: account('b'), values: { name: 'C', zip: null } }], { group: 'g' })
  for (const name of ['C2', 'C3']) commit(2, [{ write: 'patch', ref: account('c'), values: { name, zip: name } }])
  commit(3, [
    { write: 'archive', ref: account('a') },
    { write: 'patch', ref: account('b'), values: { name: null, marks: null } },
  ])
  commit(
    4,
    [part('gone'), part('also')].map((ref) => ({ write: 'purge', ref })),
  )
  const first = { at: 1, actor, before: null, version: '1' }
  expect(await taken(store.kept())).toStrictEqual([
    {
      records: [
        {
          ...{ ref: account('a'), version: '2', values: { name: 'A' }, archivedAt: 3, links: [] },
          history: [{ ...first, property: 'name', value: 'A' }],
        },
        {
          ...{ ref: account('b'), version: '3', values: { size: 1 } },
          links: [
            { edge: 'parent', to: account('a'), label: 'main' },
            { edge: 'uses', to: part('p1'), label: 'a' },
            { edge: 'uses', to: part('p1'), label: 'z' },
            { edge: 'uses', to: part('p2') },
          ],
          history: [
            { ...first, property: 'name', value: 'B' },
            { ...first, property: 'size', value: 1, at: -5 },
            { ...first, property: 'zip', value: 'Z' },
            { property: 'name', value: 'C', before: 'B', at: 2, actor, version: '2', group: 'g' },
            { property: 'zip', value: null, before: 'Z', at: 2, actor, version: '2', group: 'g' },
            { property: 'name', value: null, before: 'C', at: 3, actor, version: '3' },
          ],
        },
        {
          ...{ ref: account('c'), version: '3', values: { name: 'C3', size: 7, zip: 'C3' }, links: [] },
          history: [
            { ...first, property: 'name', value: 'C1' },
            { ...first, property: 'size', value: 7 },
            { property: 'name', value: 'C2', before: 'C1', at: 2, actor, version: '2' },
            { property: 'zip', value: 'C2', before: null, at: 2, actor, version: '2' },
            { property: 'name', value: 'C3', before: 'C2', at: 2, actor, version: '3' },
            { property: 'zip', value: 'C3', before: 'C2', at: 2, actor, version: '3' },
          ],
        },
      ],
    },
    {
      records: [
        { ref: part('b'), version: '1', values: {}, links: [{ edge: 'made', to: account('a') }], history: [] },
        { ref: part('p1'), version: '1', values: {}, links: [], history: [] },
        { ref: part('p2'), version: '1', values: {}, links: [], history: [] },
      ],
    },
    { records: [], purged: [part('also'), part('gone')] },
  ])
})

test('[SDK-11] a page has five hundred records, each with the links and the past of its own', async () => {
  const { store, commit } = open()
  const ids = Array.from({ length: 1_001 }, (_, at) => id(at))
  for (let from = 0; from < ids.length; from += 100)
    commit(
      from,
      ids.slice(from, from + 100).map((each) => ({ write: 'create', ref: part(each), values: { name: each } })),
    )
  commit(5, [
    { write: 'create', ref: account('a'), values: {} },
    ...[0, 499, 500, 999, 1_000].map((at): Write => ({ write: 'link', ref: part(id(at)), edge: 'made', to: account('a'), label: id(at) })),
  ])
  const [first, ...pages] = await taken(store.kept())
  expect(first?.records.map(({ ref }) => ref)).toEqual([account('a')])
  expect(pages.map(({ records }) => records.map(({ ref }) => ref.id))).toEqual([
    ids.slice(0, 500),
    ids.slice(500, 1_000),
    ids.slice(1_000),
    [],
  ])
  const records = pages.flatMap((page) => page.records)
  expect(records.flatMap(({ ref, links }) => links.map(({ label }) => [ref.id, label]))).toEqual(
    [0, 499, 500, 999, 1_000].map((at) => [id(at), id(at)]),
  )
  expect(records.map(({ history }) => history.map(({ value }) => value))).toEqual(ids.map((each) => [each]))
})

test('[SDK-11] a backup is of the state in which it began, from a file as from memory, and lets the file go', async () => {
  const file = freshFile()
  for (const { store, commit } of [open(), open(file)]) {
    commit(
      1,
      [account('a'), part('p')].map((ref) => ({ write: 'create', ref, values: { name: 'old' } })),
    )
    const pages = store.kept()
    const begun = await pages.next()
    commit(2, [
      ...[account('a'), part('p')].map((ref): Write => ({ write: 'patch', ref, values: { name: 'new' } })),
      { write: 'create', ref: part('later'), values: {} },
    ])
    const all = [begun.value as KeptPage, ...(await taken(pages))]
    expect(all.map(({ records }) => records.map(({ ref, values }) => [ref.id, values]))).toEqual([
      [['a', { name: 'old' }]],
      [['p', { name: 'old' }]],
      [],
    ])
    const left = store.kept()
    await left.next()
    await left.return(undefined)
    store.close()
  }
  expect(existsSync(`${file}-wal`)).toBe(false)
})
