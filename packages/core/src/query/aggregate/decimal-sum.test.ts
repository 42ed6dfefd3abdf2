import { expect, test } from 'vitest'
import { DecimalSum, plainDecimal, toDecimalText } from './decimal-sum.js'

const sumOf = (...amounts: readonly string[]): string => {
  const sum = new DecimalSum()
  for (const amount of amounts) sum.add(amount)
  return sum.text()
}

test('[AGG-3] sums are exact where doubles are not, and in their shortest form', () => {
  expect(sumOf('0.1', '0.2')).toBe('0.3')
  expect(sumOf('10', '10.0', '-20.000')).toBe('0')
  expect(sumOf('-0.5', '0.25')).toBe('-0.25')
  expect(sumOf('100', '0.000000000000001')).toBe('100.000000000000001')
  expect(sumOf('99999999999999999999.99', '0.01')).toBe('100000000000000000000')
  expect(sumOf()).toBe('0')
})

test('[AGG-3] what is added beyond the range of doubles, and taken away again, leaves nothing', () => {
  const sum = new DecimalSum()
  const amounts = ['999999999999999', '999999999999.999', '0.1', '123456789012345678901234567890.12345', '-7']
  for (let round = 0; round < 20; round++) for (const amount of amounts) sum.add(amount)
  for (let round = 0; round < 20; round++) for (const amount of amounts.toReversed()) sum.add(amount, -1)
  expect(sum.text()).toBe('0')
})

test('[AGG-3] random amounts of any length add up like whole numbers', () => {
  const seed = Date.now() % 1_000_000_000
  let state = seed
  const below = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  const places = 12
  for (let round = 0; round < 300; round++) {
    const sum = new DecimalSum()
    let units = 0n
    for (let count = below(12); count >= 0; count--) {
      const whole = Array.from({ length: 1 + below(16) }, () => below(10)).join('')
      const fraction = Array.from({ length: below(places + 1) }, () => below(10)).join('')
      const minus = below(2) === 0 ? '-' : ''
      sum.add(`${minus}${whole}${fraction && `.${fraction}`}`)
      units += BigInt(`${minus}${whole}${fraction.padEnd(places, '0')}`)
    }
    const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
    const expected = plainDecimal(`${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`)
    expect(sum.text(), `seed ${seed}`).toBe(expected)
  }
})

test('[AGG-4] a quotient has six places at most, half away from zero', () => {
  const average = (amount: string, count: number): string => {
    const sum = new DecimalSum()
    sum.add(amount)
    return sum.over(count)
  }
  expect(average('10', 4)).toBe('2.5')
  expect(average('1', 3)).toBe('0.333333')
  expect(average('2', 3)).toBe('0.666667')
  expect(average('-2', 3)).toBe('-0.666667')
  expect(average('0.000001', 2)).toBe('0.000001')
  expect(average('-0.000001', 2)).toBe('-0.000001')
  expect(average('99999999999999999999999', 2)).toBe('49999999999999999999999.5')
})

test('[AGG-3] a number is added as the decimal text that it prints as', () => {
  expect([0.1, 1e21, 1.5e-7, -0, 123, -2.5e22].map(toDecimalText)).toEqual([
    '0.1',
    '1000000000000000000000',
    '0.00000015',
    '0',
    '123',
    '-25000000000000000000000',
  ])
  expect(sumOf(toDecimalText(0.1), toDecimalText(0.2))).toBe('0.3')
})
