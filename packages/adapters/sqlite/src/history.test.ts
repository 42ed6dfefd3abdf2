import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Atom,
  canonicalise,
  type IO,
  type PropertyKind,
  runQuery,
  type StorageAdapter,
  silentLog,
  type Value,
  type Values,
  type Write,
} from '@tenure/core/adapter'
import { memory } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { sqlite } from './sqlite.js'

const io: IO = { signal: new AbortController().signal }
/** Of each kind a value, and another. */
const values = {
  string: ['Ströme "A"\n', 'Bolt'],
  text: ['a text', 'another'],
  enumeration: ['open', 'closed'],
  multi_enumeration: [
    ['a', 'b'],
    ['a', 'c'],
  ],
  user: ['u1', 'u2'],
  date: ['2026-06-30', '2026-07-01'],
  datetime: [1_782_000_000_000, 5],
  number: [0.1, -1e21],
  boolean: [true, false],
  money: [
    { amount: '5.10', currency: 'EUR' },
    { amount: '5.10', currency: 'USD' },
  ],
  json: [{ a: ['ü', null] }, 'text'],
} as const satisfies Record<PropertyKind, readonly [Value, Value]>
const kinds = Object.keys(values) as readonly PropertyKind[]
const all = (place: 0 | 1): Values => Object.fromEntries(kinds.map((kind) => [kind, values[kind][place] as unknown as Value]))
const none = Object.fromEntries(kinds.map((kind) => [kind, null]))
const company = (id: string) => ({ type: 'company', id })
const schema = { types: [{ name: 'company', properties: kinds.map((kind) => ({ name: kind, kind })) }], edges: [] }

async function opened(adapter: StorageAdapter): Promise<StorageAdapter> {
  await adapter.open({ clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, signal: io.signal })
  await adapter.schema?.apply(schema, io)
  return adapter
}
function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-history-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'store.db')
}
const commit = (adapter: StorageAdapter, at: number, writes: readonly Write[], group?: string) =>
  adapter.commit({ atomic: true, at, actor: { source: 'import' }, writes, ...(group !== undefined && { group }) }, io)

// The first keeps what it was created with; the others are changed, emptied, filled and changed back.
async function written(adapter: StorageAdapter): Promise<StorageAdapter> {
  const patch = (id: string, given: Values): Write => ({ write: 'patch', ref: company(id), values: given })
  await commit(adapter, 10, [
    ...['kept', 'changed', 'emptied', 'back'].map((id): Write => ({ write: 'create', ref: company(id), values: all(0) })),
    { write: 'create', ref: company('other'), values: all(1) },
    { write: 'create', ref: company('filled'), values: {} },
  ])
  await commit(adapter, 20, [patch('changed', all(1)), patch('emptied', none), patch('filled', all(0)), patch('back', all(1))])
  await commit(adapter, 30, [patch('back', all(0)), patch('changed', none)])
  return adapter
}

test('what changed to a value is found in creations of every kind, as the reference store finds it', async () => {
  const ours = await written(await opened(sqlite({ file: ':memory:' }) as StorageAdapter))
  const reference = await written(await opened(memory() as StorageAdapter))
  const found = async (adapter: StorageAdapter, atom: Atom) => {
    const query = canonicalise({ type: 'company', user: atom, policy: { all: [] }, order: [], select: [], count: false, archived: 'no' })
    return (await runQuery(adapter, query, io, () => undefined)).records.map(({ ref }) => ref.id)
  }
  for (const kind of kinds)
    for (const since of [10, 11, 20, 30, 31])
      for (const to of [undefined, ...values[kind]]) {
        const atom: Atom = { atom: 0, test: 'changed', property: kind, kind, since, ...(to !== undefined && { to: to as never }) }
        expect(await found(ours, atom), `${kind} since ${since} to ${JSON.stringify(to)}`).toEqual(await found(reference, atom))
      }
  const first: Atom = { atom: 0, test: 'changed', property: 'money', kind: 'money', since: 10, to: values.money[0] }
  expect(await found(ours, first)).toEqual(['back', 'changed', 'emptied', 'filled', 'kept'])
  await ours.close()
})

test('the past of records that were changed since has what they were created with', async () => {
  const [ours, reference] = [await written(await opened(sqlite({ file: ':memory:' }))), await written(await opened(memory()))]
  const refs = ['kept', 'changed', 'emptied', 'back', 'other', 'filled'].map(company)
  for (const properties of [undefined, ['money'], ['json', 'number']])
    for (const limit of [1, 3, 100])
      expect(await ours.history?.read(refs, properties, limit, io)).toEqual(await reference.history?.read(refs, properties, limit, io))
  await ours.close()
})

test('a creation repeats no value, and a commit of many records names its actor and its group once', async () => {
  const file = freshFile()
  const adapter = await opened(sqlite({ file }))
  const many = (from: number, count: number): readonly Write[] =>
    Array.from({ length: count }, (_, at) => ({ write: 'create', ref: company(`c${from + at}`), values: { string: 'Said once' } }))
  await commit(adapter, 1, many(0, 60), 'g1')
  await commit(adapter, 2, many(60, 60), 'g1')
  await commit(adapter, 3, many(120, 60))
  await commit(adapter, 4, many(180, 2), 'g2')
  const groups = await adapter.history?.read([company('c1'), company('c61'), company('c121'), company('c181')], ['string'], 5, io)
  expect(groups?.map((entries) => entries.map(({ value, group, actor }) => [value, group, actor]))).toEqual(
    ['g1', 'g1', undefined, 'g2'].map((group) => [['Said once', group, { source: 'import' }]]),
  )
  await adapter.close()
  const db = new Database(file, { readonly: true })
  expect(db.prepare('SELECT actor, batch_group FROM tenure_origin ORDER BY id').raw().all()).toEqual([
    ['{"source":"import"}', 'g1'],
    ['{"source":"import"}', ''],
  ])
  expect(db.prepare("SELECT count(*) AS rows FROM tenure_history WHERE value IS NULL AND property = ''").get()).toEqual({ rows: 182 })
  db.close()
})

test('a reader that was opened before a type was added goes on with what follows its creations', async () => {
  const file = freshFile()
  const writer = await opened(sqlite({ file }))
  const known = await commit(writer, 1, [{ write: 'create', ref: company('c1'), values: { string: 'known' } }])
  const reader = sqlite({ file, readonly: true })
  await reader.open({ clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, signal: io.signal })
  await writer.schema?.apply({ types: [{ name: 'deal', properties: [{ name: 'name', kind: 'string' }] }], edges: [] }, io)
  await commit(writer, 2, [{ write: 'create', ref: { type: 'deal', id: 'd1' }, values: { name: 'later' } }])
  await commit(writer, 3, [{ write: 'create', ref: company('c2'), values: { string: 'known too' } }])
  const changes: unknown[] = []
  for await (const batch of reader.changes(known.ok ? (known.cursor ?? '') : '', io)) {
    changes.push(...batch.changes.map(({ ref, after }) => [ref.id, after]))
    if (changes.length === 2) break
  }
  expect(changes).toEqual([
    ['d1', {}],
    ['c2', { string: 'known too' }],
  ])
  await reader.close()
  await writer.close()
})

test('a store of an earlier version, whose creations have their values, reads and goes on', async () => {
  const file = freshFile()
  const old = await opened(sqlite({ file }))
  await commit(old, 1, [{ write: 'create', ref: company('c1'), values: { string: 'as it was' } }])
  await old.close()
  const db = new Database(file)
  db.exec(`DROP TABLE tenure_origin; UPDATE tenure_history SET value = '{"string":"as it was"}'`)
  db.close()
  const reader = sqlite({ file, readonly: true })
  await expect(opened(reader)).rejects.toMatchObject({ code: 'storage.failed', message: expect.stringContaining('earlier version') })
  const adapter = await opened(sqlite({ file }))
  await commit(adapter, 2, [{ write: 'patch', ref: company('c1'), values: { string: 'as it is' } }])
  const [entries] = (await adapter.history?.read([company('c1')], undefined, 10, io)) ?? []
  expect(entries?.map(({ value, before }) => [value, before])).toEqual([
    ['as it is', 'as it was'],
    ['as it was', null],
  ])
  await adapter.close()
})
