import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReaderRequest, ReadJob } from './read-job.js'
import { Reader } from './reader.js'
import { readerProgram } from './reader-program.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-process-'))
const file = join(folder, 'store.db')
let reader: Reader
beforeAll(async () => {
  const db = new Database(file)
  db.exec(`PRAGMA journal_mode = WAL; CREATE TABLE item (n);
    WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1200) INSERT INTO item SELECT x FROM n`)
  db.close()
  reader = new Reader(await readerProgram(), file, () => undefined)
}, 120_000)
afterAll(() => {
  reader.kill()
  rmSync(folder, { recursive: true, force: true })
})

const statement = (sql: string, ...values: number[]) => ({ sql, values })
const run = (...statements: ReadJob['statements']) => reader.ask({ job: { statements } })
const next: ReaderRequest = { next: true }
const write = (sql: string) => {
  const db = new Database(file)
  db.exec(sql)
  db.close()
}
const count = statement('SELECT count(*) FROM item')

test('each statement of a job has its rows, as lists', async () => {
  expect(await run(statement('SELECT n, ? FROM item LIMIT 2', 5), statement('SELECT NULL WHERE 0'), count)).toEqual({
    results: [
      [
        [1, 5],
        [2, 5],
      ],
      [],
      [[1200]],
    ],
  })
  expect(await run()).toEqual({ results: [] })
})

test('the functions of the store are there, and text that is missing stays so', async () => {
  const functions =
    "SELECT tenure_fold('Straße'), tenure_fold(NULL), tenure_fold(7), tenure_fuse(), tenure_sum('1.5', 'EUR'), tenure_maximum('2', 'EUR')"
  expect(await run(statement(functions))).toEqual({
    results: [[['strasse', null, '7', 1, '[{"currency":"EUR","amount":"1.5","count":1}]', '[{"amount":"2","currency":"EUR"}]']]],
  })
})

test('a statement is left out where the one before it gave fewer rows', async () => {
  const rows = (limit: number) => statement(`SELECT n FROM item LIMIT ${limit}`)
  const lengths = async (before: number) => {
    const reply = await run(rows(before), { ...count, unlessFewer: 3 })
    return 'results' in reply && reply.results.map(({ length }) => length)
  }
  expect([await lengths(2), await lengths(3)]).toEqual([
    [2, 0],
    [3, 1],
  ])
  expect(await run({ ...count, unlessFewer: 1 })).toEqual({ results: [[]] })
})

test('parts have five hundred rows, and the last one fewer; then there are no more', async () => {
  const parts = statement('SELECT n FROM item')
  expect(await reader.ask({ job: { statements: [count], parts } })).toEqual({ results: [[[1200]]] })
  const lengths: (number | false)[] = []
  for (let at = 0; at < 4; at++) {
    const reply = await reader.ask(next)
    lengths.push('part' in reply && reply.part.length)
  }
  expect(lengths).toEqual([500, 500, 200, 0])
  expect(await reader.ask(next)).toEqual({ part: [] })
})

test('a job in parts sees one state until its end, and the next job the newest', async () => {
  const parts = statement('SELECT n FROM item')
  await reader.ask({ job: { statements: [count], parts } })
  write('DELETE FROM item WHERE n > 1100')
  const part = await reader.ask(next)
  expect('part' in part && part.part.length).toBe(500)
  // A job that was given up in its middle is over with the next one.
  expect(await run(count)).toEqual({ results: [[[1100]]] })
  expect(await reader.ask(next)).toEqual({ part: [] })
})

test('what SQLite says is passed on with its code, and the process goes on', async () => {
  expect(await run(statement('SELECT absent FROM item'))).toEqual({ failed: { message: 'no such column: absent', code: 'SQLITE_ERROR' } })
  expect(await run(statement('SELECT ? FROM item'))).toMatchObject({
    failed: { message: expect.stringContaining('Too few parameter'), code: '' },
  })
  expect(await run(statement('DELETE FROM item RETURNING n'))).toMatchObject({ failed: { code: 'SQLITE_READONLY' } })
  expect(await run(statement('SELECT 1'))).toEqual({ results: [[[1]]] })
})

test('a statement whose fuse burns is answered by the other one', async () => {
  const endless =
    'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000000000000) SELECT count(*) FROM n WHERE tenure_fuse() IS NULL'
  expect(await run({ ...statement(endless), orElse: statement('SELECT ?', 4) })).toEqual({ results: [[[4]]] })
  expect(await run({ ...statement('SELECT 3 WHERE tenure_fuse()'), orElse: statement('SELECT 4') })).toEqual({ results: [[[3]]] })
})
