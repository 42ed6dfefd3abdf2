import { compareCodePoints, compareValues } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { moneyKey } from './money-key.js'

const amounts = [
  '0',
  '-0',
  '0.0',
  '1',
  '-1',
  '1.0',
  '1.10',
  '1.1',
  '10',
  '9',
  '99',
  '100',
  '0.1',
  '0.01',
  '0.001',
  '-0.1',
  '-0.01',
  '-10',
  '-9',
  '-99',
  '-100',
  '-1.05',
  '1.05',
  '9007199254740993',
  '9007199254740992',
  '9007199254740992.00000001',
  '-9007199254740993',
  '000123',
  '123',
  '12345678901234567890123456789012345678901234567890',
]

test('[FLT-13] keys of money sort as amount, then currency', () => {
  const values = amounts.flatMap((amount) => ['EUR', 'USD'].map((currency) => ({ amount, currency })))
  for (const a of values) {
    for (const b of values)
      expect([a, b, Math.sign(compareCodePoints(moneyKey(a), moneyKey(b)))]).toEqual([a, b, Math.sign(compareValues('money', a, b)) + 0])
  }
})

test('an amount of too many digits is refused', () => {
  expect(() => moneyKey({ amount: '1'.repeat(500), currency: 'EUR' })).toThrow(expect.objectContaining({ code: 'input.invalid' }))
})
