import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type StorageAdapter, silentLog, type WriteBatch } from '@tenure/core/adapter'
import { type ScoreProfile, scoreProfileSchema } from '@tenure/core/score'
import { sqlite } from '@tenure/sqlite'
import Database from 'better-sqlite3'
// The kernel is no public name: scores are measured from the one door for changes, without the network.
import { systemAsker } from '../packages/core/src/access/asker.js'
import { systemClock } from '../packages/core/src/base/system-clock.js'
import { openEdition, standardEditions } from '../packages/core/src/contract/administration/edition.js'
import { type Kernel, openKernel } from '../packages/core/src/host/kernel.js'
import { keepScores } from '../packages/core/src/host/score/keep-scores.js'
import { builtInTypes } from '../packages/core/src/schema/built-in-definitions.js'
import { startRescore } from '../packages/core/src/score/keeper/rescore-run.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { limitName, quantile } from './compare.js'
import { recordId, unlimited } from './laid-store.js'

/** All scores of many customers, worked out and stored; and one activity that moves one score. */
export const bench: Bench = { name: 'score', run: runScore }

// What scores may cost by one hand-written transaction that writes the same values, history and feed.
const goal = 2
const dayMs = 86_400_000
const each = 10
const bySystem = { asker: systemAsker, actor: { source: 'system' } } as const

const step = (points: number, from: number): readonly object[] => [{ from, points }]
const events = (id: string, association: string, days: number): object => ({
  ...{
    kind: 'events',
    id,
    name: id,
    association: `company.${association}`,
    days,
    earn: { each: 1 },
    decay: { percent: 20, everyDays: 14 },
  },
})
const number = (id: string, property: string, points: number): object => ({
  ...{ kind: 'number', id, name: id, property: `company.${property}`, ranges: step(points, 20) },
})
/** Eight criteria: three of properties, one of a date, three of activities, a segment. */
const profile: ScoreProfile = scoreProfileSchema.parse({
  name: 'Bench',
  objectType: 'company',
  groups: [
    {
      ...{ id: 'p', name: 'Properties', kind: 'property', maximum: 60 },
      criteria: [
        number('a', 'employees', 20),
        { ...number('b', 'arr', 10), currency: 'EUR' },
        {
          kind: 'property',
          id: 'c',
          name: 'c',
          property: 'company.city',
          cases: [{ test: { test: 'is', property: 'company.city', value: 'Basel' }, points: 10 }],
        },
        { kind: 'date', id: 'd', name: 'd', property: 'company.renewalDate', count: 'until', ranges: step(10, 60) },
        {
          kind: 'segment',
          id: 'e',
          name: 'e',
          segment: 'Freight',
          filter: { test: 'is', property: 'company.industry', value: 'Freight' },
          inside: 10,
        },
      ],
    },
    {
      id: 'e1',
      name: 'Events',
      kind: 'event',
      maximum: 40,
      criteria: [events('f', 'meetings', 90), events('g', 'calls', 90), events('h', 'emails', 60)],
    },
  ],
})
const kinds = ['meeting', 'call', 'email'] as const
const links = { meeting: 'meetings', call: 'calls', email: 'emails' } as const

async function* runScore({ quick, folder }: BenchOptions): AsyncGenerator<Row> {
  const count = quick ? 5_000 : 100_000
  const temporary = mkdtempSync(join(folder, 'score-'))
  const storage = sqlite({ file: join(temporary, 'store.db'), synchronous: 'normal' })
  const kernel = await openFilled(storage, count)
  try {
    const ours = await scoreAll(kernel, count)
    const stored = new Database(join(temporary, 'store.db'), { readonly: true })
    const scored = stored.prepare("SELECT count(DISTINCT id) FROM tenure_history WHERE property = 'healthScore'").pluck().get() as number
    stored.close()
    if (scored !== count) throw new Error(`${scored} of ${count} customers were scored.`)
    const table = openTable(join(temporary, 'table.db'), count)
    const limit = writeAll(table, count)
    yield figure(`all scores of ${count}, ${limitName}`, limit / 1000, 's')
    yield figure(`all scores of ${count}`, ours / 1000, 's', limit / 1000)
    const one = await moveOne(kernel, count)
    const oneLimit = moveByHand(table, count)
    yield figure(`one activity that moves a score, ${limitName}`, oneLimit, 'us')
    yield figure('one activity that moves a score', one, 'us', oneLimit)
    table.close()
  } finally {
    await kernel.close()
    rmSync(temporary, { recursive: true, force: true })
  }
}

function figure(name: string, value: number, unit: string, limit?: number): Row {
  const held = limit === undefined ? {} : { limit: round(limit), ratio: round(value / limit), goal }
  return toRow({ bench: 'score', case: name, metric: 'p50', unit, value: round(value), ...held })
}
function round(value: number): number {
  return Math.round(value * 100) / 100
}

async function openFilled(storage: StorageAdapter, count: number): Promise<Kernel> {
  const kernel = await openKernel({
    storage,
    clock: systemClock,
    log: silentLog,
    edition: openEdition('professional', standardEditions),
    types: builtInTypes,
    // As in a workspace, and in the limit, customers are in order of their scores.
    join: async () => ({
      types: builtInTypes,
      sections: [],
      lists: [{ id: 'bench', of: 'company', sorts: ['healthScore'] }],
      permissions: [],
    }),
  })
  await keepScores(kernel, 'company', true)
  const edges = new Map(
    kernel
      .schema()
      .get('company')
      ?.associations.map((one) => [one.name, one]),
  )
  const now = Date.now()
  for (let from = 1; from <= count; from += 500) {
    const writes: WriteBatch['writes'][number][] = []
    for (let id = from; id < Math.min(from + 500, count + 1); id += 1) {
      writes.push({ write: 'create', ref: { type: 'company', id: recordId(id) }, values: valuesAt(id) })
      for (let at = 0; at < each; at += 1) {
        const type = kinds[at % 3] ?? 'meeting'
        const ref = { type, id: `${type}${id}-${at}` }
        writes.push({ write: 'create', ref, values: { title: 'Talk', at: now - (((id * 7 + at * 13) % 120) + 0.5) * dayMs } })
        const edge = edges.get(links[type])
        if (edge === undefined) throw new Error(`A company has no ${links[type]}.`)
        const [first, second] = edge.forward ? [{ type: 'company', id: recordId(id) }, ref] : [ref, { type: 'company', id: recordId(id) }]
        writes.push({ write: 'link', ref: first, edge: edge.edge, to: second })
      }
    }
    const result = await storage.commit({ atomic: true, at: now, actor: { source: 'system' }, writes }, unlimited)
    if (!result.ok) throw new Error(`The bench's data was not taken: ${result.because}.`)
  }
  await endFill(kernel)
  return kernel
}
// A store makes the indexes of what was imported when it is first asked for it: that is part of the import, and the limit has made its own.
async function endFill({ reader }: Kernel): Promise<void> {
  for (const type of ['company', ...kinds]) await reader.list(systemAsker, { type, select: [], limit: 1 })
}
function valuesAt(id: number) {
  return {
    ...{ name: `Customer ${id}`, city: id % 2 === 0 ? 'Basel' : 'Graz', industry: id % 3 === 0 ? 'Freight' : 'Air', employees: id % 50 },
    arr: { amount: String(id % 40), currency: 'EUR' },
    renewalDate: new Date(Date.now() + (id % 365) * dayMs).toISOString().slice(0, 10),
  }
}

async function scoreAll(kernel: Kernel, count: number): Promise<number> {
  const definition = JSON.parse(JSON.stringify(profile))
  await must(
    kernel.writer.draft(bySystem, async (draft) => {
      draft.create(
        { type: 'scoreProfile', id: 'bench' },
        { name: 'Bench', objectType: 'company', state: 'active', main: true, definition, createdAt: 0, updatedAt: 0 },
      )
    }),
  )
  const start = performance.now()
  await startRescore(kernel.runner, { type: 'company', alerts: false }, count)
  await kernel.runner.idle()
  return performance.now() - start
}

// Both kinds of code have run often enough before they are measured.
const [warmUp, calls] = [400, 400]

// From the write of an activity until the score that it moves is stored.
async function moveOne(kernel: Kernel, count: number): Promise<number> {
  const times: number[] = []
  for (let call = 0; call < warmUp + calls; call += 1) {
    const company = recordId(1 + ((call * 7919) % count))
    const moved = new Promise<void>((resolve) => {
      const subscription = kernel.batches.subscribe(({ changes }) => {
        if (!changes.some(({ ref, actor }) => ref.id === company && actor?.plugin === scorer.plugin)) return
        subscription.unsubscribe()
        resolve()
      })
    })
    const start = performance.now()
    await must(
      kernel.writer.write(bySystem, [
        { write: 'create', type: 'meeting', id: `new${call}`, values: { title: 'Talk', at: Date.now() - 1000 } },
        { write: 'associate', type: 'company', id: company, association: 'meetings', to: `new${call}` },
      ]),
    )
    await moved
    times.push((performance.now() - start) * 1000)
  }
  return quantile(times.slice(warmUp), 0.5)
}
async function must(outcome: Promise<{ readonly ok: boolean }>): Promise<void> {
  const found = await outcome
  if (!found.ok) throw new Error(`The core refused a write of the bench: ${JSON.stringify(found)}.`)
}

/** What a hand-written workspace needs for the same: customers, activities, the past of each property, and a feed with both images. */
function openTable(file: string, count: number): Database.Database {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = normal')
  // With the indexes that the store has of what is written here: lists of all customers and of one's own by score, activities by time and by owner.
  db.exec(`CREATE TABLE customers(id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, name TEXT, city TEXT, industry TEXT, employees INTEGER, arr TEXT,
      renewalDate TEXT, lastActivityAt INTEGER, healthScore INTEGER, healthStatus TEXT, due INTEGER, owner TEXT, csm TEXT);
    CREATE INDEX byDue ON customers(due); CREATE INDEX byScore ON customers(healthScore); CREATE INDEX ownByScore ON customers(owner, csm, healthScore);
    CREATE TABLE activities(id TEXT NOT NULL PRIMARY KEY, customer TEXT NOT NULL, title TEXT, at INTEGER, owner TEXT);
    CREATE INDEX byCustomer ON activities(customer, at); CREATE INDEX byTime ON activities(at); CREATE INDEX byActivityOwner ON activities(owner);
    CREATE TABLE history(id TEXT NOT NULL, property TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, value TEXT, before TEXT,
      actor TEXT NOT NULL, PRIMARY KEY (id, property, version)) WITHOUT ROWID;
    CREATE TABLE feed(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, changes TEXT NOT NULL)`)
  const insert = db.prepare(
    'INSERT INTO customers VALUES (@id, 1, @name, @city, @industry, @employees, @arr, @renewalDate, NULL, NULL, NULL, NULL, NULL, NULL)',
  )
  const activity = db.prepare('INSERT INTO activities VALUES (?, ?, ?, ?, NULL)')
  db.transaction(() => {
    for (let id = 1; id <= count; id += 1) {
      insert.run({ ...valuesAt(id), arr: JSON.stringify(valuesAt(id).arr), id: recordId(id) })
      for (let at = 0; at < each; at += 1) activity.run(`a${id}-${at}`, recordId(id), 'Talk', Date.now() - at * dayMs)
    }
  })()
  return db
}
const scorer = { source: 'system', plugin: 'tenure.score' } as const
type Kept = Readonly<Record<string, unknown>> & { readonly version: number }
interface Change {
  readonly id: string
  readonly actor: object
  readonly values: Readonly<Record<string, string | number>>
}
/** Writes some values of a customer with their history; the answer is the change of the feed, with both images. */
function customerWriter(db: Database.Database, properties: readonly string[]) {
  const read = db.prepare('SELECT * FROM customers WHERE id = ?')
  const update = db.prepare(`UPDATE customers SET ${properties.map((name) => `${name} = ?`).join()}, version = ? WHERE id = ?`)
  const past = db.prepare('INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)')
  return ({ id, actor, values }: Change): object => {
    const before = read.get(id) as Kept
    const [version, at] = [before.version + 1, Date.now()]
    update.run(...properties.map((name) => values[name]), version, id)
    for (const property of properties)
      if (property !== 'due')
        past.run(id, property, version, at, JSON.stringify(values[property]), JSON.stringify(before[property]), JSON.stringify(actor))
    return { id, change: 'patch', version, at, actor, changed: properties, before, after: { ...before, ...values, version } }
  }
}
function scoreWriter(db: Database.Database) {
  const write = customerWriter(db, ['healthScore', 'healthStatus', 'due'])
  return (id: string, score: number): object =>
    write({ id, actor: scorer, values: { healthScore: score, healthStatus: score < 40 ? 'at-risk' : 'neutral', due: Date.now() + dayMs } })
}
function writeAll(db: Database.Database, count: number): number {
  const write = scoreWriter(db)
  const feed = db.prepare('INSERT INTO feed (at, changes) VALUES (?, ?)')
  const start = performance.now()
  db.transaction(() => {
    for (let from = 1; from <= count; from += 200) {
      const changes = Array.from({ length: Math.min(200, count - from + 1) }, (_, at) => write(recordId(from + at), (from + at) % 100))
      feed.run(Date.now(), JSON.stringify(changes))
    }
  })()
  return performance.now() - start
}
// Most activities leave the status, and when the score is due next, as they were: neither ours nor the limit writes them.
function moveByHand(db: Database.Database, count: number): number {
  const write = customerWriter(db, ['healthScore'])
  const touch = customerWriter(db, ['lastActivityAt'])
  const feed = db.prepare('INSERT INTO feed (at, changes) VALUES (?, ?)')
  const activity = db.prepare('INSERT INTO activities VALUES (?, ?, ?, ?, NULL)')
  const past = db.prepare('INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)')
  const actor = { source: 'system' }
  const move = db.transaction((call: number) => {
    const [id, own, at] = [recordId(1 + ((call * 7919) % count)), `new${call}`, Date.now()]
    activity.run(own, id, 'Talk', at)
    past.run(own, '', 1, at, JSON.stringify({ title: 'Talk', at }), null, JSON.stringify(actor))
    const created = { id: own, change: 'create', version: 1, at, actor, after: { title: 'Talk', at } }
    feed.run(at, JSON.stringify([created, touch({ id, actor, values: { lastActivityAt: at } })]))
    feed.run(at, JSON.stringify([write({ id, actor: scorer, values: { healthScore: (call * 13) % 100 } })]))
  })
  const times: number[] = []
  for (let call = 0; call < warmUp + calls; call += 1) {
    const start = performance.now()
    move.immediate(call)
    times.push((performance.now() - start) * 1000)
  }
  return quantile(times.slice(warmUp), 0.5)
}
