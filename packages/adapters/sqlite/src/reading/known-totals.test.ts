import type { CompiledQuery } from '@tenure/sql'
import { expect, test } from 'vitest'
import { KnownTotals } from './known-totals.js'

const counted = (sql: string, ...values: string[]): CompiledQuery =>
  ({ statements: { total: { sql, slots: values.map((_, at) => at) } }, values }) as unknown as CompiledQuery

test('[SEC-17] a total is known until something is written, for the same test of the same values', () => {
  const totals = new KnownTotals()
  totals.remember(counted('name is', 'a'), 7, 12)
  expect(totals.find(counted('name is', 'a'), 7)).toBe(12)
  expect([totals.find(counted('name is', 'b'), 7), totals.find(counted('city is', 'a'), 7)]).toEqual([undefined, undefined])
  expect(totals.find(counted('name is', 'a'), 8)).toBeUndefined()
})

test('an answer of an older state replaces nothing, and one of a newer state takes the place of all', () => {
  const totals = new KnownTotals()
  totals.remember(counted('name is', 'a'), 8, 1)
  totals.remember(counted('name is', 'a'), 7, 2)
  expect(totals.find(counted('name is', 'a'), 8)).toBe(1)
  totals.remember(counted('name is', 'b'), 9, 3)
  expect([totals.find(counted('name is', 'a'), 9), totals.find(counted('name is', 'b'), 9)]).toEqual([undefined, 3])
})
