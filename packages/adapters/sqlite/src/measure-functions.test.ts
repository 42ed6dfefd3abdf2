import type { SumPart } from '@tenure/core/aggregate'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { addMeasureFunctions } from './measure-functions.js'

const db = new Database(':memory:')
addMeasureFunctions(db)
afterAll(() => db.close())

/** What a function answers of rows; each row is a list of its arguments. */
function of(call: string, ...rows: readonly (readonly (string | number | null)[])[]): unknown {
  const width = rows[0]?.length ?? 3
  const names = Array.from({ length: width }, (_, at) => `column${at + 1}`)
  const values = rows.map((row) => `(${row.map(() => '?').join()})`).join()
  const from = rows.length === 0 ? `(SELECT ${names.map((name) => `NULL AS ${name}`).join()} WHERE 0)` : `(VALUES ${values})`
  return JSON.parse(
    db
      .prepare(`SELECT ${call} FROM ${from}`)
      .pluck()
      .get(...rows.flat()) as string,
  )
}
const sum = 'tenure_sum(column1, column2)'

test('amounts are added exactly, by currency, and what is missing is passed over', () => {
  expect(of(sum, ['0.1', 'EUR'], ['0.2', 'EUR'], [null, null], ['5', 'USD'], ['90071992547409931', 'EUR'])).toEqual([
    { currency: 'EUR', amount: '90071992547409931.3', count: 3 },
    { currency: 'USD', amount: '5', count: 1 },
  ])
  expect(of(sum)).toEqual([])
})

test('numbers are added exactly, without a currency', () => {
  expect(of(sum, [0.1, null], [0.2, null], [null, null], [1e21, null])).toEqual([{ amount: '1000000000000000000000.3', count: 3 }])
})

test('each group has sums of its own', () => {
  const sums = db.prepare(`SELECT ${sum} FROM (VALUES ('1', 'EUR', 1), ('2', 'EUR', 2), ('3', 'EUR', 1)) GROUP BY column3 ORDER BY column3`)
  const parts = sums.pluck().all() as readonly string[]
  expect(parts.map((each) => (JSON.parse(each) as readonly SumPart[])[0]?.amount)).toEqual(['4', '2'])
})

const weigh = (...rows: readonly (readonly (string | number | null)[])[]) => {
  const shares = JSON.stringify([
    ['won', '1'],
    ['open', '0.25'],
  ])
  return of(`tenure_weighted_sum(column1, column2, column3, '${shares}')`, ...rows)
}

test('of each amount its share counts, of other values nothing', () => {
  expect(
    weigh(['10', 'EUR', 'open'], ['3', 'EUR', 'won'], ['7', 'EUR', 'lost'], ['8', 'EUR', null], [null, null, 'won'], ['4', 'USD', 'open']),
  ).toEqual([
    { currency: 'EUR', amount: '5.5', count: 2 },
    { currency: 'USD', amount: '1', count: 1 },
  ])
  expect(weigh()).toEqual([])
  expect(weigh([null, null, 'won'])).toEqual([])
})

test('the least and the greatest amount of each currency', () => {
  const rows = [
    ['10', 'EUR'],
    ['9.50', 'EUR'],
    [null, null],
    ['-3', 'USD'],
    ['2', 'USD'],
  ] as const
  expect(of('tenure_minimum(column1, column2)', ...rows)).toEqual([
    { amount: '9.5', currency: 'EUR' },
    { amount: '-3', currency: 'USD' },
  ])
  expect(of('tenure_maximum(column1, column2)', ...rows)).toEqual([
    { amount: '10', currency: 'EUR' },
    { amount: '2', currency: 'USD' },
  ])
  expect(of('tenure_minimum(column1, column2)')).toEqual([])
})
