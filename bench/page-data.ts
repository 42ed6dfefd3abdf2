import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SchemaSnapshot, StorageAdapter, Values } from '@tenure/core/adapter'
import Database from 'better-sqlite3'
import { storeOf } from './laid-store.js'

const dayMs = 86_400_000
/** No day of the bench is earlier. */
export const firstDay = Date.UTC(2026, 0, 1)
/** How many look after customers. */
export const users = 200
const stages = ['onboarding', 'adoption', 'value', 'growth', 'renewal', 'risk', 'churned']
const regions = ['na-east', 'na-west', 'latam', 'uk', 'dach', 'nordics', 'apac', 'anz']

/** A customer of the bench: numbers as the hand-written table has them. */
export interface Customer {
  readonly id: number
  readonly name: string
  readonly ownerId: number
  readonly stage: string
  readonly region: string
  readonly arr: number
  readonly renewalAt: number
  readonly lastActivityAt: number
  readonly health: number
}
/** The properties that a page shows. */
export const shown = ['arr', 'healthScore', 'lastActivityAt', 'name', 'region', 'renewalDate', 'stage'] as const
const schema: SchemaSnapshot = {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'csm', kind: 'user' },
        { name: 'stage', kind: 'enumeration' },
        { name: 'region', kind: 'enumeration' },
        { name: 'arr', kind: 'money' },
        { name: 'renewalDate', kind: 'date' },
        { name: 'lastActivityAt', kind: 'datetime' },
        { name: 'healthScore', kind: 'number' },
      ],
      indexes: [['csm', 'renewalDate', 'arr']],
    },
  ],
  edges: [],
}

/** The same customer for the same number, always. */
export function customerAt(id: number): Customer {
  const random = createRandom(Math.imul(id + 0x9e37, 0x85ebca6b))
  const below = (count: number): number => Math.floor(random() * count)
  return {
    id,
    name: `Customer ${id} ${(Math.imul(id, 2654435761) >>> 0).toString(36)}`,
    ownerId: 1 + below(users),
    stage: stages[below(stages.length)] ?? '',
    region: regions[below(regions.length)] ?? '',
    arr: Math.floor(1000 * Math.exp(random() * 6)),
    renewalAt: firstDay + below(365) * dayMs,
    lastActivityAt: firstDay - 1 - below(365 * dayMs),
    health: below(101),
  }
}

/** Id of the user of that number. */
export function userId(id: number): string {
  return `u${String(id).padStart(3, '0')}`
}
/** Calendar day of an instant at its start. */
export function dayAt(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}

/** What one call of a page asks: another user and bound each time. */
export function questionAt(call: number): { readonly owner: number; readonly arr: number; readonly from: number; readonly to: number } {
  return { owner: 1 + ((call * 37) % users), arr: 2000 + ((call * 7919) % 60_000), from: firstDay, to: firstDay + 90 * dayMs }
}

/** A store with that many customers in the adapter's own layout; made once. Opened by the caller. */
export function storeWith(count: number, folder: string): Promise<StorageAdapter> {
  return storeOf({ file: join(folder, `page-store-${count}.db`), count, schema, valuesAt: (id) => valuesOf(customerAt(id)) })
}

/** The table that one would write by hand for this page alone, with the same customers; made once. */
export function tableWith(count: number, folder: string): Database.Database {
  const file = join(folder, `page-table-${count}.db`)
  if (!existsSync(file)) makeTable(file, count)
  return openTable(file)
}

/** A hand-written table with all the memory that it can use. */
export function openTable(file: string): Database.Database {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('cache_size = -262144')
  db.pragma('mmap_size = 4294967296')
  return db
}

/** The customer as a store has it. */
export function valuesOf({ name, ownerId, stage, region, arr, renewalAt, lastActivityAt, health }: Customer): Values {
  const money = { amount: String(arr), currency: 'USD' }
  return { name, csm: userId(ownerId), stage, region, arr: money, renewalDate: dayAt(renewalAt), lastActivityAt, healthScore: health }
}

function makeTable(file: string, count: number): void {
  const made = `${file}.made`
  rmSync(made, { force: true })
  const db = new Database(made)
  db.pragma('synchronous = off')
  db.exec(`CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, ownerId INTEGER NOT NULL, stage TEXT NOT NULL, region TEXT NOT NULL,
    arr INTEGER NOT NULL, renewalAt INTEGER NOT NULL, lastActivityAt INTEGER NOT NULL, health INTEGER NOT NULL)`)
  const insert = db.prepare(
    'INSERT INTO customers VALUES (@id, @name, @ownerId, @stage, @region, @arr, @renewalAt, @lastActivityAt, @health)',
  )
  db.transaction(() => {
    for (let id = 1; id <= count; id += 1) insert.run(customerAt(id))
  })()
  db.exec('CREATE INDEX byOwner ON customers(ownerId, renewalAt, arr); ANALYZE')
  db.close()
  renameSync(made, file)
}

/** Numbers from 0 to below 1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
