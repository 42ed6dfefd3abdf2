import { expect, test } from 'vitest'
import type { AggregateGroup, MeasureValue } from '../../query/aggregate/aggregate-data.js'
import { isSameGroup, tallyParts } from './tally-parts.js'

const group = (count: number, ...measures: readonly MeasureValue[]): AggregateGroup => ({ by: ['x'], count, measures })
const eur = (amount: string) => ({ amount, currency: 'EUR' })

test('[LIVE-18] a group shows the same by its count and by every measure', () => {
  expect(isSameGroup(group(2, 5, null), group(2, 5, null))).toBe(true)
  expect(isSameGroup(group(2, 5), group(3, 5))).toBe(false)
  expect(isSameGroup(group(2, 5, 1), group(2, 5, 2))).toBe(false)
  expect(isSameGroup(group(2, null), group(2))).toBe(true)
  expect(isSameGroup(group(2, 5), group(2))).toBe(false)
})

test('[LIVE-18] sums of money are the same by every amount and every currency', () => {
  const same = (a: MeasureValue, b: MeasureValue) => isSameGroup(group(1, a), group(1, b))
  expect(same([eur('5'), { amount: '7', currency: 'USD' }], [eur('5'), { amount: '7', currency: 'USD' }])).toBe(true)
  expect(same([eur('5')], [eur('6')])).toBe(false)
  expect(same([eur('5')], [{ amount: '5', currency: 'USD' }])).toBe(false)
  expect(same([eur('5')], [eur('5'), eur('6')])).toBe(false)
  expect(same([eur('5'), eur('6')], [eur('5')])).toBe(false)
  expect(same([eur('5')], null)).toBe(false)
  expect(same(5, [eur('5')])).toBe(false)
  expect(same([], [])).toBe(true)
})

test('[LIVE-16] a group is gone with its last record', () => {
  expect([0, 1, 2].map(tallyParts.isEmpty)).toEqual([true, false, false])
})
