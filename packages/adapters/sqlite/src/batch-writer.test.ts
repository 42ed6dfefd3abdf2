import type { Value, Values, WriteBatch } from '@tenure/core/adapter'
import {
  emptyLayout,
  extendLayout,
  LayoutView,
  laterColumnSteps,
  migrate,
  type RecordState,
  type RecordWork,
  type SqlValue,
  type StoredLink,
  sideTableSteps,
  sqliteDialect,
} from '@tenure/sql'
import { afterEach, expect, test } from 'vitest'
import { BatchWriter, historySql } from './batch-writer.js'
import { Connection } from './connection.js'

const layout = extendLayout(emptyLayout, {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'arr', kind: 'money' },
        { name: 'domain', kind: 'enumeration', unique: true },
        { name: 'marks', kind: 'json', internal: true },
      ],
    },
    {
      name: 'deal',
      properties: [
        { name: 'stage', kind: 'enumeration' },
        { name: 'tags', kind: 'multi_enumeration' },
      ],
    },
  ],
  edges: [{ edge: 'deals', from: 'company', to: 'deal' }],
})
const view = new LayoutView(layout)
const opened: Connection[] = []
afterEach(() => {
  for (const connection of opened.splice(0)) connection.close()
})

/** A store in memory with its writer, and the statements that it runs from now on. */
function open() {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  opened.push(connection)
  const dialect = sqliteDialect()
  const steps = [...sideTableSteps(dialect), ...laterColumnSteps([], dialect), ...migrate(emptyLayout, layout, dialect)]
  for (const step of steps) connection.exec(step)
  const ran: string[] = []
  const run = connection.run.bind(connection)
  connection.run = (sql: string, values: readonly SqlValue[]) => {
    ran.push(sql)
    run(sql, values)
  }
  const writer = new BatchWriter(connection, view)
  const write = (
    records: readonly RecordWork[],
    more: Partial<WriteBatch> = {},
    links: readonly (StoredLink & { readonly present: boolean })[] = [],
  ) => writer.write({ ok: true, records, links }, { atomic: true, at: 10, actor: { source: 'system' }, writes: [], ...more })
  const all = (sql: string) => connection.all(sql, [])
  const history = () =>
    all('SELECT type, id, property, version, at, value, before, actor, batch_group FROM tenure_history ORDER BY id, version, property')
  return { connection, writer, write, ran, all, history }
}
interface Work extends Partial<Omit<RecordWork, 'before' | 'after'>> {
  readonly was?: RecordState
  readonly is?: RecordState
}
function work(id: string, { was, is, ...more }: Work): RecordWork {
  const did = is === undefined ? 'purge' : was === undefined ? 'create' : 'patch'
  return {
    ref: { type: 'company', id },
    before: was,
    after: is,
    did,
    changed: Object.keys(is?.values ?? {}).sort(),
    since: undefined,
    linked: [],
    ...more,
  }
}
const state = (version: number, values: Values, more: Partial<RecordState> = {}): RecordState => ({ version, values, ...more })
const arr = { amount: '5.0', currency: 'EUR' }
const by = '{"source":"system"}'

test('a new record fills a row of its table, with every form of its values', () => {
  const { write, all } = open()
  write([work('a', { is: state(1, { name: 'Ä', arr, marks: { x: 1 } }) }), work('b', { is: state(3, {}, { archivedAt: 7 }) })])
  expect(
    all('SELECT id, version, archived_at, name, name__fold, arr, arr__key, arr__currency, domain, marks FROM company ORDER BY id'),
  ).toEqual([
    ['a', 1, null, 'Ä', 'ä', '5.0', '[5', 'EUR', null, '{"x":1}'],
    ['b', 3, 7, null, null, null, null, null, null, null],
  ])
  expect(() => write([work('\0', { is: state(1, {}) })])).toThrow('The text of id has a NUL character or half a character.')
})

test('an update writes what changed, and when it was archived only where that is another', () => {
  const { write, all, ran } = open()
  const rows = () => all('SELECT id, version, archived_at, name, name__fold, arr__key FROM company ORDER BY id')
  const [first, other] = [state(1, { name: 'A', arr }), state(1, { name: 'other' })]
  write([work('a', { is: first }), work('b', { is: other })])
  ran.length = 0
  write([work('a', { was: first, is: state(2, { name: 'B' }), changed: ['arr', 'name'] })])
  expect(rows()).toEqual([
    ['a', 2, null, 'B', 'b', null],
    ['b', 1, null, 'other', 'other', null],
  ])
  expect(ran[0]).toBe(
    'UPDATE "company" SET "version" = ?,"arr" = ?,"arr__key" = ?,"arr__currency" = ?,"name" = ?,"name__fold" = ? WHERE id = ?',
  )
  const archived = state(3, { name: 'B' }, { archivedAt: 5 })
  write([work('a', { was: state(2, { name: 'B' }), is: archived, changed: [] })])
  expect(rows()[0]).toEqual(['a', 3, 5, 'B', 'b', null])
  write([work('a', { was: archived, is: state(4, { name: 'C' }, { archivedAt: 5 }), changed: ['name'] })])
  expect([rows()[0], ran.at(-2)]).toEqual([
    ['a', 4, 5, 'C', 'c', null],
    'UPDATE "company" SET "version" = ?,"name" = ?,"name__fold" = ? WHERE id = ?',
  ])
  write([work('a', { was: state(4, {}, { archivedAt: 5 }), is: state(5, {}), changed: [] })])
  expect(rows()[0]).toEqual(['a', 5, null, 'C', 'c', null])
})

test('an update is of its own table, and says when it was archived only where it has to', () => {
  const { write, all } = open()
  const deal = { ref: { type: 'deal', id: 'a' } }
  write([work('a', { is: state(1, { name: 'A' }) }), work('a', { ...deal, is: state(1, {}) })])
  const moved = state(2, { name: 'B' }, { archivedAt: 5 })
  write([work('a', { was: state(1, { name: 'A' }), is: moved })])
  write([work('a', { was: moved, is: state(3, { name: 'C' }, { archivedAt: 5 }) })])
  write([work('a', { ...deal, was: state(1, {}), is: state(2, {}, { archivedAt: 6 }), changed: [] })])
  write([work('a', { was: state(3, {}, { archivedAt: 5 }), is: state(4, {}), changed: [] })])
  const rows = (table: string) => all(`SELECT id, version, archived_at FROM ${table}`)
  expect([rows('company'), rows('deal')]).toEqual([[['a', 4, null]], [['a', 2, 6]]])
})

test('a unique value is let go of before another record takes it', () => {
  const { write, all } = open()
  const domain = (version: number, value: Value) => state(version, value === null ? {} : { domain: value })
  write([work('a', { is: domain(1, 'x') }), work('b', { is: domain(1, 'y') }), work('c', { is: domain(1, 'z') })])
  write([
    work('d', { is: domain(1, 'z') }),
    work('a', { was: domain(1, 'x'), is: domain(2, 'y') }),
    work('b', { was: domain(1, 'y'), is: domain(2, 'x') }),
    work('c', { was: domain(1, 'z') }),
  ])
  expect(all('SELECT id, domain FROM company ORDER BY id')).toEqual([
    ['a', 'y'],
    ['b', 'x'],
    ['d', 'z'],
  ])
})

test('a record without unique values that changes is written by one statement', () => {
  const { write, ran } = open()
  const deal = { ref: { type: 'deal', id: 'd1' }, changed: ['stage'] }
  write([work('d1', { ...deal, is: state(1, { stage: 'open' }) })])
  write([work('a', { is: state(1, { name: 'A' }) })])
  ran.length = 0
  write([work('d1', { ...deal, was: state(1, { stage: 'open' }), is: state(2, { stage: 'won' }) })])
  write([work('a', { was: state(1, { name: 'A' }), is: state(2, { name: 'B' }), changed: ['name'] })])
  expect(ran).toEqual([
    'UPDATE "deal" SET "version" = ?,"stage" = ? WHERE id = ?',
    historySql,
    'UPDATE "company" SET "version" = ?,"name" = ?,"name__fold" = ? WHERE id = ?',
    historySql,
  ])
})

test('links are added once and taken away by all that they are', () => {
  const { writer, write, all } = open()
  const link = (to: string, label = '') => ({ edge: 'deals', from: { type: 'company', id: 'a' }, to: { type: 'deal', id: to }, label })
  const links = () => all('SELECT edge, from_id, to_id, label FROM tenure_edge ORDER BY to_id, label')
  write([], {}, [
    { ...link('d1'), present: true },
    { ...link('d1', 'main'), present: true },
    { ...link('d2', 'main'), present: true },
  ])
  writer.link(link('d1'), true)
  expect(links()).toEqual([
    ['deals', 'a', 'd1', ''],
    ['deals', 'a', 'd1', 'main'],
    ['deals', 'a', 'd2', 'main'],
  ])
  for (const other of [{ edge: 'x' }, { from: { type: 'company', id: 'b' } }, { to: { type: 'deal', id: 'd9' } }, { label: 'x' }])
    writer.link({ ...link('d1', 'main'), ...other }, false)
  expect(links()).toHaveLength(3)
  write([], {}, [{ ...link('d1', 'main'), present: false }])
  expect(links()).toEqual([
    ['deals', 'a', 'd1', ''],
    ['deals', 'a', 'd2', 'main'],
  ])
  expect(() => writer.link(link('d1', 'a\0'), true)).toThrow('The text of label has a NUL character or half a character.')
})

test('the history has one row of a creation, and one of each value that changed', () => {
  const { write, history } = open()
  const first = state(1, { name: 'A', arr, marks: 1 })
  write([work('a', { is: first })], { group: 'g' })
  write([work('a', { was: first, is: state(2, { name: 'B', marks: 2 }), changed: ['arr', 'marks', 'name'] })], { at: 20 })
  expect(history()).toEqual([
    ['company', 'a', '', 1, 10, null, null, by, 'g'],
    ['company', 'a', 'arr', 2, 20, null, '{"amount":"5.0","currency":"EUR"}', by, null],
    ['company', 'a', 'name', 2, 20, '"B"', '"A"', by, null],
  ])
  write([work('a', { ref: { type: 'deal', id: 'a' }, is: state(1, {}) })])
  write([work('a', { was: state(2, {}) }), work('b', { is: state(1, {}) })])
  expect(history()).toEqual([
    ['deal', 'a', '', 1, 10, null, null, by, null],
    ['company', 'b', '', 1, 10, null, null, by, null],
  ])
})

test('a value that is dated unlike its creation has a row of its own', () => {
  const { write, history } = open()
  const deal = (id: string, since: Readonly<Record<string, number>>, values: Values) =>
    work(id, { ref: { type: 'deal', id }, is: state(1, values), since: new Map(Object.entries(since)) })
  const values = { stage: 'open', tags: ['b', 'a'] }
  write([
    deal('all', { stage: 3, tags: 3 }, values),
    deal('each', { stage: 3, tags: 4 }, values),
    deal('one', { stage: 3 }, values),
    deal('none', {}, values),
  ])
  const rows = history().map(([, id, property, , at, value]) => [id, property, at, value])
  expect(rows).toEqual([
    ['all', '', 3, null],
    ['each', '', 3, '{"stage":"open"}'],
    ['each', 'tags', 4, '["a","b"]'],
    ['none', '', 10, null],
    ['one', '', 10, '{"tags":["a","b"]}'],
    ['one', 'stage', 3, '"open"'],
  ])
  const since = new Map([['stage', 30]])
  write([work('all', { ref: { type: 'deal', id: 'all' }, was: state(1, values), is: state(2, { stage: 'won', tags: ['c'] }), since })])
  expect(
    history()
      .filter(([, , , version]) => version === 2)
      .map(([, , property, , at]) => [property, at]),
  ).toEqual([
    ['stage', 30],
    ['tags', 10],
  ])
})

test('thirty-two rows of the history are written at once, and the rest one by one', () => {
  for (const [count, together, single] of [
    [31, 0, 31],
    [32, 1, 0],
    [33, 1, 1],
  ] as const) {
    const { write, ran, all } = open()
    write(Array.from({ length: count }, (_, at) => work(`c${at}`, { is: state(1, { name: `n${at}` }) })))
    const inserts = ran.filter((sql) => sql.startsWith(historySql))
    expect([inserts.filter((sql) => sql !== historySql).length, inserts.filter((sql) => sql === historySql).length]).toEqual([
      together,
      single,
    ])
    expect(all('SELECT count(DISTINCT id), count(*) FROM tenure_history')).toEqual([[count, count]])
  }
})

test('a commit of fifty records names its actor and its group by a number, and the same again has the same one', () => {
  const { write, all } = open()
  const many = (from: string, count: number) => Array.from({ length: count }, (_, at) => work(`${from}${at}`, { is: state(1, {}) }))
  const origins = () => all('SELECT DISTINCT actor, batch_group FROM tenure_history ORDER BY actor, batch_group')
  write(many('a', 49), { group: 'g' })
  expect(origins()).toEqual([[by, 'g']])
  write(many('b', 50), { group: 'g' })
  write(many('c', 50), { group: 'g' })
  write(many('d', 50))
  write(many('e', 50), { group: 'g' })
  const numbers = all('SELECT id, actor, batch_group FROM tenure_origin ORDER BY batch_group')
  expect(numbers.map(([, ...rest]) => rest)).toEqual([
    [by, ''],
    [by, 'g'],
  ])
  const [plain, grouped] = numbers.map(([id]) => String(id))
  const actorOf = (id: string) => all(`SELECT actor, batch_group FROM tenure_history WHERE id = '${id}'`)[0]
  expect(['b0', 'c49', 'e0', 'd7'].map(actorOf)).toEqual([
    [grouped, null],
    [grouped, null],
    [grouped, null],
    [plain, null],
  ])
})
