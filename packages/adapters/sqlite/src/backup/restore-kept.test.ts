import { type HistoryEntry, type SchemaSnapshot, silentLog, type Write } from '@tenure/core/adapter'
import type { KeptPage, KeptRecord } from '@tenure/core/backup'
import { emptyLayout, extendLayout, LayoutView, laterColumnSteps, migrate, sideTableSteps, sqliteDialect } from '@tenure/sql'
import { createFakeClock } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { BatchWriter } from '../batch-writer.js'
import { Connection } from '../connection.js'
import { OpenStore } from '../open-store.js'
import { KeptWriter, restoreAll } from './restore-kept.js'

const schema: SchemaSnapshot = {
  types: [
    {
      name: 'account',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'tags', kind: 'multi_enumeration' },
        { name: 'size', kind: 'number' },
      ],
    },
    { name: 'part', properties: [] },
  ],
  edges: [
    { edge: 'uses', from: 'account', to: 'part' },
    { edge: 'made', from: 'part', to: 'account' },
  ],
}
const actor = { source: 'user', user: 'u1' } as const
const account = (id: string) => ({ type: 'account', id })
const part = (id: string) => ({ type: 'part', id })
const kept = (ref: KeptRecord['ref'], more: Partial<KeptRecord> = {}): KeptRecord => ({
  ...{ ref, version: '1', values: {}, links: [], history: [] },
  ...more,
})
const created = (property: string, value: HistoryEntry['value'], at = 1): HistoryEntry => ({
  ...{ property, value, before: null, at, actor, version: '1' },
})
async function* pagesOf(...pages: readonly KeptPage[]): AsyncGenerator<KeptPage> {
  yield* pages
}

/** An empty store; `rows` are those of a table, `restore` fills it. */
function open() {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  onTestFinished(() => connection.close())
  const [dialect, layout] = [sqliteDialect(), extendLayout(emptyLayout, schema)]
  for (const step of [...sideTableSteps(dialect), ...laterColumnSteps([], dialect), ...migrate(emptyLayout, layout, dialect)])
    connection.exec(step)
  const view = new LayoutView(layout)
  const writer = new KeptWriter(connection, view, new BatchWriter(connection, view))
  const rows = (columns: string, table: string) => connection.all(`SELECT ${columns} FROM ${table} ORDER BY 1, 2, 3`, [])
  return { rows, restore: (...pages: readonly KeptPage[]) => restoreAll(connection, writer, pagesOf(...pages)) }
}

test('[SDK-11] a record is filled in with its version, its values, its links and what was purged', async () => {
  const { restore, rows } = open()
  const links = [
    { edge: 'uses', to: part('p'), label: 'main' },
    { edge: 'uses', to: part('p') },
  ]
  await restore(
    { records: [kept(account('a'), { version: '3', values: { name: 'Ä', tags: ['y', 'x'] }, archivedAt: 9, links })] },
    { records: [kept(part('p'), { links: [{ edge: 'made', to: account('a') }] })], purged: [part('gone'), part('gone')] },
    { records: [], purged: [account('gone')] },
  )
  expect(rows('id, version, archived_at, name, name__fold, tags, size', 'account')).toEqual([['a', 3, 9, 'Ä', 'ä', '["x","y"]', null]])
  expect(rows('id, version, archived_at', 'part')).toEqual([['p', 1, null]])
  expect(rows('edge, from_id, to_id, label', 'tenure_edge')).toEqual([
    ['made', 'p', 'a', ''],
    ['uses', 'a', 'p', ''],
    ['uses', 'a', 'p', 'main'],
  ])
  expect(rows('type, id, 0', 'tenure_purged')).toEqual([
    ['account', 'gone', 0],
    ['part', 'gone', 0],
  ])
})

test('[SDK-11] of the past, a creation is one row but for values with dates of their own, and each later value is one', async () => {
  const { restore, rows } = open()
  const later: HistoryEntry = {
    property: 'name',
    value: null,
    before: 'A',
    at: 5,
    actor: { source: 'import' } as never,
    version: '2',
    group: 'g',
  }
  const history = [
    created('name', 'A'),
    created('size', 4, -7),
    created('tags', ['y', 'x']),
    later,
    { ...created('tags', ['z'], 6), before: ['x', 'y'], version: '2' },
    { ...created('size', 5), version: '2' },
  ]
  await restore({
    records: [
      kept(account('a'), { version: '2', values: { tags: ['z'], size: 4 }, history }),
      kept(account('b'), { history: [created('name', 'B', 2)] }),
    ],
  })
  const by = JSON.stringify(actor)
  expect(rows('property, version, at, type, id, value, before, actor, batch_group', 'tenure_history')).toEqual([
    ['', 1, 1, 'account', 'a', '{"name":"A","tags":["x","y"]}', null, by, null],
    ['', 1, 2, 'account', 'b', '{"name":"B"}', null, by, null],
    ['name', 2, 5, 'account', 'a', null, '"A"', '{"source":"import"}', 'g'],
    ['size', 1, -7, 'account', 'a', '4', null, by, null],
    ['size', 2, 1, 'account', 'a', '5', null, by, null],
    ['tags', 2, 6, 'account', 'a', '["z"]', '["x","y"]', by, null],
  ])
})

test('[SDK-11] a value of the first version that had one before has a row of its own', async () => {
  const { restore, rows } = open()
  await restore({ records: [kept(account('a'), { history: [{ ...created('name', 'B'), before: 'A' }] })] })
  expect(rows('property, value, before', 'tenure_history')).toEqual([['name', '"B"', '"A"']])
})

test('[SDK-11] what does not fit is refused, says why, and nothing of it is there', async () => {
  const { restore, rows } = open()
  const tables = ['account', 'part', 'tenure_edge', 'tenure_history', 'tenure_purged']
  const counts = () => tables.map((table) => rows('count(*), 0, 0', table)[0]?.[0])
  const link = (edge: string, to: KeptRecord['ref']) =>
    kept(account('b'), { links: [{ edge, to }], history: [created('name', 'B')], values: { name: 'B' } })
  const others = kept(account('a'))
  const refusals: readonly (readonly [KeptRecord, string])[] = [
    [link('made', part('p')), 'No link along made goes from account to part.'],
    [link('uses', account('a')), 'No link along uses goes from account to account.'],
    [link('made', account('a')), 'No link along made goes from account to account.'],
    [link('none', part('p')), 'No link along none goes from account to part.'],
    [link('uses', part('nobody')), 'A link along uses leads to part nobody, which is not there.'],
  ]
  for (const [record, message] of refusals) {
    const error = await restore({ records: [others, kept(part('p')), record], purged: [part('x')] }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ problem: { code: 'storage.refused', message, details: { capability: 'backup' } } })
    expect(counts()).toEqual([0, 0, 0, 0, 0])
  }
  await restore({ records: [others] })
  expect(counts()).toEqual([1, 0, 0, 0, 0])
  const message = 'The store has records: only an empty one can be filled.'
  await expect(restore({ records: [] })).rejects.toMatchObject({ problem: { message, details: { capability: 'backup' } } })
})

test('[SDK-11] a store that was not filled can be filled later, and is written to in between', async () => {
  const options = { file: ':memory:', readonly: false, synchronous: 'normal', keepFeedMs: 1_000 } as const
  const store = OpenStore.open(options, { clock: createFakeClock(0), log: silentLog, signal: new AbortController().signal })
  onTestFinished(() => store.close())
  store.apply(schema)
  async function* broken(): AsyncGenerator<KeptPage> {
    yield { records: [kept(account('a'))] }
    throw new Error('The rest is missing.')
  }
  await expect(store.restore(broken())).rejects.toThrow('The rest is missing.')
  const twice = pagesOf({ records: [kept(account('a')), kept(account('a'))] })
  await expect(store.restore(twice)).rejects.toMatchObject({ code: 'storage.failed' })
  expect(store.records.find(account('a'))).toBeNull()
  await store.restore(pagesOf({ records: [kept(account('a'), { values: { name: 'A' } })] }))
  const patch: Write = { write: 'patch', ref: account('a'), values: { name: 'B' } }
  expect(store.commit({ atomic: true, at: 5, actor, writes: [patch] })).toMatchObject({
    changes: [{ version: '2', before: { name: 'A' }, after: { name: 'B' } }],
  })
})
