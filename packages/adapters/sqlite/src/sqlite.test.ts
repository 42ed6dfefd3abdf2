import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type CanonicalQuery,
  type Change,
  canonicalise,
  days,
  type Expression,
  type IO,
  type Page,
  type SchemaSnapshot,
  type StorageAdapter,
  silentLog,
  type Values,
  type Write,
  type WriteBatch,
} from '@tenure/core/adapter'
import type { StoreAggregate } from '@tenure/core/aggregate'
import type { KeptPage } from '@tenure/core/backup'
import { createFakeClock } from '@tenure/testing'
import Database from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { OpenStore } from './open-store.js'
import { type SqliteOptions, sqlite, tunedSqlite } from './sqlite.js'

const io: IO = { signal: new AbortController().signal }
const clock = createFakeClock('2026-06-30T12:00:00Z')
const env = () => ({ clock, log: silentLog, signal: io.signal })
const schema: SchemaSnapshot = {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'domain', kind: 'string', unique: true },
        { name: 'arr', kind: 'money' },
        { name: 'csm', kind: 'user' },
        { name: 'renewalDate', kind: 'date' },
        { name: 'seats', kind: 'number' },
        { name: 'tags', kind: 'multi_enumeration' },
        { name: 'active', kind: 'boolean' },
        { name: 'order', kind: 'string' },
        { name: '__proto__', kind: 'string' },
        { name: 'a"b.c; DROP TABLE x', kind: 'string' },
        { name: 'Name', kind: 'text' },
        { name: 'id', kind: 'number' },
        { name: 'name__fold', kind: 'json' },
      ],
      indexes: [['csm', 'renewalDate', 'arr'], ['name']],
    },
    {
      name: 'deal',
      properties: [
        { name: 'stage', kind: 'enumeration' },
        { name: 'amount', kind: 'money' },
      ],
    },
    { name: 'user', properties: [{ name: 'name', kind: 'string' }] },
  ],
  edges: [{ edge: 'company.deals', from: 'company', to: 'deal' }],
}
const open: StorageAdapter[] = []
const folders: string[] = []
afterEach(async () => {
  for (const adapter of open.splice(0)) await adapter.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-sqlite-'))
  folders.push(folder)
  return join(folder, 'store.db')
}
async function store(file = ':memory:', readonly = false): Promise<StorageAdapter> {
  const adapter = sqlite({ file, readonly }) as StorageAdapter
  await adapter.open(env())
  open.push(adapter)
  if (!readonly) await adapter.schema?.apply(schema, io)
  return adapter
}
const company = (id: string) => ({ type: 'company', id })
const create = (id: string, values: Values): Write => ({ write: 'create', ref: company(id), values })
const batch = (...writes: Write[]): WriteBatch => ({ atomic: true, at: 1000, actor: { source: 'user', user: 'u1' }, writes })
async function pages(adapter: StorageAdapter, query: Partial<CanonicalQuery> & { where?: unknown } = {}): Promise<Page[]> {
  const { where = { all: [] }, ...rest } = query
  const asked = canonicalise({
    type: 'company',
    user: where,
    policy: { all: [] },
    order: [],
    select: ['name'],
    count: true,
    archived: 'no',
    ...rest,
  } as never)
  return collect(adapter.scan(adapter.plan(asked), io))
}
async function ids(adapter: StorageAdapter, query: Partial<CanonicalQuery> & { where?: unknown } = {}): Promise<string[]> {
  return (await pages(adapter, query)).flatMap(({ records }) => records.map(({ ref }) => ref.id))
}

test('a record comes back as it was written, whatever the names of its properties', async () => {
  const adapter = await store()
  const values: Values = Object.fromEntries([
    ['name', 'Straße'],
    ['arr', { amount: '90071992547409931.10', currency: 'EUR' }],
    ['seats', 0.1],
    ['tags', ['b', 'a', 'b']],
    ['active', false],
    ['order', 'x'],
    ['__proto__', 'p'],
    ['a"b.c; DROP TABLE x', 'q'],
    ['Name', '𝒩 بحر é'],
    ['id', 7],
    ['name__fold', { deep: [null, { __proto: 1 }] }],
  ])
  expect(await adapter.commit(batch(create('c1', values)), io)).toMatchObject({ ok: true })
  const [record, none] = await adapter.read([company('c1'), company('c2')], io)
  expect(none).toBeNull()
  expect(record).toMatchObject({ ref: company('c1'), version: '1' })
  expect(Object.entries(record?.values ?? {}).sort()).toEqual(Object.entries({ ...values, tags: ['a', 'b'] }).sort())
})

test('text with a NUL or half a character is refused, and nothing is written', async () => {
  const adapter = await store()
  for (const name of ['a\0b', 'a\ud800']) {
    await expect(adapter.commit(batch(create('c1', { name: 'fine' }), create('c2', { name })), io)).rejects.toMatchObject({
      code: 'input.invalid',
    })
  }
  await expect(adapter.commit(batch(create('c\0', {})), io)).rejects.toMatchObject({ code: 'input.invalid' })
  expect(await ids(adapter)).toEqual([])
})

test('a page, its total and its cursor belong together', async () => {
  const adapter = await store()
  const result = await adapter.commit(batch(create('c1', { name: 'b' }), create('c2', { name: 'A' }), create('c3', {})), io)
  const order = [{ property: 'name', direction: 'ascending', by: 'text' }] as const
  const [page] = await pages(adapter, { order, limit: 2 })
  expect(page?.records.map(({ ref, values }) => [ref.id, values])).toEqual([
    ['c2', { name: 'A' }],
    ['c1', { name: 'b' }],
  ])
  expect(page).toMatchObject({ total: 3, asOf: result.ok && result.cursor })
  expect(await ids(adapter, { order, offset: 1 })).toEqual(['c1', 'c3'])
  expect(await ids(adapter, { order, after: { values: ['A'], id: 'c2' }, limit: 5 })).toEqual(['c1', 'c3'])
})

test('a long scan sees one state while others write', async () => {
  for (const file of [':memory:', freshFile()]) {
    const adapter = await store(file)
    await adapter.commit(batch(...Array.from({ length: 1200 }, (_, n) => create(`c${String(n).padStart(4, '0')}`, { name: 'x' }))), io)
    const seen: string[] = []
    for await (const page of adapter.scan(
      adapter.plan(
        canonicalise({ type: 'company', user: { all: [] }, policy: { all: [] }, order: [], select: [], count: false, archived: 'no' }),
      ),
      io,
    )) {
      seen.push(...page.records.map(({ ref }) => ref.id))
      await adapter.commit(batch(create(`new${seen.length}`, {}), { write: 'archive', ref: company(`c${1199 - seen.length / 500}`) }), io)
    }
    expect(seen).toHaveLength(1200)
  }
})

test('one batch is one version, one change for each record, one place in the feed', async () => {
  const adapter = await store()
  const link: Write = { write: 'link', ref: company('c1'), edge: 'company.deals', to: { type: 'deal', id: 'd1' }, label: 'main' }
  const first = await adapter.commit(
    batch(create('c1', { name: 'A' }), { write: 'create', ref: { type: 'deal', id: 'd1' }, values: { stage: 'won' } }),
    io,
  )
  const second = await adapter.commit(
    batch(link, link, { write: 'patch', ref: company('c1'), values: { name: null, seats: 3 }, expect: '1' }),
    io,
  )
  const changes: readonly Change[] = second.ok ? (second.changes ?? []) : []
  expect(changes).toMatchObject([
    {
      ref: company('c1'),
      change: 'patch',
      version: '2',
      changed: ['name', 'seats'],
      before: { name: 'A' },
      after: { seats: 3 },
      linked: [{ forward: true, label: 'main', other: { id: 'd1' } }],
    },
    { ref: { type: 'deal', id: 'd1' }, change: 'link', version: '2', changed: [], linked: [{ forward: false, other: { id: 'c1' } }] },
  ])
  const feed = adapter.changes(first.ok ? (first.cursor ?? 'head') : 'head', io)
  for await (const told of feed) {
    expect(told).toEqual({ cursor: second.ok && second.cursor, changes })
    break
  }
  expect(await adapter.links?.read([company('c1')], 'company.deals', true, io)).toEqual([[{ id: 'd1', label: 'main' }]])
  expect((await adapter.history?.read([company('c1')], undefined, 9, io))?.[0]).toMatchObject([
    { property: 'name', value: null, before: 'A', version: '2' },
    { property: 'seats', value: 3, before: null, version: '2' },
    { property: 'name', value: 'A', version: '1' },
  ])
})

test('a batch that is not allowed writes nothing', async () => {
  const adapter = await store()
  await adapter.commit(batch(create('c1', { domain: 'a.example' }), create('c2', { domain: 'b.example' })), io)
  const patch = (id: string, domain: string | null): Write => ({ write: 'patch', ref: company(id), values: { domain } })
  expect(await adapter.commit(batch(patch('c1', 'c.example'), patch('c2', 'c.example')), io)).toEqual({
    ok: false,
    at: 1,
    because: 'constraint',
    property: 'domain',
  })
  expect(await adapter.commit(batch(patch('c1', 'b.example')), io)).toMatchObject({ because: 'constraint' })
  expect(await adapter.commit(batch({ ...patch('c1', 'x'), expect: '9' }), io)).toEqual({ ok: false, at: 0, because: 'conflict' })
  expect(await adapter.commit(batch(patch('c9', 'x')), io)).toEqual({ ok: false, at: 0, because: 'missing' })
  expect(await adapter.commit(batch(create('c1', {})), io)).toEqual({ ok: false, at: 0, because: 'exists' })
  expect((await adapter.read([company('c1'), company('c2')], io)).map((record) => record?.version)).toEqual(['1', '1'])
  expect(await adapter.commit(batch(patch('c1', null), patch('c2', 'a.example'), patch('c1', 'b.example')), io)).toMatchObject({ ok: true })
})

test('the same key again answers what it answered and writes nothing, after a restart too', async () => {
  const file = freshFile()
  const adapter = await store(file)
  const first = await adapter.commit({ ...batch(create('c1', { name: 'A' })), key: 'k' }, io)
  await adapter.close()
  const again = await store(file)
  expect(await again.commit({ ...batch(create('c1', { name: 'B' })), key: 'k' }, io)).toEqual({ ...first, repeated: true })
  expect(await again.describe()).toEqual(JSON.parse(JSON.stringify(schema)))
  const [replayed] = await collect(take(again.changes(`${first.ok && first.cursor?.split('.')[0]}.0`, io), 1))
  expect(replayed).toEqual({ cursor: first.ok && first.cursor, changes: first.ok && first.changes })
})

test('a purge leaves no value, link or history of the record behind', async () => {
  const adapter = await store()
  const deal = { type: 'deal', id: 'd1' }
  await adapter.commit(
    batch(
      create('c1', { name: 'A' }),
      { write: 'create', ref: deal, values: {} },
      { write: 'link', ref: company('c1'), edge: 'company.deals', to: deal },
    ),
    io,
  )
  const result = await adapter.commit(batch({ write: 'purge', ref: deal }), io)
  expect(result.ok && result.changes?.map(({ ref, change, linked }) => [ref.id, change, linked?.[0]?.gone])).toEqual([
    ['c1', 'link', true],
    ['d1', 'purge', true],
  ])
  expect(await adapter.read([deal], io)).toEqual([null])
  expect(await adapter.links?.read([company('c1')], 'company.deals', true, io)).toEqual([[]])
  expect(await adapter.history?.read([deal], undefined, 9, io)).toEqual([[]])
})

test('an internal property is in the record alone: history and feed leave it out', async () => {
  const file = freshFile()
  const adapter = await store(file)
  await adapter.schema?.apply(
    { types: [{ name: 'company', properties: [{ name: 'marks', kind: 'json', internal: true }] }], edges: [] },
    io,
  )
  const first = await adapter.commit(batch(create('c1', { name: 'A', marks: { file: 'x' } })), io)
  await adapter.commit(batch({ write: 'patch', ref: company('c1'), values: { marks: { file: 'y' } } }), io)
  expect((await adapter.read([company('c1')], io))[0]?.values).toEqual({ name: 'A', marks: { file: 'y' } })
  const [past = []] = (await adapter.history?.read([company('c1')], undefined, 9, io)) ?? []
  expect(past.map(({ property }) => property)).toEqual(['name'])
  await adapter.close()
  const again = await store(file)
  const [replayed] = await collect(take(again.changes(`${first.ok && first.cursor?.split('.')[0]}.0`, io), 1))
  expect(replayed?.changes).toMatchObject([{ change: 'create', changed: ['name'], after: { name: 'A' } }])
  expect((await again.describe()).types[0]?.properties.at(-1)).toEqual({ name: 'marks', kind: 'json', internal: true })
})

test('the shape of the data grows and nothing is lost', async () => {
  const file = freshFile()
  const adapter = await store(file)
  await adapter.commit(batch(create('c1', { name: 'A' })), io)
  await adapter.schema?.apply(
    { types: [{ name: 'company', properties: [{ name: 'later', kind: 'date' }], indexes: [['later']] }], edges: [] },
    io,
  )
  await adapter.commit(batch({ write: 'patch', ref: company('c1'), values: { later: '2026-01-01' } }), io)
  await adapter.close()
  const again = await store(file)
  expect((await again.read([company('c1')], io))[0]?.values).toEqual({ name: 'A', later: '2026-01-01' })
  await expect(
    again.schema?.apply({ types: [{ name: 'company', properties: [{ name: 'later', kind: 'text' }] }], edges: [] }, io),
  ).rejects.toMatchObject({ code: 'storage.refused' })
})

test('statistics follow the data, so that plans stay good', async () => {
  const file = freshFile()
  const adapter = await store(file)
  for (let from = 0; from < 3000; from += 500) {
    const writes = Array.from({ length: 500 }, (_, n) =>
      create(`c${from + n}`, { csm: `u${n % 50}`, renewalDate: `2026-01-${String(10 + (n % 20))}` }),
    )
    await adapter.commit(batch(...writes), io)
  }
  await ids(adapter, { limit: 1 })
  const db = new Database(file, { readonly: true })
  const stat = db.prepare("SELECT stat FROM sqlite_stat1 WHERE idx = 'company__by__csm__renewalDate__arr'").pluck().get()
  const [rows = 0, notArchived, ofOneUser = 0] = String(stat).split(' ').map(Number)
  const plan = db
    .prepare("EXPLAIN QUERY PLAN SELECT count(*) FROM company WHERE archived_at IS NULL AND csm = 'u1' AND renewalDate >= '2026-01-15'")
    .all()
  db.close()
  expect(rows).toBeGreaterThanOrEqual(1000)
  expect(notArchived).toBe(rows)
  expect(ofOneUser).toBeLessThan(rows / 10)
  expect(plan).toMatchObject([
    { detail: expect.stringContaining('COVERING INDEX company__by__csm__renewalDate__arr (archived_at=? AND csm=? AND renewalDate>?)') },
  ])
})

test('calls to a store that is closed fail', async () => {
  const adapter = await store()
  await adapter.close()
  await adapter.close()
  const closed = { code: 'storage.closed' }
  await expect(adapter.read([company('c1')], io)).rejects.toMatchObject(closed)
  await expect(adapter.commit(batch(), io)).rejects.toMatchObject(closed)
  await expect(adapter.describe()).rejects.toMatchObject(closed)
  await expect(adapter.changes('head', io)[Symbol.asyncIterator]().next()).rejects.toMatchObject(closed)
})

test('following changes ends when it is aborted', async () => {
  const adapter = await store()
  const stop = new AbortController()
  const next = adapter.changes('head', { signal: stop.signal })[Symbol.asyncIterator]().next()
  stop.abort()
  expect(await next).toMatchObject({ done: true })
})

test('a reader beside the writer sees what is committed and writes nothing', async () => {
  const file = freshFile()
  const writer = await store(file)
  const reader = await store(file, true)
  await writer.commit(batch(create('c1', { name: 'A' })), io)
  expect(await ids(reader)).toEqual(['c1'])
  await expect(reader.commit(batch(create('c2', {})), io)).rejects.toMatchObject({ code: 'storage.refused' })
  const told = reader.changes('head', io)[Symbol.asyncIterator]().next()
  await writer.commit(batch(create('c2', {})), io)
  await clock.advance({ ms: 250 })
  expect(await told).toMatchObject({ value: { changes: [{ ref: company('c2') }] } })
})

test('a store of a version without groups still opens, and keeps them from then on', async () => {
  const file = freshFile()
  const old = await store(file)
  await old.commit(batch(create('c1', { name: 'before' })), io)
  await old.close()
  const db = new Database(file)
  db.exec('DROP INDEX tenure_feed__by__group; ALTER TABLE tenure_feed DROP COLUMN batch_group')
  db.exec('ALTER TABLE tenure_history DROP COLUMN batch_group')
  db.close()
  await expect(store(file, true)).rejects.toMatchObject({ code: 'storage.failed', message: expect.stringContaining('earlier version') })
  const adapter = await store(file)
  await adapter.commit({ ...batch({ write: 'patch', ref: company('c1'), values: { name: 'after' } }), group: 'g' }, io)
  const [entries] = (await adapter.history?.read([company('c1')], ['name'], 10, io)) ?? []
  expect(entries?.map(({ value, group }) => [value, group])).toEqual([
    ['after', 'g'],
    ['before', undefined],
  ])
  expect(await adapter.groups?.read('g', { limit: 10 }, io)).toHaveLength(1)
})

test('stores in memory are open side by side, and none leaves a file', async () => {
  const stores = [sqlite({ file: ':memory:' }), sqlite({ file: ':memory:' })]
  for (const store of stores) await store.open(env())
  expect(readdirSync('.').filter((name) => name.startsWith(':memory:'))).toEqual([])
  for (const store of stores) await store.close()
})

test('a file that is missing or not a store cannot be read', async () => {
  const file = freshFile()
  await expect(store(file, true)).rejects.toMatchObject({ code: 'storage.failed' })
  writeFileSync(file, 'This is no database, it is a text of some length.'.repeat(99))
  await expect(store(file)).rejects.toMatchObject({ code: 'storage.failed' })
  rmSync(file)
  await store(file)
  await expect(store(join(file, 'deeper', 'store.db'))).rejects.toMatchObject({ code: 'storage.failed' })
})

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
async function* take<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let left = count
  for await (const item of items) {
    yield item
    left -= 1
    if (left === 0) return
  }
}

const indexes = (file: string): readonly unknown[] => {
  const db = new Database(file, { readonly: true })
  const found = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'company' AND name LIKE '%by%'").all()
  db.close()
  return found
}
const many = (from: number, count: number) =>
  batch(...Array.from({ length: count }, (_, at) => create(`m${from + at}`, { name: `Company ${from + at}` })))

test('indexes of a first fill are made when the type is asked for, changed or the store closes', async () => {
  for (const end of ['ask', 'change', 'close', 'kill'] as const) {
    const file = freshFile()
    const adapter = await store(file)
    const before = indexes(file)
    expect(before.length).toBeGreaterThan(0)
    expect(await adapter.commit(many(0, 300), io)).toMatchObject({ ok: true })
    expect(await adapter.commit(many(300, 300), io)).toMatchObject({ ok: true })
    expect(indexes(file)).toEqual([])
    if (end === 'ask') expect(await ids(adapter)).toHaveLength(600)
    if (end === 'change') {
      await adapter.commit(batch({ write: 'patch', ref: company('m1'), values: { name: 'other' } }), io)
      await expect.poll(() => indexes(file)).toEqual(before)
    }
    if (end === 'close') await adapter.close()
    if (end === 'kill') {
      const copy = freshFile()
      const db = new Database(file)
      await db.backup(copy)
      db.close()
      await (await store(copy)).close()
      expect(indexes(copy)).toEqual(before)
    } else expect(indexes(file)).toEqual(before)
    await adapter.close()
  }
})

test('[SEC-17] the indexes of a first fill are made one by one, and others have their turn in between', async () => {
  const file = freshFile()
  const adapter = await store(file)
  const all = indexes(file).length
  await adapter.commit(many(0, 300), io)
  const seen = new Set<number>()
  let isRead = false
  const reading = ids(adapter).finally(() => {
    isRead = true
  })
  while (!isRead) {
    seen.add(indexes(file).length)
    await new Promise(setImmediate)
  }
  expect(await reading).toHaveLength(300)
  expect([...seen].filter((count) => count > 0 && count < all).length).toBeGreaterThan(0)
  expect(indexes(file)).toHaveLength(all)
  await adapter.close()
})

test('a first fill that is taken back leaves the indexes', async () => {
  const file = freshFile()
  const adapter = await store(file)
  const before = indexes(file)
  const wrong = { ...many(0, 300), writes: [...many(0, 300).writes, create('m1', {})] }
  expect(await adapter.commit(wrong, io)).toMatchObject({ ok: false })
  expect(indexes(file)).toEqual(before)
})

test('a creation is one row, from which the history tells each value that it gave', async () => {
  const file = freshFile()
  const adapter = await store(file)
  await adapter.commit(batch(create('c1', { name: 'first', order: 'Berlin' })), io)
  await adapter.commit(batch({ write: 'patch', ref: company('c1'), values: { name: 'second' } }), io)
  await adapter.commit(batch({ write: 'patch', ref: company('c1'), values: { name: 'third', order: null } }), io)
  const read = async (properties?: readonly string[], limit = 10) =>
    (await adapter.history?.read([company('c1')], properties, limit, io))?.[0]?.map(({ property, value, version }) => [
      property,
      value,
      version,
    ])
  expect(await read(['name'])).toEqual([
    ['name', 'third', '3'],
    ['name', 'second', '2'],
    ['name', 'first', '1'],
  ])
  expect(await read(['order'])).toEqual([
    ['order', null, '3'],
    ['order', 'Berlin', '1'],
  ])
  expect(await read(undefined, 4)).toHaveLength(4)
  const db = new Database(file, { readonly: true })
  expect(db.prepare('SELECT count(*) AS rows FROM tenure_history WHERE version = 1').get()).toEqual({ rows: 1 })
  db.close()
})

test('[SDK-11] while a backup is read into a store, a commit has to wait, and is stored afterwards', async () => {
  const adapter = await store()
  let goOn = (): void => {}
  const paused = new Promise<void>((resolve) => {
    goOn = resolve
  })
  async function* pages(): AsyncGenerator<KeptPage> {
    await paused
    yield { records: [{ ref: { type: 'company', id: 'kept' }, version: '1', values: { name: 'Kept' }, links: [], history: [] }] }
  }
  const restored = adapter.backup?.restore(pages(), io)
  const write: Write = { write: 'create', ref: { type: 'company', id: 'new' }, values: { name: 'New' } }
  expect(await adapter.commit(batch(write), io)).toEqual({ ok: false, because: 'retry', retryAfterMs: 100 })
  goOn()
  await restored
  expect(await adapter.commit(batch(write), io)).toMatchObject({ ok: true })
  const found = await adapter.read(
    ['kept', 'new'].map((id) => ({ type: 'company', id })),
    io,
  )
  expect(found.map((record) => record?.values['name'])).toEqual(['Kept', 'New'])
})

test('a store claims all that a store can do, and one that only reads that another writes beside it', () => {
  const claims = { atomic: 'batch', versions: true, unique: true, feed: true, images: 'both', snapshots: true, consequences: true }
  const claimed = (options: Partial<SqliteOptions>) => {
    const { kind, capabilities } = sqlite({ file: 'x.db', ...options })
    return { kind, capabilities }
  }
  expect(claimed({})).toEqual({ kind: 'sqlite', capabilities: claims })
  expect(claimed({ readonly: true })).toEqual({ kind: 'sqlite', capabilities: { ...claims, shared: true } })
})

test('a store is opened once, as its options say; without them it survives a power cut and keeps its feed for 30 days', async () => {
  const opening = vi.spyOn(OpenStore, 'open').mockReturnValue({ close: () => undefined } as never)
  const day = 86_400_000
  const optionsOf = async (adapter: ReturnType<typeof sqlite>) => {
    opening.mockClear()
    await adapter.open(env())
    await adapter.open(env())
    expect(opening).toHaveBeenCalledTimes(1)
    return opening.mock.lastCall?.[0]
  }
  const usual = { file: 'x.db', synchronous: 'full', readonly: false, keepFeedMs: 30 * day, readers: undefined, tuning: {} }
  expect(await optionsOf(sqlite({ file: 'x.db' }))).toEqual(usual)
  const own = { file: 'x.db', synchronous: 'normal', readonly: true, readers: 3 } as const
  expect(await optionsOf(tunedSqlite({ ...own, keepFeed: days(3) }, { fewRows: 1 }))).toEqual({
    ...{ ...own, keepFeedMs: 3 * day, tuning: { fewRows: 1 } },
  })
  const kept = async (keepFeed: SqliteOptions['keepFeed'] & object) => (await optionsOf(sqlite({ file: 'x.db', keepFeed })))?.keepFeedMs
  expect([await kept({ ms: 2 * day + 5 }), await kept({ days: 1, ms: 7 }), await kept({ ms: 1 })]).toEqual([2 * day + 5, day + 7, day])
})

test('a plan is exact in all, for each test of the condition, and expects the rows that an open store knows of', async () => {
  const adapter = sqlite({ file: ':memory:' })
  const is = (property: string): Expression => ({ atom: 0, test: 'is', property, kind: 'string', value: 'x' })
  const where: Expression = { all: [is('name'), { not: { any: [is('order'), is('domain')] } }] }
  const parts = { type: 'company', policy: { all: [] }, order: [], select: [], count: true, archived: 'no' as const }
  const query = canonicalise({ ...parts, user: where })
  const exact = { order: 'exact', limit: 'exact', linked: 'exact', count: 'exact', native: query }
  const grades = (...atoms: readonly number[]) => new Map(atoms.map((atom) => [atom, 'exact']))
  expect(adapter.plan(query)).toEqual({ ...exact, grades: grades(0, 1, 2) })
  await adapter.open(env())
  open.push(adapter as StorageAdapter)
  expect(adapter.plan(query)).toEqual({ ...exact, grades: grades(0, 1, 2), rows: 0 })

  const by = (count: number) => ({ property: 'seats', kind: 'number' as const, bounds: Array.from({ length: count }, (_, at) => at) })
  const measure = { measure: 'sum', property: 'seats', kind: 'number' } as const
  const native: StoreAggregate = { query, by: [by(5_000), by(5_001), { property: 'csm', kind: 'user' }], measures: [measure], most: 9 }
  expect(adapter.aggregate?.plan(native)).toEqual({
    ...{ grades: grades(0, 1, 2), by: ['exact', 'none', 'exact'], measures: ['exact'], linked: 'exact', native },
  })
})

test('the groups of an aggregate, the records at the ends of links and the pages of a backup come from the store', async () => {
  const adapter = await store()
  const deal = { type: 'deal', id: 'd1' }
  const link: Write = { write: 'link', ref: company('c1'), edge: 'company.deals', to: deal }
  const result = await adapter.commit(
    batch(create('c1', { seats: 2 }), create('c2', { seats: 3 }), { write: 'create', ref: deal, values: { stage: 'won' } }, link),
    io,
  )
  const everything: Expression = { all: [] }
  const parts = { user: everything, policy: everything, order: [], select: [], count: false, archived: 'no' as const }
  const aggregate = { query: canonicalise({ type: 'company', ...parts }), by: [], measures: [], most: 9 }
  expect(await adapter.aggregate?.run(adapter.aggregate.plan(aggregate), io)).toEqual({
    ...{ groups: [{ key: [], count: 2, measures: [] }], asOf: result.ok && result.cursor },
  })
  const along = { edge: 'company.deals', forward: true, to: 'deal', select: ['stage'] }
  expect(await adapter.links?.readRecords?.([company('c1'), company('c2')], along, io)).toEqual([
    [{ id: 'd1', values: { stage: 'won' } }],
    [],
  ])
  expect(await adapter.links?.read([company('c1'), company('c2')], 'company.deals', true, io)).toEqual([[{ id: 'd1' }], []])
  const kept = await collect(adapter.backup?.read(io) ?? noPages())
  expect(kept.map(({ records }) => records.map(({ ref }) => ref.id))).toEqual([['c1', 'c2'], ['d1'], []])
})

async function* noPages(): AsyncGenerator<KeptPage> {}

test('a store that is opened read-only refuses each way to write, and names it', async () => {
  const file = freshFile()
  await store(file)
  const reader = await store(file, true)
  const refused = (capability: string) => ({
    problem: { code: 'storage.refused', message: 'This store was opened read-only.', details: { capability } },
  })
  await expect(reader.commit(batch(), io)).rejects.toMatchObject(refused('atomic'))
  await expect(reader.schema?.apply(schema, io)).rejects.toMatchObject(refused('schema'))
  await expect(reader.backup?.restore(noPages(), io)).rejects.toMatchObject(refused('backup'))
})

test('a call whose caller has left does not start', async () => {
  const adapter = await store()
  const left = { signal: AbortSignal.abort(new Error('enough')) }
  await expect(adapter.commit(batch(create('c1', {})), left)).rejects.toThrow('enough')
  await expect(adapter.read([company('c1')], left)).rejects.toThrow('enough')
  expect(await ids(adapter)).toEqual([])
})

test('a read that is under way when its store closes fails', async () => {
  const adapter = await store()
  await adapter.commit(batch(...Array.from({ length: 600 }, (_, at) => create(`c${at}`, {}))), io)
  const everything: Expression = { all: [] }
  const parts = { user: everything, policy: everything, order: [], select: [], count: false, archived: 'no' as const }
  const reading = adapter.scan(adapter.plan(canonicalise({ type: 'company', ...parts })), io)[Symbol.asyncIterator]()
  expect((await reading.next()).value?.records).toHaveLength(500)
  await adapter.close()
  await expect(reading.next()).rejects.toMatchObject({
    problem: { code: 'storage.closed', message: 'The store :memory: is not open.', details: { store: ':memory:' } },
  })
})

test('a scrub leaves nothing in the log of the store', async () => {
  const file = freshFile()
  const adapter = await store(file)
  await adapter.commit(batch(create('c1', {})), io)
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0)
  await adapter.scrub?.(io)
  expect(statSync(`${file}-wal`).size).toBe(0)
})
