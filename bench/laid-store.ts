import { existsSync, renameSync, rmSync } from 'node:fs'
import { type IO, type SchemaSnapshot, type StorageAdapter, silentLog, type Values } from '@tenure/core/adapter'
import { sqlite } from '@tenure/sqlite'
import Database from 'better-sqlite3'
// Data are laid down as the adapter would; the bench itself depends on `@tenure/sqlite` alone.
import { columnsOf, encodeValue, fixedColumns, type SqlValue, type StoreLayout, sideTables } from '../packages/adapters/sql/src/index.js'

/** Nothing stops a bench. */
export const unlimited: IO = { signal: new AbortController().signal }
/** Many companies, each worked out from its number. */
export interface LaidStore {
  readonly file: string
  readonly count: number
  readonly schema: SchemaSnapshot
  readonly valuesAt: (id: number) => Values
}

/** A store with that many companies in the adapter's own layout; made once. Opened by the caller. */
export async function storeOf(laid: LaidStore): Promise<StorageAdapter> {
  if (!existsSync(laid.file)) await makeStore(laid)
  return sqlite({ file: laid.file })
}

/** Opens a store for a bench. */
export async function openStore(adapter: StorageAdapter): Promise<StorageAdapter> {
  const clock = { now: () => Date.now(), today: () => new Date().toISOString().slice(0, 10), watchToday: neverAsked, at: neverAsked }
  await adapter.open({ clock, log: silentLog, signal: unlimited.signal })
  return adapter
}

/** Id of the record that is the company of that number; they sort alike. */
export function recordId(id: number): string {
  return `c${String(id).padStart(8, '0')}`
}

// Through commits up to the size that takes seconds; beyond, the same rows straight into the adapter's own table.
async function makeStore({ file, count, schema, valuesAt }: LaidStore): Promise<void> {
  const made = `${file}.made`
  for (const end of ['', '-wal', '-shm', '-lock']) rmSync(made + end, { force: true })
  const adapter = await openStore(sqlite({ file: made, synchronous: 'normal' }))
  await adapter.schema?.apply(schema, unlimited)
  const committed = Math.min(count, 10_000)
  for (let from = 1; from <= committed; from += 1000) await commitSome(adapter, from, Math.min(from + 999, committed), valuesAt)
  await adapter.close()
  if (count > committed) insertRest(made, committed + 1, count, valuesAt)
  await (await openStore(sqlite({ file: made }))).close()
  renameSync(made, file)
}

async function commitSome(adapter: StorageAdapter, from: number, to: number, valuesAt: LaidStore['valuesAt']): Promise<void> {
  const writes = Array.from({ length: to - from + 1 }, (_, place) => {
    const id = from + place
    return { write: 'create' as const, ref: { type: 'company', id: recordId(id) }, values: valuesAt(id) }
  })
  const result = await adapter.commit({ atomic: true, at: Date.UTC(2026, 0, 1), actor: { source: 'system' }, writes }, unlimited)
  if (!result.ok) throw new Error(`The bench's data was not taken: ${result.because}.`)
}

function insertRest(file: string, from: number, to: number, valuesAt: LaidStore['valuesAt']): void {
  const db = new Database(file)
  db.pragma('synchronous = off')
  const text = db.prepare(`SELECT value FROM ${sideTables.meta} WHERE name = 'layout'`).pluck().get() as string
  const company = (JSON.parse(text) as StoreLayout).types.find(({ type }) => type === 'company')
  if (company === undefined) throw new Error('The store has no companies.')
  const names = [...Object.values(fixedColumns), ...company.columns.flatMap(columnsOf)]
  const insert = db.prepare(
    `INSERT INTO "${company.table}" (${names.map((name) => `"${name}"`).join()}) VALUES (${names.map(() => '?').join()})`,
  )
  db.transaction(() => {
    for (let id = from; id <= to; id += 1) {
      const values = valuesAt(id)
      const row: SqlValue[] = [recordId(id), 1, null]
      for (const column of company.columns) row.push(...encodeValue(column, values[column.property] ?? null))
      insert.run(row)
    }
  })()
  // Statistics of a tenth of the rows are no longer of use: opening makes new ones.
  db.exec('DELETE FROM sqlite_stat1')
  db.close()
}

function neverAsked(): never {
  throw new Error('A page does not wait for the clock.')
}
