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
import { sideTableSteps, sqliteDialect, type TypeView } from '@tenure/sql'
import { createFakeClock } from '@tenure/testing'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { Connection } from './connection.js'
import { before, entriesOf, firstValues, keptValues, readHistory } from './history.js'
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

const actor = '{"source":"system"}'

test('a row says one value, and a creation all that it has of what is asked, by name', () => {
  const by = { at: 5, actor: { source: 'system' }, version: '2' }
  const created = () => ({ b: 1, a: null, c: ['x'] })
  const row = ['name', '"B"', '"A"', 5, actor, 2, 'g']
  expect(entriesOf(row, ['other'], created)).toEqual([{ ...by, property: 'name', value: 'B', before: 'A', group: 'g' }])
  expect(entriesOf(['name', null, null, 5, actor, 2, null], undefined, created)).toEqual([
    { ...by, property: 'name', value: null, before: null },
  ])
  const creation = (value: string | null) => ['', value, null, 5, actor, 2, null]
  const entry = (property: string, value: unknown) => ({ ...by, property, value, before: null })
  expect(entriesOf(creation(null), undefined, created)).toEqual([entry('a', null), entry('b', 1), entry('c', ['x'])])
  expect(entriesOf(creation(null), ['c', 'b'], created)).toEqual([entry('b', 1), entry('c', ['x'])])
  expect(entriesOf(creation('{"z":2,"y":1}'), undefined, created)).toEqual([entry('y', 1), entry('z', 2)])
  expect(entriesOf(creation('{"z":2}'), [], created)).toEqual([])
})

test('what was before a change is what its first row says, and nothing where it says nothing', () => {
  const now = { name: 'now', city: 'Oslo', gone: 1 }
  expect(before(now, [])).toBe(now)
  expect(
    before(now, [
      ['name', '"first"'],
      ['gone', null],
      ['later', '{"a":1}'],
      ['absent', null],
    ]),
  ).toEqual({ name: 'first', city: 'Oslo', later: { a: 1 } })
  expect(now).toEqual({ name: 'now', city: 'Oslo', gone: 1 })
  expect(Object.entries(before({}, [['__proto__', '"p"']]))).toEqual([['__proto__', 'p']])
})

test('values whose past is not kept are left out', () => {
  const given = { name: 'A', marks: 1, notes: 2 }
  expect(keptValues({ internal: [] } as unknown as TypeView, given)).toBe(given)
  expect(keptValues({ internal: ['marks', 'notes'] } as unknown as TypeView, given)).toEqual({ name: 'A' })
})

/** A store of one company whose creation refers to it, and whose name and city changed since. */
function past() {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  onTestFinished(() => connection.close())
  for (const step of sideTableSteps(sqliteDialect())) connection.exec(step)
  const add = (property: string, version: number, value: string | null, was: string | null, id = 'c1') =>
    connection.run('INSERT INTO tenure_history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      'company',
      id,
      property,
      version,
      version * 10,
      value,
      was,
      actor,
      null,
    ])
  add('', 1, null, null)
  add('name', 2, '"B"', '"A"')
  add('city', 2, null, '"Graz"')
  add('name', 3, '"C"', '"B"')
  add('name', 9, '"X"', '"Y"', 'c2')
  return { connection, add }
}

test('what a record has now is looked up only for values that never changed', () => {
  const { connection } = past()
  let looks = 0
  const now = () => {
    looks++
    return { name: 'C', size: 4 }
  }
  const first = (properties?: readonly string[]) => [firstValues(connection, { ref: company('c1'), properties, now }), looks]
  expect(first(['name'])).toEqual([{ name: 'A', city: 'Graz' }, 0])
  expect(first(['name', 'city'])).toEqual([{ name: 'A', city: 'Graz' }, 0])
  expect(first(['name', 'size'])).toEqual([{ name: 'A', city: 'Graz', size: 4 }, 1])
  expect(first()).toEqual([{ name: 'A', city: 'Graz', size: 4 }, 2])
})

test('the past is newest first and no longer than asked, also where a creation has nothing of it', () => {
  const { connection, add } = past()
  const read = (properties: readonly string[] | undefined, limit: number) =>
    readHistory(connection, { ref: company('c1'), properties, limit, now: () => ({ name: 'C', size: 4 }) }).map(
      ({ property, value, version }) => [property, value, version],
    )
  const all = [
    ['name', 'C', '3'],
    ['city', null, '2'],
    ['name', 'B', '2'],
    ['city', 'Graz', '1'],
    ['name', 'A', '1'],
    ['size', 4, '1'],
  ]
  expect([read(undefined, 9), read(undefined, 5), read(undefined, 4), read(undefined, 1)]).toEqual([
    all,
    all.slice(0, 5),
    all.slice(0, 4),
    all.slice(0, 1),
  ])
  expect(read(['name'], 9)).toEqual([
    ['name', 'C', '3'],
    ['name', 'B', '2'],
    ['name', 'A', '1'],
  ])
  expect([read(['size'], 1), read(['absent'], 9)]).toEqual([[['size', 4, '1']], []])
  // A value that is dated for itself has a row beside the creation, which has nothing of it.
  connection.run("UPDATE tenure_history SET value = '{\"size\":4}' WHERE id = 'c1' AND property = ''", [])
  add('stage', 1, '"new"', null)
  expect([read(['stage'], 1), read(['stage'], 2)]).toEqual([[['stage', 'new', '1']], [['stage', 'new', '1']]])
})
