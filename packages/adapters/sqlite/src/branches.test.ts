// Long because one store of few rows, one of random rows and one of many share their schema, rights and queries.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Atom,
  type CanonicalQuery,
  canonicalise,
  type Expression,
  type IO,
  runQuery,
  type SchemaSnapshot,
  type StorageAdapter,
  silentLog,
  type Value,
  type Values,
  type Write,
} from '@tenure/core/adapter'
import { memory } from '@tenure/memory'
import { bind, LayoutView, QueryCompiler, type StoreLayout, sqliteDialect } from '@tenure/sql'
import { createFakeClock } from '@tenure/testing'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { sqlite } from './sqlite.js'

const io: IO = { signal: new AbortController().signal }
const owned = ['csm', 'owner']
const sorts = ['renewalDate', 'name', 'arr']
const schema: SchemaSnapshot = {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'csm', kind: 'user' },
        { name: 'owner', kind: 'user' },
        { name: 'stage', kind: 'enumeration' },
        { name: 'arr', kind: 'money' },
        { name: 'renewalDate', kind: 'date' },
      ],
      indexes: sorts.flatMap((sort) => [...owned.map((property) => [property, sort]), [...owned, sort], [sort]]),
    },
    { name: 'deal', properties: [{ name: 'stage', kind: 'enumeration' }] },
  ],
  edges: [{ edge: 'company.deals', from: 'company', to: 'deal' }],
}

const user = (test: 'is', property: string, value: string): Atom => ({ atom: 0, test, property, kind: 'user', value })
const mine = (me: string): Expression[] => owned.map((property) => user('is', property, me))
const nobodys: Expression = { all: owned.map((property) => ({ not: { atom: 0, test: 'is-known', property, kind: 'user' } })) }
const own = (me: string): Expression => ({ any: mine(me) })
const ownAndUnassigned = (me: string): Expression => ({ any: [...mine(me), nobodys] })
const team = (...users: string[]): Expression => ({
  any: [...owned.map((property): Atom => ({ atom: 0, test: 'any-of', property, kind: 'user', values: users })), nobodys],
})
const byRenewal = [{ property: 'renewalDate', direction: 'ascending', by: 'value' }] as const

type Asked = Partial<CanonicalQuery> & { readonly policy: Expression; readonly user?: Expression }
function ask({ policy, user = { all: [] }, ...more }: Asked): CanonicalQuery {
  const shape = { type: 'company', order: byRenewal, select: ['name', 'renewalDate'], limit: 50, count: true, archived: 'no' } as const
  return canonicalise({ ...shape, ...more, policy, user })
}

const folder = mkdtempSync(join(tmpdir(), 'tenure-branches-'))
const opened: StorageAdapter[] = []
afterAll(async () => {
  for (const store of opened) await store.close()
  rmSync(folder, { recursive: true, force: true })
})
async function filled(store: StorageAdapter, writes: readonly Write[]): Promise<StorageAdapter> {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  opened.push(store)
  await store.open({ clock, log: silentLog, signal: io.signal })
  await store.schema?.apply(schema, io)
  await store.commit({ atomic: true, at: clock.now(), actor: { source: 'user' }, writes }, io)
  return store
}
const create = (id: string, values: Values): Write => ({ write: 'create', ref: { type: 'company', id }, values })
async function read(store: StorageAdapter, query: CanonicalQuery) {
  const { records, total } = await runQuery(store, query, io, () => undefined)
  return { ids: records.map(({ ref }) => ref.id), total }
}
const statementsIn = (file: string) => {
  const db = new Database(file, { readonly: true })
  const layout = JSON.parse(db.prepare("SELECT value FROM tenure_meta WHERE name = 'layout'").pluck().get() as string) as StoreLayout
  const compiler = new QueryCompiler(new LayoutView(layout), sqliteDialect())
  const plan = (query: CanonicalQuery, which: 'rows' | 'total'): readonly string[] => {
    const { statements, values } = compiler.compile(query)
    const statement = statements[which]
    if (statement === undefined) return []
    const rows = db.prepare(`EXPLAIN QUERY PLAN ${statement.sql}`).all(bind(statement, values)) as { readonly detail: string }[]
    return rows.map(({ detail }) => detail)
  }
  return { sqlOf: (query: CanonicalQuery) => compiler.compile(query).statements.rows.sql, plan, close: () => db.close() }
}
const isMerged = (sql: string): boolean => sql.includes(' UNION ALL ')

const few = await filled(sqlite({ file: join(folder, 'few.db') }), [
  create('both', { name: 'B', csm: 'anna', owner: 'anna', renewalDate: '2027-02-01' }),
  create('csm', { name: 'A', csm: 'anna', owner: 'ben', renewalDate: '2027-03-01' }),
  create('none-b', { name: 'D' }),
  create('none-a', { name: 'C' }),
  create('owner', { name: 'E', owner: 'anna', renewalDate: '2027-01-01' }),
  create('tie', { name: 'F', csm: 'ben', owner: 'anna', renewalDate: '2027-02-01' }),
  create('others', { name: 'G', csm: 'ben', owner: 'ben', renewalDate: '2027-01-15' }),
])

test('[FLT-12] a row that is mine for two reasons comes once and counts once', async () => {
  expect(await read(few, ask({ policy: own('anna') }))).toEqual({ ids: ['owner', 'both', 'tie', 'csm'], total: 4 })
})

test('[FLT-13] branches are merged in one order: missing values last, ties by id', async () => {
  expect(await read(few, ask({ policy: ownAndUnassigned('anna') }))).toEqual({
    ids: ['owner', 'both', 'tie', 'csm', 'none-a', 'none-b'],
    total: 6,
  })
  const descending = [{ ...byRenewal[0], direction: 'descending' as const }]
  const { ids } = await read(few, ask({ policy: ownAndUnassigned('anna'), order: descending }))
  expect(ids).toEqual(['csm', 'both', 'tie', 'owner', 'none-a', 'none-b'])
})

test('[FLT-13] a page of branches starts after a row or at an offset, and its total counts all', async () => {
  const asked = { policy: ownAndUnassigned('anna'), limit: 2 }
  expect(await read(few, ask({ ...asked, offset: 1 }))).toEqual({ ids: ['both', 'tie'], total: 6 })
  expect(await read(few, ask({ ...asked, after: { values: ['2027-02-01'], id: 'both' } }))).toEqual({ ids: ['tie', 'csm'], total: 6 })
  expect(await read(few, ask({ ...asked, after: { values: [null], id: 'none-a' } }))).toEqual({ ids: ['none-b'], total: 6 })
})

test('[FLT-12] rows of several users come once, however many users there are', async () => {
  expect(await read(few, ask({ policy: team('anna', 'ben', 'carl') }))).toEqual({
    ids: ['owner', 'others', 'both', 'tie', 'csm', 'none-a', 'none-b'],
    total: 7,
  })
})

// --- against the memory store

function createRandom(seed: number) {
  let state = seed >>> 0
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}
type Random = ReturnType<typeof createRandom>
const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)] as T
const people = ['anna', 'ben', 'carl', 'dora', 'emil']

function randomRecords(random: Random, count: number): readonly Write[] {
  const maybe = (value: Value): Value => (random(5) === 0 ? null : value)
  const companies = Array.from({ length: count }, (_, at) =>
    create(`c${at}`, {
      name: maybe(pick(random, ['Ä', 'a', 'A', 'b', 'Straße', 'strasse'])),
      csm: maybe(pick(random, people)),
      owner: maybe(pick(random, people)),
      stage: pick(random, ['new', 'old']),
      arr: maybe({ amount: pick(random, ['-1', '0', '2.5', '10']), currency: pick(random, ['EUR', 'USD']) }),
      renewalDate: maybe(`2027-0${1 + random(4)}-01`),
    } as Values),
  )
  const deals = Array.from({ length: 10 }, (_, at): Write[] => {
    const ref = { type: 'deal', id: `d${at}` }
    return [
      { write: 'create', ref, values: { stage: pick(random, ['open', 'won']) } },
      { write: 'link', ref: { type: 'company', id: `c${random(count)}` }, edge: 'company.deals', to: ref },
    ]
  })
  return [...companies, ...deals.flat(), { write: 'archive', ref: { type: 'company', id: 'c0' } }]
}

function randomQuery(random: Random, rows: readonly Write[]): CanonicalQuery {
  const me = pick(random, people)
  const policy = pick(random, [
    own(me),
    ownAndUnassigned(me),
    team(...people.slice(0, 2 + random(3))),
    { any: [user('is', 'csm', me), nobodys] },
  ])
  const stage: Atom = { atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value: 'new' }
  const filters: readonly Expression[] = [
    { all: [] },
    stage,
    { not: stage },
    { atom: 0, test: 'at-least', property: 'renewalDate', kind: 'date', value: '2027-02-01' },
    { any: [stage, { atom: 0, test: 'contains', property: 'name', kind: 'string', text: 'a' }] },
    { atom: 0, test: 'some', hop: { edge: 'company.deals', forward: true, to: 'deal' }, where: { ...stage, value: 'open' } },
    user('is', 'csm', pick(random, people)),
    { any: [user('is', 'owner', pick(random, people)), user('is', 'csm', pick(random, people))] },
  ]
  const terms = [
    { property: 'renewalDate', by: 'value' },
    { property: 'name', by: 'text' },
    { property: 'arr', by: 'value' },
    { property: 'stage', by: 'position', positions: ['old', 'new'] },
  ] as const
  const order = [terms[random(3)], ...(random(3) === 0 ? [pick(random, terms)] : [])].map((term) => ({
    ...(term as (typeof terms)[number]),
    direction: pick(random, ['ascending', 'descending'] as const),
  }))
  const last = pick(random, rows)
  const values = order.map(({ property }) => ('values' in last ? (last.values[property] ?? null) : null))
  const place = pick(random, [{}, { offset: random(8) }, { after: { values, id: last.ref.id } }])
  return ask({ policy, user: { all: [pick(random, filters), pick(random, filters)] }, order, limit: 1 + random(12), ...place })
}

test('[FLT-12] [FLT-13] pages in branches are those of the memory store, for every right, filter, order and place', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  const random = createRandom(seed)
  const rows = randomRecords(random, 60)
  const file = join(folder, 'random.db')
  const [store, reference] = [await filled(sqlite({ file }), rows), await filled(memory(), rows)]
  const { sqlOf, close } = statementsIn(file)
  let merged = 0
  for (let round = 0; round < 1_500; round += 1) {
    const query = randomQuery(random, rows)
    if (isMerged(sqlOf(query))) merged += 1
    expect(await read(store, query), `SEED=${seed} ${JSON.stringify(query)}`).toEqual(await read(reference, query))
  }
  close()
  expect(merged, `SEED=${seed}`).toBeGreaterThan(1_000)
})

// --- how it is read

const manyFile = join(folder, 'many.db')
const many = await filled(
  sqlite({ file: manyFile }),
  Array.from({ length: 3_000 }, (_, at) =>
    create(`c${at}`, {
      name: `Customer ${(at * 7919) % 3_000}`,
      ...(at % 20 > 0 && { csm: `u${at % 31}`, owner: `u${at % 37}` }),
      renewalDate: `2027-0${1 + (at % 9)}-1${at % 10}`,
    }),
  ),
)

test('each branch of a list walks its index in the order of the list, and nothing sorts all rows', async () => {
  await many.schema?.apply(schema, io)
  const { plan, close } = statementsIn(manyFile)
  for (const policy of [own('u1'), ownAndUnassigned('u1'), team('u1', 'u2', 'u3')]) {
    const steps = plan(ask({ policy }), 'rows')
    const walks = steps.filter((step) => /^(SEARCH|SCAN)/.test(step))
    expect(walks.length).toBeGreaterThan(1)
    for (const walk of walks) expect(walk).toMatch(/^SEARCH t0 USING INDEX company__by__(csm|owner|csm__owner)__renewalDate \(/)
    expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
  }
  close()
})

test('[FLT-13] a page of amounts starts in the index at the amount within its currency', () => {
  const { plan, close } = statementsIn(manyFile)
  const order = [{ property: 'arr', direction: 'ascending', by: 'value' }] as const
  const known: Expression = { atom: 0, test: 'is-known', property: 'arr', kind: 'money' }
  const after = { values: [{ amount: '5', currency: 'EUR' }], id: 'c1' }
  const [walk] = plan(ask({ policy: known, order, after }), 'rows')
  expect(walk).toMatch(/^SEARCH t0 USING INDEX company__by__arr \(.*\(arr__currency,arr__key\)>\(\?,\?\)/)
  close()
})

test('the total of branches is counted only in indexes', () => {
  const { plan, close } = statementsIn(manyFile)
  const counted = plan(ask({ policy: ownAndUnassigned('u1') }), 'total').filter((step) => /^(SEARCH|SCAN) t0/.test(step))
  expect(counted).toHaveLength(4)
  for (const step of counted) expect(step).toMatch(/^SEARCH t0 USING COVERING INDEX/)
  close()
})

test('a list that branches cannot serve is one statement as before', () => {
  const { sqlOf, close } = statementsIn(manyFile)
  const policy = ownAndUnassigned('u1')
  const { limit: _, ...unlimited } = ask({ policy })
  const id: Atom = { atom: 0, test: 'id-of', ids: ['c1', 'c2'] }
  const stage: Expression = { atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value: 'new' }
  const alone = [
    unlimited,
    ask({ policy, archived: 'any' }),
    ask({ policy, order: [{ property: 'stage', direction: 'ascending', by: 'value' }] }),
    ask({ policy, user: id }),
    ask({ policy: { any: [...mine('u1'), stage] } }),
    ask({ policy: team(...Array.from({ length: 17 }, (_, at) => `u${at}`)) }),
  ]
  expect(alone.map((query) => isMerged(sqlOf(query)))).toEqual(alone.map(() => false))
  expect(isMerged(sqlOf(ask({ policy })))).toBe(true)
  close()
})
