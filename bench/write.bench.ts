import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type StorageAdapter, silentLog, type Values, type WriteBatch } from '@tenure/core/adapter'
import { sqlite } from '@tenure/sqlite'
import Database from 'better-sqlite3'
// The kernel is no public name: a write is measured from the one door for changes, without the network.
import { systemAsker } from '../packages/core/src/access/asker.js'
import { systemClock } from '../packages/core/src/base/system-clock.js'
import { openEdition, standardEditions } from '../packages/core/src/contract/administration/edition.js'
import { type Kernel, openKernel } from '../packages/core/src/host/kernel.js'
import { builtInTypes } from '../packages/core/src/schema/built-in-definitions.js'
import type { Bench, BenchOptions, Row } from './bench.js'
import { compareCases, limitName } from './compare.js'
import { comparedRows } from './compared-rows.js'
import { recordId, unlimited } from './laid-store.js'
import { dayAt, userId } from './page-data.js'

/** One property of one record, stored with its history and its row of the feed in one transaction. */
export const bench: Bench = { name: 'write', run: runWrite }

// What a write may cost by the hand-written transaction of the same three rows.
const goal = 2
const firstDay = Date.UTC(2026, 0, 1)
const dayMs = 86_400_000

/** The n-th write of one property: another value each time. */
type Written = (call: number) => readonly [property: 'city' | 'renewalDate', value: string]
const properties: Readonly<Record<string, Written>> = {
  'a city': (call) => ['city', `City ${call}`],
  'a renewal date, by which lists are sorted': (call) => ['renewalDate', dayAt(firstDay + (call % 997) * dayMs)],
}

async function* runWrite({ quick, folder }: BenchOptions): AsyncGenerator<Row> {
  const count = quick ? 2_000 : 20_000
  for (const synchronous of ['normal', 'full'] as const) {
    const temporary = mkdtempSync(join(folder, 'write-'))
    const table = openTable(join(temporary, 'table.db'), synchronous, count)
    const storage = sqlite({ file: join(temporary, 'store.db'), synchronous })
    const kernel = await openFilled(storage, count)
    try {
      for (const [name, written] of Object.entries(properties)) {
        // Each case writes values of its own: to write what is there already is no write.
        const nextOf =
          (place: number): Next =>
          (call) => ({ id: recordId(1 + ((call * 7919) % count)), written: written(3 * call + place) })
        const cases = {
          [limitName]: handWritten(table, nextOf(0)),
          'core and adapter': throughCore(kernel, nextOf(1)),
          'adapter alone': throughAdapter(storage, nextOf(2)),
        }
        for (const [place, [which, run]] of Object.entries(cases).entries()) {
          const file = join(temporary, which === limitName ? 'table.db' : 'store.db')
          await checkWrite(
            () => run(place),
            written(0)[0],
            () => new Database(file, { readonly: true }),
          )
        }
        const compared = await compareCases(cases, { rounds: quick ? 5 : 30, roundMs: 60 })
        yield* comparedRows(compared, { bench: 'write', suffix: `${name}, ${synchronous}`, goals: { 'core and adapter': goal } })
      }
    } finally {
      await kernel.close()
      table.close()
      rmSync(temporary, { recursive: true, force: true })
    }
  }
}

type Next = (call: number) => { readonly id: string; readonly written: ReturnType<Written> }
const bySystem = { asker: systemAsker, actor: { source: 'system' } } as const
const anna = { id: userId(1), name: 'Anna' }

function valuesAt(id: number): Values {
  return {
    name: `Customer ${id}`,
    csm: userId(1 + (id % 200)),
    owner: userId(1 + (id % 31)),
    city: 'Basel',
    industry: 'Freight',
    arr: { amount: String(1000 + id), currency: 'EUR' },
    renewalDate: dayAt(firstDay + (id % 365) * dayMs),
  }
}

async function openFilled(storage: StorageAdapter, count: number): Promise<Kernel> {
  const kernel = await openKernel({
    storage,
    clock: systemClock,
    log: silentLog,
    edition: openEdition('professional', standardEditions),
    types: builtInTypes,
    join: async () => ({ types: builtInTypes, sections: [], lists: [], permissions: [] }),
  })
  const rights = { '*': { view: 'all', edit: 'all', delete: 'all' } }
  await must(
    kernel.writer.draft(bySystem, async (draft) => {
      draft.create({ type: 'user', id: anna.id }, { name: anna.name, active: true, seat: true, objects: rights })
    }),
  )
  for (let from = 1; from <= count; from += 1000) {
    await must(
      kernel.writer.draft(bySystem, async (draft) => {
        for (let id = from; id < from + 1000; id += 1) draft.create({ type: 'company', id: recordId(id) }, valuesAt(id))
      }),
    )
  }
  return kernel
}

function throughCore({ writer, askers }: Kernel, next: Next) {
  return async (call: number): Promise<void> => {
    const { id, written } = next(call)
    const by = { asker: askers.get(anna.id), actor: { source: 'user', user: anna.id } } as const
    await must(writer.write(by, [{ write: 'update', type: 'company', id, values: { [written[0]]: written[1] } }]))
  }
}

function throughAdapter(storage: StorageAdapter, next: Next) {
  return async (call: number): Promise<void> => {
    const { id, written } = next(call)
    const write = { write: 'patch', ref: { type: 'company', id }, values: { [written[0]]: written[1], updatedAt: Date.now() } } as const
    const batch: WriteBatch = { atomic: true, at: Date.now(), actor: { source: 'user', user: anna.id }, writes: [write] }
    const result = await storage.commit(batch, unlimited)
    if (!result.ok) throw new Error(`The store refused a write of the bench: ${result.because}.`)
  }
}

async function must(outcome: Promise<{ readonly ok: boolean }>): Promise<void> {
  const found = await outcome
  if (!found.ok) throw new Error(`The core refused a write of the bench: ${JSON.stringify(found)}.`)
}

/** A table of the same customers with what a hand-written workspace needs: the past of each property, and a feed of changes with both images. */
function openTable(file: string, synchronous: 'normal' | 'full', count: number): Database.Database {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${synchronous}`)
  db.exec(`CREATE TABLE customers(id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, name TEXT, csm TEXT, owner TEXT, city TEXT, industry TEXT,
      arr INTEGER, renewalDate TEXT, updatedAt INTEGER);
    CREATE INDEX byCsm ON customers(csm, renewalDate); CREATE INDEX byOwner ON customers(owner, renewalDate);
    CREATE INDEX byBoth ON customers(csm, owner, renewalDate); CREATE INDEX byRenewal ON customers(renewalDate);
    CREATE TABLE history(id TEXT NOT NULL, property TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, value TEXT, before TEXT,
      actor TEXT NOT NULL, PRIMARY KEY (id, property, version)) WITHOUT ROWID;
    CREATE TABLE feed(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, changes TEXT NOT NULL)`)
  const insert = db.prepare('INSERT INTO customers VALUES (@id, 1, @name, @csm, @owner, @city, @industry, @arr, @renewalDate, 0)')
  const past = db.prepare("INSERT INTO history VALUES (?, ?, 1, 0, ?, NULL, '{}')")
  db.transaction(() => {
    for (let id = 1; id <= count; id += 1) {
      const values = valuesAt(id)
      insert.run({ ...values, arr: 1000 + id, id: recordId(id) })
      for (const [property, value] of Object.entries(values)) past.run(recordId(id), property, JSON.stringify(value))
    }
  })()
  return db
}

function handWritten(db: Database.Database, next: Next) {
  const read = db.prepare('SELECT * FROM customers WHERE id = ?')
  const updates = {
    city: db.prepare('UPDATE customers SET city = ?, version = ?, updatedAt = ? WHERE id = ?'),
    renewalDate: db.prepare('UPDATE customers SET renewalDate = ?, version = ?, updatedAt = ? WHERE id = ?'),
  }
  const past = db.prepare('INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)')
  const feed = db.prepare('INSERT INTO feed (at, changes) VALUES (?, ?)')
  const actor = { source: 'user', user: anna.id }
  const by = JSON.stringify(actor)
  const write = db.transaction((id: string, property: 'city' | 'renewalDate', value: string) => {
    const before = read.get(id) as Readonly<Record<string, unknown>> & { readonly version: number }
    const [version, at] = [before.version + 1, Date.now()]
    updates[property].run(value, version, at, id)
    past.run(id, property, version, at, JSON.stringify(value), JSON.stringify(before[property]), by)
    const after = { ...before, [property]: value, version, updatedAt: at }
    feed.run(at, JSON.stringify([{ id, change: 'patch', version, at, actor, changed: [property], before, after }]))
  })
  return (call: number): void => {
    const { id, written } = next(call)
    write.immediate(id, ...written)
  }
}

/** Fails unless one call leaves one row of the past of that property and one row of the feed, as the hand-written transaction does. */
async function checkWrite(run: () => unknown, property: string, open: () => Database.Database): Promise<void> {
  const before = rowsIn(open(), property)
  await run()
  const after = rowsIn(open(), property)
  const added = after.map((count, place) => count - (before[place] ?? 0))
  if (added.join() !== '1,1') throw new Error(`A write of ${property} left ${added.join(' and ')} rows of history and feed.`)
}
function rowsIn(db: Database.Database, property: string): readonly number[] {
  const prefix = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'tenure_feed'").pluck().get() === 1 ? 'tenure_' : ''
  const count = (sql: string, ...values: readonly string[]): number =>
    db
      .prepare(sql)
      .pluck()
      .get(...values) as number
  const counts = [count(`SELECT count(*) FROM ${prefix}history WHERE property = ?`, property), count(`SELECT count(*) FROM ${prefix}feed`)]
  db.close()
  return counts
}
