import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from './fold.js'
import type { Value } from './value.js'
import { compareCodePoints, compareDecimal, compareText, compareValues, equalValues, sameValue } from './value-order.js'

const seed = Date.now() & 0x7fffffff
// Adding 0 makes -0 the same as 0.
const sign = (order: number) => Math.sign(order) + 0
const plainly = (a: string, b: string) => {
  const [left, right] = [[...a], [...b]].map((text) => text.map((letter) => letter.codePointAt(0) ?? 0)) as [number[], number[]]
  for (const [at, code] of left.entries()) {
    const other = right[at]
    if (other === undefined) return 1
    if (code !== other) return code - other
  }
  return left.length - right.length
}

test('[FLT-13] text is ordered by code point, where UTF-16 says otherwise', () => {
  expect('\u{1f600}' < '\uff5e').toBe(true)
  expect(compareCodePoints('\u{1f600}', '\uff5e')).toBeGreaterThan(0)
  expect(compareCodePoints('a', 'a\u{1f600}')).toBeLessThan(0)
  expect(compareCodePoints('\u{10000}', '\u{10001}')).toBeLessThan(0)
})

test('[FLT-13] text is ordered folded first, then raw', () => {
  const sorted = ['b', 'a', 'B', 'A', 'á', 'Á', 'Zz', 'straße', 'STRASSE', 'ab', ''].sort(compareText)
  expect(sorted).toEqual(['', 'A', 'a', 'ab', 'B', 'b', 'STRASSE', 'straße', 'Zz', 'Á', 'á'])
})

test('[FLT-13] the short ways to order text agree with the long ones', () => {
  console.info(`seed ${seed}`)
  const letter = fc.constantFrom('a', 'B', 'b', 'A', 'e', '\u0301', '\u0327', 'ß', 's', 'ﬁ', '\u{1f600}', '\uff5e', 'Z', '_', '~')
  const text = fc.oneof(
    fc.array(letter, { maxLength: 5 }).map((letters) => letters.join('')),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(sign(compareCodePoints(a, b))).toBe(sign(plainly(a, b)))
      expect(sign(compareText(a, b))).toBe(sign(plainly(fold(a), fold(b)) || plainly(a, b)))
    }),
    { seed, numRuns: 2000 },
  )
})

test.each([
  ['9007199254740993', '9007199254740992', 1],
  ['-9007199254740993', '-9007199254740992', -1],
  ['0.10000000000000000000001', '0.1', 1],
  ['1.50', '1.5', 0],
  ['001', '1', 0],
  ['-0', '0.00', 0],
  ['-0.000000000000000000', '0', 0],
  ['-1', '1', -1],
  ['10', '9', 1],
  ['-10', '-9', -1],
  ['-0.00000000000000000001', '0', -1],
  ['100000000000000000000', '99999999999999999999', 1],
  ['0.30000000000000000000', '0.3', 0],
])('[FLT-3] decimal %s against %s', (a, b, order) => {
  expect(sign(compareDecimal(a, b))).toBe(order)
  expect(sign(compareDecimal(b, a))).toBe(order === 0 ? 0 : -order)
})

test('[FLT-3] decimals are ordered as exact fractions are', () => {
  console.info(`seed ${seed}`)
  const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.nat({ max: 24 }))
  const toText = ([digits, scale]: readonly [bigint, number]) => {
    const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
    const whole = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
    return digits < 0n ? `-${whole}` : whole
  }
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const difference = a[0] * 10n ** BigInt(b[1]) - b[0] * 10n ** BigInt(a[1])
      expect(sign(compareDecimal(toText(a), toText(b)))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0)
    }),
    { seed, numRuns: 2000 },
  )
})

test('[FLT-13] missing values come last, booleans false first, money by currency, then amount', () => {
  const eur = (amount: string, currency = 'EUR') => ({ amount, currency })
  expect([true, null, false].sort((a, b) => compareValues('boolean', a, b))).toEqual([false, true, null])
  const sorted = [eur('10'), null, eur('9', 'USD'), eur('9.0')].sort((a, b) => compareValues('money', a, b))
  expect(sorted).toEqual([eur('9.0'), eur('10'), eur('9', 'USD'), null])
  expect(compareValues('date', '2026-03-29', '2026-03-30')).toBeLessThan(0)
})

test('[FLT-13] missing values are equal to each other, and sets and json have an order of their own', () => {
  expect([compareValues('number', null, null), compareValues('number', null, 1), compareValues('number', 1, null)]).toEqual([0, 1, -1])
  expect([compareValues('number', 10, 9), compareValues('number', 9, 10), compareValues('datetime', 9, 9)]).toEqual([1, -1, 0])
  expect(compareValues('multi_enumeration', ['b', 'a', 'b'], ['a', 'b'])).toBe(0)
  expect(compareValues('multi_enumeration', ['c', 'a'], ['b', 'a'])).toBeGreaterThan(0)
  expect(compareValues('multi_enumeration', ['a'], ['a', 'b'])).toBeLessThan(0)
  expect(compareValues('json', { a: 1 }, { a: 2 })).toBeLessThan(0)
  expect(compareValues('json', { a: 1 }, { a: 1 })).toBe(0)
  expect(compareValues('string', 'a', 'B')).toBeLessThan(0)
  expect(compareValues('text', 'a', 'B')).toBeLessThan(0)
  for (const kind of ['enumeration', 'user'] as const) expect(compareValues(kind, 'a', 'B')).toBeGreaterThan(0)
})

test('[FLT-11] equality folds text and nothing else; missing equals nothing', () => {
  expect(equalValues('string', 'STRASSE', 'straße')).toBe(true)
  expect(equalValues('enumeration', 'Open', 'open')).toBe(false)
  expect(equalValues('user', 'U1', 'u1')).toBe(false)
  expect(equalValues('money', { amount: '1.50', currency: 'EUR' }, { amount: '1.5', currency: 'EUR' })).toBe(true)
  expect(equalValues('money', { amount: '1.5', currency: 'EUR' }, { amount: '1.5', currency: 'USD' })).toBe(false)
  expect(equalValues('multi_enumeration', ['b', 'a', 'a'], ['a', 'b'])).toBe(true)
  expect(equalValues('string', null, null)).toBe(false)
})

test.each<[Value, Value, boolean]>([
  [null, null, true],
  [null, '', false],
  ['a', 'A', false],
  [['b', 'a'], ['a', 'b'], true],
  [['a'], ['a', 'b'], false],
  [{ amount: '1', currency: 'EUR' }, { currency: 'EUR', amount: '1' }, true],
  [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
  [{ a: 1 }, { b: 1 }, false],
  [JSON.parse('{"__proto__":1}'), { a: 1 }, false],
  [[1, 2], [2, 1], false],
  [{}, [], false],
])('[FLT-1] %j and %j are the same: %s', (a, b, same) => {
  expect(sameValue(a, b)).toBe(same)
  expect(sameValue(b, a)).toBe(same)
})

test('[FLT-10] in json the order of a list counts', () => {
  expect(sameValue(['b', 'a'], ['a', 'b'], 'json')).toBe(false)
  expect(sameValue(['a', 'b'], ['a', 'b'], 'json')).toBe(true)
})
