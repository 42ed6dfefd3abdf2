import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type CanonicalQuery,
  canonicalise,
  type Expression,
  type Page,
  type SchemaSnapshot,
  silentLog,
  type Values,
  type Write,
  type WriteBatch,
} from '@tenure/core/adapter'
import type { KeptPage } from '@tenure/core/backup'
import { describeLayout } from '@tenure/sql'
import { createFakeClock } from '@tenure/testing'
import Database from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { Connection } from './connection.js'
import { closedError, OpenStore, type StoreOptions } from './open-store.js'

const schema: SchemaSnapshot = {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'domain', kind: 'enumeration', unique: true },
        { name: 'owner', kind: 'user' },
      ],
      indexes: [['owner']],
    },
  ],
  edges: [{ edge: 'parent', from: 'company', to: 'company' }],
}
const everything: Expression = { all: [] }
const question = canonicalise({ type: 'company', user: everything, policy: everything, order: [], select: [], count: true, archived: 'no' })
const stores: OpenStore[] = []
const folders: string[] = []
afterEach(() => {
  for (const store of stores.splice(0)) store.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-open-'))
  folders.push(folder)
  return join(folder, 'store.db')
}
function open(more: Partial<StoreOptions> = {}, clock = createFakeClock('2026-06-30T12:00:00Z')) {
  const options = { file: ':memory:', readonly: false, synchronous: 'normal', keepFeedMs: 1_000, ...more } as const
  const store = OpenStore.open(options, { clock, log: silentLog, signal: new AbortController().signal })
  stores.push(store)
  if (!options.readonly) store.apply(schema)
  return { store, clock }
}
const ref = (id: string) => ({ type: 'company', id })
const create = (id: string, values: Values = {}): Write => ({ write: 'create', ref: ref(id), values })
const patch = (id: string, values: Values): Write => ({ write: 'patch', ref: ref(id), values })
const by = { at: 7, actor: { source: 'system' } } as const
const batch = (writes: readonly Write[], more: Partial<WriteBatch> = {}): WriteBatch => ({ atomic: true, ...by, writes, ...more })
const filesOf = (file: string) => readdirSync(dirname(file)).sort()
const foldedColumns = ({ layout }: OpenStore) => layout.types[0]?.columns.flatMap(({ fold }) => fold ?? []) ?? []
const lifeOf = (store: OpenStore) => store.feed.cursorOf(0).slice(0, -2)

test('a commit answers with its records, its changes and its place in the feed', () => {
  const { store } = open()
  const first = store.commit(batch([create('a', { name: 'A' }), create('b')]))
  expect(first).toEqual({
    ...{ ok: true, cursor: `${lifeOf(store)}.1` },
    records: [
      { ref: ref('a'), version: '1', values: { name: 'A' } },
      { ref: ref('b'), version: '1', values: {} },
    ],
    changes: [
      { ref: ref('a'), change: 'create', version: '1', ...by, changed: ['name'], after: { name: 'A' } },
      { ref: ref('b'), change: 'create', version: '1', ...by, changed: [], after: {} },
    ],
  })
  const purged = store.commit(batch([{ write: 'purge', ref: ref('a') }]))
  expect(purged).toMatchObject({
    ok: true,
    records: [],
    cursor: `${lifeOf(store)}.2`,
    changes: [{ change: 'purge', before: { name: 'A' } }],
  })
  expect(store.feed.changesOf(1)[0]).toEqual({ ref: ref('a'), change: 'create', version: '1', ...by, changed: [] })
  expect(store.commit(batch([create('a')]))).toEqual({ ok: false, at: 0, because: 'exists' })
})

test('a commit that does nothing has no place in the feed, and its key says so', () => {
  const { store } = open()
  const nothing = batch([{ write: 'restore', ref: ref('a') }], { key: 'k' })
  store.commit(batch([create('a')]))
  const first = store.feed.changesOf(1)
  const answer = { ok: true, records: [], changes: [], cursor: `${lifeOf(store)}.1` }
  expect(store.commit(nothing)).toEqual(answer)
  expect([first.length, store.feed.changesOf(1)]).toEqual([1, first])
  store.commit(batch([create('b')]))
  expect([store.commit(nothing), store.feed.head]).toEqual([{ ...answer, repeated: true }, 2])
})

test('what follows from a batch is a commit of its own, and is answered with it again', () => {
  const { store } = open()
  const consequence = { actor: { source: 'automation' } as never, writes: [patch('a', { name: 'after' }), create('c')] }
  const asked = batch([create('a', { name: 'A' }), create('b')], { key: 'k', group: 'g', consequence })
  const answer = store.commit(asked)
  expect(answer).toMatchObject({
    cursor: `${lifeOf(store)}.1`,
    changes: [{ ref: ref('a'), change: 'create', version: '1' }, { ref: ref('b') }],
    records: [{ ref: ref('b'), version: '1' }, { ref: ref('a'), version: '2', values: { name: 'after' } }, { ref: ref('c') }],
    consequence: {
      cursor: `${lifeOf(store)}.2`,
      changes: [{ ref: ref('a'), version: '2', before: { name: 'A' }, at: 7, actor: { source: 'automation' } }, { ref: ref('c') }],
    },
  })
  expect([store.feed.head, store.commit(asked)]).toEqual([2, { ...answer, repeated: true }])
  expect(store.feed.ofGroup('g', undefined, 9).map(({ cursor }) => cursor)).toEqual([`${lifeOf(store)}.1`])
})

test('a consequence that is refused takes the whole batch back, and one that does nothing leaves it alone', () => {
  const { store } = open()
  const consequence = (...writes: readonly Write[]) => ({ actor: by.actor, writes })
  const refused = batch([create('a'), create('b')], { key: 'k', consequence: consequence(patch('a', {}), patch('x', {})) })
  expect(store.commit(refused)).toEqual({ ok: false, at: 3, because: 'missing' })
  expect([store.feed.head, store.records.find(ref('a'))]).toEqual([0, null])
  const alone = store.commit(batch([create('a')], { consequence: consequence({ write: 'restore', ref: ref('a') }) }))
  expect(alone).toEqual({
    ok: true,
    cursor: `${lifeOf(store)}.1`,
    records: [{ ref: ref('a'), version: '1', values: {} }],
    changes: [expect.anything()],
  })
  expect([store.feed.head, store.commit(batch([create('b')])).ok]).toEqual([1, true])
})

test('the store counts again at a thousand rows written, and then whenever there are twice as many', () => {
  const { store } = open()
  const rows = () => store.estimates.rowsFor(question)
  let next = 0
  const write = (count: number) => void store.commit(batch(Array.from({ length: count }, () => create(`c${next++}`))))
  const fill = (until: number) => {
    while (next < until) write(Math.min(50, until - next))
    return rows()
  }
  expect([fill(999), fill(1_000), fill(1_999), fill(2_000)]).toEqual([0, 1_000, 1_000, 2_000])
})

test('links count as rows that are written', () => {
  const { store } = open()
  const ids = Array.from({ length: 50 }, (_, at) => `c${at}`)
  store.commit(batch(ids.map((id) => create(id))))
  const link = (label: string) =>
    store.commit(batch(ids.map((id): Write => ({ write: 'link', ref: ref(id), edge: 'parent', to: ref(id), label }))))
  for (let round = 0; round < 9; round++) link(`l${round}`)
  expect(store.estimates.rowsFor(question)).toBe(0)
  link('last')
  expect(store.estimates.rowsFor(question)).toBe(50)
})

test('a scrub empties the log, or looks again every quarter of a second until nobody reads from it', async () => {
  const file = freshFile()
  const { store, clock } = open({ file })
  store.commit(batch([create('a')]))
  const size = () => statSync(`${file}-wal`).size
  expect(size()).toBeGreaterThan(0)
  const reader = new Database(file, { readonly: true })
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM company').get()
  store.commit(batch([create('b')]))
  store.scrub()
  expect([clock.pending, size() > 0]).toEqual([1, true])
  await clock.advance({ ms: 249 })
  reader.exec('COMMIT')
  expect([clock.pending, size() > 0]).toEqual([1, true])
  await clock.advance({ ms: 1 })
  expect([clock.pending, size()]).toEqual([0, 0])
  reader.close()
  store.close()
  store.scrub()
  expect(clock.pending).toBe(0)
})

test('a schema that is there already is not applied again, and a new one is known at once and after a restart', () => {
  const file = freshFile()
  const { store } = open({ file })
  const [layout, records] = [store.layout, store.records]
  store.apply(schema)
  expect([store.layout === layout, store.records === records]).toEqual([true, true])
  store.apply({ types: [{ name: 'deal', properties: [{ name: 'title', kind: 'string' }] }], edges: [] })
  expect(store.commit(batch([{ write: 'create', ref: { type: 'deal', id: 'd1' }, values: { title: 'D' } }]))).toMatchObject({ ok: true })
  const known = describeLayout(store.layout)
  expect(known.types.map(({ name }) => name)).toEqual(['company', 'deal'])
  const life = lifeOf(store)
  store.close()
  const { store: again } = open({ file })
  expect([describeLayout(again.layout), lifeOf(again), again.feed.head]).toEqual([known, life, 1])
  expect(lifeOf(open().store)).not.toBe(life)
})

test('[FLT-11] texts that an earlier version folded with their final sigma are folded again, once', () => {
  const file = freshFile()
  const { store } = open({ file })
  store.commit(batch([create('a', { name: 'Οδυσσεύς' }), create('b', { name: 'Anna' })]))
  store.close()
  const inFile = <T>(look: (db: Database.Database) => T): T => {
    const db = new Database(file)
    const found = look(db)
    db.close()
    return found
  }
  const [column] = foldedColumns(store)
  const folded = () => inFile((db) => db.prepare(`SELECT "${column}" FROM company ORDER BY id`).pluck().all())
  const right = folded()
  const spoil = (sql: string) => inFile((db) => db.exec(`UPDATE company SET "${column}" = replace("${column}", 'σ', 'ς'); ${sql}`))
  spoil("DELETE FROM tenure_meta WHERE name = 'folding'")
  expect(folded()).not.toEqual(right)
  open({ file }).store.close()
  expect(folded()).toEqual(right)
  spoil('')
  const spoilt = folded()
  open({ file }).store.close()
  expect(folded()).toEqual(spoilt)
})

test('a store that is closed has let its file go, and closing it twice is closing it once', () => {
  const file = freshFile()
  const { store } = open({ file })
  expect(existsSync(`${file}-lock-holder`)).toBe(true)
  expect(() => open({ file })).toThrow(expect.objectContaining({ code: 'storage.locked' }))
  store.close()
  expect(existsSync(`${file}-lock-holder`)).toBe(false)
  const { store: second } = open({ file })
  store.close()
  expect(existsSync(`${file}-lock-holder`)).toBe(true)
  expect(second.commit(batch([create('a')]))).toMatchObject({ ok: true })
})

test('a store that cannot be opened says which and why, and holds no lock', () => {
  const file = freshFile()
  writeFileSync(file, 'This is no database, it is a text of some length.'.repeat(99))
  const failed = (message: string) =>
    expect.objectContaining({ code: 'storage.failed', message, problem: expect.objectContaining({ details: { transient: false } }) })
  expect(() => open({ file })).toThrow(failed(`${file} cannot be opened: file is not a database.`))
  expect(() => open({ file })).toThrow(expect.objectContaining({ cause: expect.objectContaining({ code: 'SQLITE_NOTADB' }) }))
  expect(existsSync(`${file}-lock-holder`)).toBe(false)
  rmSync(file)
  expect(() => open({ file, readonly: true })).toThrow(failed(`${file} cannot be opened: unable to open database file.`))
  const { store } = open({ file })
  store.close()
  const db = new Database(file)
  db.exec('ALTER TABLE tenure_history DROP COLUMN batch_group')
  db.close()
  const old = `${file} was written by an earlier version. Open it once for writing, which brings it up to date.`
  expect(() => open({ file, readonly: true })).toThrow(failed(old))
  open({ file }).store.close()
  expect(filesOf(file)).toEqual(['store.db', 'store.db-lock'])
  expect(open({ file, readonly: true }).store.feed.head).toBe(0)
})

test('a reader beside the writer needs no lock, and looks for commits every quarter of a second while it waits', async () => {
  const file = freshFile()
  const { store } = open({ file })
  const { store: reader, clock } = open({ file, readonly: true })
  expect(clock.pending).toBe(0)
  const next = reader.feed.read('head', new AbortController().signal).next()
  expect(clock.pending).toBe(1)
  store.commit(batch([create('a')]))
  await clock.advance({ ms: 249 })
  expect([clock.pending, reader.feed.head]).toEqual([1, 0])
  await clock.advance({ ms: 1 })
  expect((await next).value).toMatchObject({ cursor: `${lifeOf(store)}.1`, changes: [{ ref: ref('a'), after: {} }] })
  expect([clock.pending, lifeOf(reader)]).toEqual([0, lifeOf(store)])
})

test('old commits are dropped with the next one', () => {
  const { store, clock } = open()
  store.commit(batch([create('a')]))
  store.commit(batch([create('b')]))
  clock.set(clock.now() + 1_001)
  store.commit(batch([create('c')]))
  store.feed.forget([1, 2])
  expect([1, 2, 3].map((seq) => store.feed.changesOf(seq).length)).toEqual([0, 0, 1])
})

test('a store that is not open says so by its name', () => {
  expect(closedError('notes.db')).toMatchObject({
    code: 'storage.closed',
    message: 'The store notes.db is not open.',
    problem: { details: { store: 'notes.db' } },
  })
})

const io = { signal: new AbortController().signal }
const many = (count: number, from = 0) =>
  batch(Array.from({ length: count }, (_, at) => create(`m${from + at}`, { name: `N${from + at}`, owner: `u${at % 10}` })))
const ofOwner: CanonicalQuery = canonicalise({
  ...{ type: 'company', policy: everything, order: [], select: [], count: true, archived: 'no' },
  user: { atom: 0, test: 'is', property: 'owner', kind: 'user', value: 'u1' },
})
async function pagesOf(store: OpenStore, query: CanonicalQuery = question): Promise<readonly Page[]> {
  const pages: Page[] = []
  for await (const page of store.read(query, io)) pages.push(page)
  return pages
}
/** The indexes of orders that a file has now. */
function indexesOf(file: string): readonly unknown[] {
  const db = new Database(file, { readonly: true })
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'company__by__%'").pluck().all()
  db.close()
  return names
}
const ordered = ['company__by__owner']
const groupsOf = (store: OpenStore) => store.groups({ query: ofOwner, by: [], measures: [], most: 9 }, io)

test('a first fill begins with two hundred new records of one type in a batch, and with none fewer', () => {
  const left = (count: number) => {
    const file = freshFile()
    open({ file }).store.commit(many(count))
    return indexesOf(file)
  }
  expect([left(199), left(200)]).toEqual([ordered, []])
})

test('a read, the groups of a query, a schema and the end of the store each make the indexes that a first fill left out', async () => {
  const ends: Readonly<Record<string, (store: OpenStore) => unknown>> = {
    read: (store) => pagesOf(store),
    groups: groupsOf,
    schema: (store) => store.apply(schema),
    close: (store) => store.close(),
  }
  for (const [name, end] of Object.entries(ends)) {
    const file = freshFile()
    const { store } = open({ file })
    store.commit(many(200))
    expect([name, indexesOf(file), store.estimates.rowsFor(question)]).toEqual([name, [], 0])
    await end(store)
    expect([name, indexesOf(file)]).toEqual([name, ordered])
    if (name !== 'close') expect([name, store.estimates.rowsFor(question), store.estimates.rowsFor(ofOwner)]).toEqual([name, 200, 20])
  }
})

test('a fill that is left open is ended by the next who opens the store for writing', () => {
  const file = freshFile()
  const { store } = open({ file })
  store.commit(many(200))
  const copy = freshFile()
  const db = new Database(file)
  db.exec(`VACUUM INTO '${copy}'`)
  db.close()
  expect(indexesOf(copy)).toEqual([])
  const options = { file: copy, readonly: false, synchronous: 'normal', keepFeedMs: 1 } as const
  stores.push(OpenStore.open(options, { clock: createFakeClock(0), log: silentLog, ...io }))
  expect(indexesOf(copy)).toEqual(ordered)
})

test('a reader beside a first fill reads what is there, and leaves the indexes to the one that writes', async () => {
  const file = freshFile()
  const { store } = open({ file })
  store.commit(many(200))
  const { store: reader } = open({ file, readonly: true })
  const [page] = await pagesOf(reader)
  expect([page?.records.length, page?.total, page?.asOf]).toEqual([200, 200, `${lifeOf(store)}.1`])
  expect((await groupsOf(reader)).groups).toEqual([{ key: [], count: 20, measures: [] }])
  reader.close()
  expect(indexesOf(file)).toEqual([])
  const cursor = (result: ReturnType<OpenStore['commit']>) => (result.ok ? result.cursor : result.because)
  const { store: later } = open({ file, readonly: true })
  const last = cursor(store.commit(batch([create('last')])))
  expect((await pagesOf(later)).map(({ asOf, total }) => [asOf, total])).toEqual([[last, 201]])
})

test('a first fill that was taken back can begin again', () => {
  const file = freshFile()
  const { store } = open({ file })
  const followedBy = (write: Write) => ({ ...many(200), consequence: { actor: by.actor, writes: [write] } })
  expect(store.commit(followedBy(create('m0')))).toEqual({ ok: false, at: 200, because: 'exists' })
  expect(indexesOf(file)).toEqual(ordered)
  store.commit(many(200))
  expect(indexesOf(file)).toEqual([])
})

test('a first fill that failed half way can begin again', () => {
  const file = freshFile()
  const { store } = open({ file })
  const consequence = { actor: by.actor, writes: [{ write: 'create', ref: { type: 'deal', id: 'd' }, values: {} } as const] }
  expect(() => store.commit({ ...many(200), consequence })).toThrow('deal')
  expect(indexesOf(file)).toEqual(ordered)
  store.commit(many(200))
  expect(indexesOf(file)).toEqual([])
})

test('a store that grew without being counted is counted when it opens, and a small one is not', () => {
  const known = (count: number) => {
    const file = freshFile()
    const { store } = open({ file })
    for (let from = 0; from < count; from += 100) store.commit(many(100, from))
    expect(store.estimates.rowsFor(ofOwner)).toBe(0)
    store.close()
    const { estimates } = open({ file }).store
    return [estimates.rowsFor(question), estimates.rowsFor(ofOwner)]
  }
  expect([known(100), known(500), known(600)]).toEqual([
    [100, 100],
    [500, 500],
    [600, 60],
  ])
})

test('a thousand rows later the store knows how many share a value, and a question alone does not make it count', async () => {
  const { store } = open()
  for (let from = 0; from < 900; from += 100) store.commit(many(100, from))
  await pagesOf(store, { ...ofOwner, limit: 1 })
  await groupsOf(store)
  expect([store.estimates.rowsFor(question), store.estimates.rowsFor(ofOwner)]).toEqual([0, 0])
  store.commit(many(100, 900))
  expect([store.estimates.rowsFor(question), store.estimates.rowsFor(ofOwner)]).toEqual([1_000, 100])
})

test('an index of a schema that comes later is counted at once', () => {
  const { store } = open()
  store.commit(many(100))
  const named: SchemaSnapshot = { types: [{ name: 'company', properties: [], indexes: [['name']] }], edges: [] }
  store.apply(named)
  const ofName = { ...ofOwner, where: { atom: 0, test: 'is', property: 'name', kind: 'string', value: 'N1' } } as const
  expect([question, ofOwner, ofName].map((query) => store.estimates.rowsFor(query))).toEqual([100, 10, 1])
})

test('only one that does not write looks from time to time what others wrote', async () => {
  const { store, clock } = open()
  const next = store.feed.read('head', io.signal).next()
  expect(clock.pending).toBe(0)
  store.close()
  expect(await next).toEqual({ done: true, value: undefined })
})

test('a store that is closed leaves its file, and the empty one of its lock', () => {
  const file = freshFile()
  const { store } = open({ file })
  store.commit(batch([create('a')]))
  store.close()
  expect(filesOf(file)).toEqual(['store.db', 'store.db-lock'])
})

test('what was read before a commit no longer holds once another connection has written', () => {
  const file = freshFile()
  const { store } = open({ file })
  store.commit(batch([create('a', { name: 'A' })]))
  store.records.read([ref('a')])
  const db = new Database(file)
  db.exec("UPDATE company SET name = 'B', name__fold = 'b' WHERE id = 'a'")
  db.close()
  expect(store.commit(batch([patch('a', { name: 'C' })]))).toMatchObject({ changes: [{ before: { name: 'B' }, after: { name: 'C' } }] })
})

test('what follows from a batch sees the records as the batch left them, also those that were read before it', () => {
  const { store } = open()
  store.commit(batch([create('a', { name: 'A' })]))
  store.records.read([ref('a')])
  const consequence = { actor: by.actor, writes: [patch('a', { domain: 'd' })] }
  expect(store.commit(batch([patch('a', { name: 'B' })], { consequence }))).toMatchObject({
    records: [{ ref: ref('a'), version: '3', values: { name: 'B', domain: 'd' } }],
    consequence: { changes: [{ version: '3', before: { name: 'B' }, after: { name: 'B', domain: 'd' } }] },
  })
})

test('a commit is followed as it was written, with its group, also where a record of it is written again', async () => {
  const { store } = open()
  store.commit(batch([create('a', { name: 'A' })], { group: 'g' }))
  store.commit(batch([patch('a', { name: 'B' })]))
  store.commit(batch([patch('a', { name: 'C' })]))
  const followed = store.feed.read(`${lifeOf(store)}.0`, io.signal)
  expect([(await followed.next()).value, (await followed.next()).value]).toEqual([
    {
      ...{ cursor: `${lifeOf(store)}.1`, group: 'g' },
      changes: [{ ref: ref('a'), change: 'create', version: '1', ...by, changed: ['name'], after: { name: 'A' } }],
    },
    {
      cursor: `${lifeOf(store)}.2`,
      changes: [{ ref: ref('a'), change: 'patch', version: '2', ...by, changed: ['name'], before: { name: 'A' }, after: { name: 'B' } }],
    },
  ])
  await followed.return(undefined)
  const images = (seq: number) => store.feed.changesOf(seq).map(({ before, after }) => [before, after])
  store.feed.forget([1, 2])
  expect([images(1), images(2)]).toEqual([[[undefined, { name: 'A' }]], [[{ name: 'A' }, { name: 'B' }]]])
})

test('a commit that somebody else does not let through is to be tried again, and what SQLite refuses is an error of the store', () => {
  const { store } = open()
  const failing = (code: string) =>
    vi.spyOn(Connection.prototype, 'transact').mockImplementationOnce(() => {
      throw Object.assign(new Error('database is locked'), { name: 'SqliteError', code })
    })
  failing('SQLITE_BUSY')
  expect(store.commit(batch([create('a')]))).toEqual({ ok: false, because: 'retry', retryAfterMs: 100 })
  failing('SQLITE_IOERR')
  expect(() => store.commit(batch([create('a')]))).toThrow(expect.objectContaining({ code: 'storage.failed' }))
  expect(store.commit(batch([create('a')]))).toMatchObject({ ok: true })
})

test('a schema that somebody else does not let through is not taken as applied: it is an error that passes, and the next attempt applies it', () => {
  const { store } = open()
  const named = { types: [{ name: 'note', properties: [{ name: 'text', kind: 'text' as const }] }], edges: [] }
  vi.spyOn(Connection.prototype, 'transact').mockImplementationOnce(() => {
    throw Object.assign(new Error('database is locked'), { name: 'SqliteError', code: 'SQLITE_BUSY' })
  })
  const failed = expect.objectContaining({ problem: expect.objectContaining({ code: 'storage.failed', details: { transient: true } }) })
  expect(() => store.apply(named)).toThrow(failed)
  expect(store.layout.types.map(({ type }) => type)).not.toContain('note')
  store.apply(named)
  expect(store.layout.types.map(({ type }) => type)).toContain('note')
  expect(store.commit(batch([{ write: 'create', ref: { type: 'note', id: 'n' }, values: { text: 'T' } }]))).toMatchObject({ ok: true })
})

test('a schema whose statistics could not be gathered is applied, and says so', () => {
  const { store } = open()
  const named = { types: [{ name: 'note', properties: [{ name: 'text', kind: 'text' as const }] }], edges: [] }
  vi.spyOn(Connection.prototype, 'exec').mockImplementation(function (this: Connection, sql: string) {
    if (sql.startsWith('ANALYZE')) throw Object.assign(new Error('database is locked'), { name: 'SqliteError', code: 'SQLITE_BUSY' })
    this.run(sql, [])
  })
  expect(() => store.apply(named)).toThrow(expect.objectContaining({ code: 'storage.failed' }))
  store.apply(named)
  expect(store.commit(batch([{ write: 'create', ref: { type: 'note', id: 'n' }, values: { text: 'T' } }]))).toMatchObject({ ok: true })
})

test('[SDK-11] what a store was filled with from a backup is in its next totals and estimates, and can be taken out again', async () => {
  const { store } = open()
  const limited = { ...question, limit: 1 }
  expect((await pagesOf(store, limited)).map(({ total }) => total)).toEqual([0])
  const kept: readonly KeptPage[] = [
    {
      records: Array.from({ length: 20 }, (_, at) => ({
        ...{ ref: ref(`k${at + 10}`), version: '1', values: { name: 'K', owner: `u${at % 2}` }, links: [], history: [] },
      })),
    },
    { records: [], purged: [ref('gone')] },
  ]
  await store.restore(
    (async function* () {
      yield* kept
    })(),
  )
  expect((await pagesOf(store, limited)).map(({ total }) => total)).toEqual([20])
  expect([store.estimates.rowsFor(question), store.estimates.rowsFor(ofOwner)]).toEqual([20, 10])
  const taken: KeptPage[] = []
  for await (const page of store.kept()) taken.push(page)
  expect(taken).toEqual(kept)
})
