import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { days, type StorageAdapter } from '@tenure/core/adapter'
import { storageSuite } from '@tenure/testing'
import Database from 'better-sqlite3'
import { afterAll, test, vi } from 'vitest'
import { type SqliteOptions, tunedSqlite } from './sqlite.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-suite-'))
// Thousands of questions take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
const files = new Map<StorageAdapter, string>()

function openFile(file: string, options: Partial<SqliteOptions> = {}): StorageAdapter {
  // Each query has a fuse, which holds; `reader-suite.test.ts` runs those without one, in a process.
  const adapter = tunedSqlite({ file, synchronous: 'normal', ...options }, { fewRows: 0, fuseMs: 60_000 })
  files.set(adapter, file)
  return adapter
}
const fileOf = (adapter: StorageAdapter) => files.get(adapter) ?? ''
const newFile = () => join(folder, `${files.size}.db`)

// The steps are SQLite's own statements: before one of them the files are copied, as a process that dies there leaves them.
const statement: { run(...values: unknown[]): unknown } = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'))
async function crash(adapter: StorageAdapter, step: number, commit: () => Promise<unknown>): Promise<StorageAdapter | undefined> {
  const { run } = statement
  const copy = newFile()
  let left = step
  statement.run = function (...values) {
    if (left-- !== 0) return run.apply(this, values)
    for (const part of ['', '-wal']) if (existsSync(fileOf(adapter) + part)) copyFileSync(fileOf(adapter) + part, copy + part)
    throw new Error('The process died.')
  }
  await commit().catch(() => undefined)
  statement.run = run
  return left < 0 ? openFile(copy) : undefined
}

storageSuite.run(
  {
    open: () => openFile(newFile()),
    openWithShortFeed: () => openFile(newFile(), { keepFeed: days(1) }),
    restart: (adapter) => openFile(fileOf(adapter)),
    beside: (adapter) => openFile(fileOf(adapter), { readonly: true }),
    crash,
  },
  test,
)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
