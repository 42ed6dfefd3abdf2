import { expect, test } from 'vitest'
import { KnownAnswers } from './known-answers.js'

test('[SEC-17] an answer is known until something is written', () => {
  const totals = new KnownAnswers<number>()
  totals.remember('a', 7, 12)
  expect(totals.find(() => 'a', 7)).toBe(12)
  expect([totals.find(() => 'b', 7), totals.find(() => 'a', 8)]).toEqual([undefined, undefined])
  totals.clear()
  expect(totals.find(() => 'a', 7)).toBeUndefined()
})

test('an answer of an older state replaces nothing, and one of a newer state takes the place of all', () => {
  const totals = new KnownAnswers<number>()
  totals.remember('a', 8, 1)
  totals.remember('a', 7, 2)
  expect(totals.find(() => 'a', 8)).toBe(1)
  totals.remember('b', 9, 3)
  expect([totals.find(() => 'a', 9), totals.find(() => 'b', 9)]).toEqual([undefined, 3])
})
