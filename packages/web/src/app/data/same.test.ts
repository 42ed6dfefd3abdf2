import { expect, test } from 'vitest'
import { isSame } from './same.js'

test('the same data in other objects is the same', () => {
  expect(isSame({ amount: '1', currency: 'EUR' }, { currency: 'EUR', amount: '1' })).toBe(true)
  expect(isSame(['a', { b: null }], ['a', { b: null }])).toBe(true)
  expect(isSame(Number.NaN, Number.NaN)).toBe(true)
})

test('other data is not', () => {
  expect([
    isSame(null, undefined),
    isSame({}, []),
    isSame({ a: undefined }, { b: undefined }),
    isSame([1], [1, 2]),
    isSame({ a: 1 }, null),
    isSame('1', 1),
  ]).toEqual([false, false, false, false, false, false])
})
