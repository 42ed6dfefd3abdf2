import type { MeasureName } from '@tenure/core/aggregate'
import type { GatheredGroup, GroupPlan, SqlValue } from '@tenure/sql'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { addGroupFunction } from './gather-groups.js'

const db = new Database(':memory:')
addGroupFunction(db)
afterAll(() => db.close())

/** The groups of rows; each row is a list of what the function is called with after its plan. */
function gather(plan: Partial<GroupPlan>, rows: readonly (readonly SqlValue[])[]): readonly GatheredGroup[] {
  const names = Array.from({ length: rows[0]?.length ?? 1 }, (_, at) => `column${at + 1}`)
  const from =
    rows.length === 0 ? '(SELECT 1 AS column1 WHERE 0)' : `(VALUES ${rows.map((row) => `(${row.map(() => '?').join()})`).join()})`
  const text = db
    .prepare(`SELECT tenure_groups(?, ${names.join()}) FROM ${from}`)
    .pluck()
    .get(JSON.stringify({ keys: 1, most: 100, measures: [], ...plan }), ...rows.flat())
  return JSON.parse(text as string)
}
const of = (measure: MeasureName, kind: 'money' | 'number' | 'date' = 'number') => ({ measure, kind })

test('rows of one key are one group, in the order in which keys come; a missing value is a key too', () => {
  expect(gather({}, [['b'], ['a'], [null], ['b'], [null]])).toEqual([
    [['b'], 2, []],
    [['a'], 1, []],
    [[null], 2, []],
  ])
  expect(gather({}, [])).toEqual([])
})

test('text, numbers and nothing are different keys, both zeros are one, and capital letters count', () => {
  expect(gather({}, [['1'], [1], [null], [''], ['null'], [0], [-0], ['a'], ['A']]).map(([key, count]) => [...key, count])).toEqual([
    ['1', 1],
    [1, 1],
    [null, 1],
    ['', 1],
    ['null', 1],
    [0, 2],
    ['a', 1],
    ['A', 1],
  ])
})

test('of several keys each combination that comes is a group', () => {
  const rows = [
    ['a', 1, null],
    ['a', 2, null],
    ['b', 1, null],
    ['a', 1, null],
    ['a', 1, 'x'],
  ]
  expect(gather({ keys: 3 }, rows)).toEqual([
    [['a', 1, null], 2, []],
    [['a', 2, null], 1, []],
    [['b', 1, null], 1, []],
    [['a', 1, 'x'], 1, []],
  ])
})

test('one group more than asked is kept, as a sign that there are too many; the known ones count on', () => {
  expect(gather({ most: 2 }, [['a'], ['b'], ['c'], ['d'], ['a'], ['e']])).toEqual([
    [['a'], 2, []],
    [['b'], 1, []],
    [['c'], 1, []],
  ])
  const two = [
    ['a', 1],
    ['b', 1],
    ['c', 1],
    ['b', 2],
    ['b', 1],
  ]
  expect(gather({ keys: 2, most: 1 }, two).map(([key, count]) => [...key, count])).toEqual([
    ['a', 1, 1],
    ['b', 1, 2],
  ])
})

test('each measure reads its own values: one of a number, two of an amount, three of a weighted amount', () => {
  const shares = [
    ['won', '1'],
    ['open', '0.5'],
  ] as const
  const measures = [
    of('sum'),
    of('average', 'money'),
    { ...of('weighted', 'money'), shares },
    of('minimum', 'money'),
    of('maximum', 'date'),
  ]
  const rows = [
    ['a', 0.1, '5', 'EUR', '10', 'EUR', 'open', '7.0', 'USD', '2026-01-01'],
    ['a', 0.2, '6.5', 'EUR', '3', 'EUR', 'won', '9', 'EUR', '2026-03-01'],
    ['a', null, null, null, '8', 'EUR', 'lost', '6', 'USD', '2026-02-01'],
    ['b', null, null, null, null, null, 'won', null, null, null],
  ]
  expect(gather({ measures }, rows)).toEqual([
    [
      ['a'],
      3,
      [
        [{ amount: '0.3', count: 2 }],
        [{ currency: 'EUR', amount: '11.5', count: 2 }],
        [{ currency: 'EUR', amount: '8', count: 2 }],
        [
          { amount: '9', currency: 'EUR' },
          { amount: '6', currency: 'USD' },
        ],
        ['2026-03-01'],
      ],
    ],
    [['b'], 1, [[], [], [], [], []]],
  ])
})

test('zero is a value of a measure', () => {
  expect(gather({ measures: [of('sum'), of('minimum'), of('average')] }, [['a', 0, 0, 0]])).toEqual([
    [['a'], 1, [[{ amount: '0', count: 1 }], [0], [{ amount: '0', count: 1 }]]],
  ])
})

test('two statements at once gather each for itself', () => {
  const once = `SELECT tenure_groups('{"keys":1,"most":9,"measures":[]}', column1) FROM (VALUES ('a'), ('b'))`
  const both = db.prepare(`SELECT (${once}), (${once})`).raw(true).get() as readonly string[]
  expect(both.map((text) => (JSON.parse(text) as readonly GatheredGroup[]).map(([, count]) => count))).toEqual([
    [1, 1],
    [1, 1],
  ])
})
