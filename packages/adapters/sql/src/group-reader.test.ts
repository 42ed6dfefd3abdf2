import { expect, test } from 'vitest'
import { gatheredReader, groupReader } from './group-reader.js'

test('a row gives the values of its groups, its count and its measures, in their places', () => {
  const read = groupReader({
    by: [
      { property: 'active', kind: 'boolean' },
      { property: 'tags', kind: 'multi_enumeration' },
      { property: 'seats', kind: 'number' },
    ],
    measures: [
      { measure: 'distinct', property: 'name', kind: 'string' },
      { measure: 'sum', property: 'seats', kind: 'number' },
      { measure: 'average', property: 'seats', kind: 'number' },
      { measure: 'minimum', property: 'arr', kind: 'money' },
      { measure: 'maximum', property: 'seats', kind: 'number' },
    ],
  })
  const sum = [{ amount: '3', count: 2 }]
  expect(read([1, 'a', 7, 4, 2, JSON.stringify(sum), '[]', '[{"amount":"5","currency":"EUR"}]', 9])).toEqual({
    ...{ key: [true, 'a', 7], count: 4 },
    measures: [2, sum, [], [{ amount: '5', currency: 'EUR' }], [9]],
  })
  expect(read([0, null, null, 0, 0, null, null, null, null])).toEqual({ key: [false, null, null], count: 0, measures: [0, [], [], [], []] })
})

test('zero has no sign, neither as a group nor as a measure', () => {
  const read = groupReader({
    by: [{ property: 'seats', kind: 'number' }],
    measures: [{ measure: 'minimum', property: 'seats', kind: 'number' }],
  })
  const { key, measures } = read([-0, 1, -0])
  expect([Object.is(key[0], 0), Object.is((measures[0] as readonly number[])[0], 0)]).toEqual([true, true])
})

test('without groups the count comes first, and a row that is too short has missing values', () => {
  const read = groupReader({ by: [], measures: [{ measure: 'maximum', property: 'due', kind: 'date' }] })
  expect([read([3, '2026-01-01']), read([3])]).toEqual([
    { key: [], count: 3, measures: [['2026-01-01']] },
    { key: [], count: 3, measures: [[]] },
  ])
  expect(groupReader({ by: [{ property: 'due', kind: 'date' }], measures: [] })([])).toMatchObject({ key: [null] })
})

test('groups that were gathered are one text, in which keys are as the database stores them', () => {
  const read = gatheredReader({
    by: [
      { property: 'active', kind: 'boolean' },
      { property: 'tags', kind: 'multi_enumeration' },
      { property: 'seats', kind: 'number' },
    ],
  })
  const sum = [{ amount: '3', count: 2 }]
  const text = JSON.stringify([
    [[1, '["a"]', 0], 4, [sum]],
    [[null, null, null], 1, [[]]],
  ])
  expect(read([[text]])).toEqual([
    { key: [true, '["a"]', 0], count: 4, measures: [sum] },
    { key: [null, null, null], count: 1, measures: [[]] },
  ])
  expect([read([['[]']]), read([[null]]), read([])]).toEqual([[], [], []])
})
