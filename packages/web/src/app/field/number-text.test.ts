import { expect, test } from 'vitest'
import { decimalText, numberText, parseDecimal, parseInteger, parseNumber } from './number-text.js'

const decimals = (locale: string, ...texts: readonly string[]) =>
  texts.map((text) => {
    const result = parseDecimal(text, locale)
    return result.ok ? result.value : result.fault
  })

test('[REC-1] a number is read as the locale writes it', () => {
  expect(decimals('en-GB', '1,234.56', '1234.56', '.5', ' 12 ', '+7', '1 234 567', '007')).toEqual([
    '1234.56',
    '1234.56',
    '0.5',
    '12',
    '7',
    '1234567',
    '7',
  ])
  expect(decimals('de-DE', '1.234,56', '1234,56', ',5', '1.234', '1 234,5', '12,50')).toEqual([
    '1234.56',
    '1234.56',
    '0.5',
    '1234',
    '1234.5',
    '12.50',
  ])
  expect(decimals('de-CH', '1’234.50', "1'234.50")).toEqual(['1234.50', '1234.50'])
  expect(decimals('de-AT', '1.234,50', '1\u00a0234,50')).toEqual(['1234.50', '1234.50'])
  expect(decimals('en-IN', '12,34,567.5', '1,234')).toEqual(['1234567.5', '1234'])
})

test('[REC-1] every minus is a minus', () => {
  expect(decimals('en-GB', '-5', '\u22125', '\u20135', '- 5', '-.5')).toEqual(['-5', '-5', '-5', '-5', '-0.5'])
})

test('[REC-1] what would have to be guessed is refused', () => {
  const guesses = ['12k', '1.5.2', '12,34', '1,23,456', '1,234 567', '5-', '', '-', '.', '12%', '1e5', '0x10', 'NaN', '٣']
  expect(decimals('en-GB', ...guesses)).toEqual(guesses.map(() => 'number'))
  expect(decimals('de-DE', '1.5', '1,234.56', '12.34')).toEqual(['number', 'number', 'number'])
})

test('[REC-1] a decimal text keeps every digit that was typed', () => {
  expect(decimals('en-GB', '90071992547409931234.100200300400500600')).toEqual(['90071992547409931234.100200300400500600'])
  expect(decimalText('90071992547409931234.1002', 'de-DE')).toBe('90071992547409931234,1002')
})

test('[REC-1] a number that would lose a digit is refused', () => {
  expect(parseNumber('9007199254740993', 'en-GB')).toEqual({ ok: false, fault: 'digits' })
  expect(parseNumber('0.1234567890123456', 'en-GB')).toEqual({ ok: false, fault: 'digits' })
  expect(parseNumber(`1${'0'.repeat(400)}`, 'en-GB')).toEqual({ ok: false, fault: 'digits' })
  expect(parseNumber(`0.${'0'.repeat(400)}1`, 'en-GB')).toEqual({ ok: false, fault: 'digits' })
  expect(parseNumber('123456789.012345', 'en-GB')).toEqual({ ok: true, value: 123456789.012345 })
  expect(parseNumber('0.00', 'en-GB')).toEqual({ ok: true, value: 0 })
})

test('[REC-1] a whole number has no fraction', () => {
  expect([parseInteger('12', 'en'), parseInteger('12.0', 'en')]).toEqual([
    { ok: true, value: 12 },
    { ok: true, value: 12 },
  ])
  expect([parseInteger('12.5', 'en'), parseInteger('a', 'en')]).toEqual([
    { ok: false, fault: 'integer' },
    { ok: false, fault: 'integer' },
  ])
})

test('[REC-1] the text of a number is read back as the same number', () => {
  const numbers = [0, -1.5, 1234567.25, 1e21, 1e-7, 0.1, 5e-8, 123456789012345]
  for (const locale of ['en-GB', 'de-DE', 'de-CH'])
    expect(numbers.map((value) => parseNumber(numberText(value, locale), locale))).toEqual(numbers.map((value) => ({ ok: true, value })))
})
