import { compareCodePoints, compareDecimal } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { amountKey } from './amount-key.js'

const amounts = [
  ...[
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
  ],
  ...[
    '-1.05',
    '1.05',
    '9007199254740993',
    '9007199254740992',
    '9007199254740992.00000001',
    '-9007199254740993',
    '000123',
    '123',
    '-123',
    '-0.00120',
  ],
  ...[9, 10, 11, 28, 29, 30, 31, 99].flatMap((length) => [
    `1${'0'.repeat(length)}`,
    `-1${'0'.repeat(length)}`,
    `0.${'0'.repeat(length)}1`,
    `-0.${'0'.repeat(length)}1`,
  ]),
]

test('[FLT-13] keys of amounts sort as the amounts do', () => {
  for (const a of amounts) {
    for (const b of amounts)
      expect([a, b, Math.sign(compareCodePoints(amountKey(a), amountKey(b)))]).toEqual([a, b, Math.sign(compareDecimal(a, b)) + 0])
  }
})

test('an amount of too many digits is refused', () => {
  expect(() => amountKey('1'.repeat(500))).toThrow(expect.objectContaining({ code: 'input.invalid' }))
})
