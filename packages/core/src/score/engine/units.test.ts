import { expect, test } from 'vitest'
import { sameJson } from './same-json.js'
import { shapley } from './shapley.js'
import { clampTo, toPoints, toUnits, wholeShares } from './units.js'

const shares = (total: number, ...values: readonly number[]) =>
  wholeShares(
    values.map((value, at) => ({ id: 'abcdef'[at] as string, value })),
    total,
  )

test('[BEY-2] whole shares sum to the total, the largest remainder first and ties by the id', () => {
  expect([shares(10, 3.2, 3.7, 3.1), shares(2, 0.5, 0.5, 1), shares(1, 0.5, 0.5), shares(0, -0.5, 0.5)]).toEqual([
    [3, 4, 3],
    [1, 0, 1],
    [1, 0],
    [0, 0],
  ])
  expect([shares(-3, -1.5, -1.5), shares(-3, -1.2, -1.8), shares(5, 5), shares(0)]).toEqual([[-1, -2], [-1, -2], [5], []])
  const reversed = wholeShares(
    [
      { id: 'b', value: 0.5 },
      { id: 'a', value: 0.5 },
    ],
    1,
  )
  expect(reversed).toEqual([0, 1])
})

test('[BEY-2] shares of portions that sum to something else go round until nothing is left, the smallest remainder giving first', () => {
  expect([shares(5, 0.2, 0.1), shares(-1, 1.9, 1.1), shares(1, 1.9, 1.1), shares(-3, 0.3, 0.2)]).toEqual([
    [3, 2],
    [0, -1],
    [1, 0],
    [-1, -2],
  ])
  expect(shares(7)).toEqual([])
})

test('[BEY-2] points are whole units, and a value is held within its bounds', () => {
  expect([toUnits(1), toUnits(0.5), toUnits(-2), toPoints(720_720), toPoints(toUnits(1 / 7))]).toEqual([
    720_720,
    360_360,
    -1_441_440,
    1,
    1 / 7,
  ])
  expect([clampTo(5, [0, 3]), clampTo(-5, [0, 3]), clampTo(2, [0, 3])]).toEqual([3, 0, 2])
})

test('[BEY-2] each cause has its share whatever the order: two that need each other share alike, and one alone has all', () => {
  const worth = (table: Readonly<Record<string, number>>) => (taken: readonly boolean[]) => table[taken.map(Number).join('')] ?? 0
  expect(shapley(2, worth({ '11': 10 }))).toEqual([5, 5])
  expect(shapley(2, worth({ '00': 1, '10': 5, '01': 3, '11': 7 }))).toEqual([4, 2])
  expect(shapley(3, worth({ '100': 6, '110': 6, '101': 12, '111': 12 }))).toEqual([9, 0, 3])
  expect([shapley(1, worth({ '0': 2, '1': 9 })), shapley(0, worth({}))]).toEqual([[7], []])
})

test('[BEY-2] values are the same whatever the order of their keys, and what is not there is nothing', () => {
  const same = [
    [1, 1],
    [null, null],
    [
      { a: 1, b: [1, { c: 2 }] },
      { b: [1, { c: 2 }], a: 1 },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
    [[], []],
  ]
  const others = [
    [1, '1'],
    [null, {}],
    [{}, null],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [[1], [1, 2]],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], { 0: 1 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [{}, 1],
  ]
  expect(same.map(([a, b]) => sameJson(a, b))).toEqual(same.map(() => true))
  expect(others.map(([a, b]) => sameJson(a, b))).toEqual(others.map(() => false))
})
