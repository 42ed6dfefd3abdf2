import { canonicalise, type Expression, type IO } from '@tenure/core/adapter'
import type { StoreAggregate } from '@tenure/core/aggregate'
import { emptyLayout, extendLayout, LayoutView, laterColumnSteps, migrate, sideTableSteps, sqliteDialect } from '@tenure/sql'
import { afterEach, expect, test } from 'vitest'
import { Connection } from '../connection.js'
import { ChangeFeed } from '../feed/change-feed.js'
import type { ReadJob } from '../reading/read-job.js'
import type { ReaderPool } from '../reading/reader-pool.js'
import { ShortReads } from '../reading/short-reads.js'
import { sqliteError } from '../reading/storage-error.js'
import { StoreState } from '../reading/store-state.js'
import { AggregateReader } from './aggregate-reader.js'

const layout = extendLayout(emptyLayout, {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'city', kind: 'enumeration' },
        { name: 'size', kind: 'number' },
      ],
    },
  ],
  edges: [],
})
const view = new LayoutView(layout)
const opened: Connection[] = []
afterEach(() => {
  for (const connection of opened.splice(0)) connection.close()
})
const always: IO = { signal: new AbortController().signal }
const everything: Expression = { all: [] }
const from = (value: number): Expression => ({ atom: 0, test: 'at-least', property: 'size', kind: 'number', value })
const asked = (user: Expression, more: Partial<StoreAggregate> = {}): StoreAggregate => ({
  query: canonicalise({ type: 'company', user, policy: everything, order: [], select: [], count: false, archived: 'no' }),
  ...{ by: [], measures: [], most: 1_000, ...more },
})

/** A reader of a store with records of the sizes 1, 2, 3 and so on, which are all read by jobs; and these jobs. */
function open(rows: number, { hasPool = true, refuse = (_: string): boolean => false } = {}) {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  opened.push(connection)
  const dialect = sqliteDialect()
  for (const step of [...sideTableSteps(dialect), ...laterColumnSteps([], dialect), ...migrate(emptyLayout, layout, dialect)])
    connection.exec(step)
  const add = (size: number) => connection.run('INSERT INTO company (id, version, size) VALUES (?, 1, ?)', [`c${size}`, size])
  for (let size = 1; size <= rows; size++) add(size)
  const feed = new ChangeFeed(connection, { life: 'life', keepMs: 1, now: () => 0, created: () => undefined })
  const jobs: ReadJob[] = []
  const pool = {
    async *read(job: ReadJob) {
      jobs.push(job)
      if (job.statements.some(({ sql }) => refuse(sql)))
        throw sqliteError({ message: 'too many terms in compound SELECT', code: 'SQLITE_ERROR' })
      yield job.statements.map(({ sql, values }) => connection.all(sql, values))
    },
  } as unknown as ReaderPool
  const short = new ShortReads(connection.fuse, 0)
  const state = new StoreState(connection, feed, false)
  const reader = new AggregateReader({ connection, state, short, pool: hasPool ? pool : undefined, fewRows: 3 }, view)
  const ask = (aggregate: StoreAggregate, rowsFor = 3) => reader.read(aggregate, { rowsFor: () => rowsFor }, always)
  const commit = () => {
    const seq = feed.head + 1
    feed.write(seq, {}, [])
    feed.tell(seq, [], undefined)
  }
  return { reader, ask, add, commit, jobs, texts: () => jobs.map(({ statements }) => statements[1]?.sql ?? '') }
}
const group = (count: number, key: readonly unknown[] = []) => ({ key, count, measures: [] })

test('an answer of a process is of the place that it saw, and known until that moves or the store is filled', async () => {
  const { reader, ask, add, commit, jobs } = open(4)
  commit()
  expect(await ask(asked(from(3)))).toEqual({ groups: [group(2)], asOf: 'life.1' })
  add(9)
  expect(await ask(asked(from(3)))).toEqual({ groups: [group(2)], asOf: 'life.1' })
  expect(jobs).toHaveLength(1)
  expect(jobs[0]?.statements.map(({ values }) => values)).toEqual([[], [3, 1_001]])
  expect(await ask(asked(from(4)))).toEqual({ groups: [group(2)], asOf: 'life.1' })
  commit()
  expect(await ask(asked(from(3)))).toEqual({ groups: [group(3)], asOf: 'life.2' })
  add(10)
  reader.forget()
  expect(await ask(asked(from(3)))).toEqual({ groups: [group(4)], asOf: 'life.2' })
  add(11)
  reader.use(view)
  expect(await ask(asked(from(3)))).toEqual({ groups: [group(5)], asOf: 'life.2' })
})

test('answers of up to a hundred groups are known, and longer ones are read again', async () => {
  for (const [count, reads] of [
    [100, 1],
    [101, 2],
  ] as const) {
    const { ask, jobs } = open(count)
    const bySize = asked(everything, { by: [{ property: 'size', kind: 'number' }] })
    expect((await ask(bySize)).groups).toHaveLength(count)
    expect((await ask(bySize)).groups[count - 1]).toEqual(group(1, [count]))
    expect(jobs).toHaveLength(reads)
  }
})

test('records are read in their place where many are expected', async () => {
  const { ask, texts } = open(1)
  await ask(asked(from(1)), 3)
  await ask(asked(from(2)), 2)
  await Promise.all([ask(asked(from(3)), 3), ask(asked(from(4)), 3)])
  await Promise.all([ask(asked(from(5)), 2), ask(asked(from(6)), 2)])
  const looks = texts().map((text) => [text.includes('NOT INDEXED'), text.includes('depth')])
  // Few rows without a link are read here.
  expect(looks).toEqual([
    [true, false],
    [true, true],
  ])
})

test('those of one turn are one job, and each answer is known for itself', async () => {
  const { ask, jobs } = open(5)
  const both = () => Promise.all([ask(asked(from(2))), ask(asked(from(4)))])
  const answers = [4, 2].map((count) => ({ groups: [group(count)], asOf: 'life.0' }))
  expect(await both()).toEqual(answers)
  expect([await both(), await ask(asked(from(4)))]).toEqual([answers, answers[1]])
  expect(jobs).toHaveLength(1)
})

test('those that are too much for one statement are read each alone, and what else fails fails', async () => {
  const { ask, jobs } = open(5, { refuse: (sql) => sql.includes('depth') })
  const answers = await Promise.all([ask(asked(from(2))), ask(asked(from(4)))])
  expect(answers.map(({ groups }) => groups)).toEqual([[group(4)], [group(2)]])
  expect(jobs).toHaveLength(3)
  const broken = open(5, { refuse: () => true })
  await expect(broken.ask(asked(from(2)))).rejects.toThrow('too many terms')
})

test('a store without processes has nothing to read with elsewhere', async () => {
  await expect(open(5, { hasPool: false }).ask(asked(from(2)))).rejects.toMatchObject({
    code: 'internal.invariant',
    message: 'A reader gave nothing.',
    problem: { details: { invariant: 'a job without parts has one answer' } },
  })
})
