import type { Text } from '@tenure/web/parts'
import { expect, test } from 'vitest'
import { isLength, rangeText, signed } from './range-text.js'

const text: Text = (english, values = {}) => english.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
const of = (range: Parameters<typeof rangeText>[0], isBelow = false, isWhole = true) => rangeText({ ...range }, { isBelow, isWhole, text })

test('[HS-3] a range reads as the values that it has, whichever side its bounds belong to', () => {
  const ranges = [
    { to: 10, points: 0 },
    { from: 10, to: 30, points: 5 },
    { from: 30, points: 9 },
    { from: 3, to: 4, points: 1 },
  ]
  expect(ranges.map((range) => of(range))).toEqual(['below 10', '10 to 29', '30 or more', '3 exactly'])
  expect(ranges.map((range) => of(range, true))).toEqual(['up to 10', '11 to 30', 'above 30', '4 exactly'])
  expect([of({ from: 0, to: 5, points: 1 }, true), of({ points: 1 })]).toEqual(['0 to 5', 'any value'])
})

test('[HS-3] of numbers that need not be whole a range says which of its bounds it has', () => {
  const ranges = [
    { from: 0, to: 15, points: 1 },
    { from: 15, to: 30, points: 4 },
    { from: 30, to: 40, points: 8 },
  ]
  expect(ranges.map((range) => of(range, false, false))).toEqual(['0 to below 15', '15 to below 30', '30 to below 40'])
  expect(ranges.map((range) => of(range, true, false))).toEqual(['0 to 15', 'above 15 to 30', 'above 30 to 40'])
})

test('points have their sign', () => {
  expect([4, 0, -6].map((points) => signed(points, String))).toEqual(['+4', '0', '-6'])
})

test('[HS-12] ranges of a length of time read as hours and minutes, and not as milliseconds', () => {
  const duration = (ms: number) => `${ms / 60_000} min`
  const ofLength = (range: Parameters<typeof rangeText>[0]) => rangeText(range, { isBelow: false, isWhole: false, text, shown: duration })
  expect([ofLength({ to: 600_000, points: 0 }), ofLength({ from: 600_000, to: 1_800_000, points: 4 })]).toEqual([
    'below 10 min',
    '10 min to below 30 min',
  ])
  expect([isLength('call.durationMs'), isLength('company.employees')]).toEqual([true, false])
})
