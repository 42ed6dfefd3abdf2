import { type CanonicalQuery, canonicalise, type Expression, type Page } from '@tenure/core/adapter'
import { emptyLayout, extendLayout, LayoutView, laterColumnSteps, migrate, type SqlValue, sideTableSteps, sqliteDialect } from '@tenure/sql'
import { afterEach, expect, test } from 'vitest'
import { Connection } from '../connection.js'
import { ChangeFeed } from '../feed/change-feed.js'
import { QueryReader, type ReadTuning } from './query-reader.js'
import type { ReadJob } from './read-job.js'
import type { ReaderPool } from './reader-pool.js'

const layout = extendLayout(emptyLayout, { types: [{ name: 'company', properties: [{ name: 'size', kind: 'number' }] }], edges: [] })
const view = new LayoutView(layout)
const opened: Connection[] = []
afterEach(() => {
  for (const connection of opened.splice(0)) connection.close()
})
const io = { signal: new AbortController().signal }
const everything: Expression = { all: [] }
const ask = (more: Partial<CanonicalQuery> = {}): CanonicalQuery =>
  canonicalise({
    ...{ type: 'company', user: everything, policy: everything, order: [], select: [], count: true, archived: 'no' },
    ...more,
  })

/** A reader of so many records, what it reads here, and the jobs that it gives to others. */
function open(rows: number, tuning: Partial<ReadTuning> = {}, readonly = false) {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  opened.push(connection)
  const dialect = sqliteDialect()
  for (const step of [...sideTableSteps(dialect), ...laterColumnSteps([], dialect), ...migrate(emptyLayout, layout, dialect)])
    connection.exec(step)
  const add = (at: number) =>
    connection.run('INSERT INTO company (id, version, size) VALUES (?, 1, ?)', [`c${String(at).padStart(4, '0')}`, at])
  for (let at = 0; at < rows; at++) add(at)
  const feed = new ChangeFeed(connection, { life: 'life', keepMs: 1, now: () => 0, created: () => undefined })
  const jobs: ReadJob[] = []
  const pool = {
    async *read(job: ReadJob) {
      jobs.push(job)
      yield job.statements.map(({ sql, values }) => connection.all(sql, values))
      if (job.parts === undefined) return
      const all = connection.all(job.parts.sql, job.parts.values)
      for (let at = 0; at < all.length; at += 500) yield [all.slice(at, at + 500)]
    },
  } as unknown as ReaderPool
  const reader = new QueryReader({ connection, feed, pool, readonly, tuning }, view)
  const read: (readonly [sql: string, values: readonly SqlValue[]])[] = []
  for (const name of ['all', 'get'] as const) {
    const given = connection[name].bind(connection) as (sql: string, values: readonly SqlValue[]) => never
    connection[name] = (sql: string, values: readonly SqlValue[]) => {
      read.push([sql, values])
      return given(sql, values)
    }
  }
  const pagesOf = async (query: CanonicalQuery, rowsFor = 1) => {
    const pages: Page[] = []
    for await (const page of reader.read(query, { rowsFor: () => rowsFor }, io)) pages.push(page)
    return pages
  }
  const counted = () => read.filter(([sql]) => sql.includes('count(*)')).length
  return { reader, connection, feed, add, read, jobs, pagesOf, counted }
}
const shapeOf = (pages: readonly Page[]) => pages.map(({ records, ...more }) => [records.length, more])

test('rows come in pages of five hundred, the first with the total and the place of the store', async () => {
  for (const [rows, pages] of [
    [0, [0]],
    [500, [500]],
    [501, [500, 1]],
    [1_200, [500, 500, 200]],
  ] as const) {
    const expected = pages.map((length, at) => [length, at === 0 ? { asOf: 'life.0', total: rows } : {}])
    const here = await open(rows).pagesOf(ask())
    expect(shapeOf(here)).toEqual(expected)
    const { pagesOf, jobs } = open(rows, { fewRows: 0, fuseMs: 0 })
    const elsewhere = await pagesOf(ask())
    expect(elsewhere.flatMap(({ records }) => records)).toEqual(here.flatMap(({ records }) => records))
    expect([elsewhere[0]?.asOf ?? elsewhere.at(-1)?.asOf, elsewhere[0]?.total, jobs.length]).toEqual(['life.0', rows, 1])
  }
  expect(shapeOf(await open(3).pagesOf(ask({ count: false, limit: 2 })))).toEqual([[2, { asOf: 'life.0' }]])
  expect(shapeOf(await open(3, { fewRows: 0, fuseMs: 0 }).pagesOf(ask({ count: false, limit: 2 })))).toEqual([[2, { asOf: 'life.0' }]])
})

test('a total is counted once for all pages of a list, until something is written or the store is filled', async () => {
  const { reader, feed, add, pagesOf, counted } = open(9)
  const total = async (offset: number) => [(await pagesOf(ask({ limit: 2, offset })))[0]?.total, counted()]
  expect([await total(0), await total(2), await total(4)]).toEqual([
    [9, 1],
    [9, 1],
    [9, 1],
  ])
  add(9)
  feed.write(1, {}, [])
  feed.tell(1, [], undefined)
  expect([await total(0), await total(2)]).toEqual([
    [10, 2],
    [10, 2],
  ])
  add(10)
  reader.forget()
  expect(await total(0)).toEqual([11, 3])
  add(11)
  reader.use(view)
  expect(await total(0)).toEqual([12, 4])
  // A page that is not full says it itself.
  reader.forget()
  expect(await total(11)).toEqual([12, 4])
})

test('a page beyond the middle of a long list is read from its end', async () => {
  const { pagesOf, read } = open(30, { farFrom: 10 })
  const bound = async (offset: number, limit = 5) => {
    read.length = 0
    const [page] = await pagesOf(ask({ limit, offset }))
    const [sql = '', values] = read.filter(([each]) => !each.includes('count(*)')).at(-1) ?? []
    return [sql.includes('DESC'), values, page?.records.map(({ ref }) => Number(ref.id.slice(1))), page?.total]
  }
  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
  expect(await bound(9)).toEqual([false, [5, 9], numbers(9, 14), 30])
  expect(await bound(14)).toEqual([false, [5, 14], numbers(14, 19), 30])
  expect(await bound(15)).toEqual([true, [5, 10], numbers(15, 20), 30])
  expect(await bound(28)).toEqual([true, [2, 0], [28, 29], 30])
  expect(await bound(40)).toEqual([true, [0, 0], [], 30])
})

test('beside another process that writes, a page and its total are of one transaction', async () => {
  const modes: string[] = []
  for (const readonly of [false, true]) {
    const { connection, pagesOf } = open(3, {}, readonly)
    const transact = connection.transact.bind(connection)
    connection.transact = (mode, work) => {
      modes.push(`${readonly} ${mode}`)
      return transact(mode, work)
    }
    expect(shapeOf(await pagesOf(ask({ limit: 2 })))).toEqual([[2, { asOf: 'life.0', total: 3 }]])
  }
  expect(modes).toEqual(['true deferred'])
})

test('a query that may look at many rows is given away with both of its ways', async () => {
  const { pagesOf, jobs } = open(5, { fewRows: 3, fuseMs: 0 })
  const order = [{ property: 'size', direction: 'ascending', by: 'value' }] as const
  await pagesOf(ask({ limit: 2, order }), 2)
  expect(jobs).toEqual([])
  expect(shapeOf(await pagesOf(ask({ limit: 2, order }), 3))).toEqual([[2, { asOf: 'life.0', total: 5 }]])
  const [head, rows, total] = jobs[0]?.statements ?? []
  expect([head?.sql, rows?.sql, rows?.orElse?.sql, total?.sql, total?.unlessFewer]).toEqual([
    expect.stringContaining('max(seq)'),
    expect.stringMatching(/tenure_fuse\(\).* ORDER BY "t0"\."size" ASC/),
    expect.stringMatching(/^(?!.*tenure_fuse).* ORDER BY \+"t0"\."size" ASC/),
    expect.stringContaining('count(*)'),
    2,
  ])
  await pagesOf(ask({ limit: 2, order, count: false }), 3)
  expect(jobs[1]?.statements.map(({ orElse }) => orElse)).toEqual([undefined, undefined])
})
