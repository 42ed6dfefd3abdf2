import { expect, test } from 'vitest'
import { shiftDecimal, toDecimal } from './decimal.js'

test('[SDK-11] a number has one decimal text', () => {
  const texts = ['+007.50', '-0.0', '.5', '-.5', '5.', '0', '100', '-12.030', '1-', '(2.50)', '(0)']
  expect(texts.map((text) => toDecimal(text))).toEqual(['7.5', '0', '0.5', '-0.5', '5', '0', '100', '-12.03', '-1', '-2.5', '0'])
  for (const text of ['', '+', '-', '.', '1.2.3', '1e3', ' 1', '1--', '--1', '1.-2'])
    expect([text, toDecimal(text)]).toEqual([text, undefined])
})

test('[SDK-11] thousands are groups of three, behind one to three digits', () => {
  const style = { thousands: ',' }
  expect(['1,234', '-12,345.6', '+123,456,789', '1234'].map((text) => toDecimal(text, style))).toEqual([
    '1234',
    '-12345.6',
    '123456789',
    '1234',
  ])
  for (const text of ['1,23', '1234,567', ',123', '1,2345', '1,234,', '1,234.5,6'])
    expect([text, toDecimal(text, style)]).toEqual([text, undefined])
  expect(toDecimal('1.234,5', { decimal: ',', thousands: '.' })).toBe('1234.5')
})

test('[SDK-11] a shift moves the point by that many places, exactly', () => {
  const cases = [
    ['1.5', 0, '1.5'],
    ['1.5', 1, '15'],
    ['-1.25', 3, '-1250'],
    ['1250', -2, '12.5'],
    ['-5', -3, '-0.005'],
    ['0', 4, '0'],
    ['-0.001', 2, '-0.1'],
  ] as const
  for (const [text, power, shifted] of cases) expect([text, power, shiftDecimal(text, power)]).toEqual([text, power, shifted])
})
