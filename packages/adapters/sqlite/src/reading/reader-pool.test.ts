import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IO, minutes } from '@tenure/core/adapter'
import { createFakeClock } from '@tenure/testing'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ReaderPool } from './reader-pool.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-pool-'))
const pools: ReaderPool[] = []
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  const db = new Database(join(folder, 'store.db'))
  db.exec('DROP TABLE IF EXISTS item; CREATE TABLE item (n); INSERT INTO item VALUES (1), (2), (3)')
  db.close()
})

const clock = createFakeClock('2026-06-30T12:00:00Z')
const pool = (size = 2): ReaderPool => {
  const made = new ReaderPool({ file: join(folder, 'store.db'), size, clock })
  pools.push(made)
  return made
}
const io = (more: Partial<IO> = {}): IO => ({ signal: new AbortController().signal, ...more })
const statement = (sql: string) => ({ statements: [{ sql, values: [] }] })
const short = statement('SELECT sum(n) FROM item')
// It would take hours, and gives no row before its end.
const endless = statement('WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000000000000) SELECT count(*) FROM n')
const read = async (from: ReaderPool, job = short, limits = io()) => {
  const results: unknown[] = []
  for await (const rows of from.read(job, limits)) results.push(...rows.flat())
  return results
}
const running = (from: ReaderPool, count: number) =>
  vi.waitFor(() => expect(from.stats().processes).toHaveLength(count), { timeout: 30_000 })

test('[SEC-17] a walk that finds no page in its time is left for the statement that looks at all rows', async () => {
  const numbers = (most: number) => `WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT ${most}) SELECT count(*) FROM n`
  const walk = (most: number) => ({
    statements: [{ sql: `${numbers(most)} WHERE (x & 63) <> 0 OR tenure_fuse()`, values: [], orElse: { sql: 'SELECT ?', values: [7] } }],
  })
  const one = pool(1)
  expect([await read(one, walk(100)), await read(one, walk(1_000_000_000_000)), await read(one, walk(100))]).toEqual([
    [[100]],
    [[7]],
    [[100]],
  ])
})

test('a reader keeps the program running while it is asked, and no longer', async () => {
  const held = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length
  const one = pool(1)
  expect(await read(one)).toEqual([[6]])
  expect(held()).toBe(0)
  const controller = new AbortController()
  const left = read(one, endless, io({ signal: controller.signal }))
  await vi.waitFor(() => expect(held()).toBe(1))
  controller.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
})

test('[SEC-17] a read whose caller leaves ends in the middle of its statement, and its process with it', async () => {
  const one = pool(1)
  const controller = new AbortController()
  const left = read(one, endless, io({ signal: controller.signal }))
  await running(one, 1)
  const [pid] = one.stats().processes
  controller.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  expect(one.stats()).toEqual({ processes: [], waiting: 0 })
  expect(await read(one)).toEqual([[6]])
  expect(one.stats().processes).not.toEqual([pid])
})

test('[SEC-17] a read that takes too long is stopped and refused, in its turn or before it', async () => {
  const one = pool(1)
  const deadline = clock.now() + 60_000
  const slow = [read(one, endless, io({ deadline })), read(one, endless, io({ deadline }))].map((each) =>
    each.catch(({ problem }) => problem),
  )
  await running(one, 1)
  await clock.advance(minutes(2))
  for (const problem of await Promise.all(slow)) expect(problem).toMatchObject({ code: 'storage.failed', details: { transient: true } })
  expect(await read(one)).toEqual([[6]])
})

test('[SEC-17] long reads of one user do not keep those of others waiting', async () => {
  const two = pool(2)
  const controller = new AbortController()
  const anna = io({ caller: 'anna', signal: controller.signal })
  const hers = Array.from({ length: 5 }, () => read(two, endless, anna).catch(() => 'stopped'))
  await running(two, 1)
  expect(await Promise.all(['ben', 'cem', 'dora'].map((caller) => read(two, short, io({ caller }))))).toEqual([[[6]], [[6]], [[6]]])
  expect(two.stats().waiting).toBe(4)
  controller.abort()
  expect(await Promise.all(hers)).toEqual(Array.from({ length: 5 }, () => 'stopped'))
})

test('a process that dies is replaced and its read repeated; what ends two of them is refused', async () => {
  const one = pool(1)
  const again = read(one, endless).catch(({ message }) => message)
  const killed = new Set<number | undefined>()
  const fresh = (): number | undefined => one.stats().processes.find((pid) => !killed.has(pid))
  for (let time = 0; time < 2; time++) {
    await vi.waitFor(() => expect(fresh()).toBeDefined(), { timeout: 30_000 })
    const pid = fresh()
    killed.add(pid)
    process.kill(pid ?? 0, 'SIGKILL')
  }
  expect(await again).toBe('The process that read for this query ended before it had answered. Try again.')
  expect(await read(one)).toEqual([[6]])
})

test('one read sees one state in all of its parts, while others write', async () => {
  const one = pool(1)
  const db = new Database(join(folder, 'store.db'))
  db.pragma('journal_mode = WAL')
  db.exec('WITH RECURSIVE n(x) AS (SELECT 4 UNION ALL SELECT x + 1 FROM n LIMIT 1597) INSERT INTO item SELECT x FROM n')
  const counts: number[] = []
  const job = { statements: [{ sql: 'SELECT count(*) FROM item', values: [] }], parts: { sql: 'SELECT n FROM item', values: [] } }
  for await (const [rows] of one.read(job, io())) {
    counts.push(counts.length === 0 ? Number(rows?.[0]?.[0]) : (rows?.length ?? 0))
    db.exec('INSERT INTO item VALUES (0)')
  }
  db.close()
  expect(counts).toEqual([1600, 500, 500, 500, 100])
  for await (const _ of one.read(job, io())) break
  expect(await read(one)).toEqual([[(1600 * 1601) / 2]])
})

test('what SQLite says comes back as its own error, and a closed pool reads nothing', async () => {
  const one = pool(1)
  await expect(read(one, statement('SELECT nothing FROM nowhere'))).rejects.toMatchObject({ name: 'SqliteError', code: 'SQLITE_ERROR' })
  const waiting = [read(one, endless), read(one, endless)].map((each) => each.catch(({ code }) => code))
  await running(one, 1)
  one.close()
  expect(await Promise.all(waiting)).toEqual(['storage.closed', 'storage.closed'])
  await expect(read(one)).rejects.toMatchObject({ code: 'storage.closed' })
})
