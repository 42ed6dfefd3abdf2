import { expect, test } from 'vitest'
import { parseMoney } from './money-text.js'

const read = (text: string, locale = 'en-GB', currencies: readonly string[] = ['EUR', 'USD', 'CHF']) => {
  const result = parseMoney(text, 'EUR', currencies, locale)
  return result.ok ? `${result.value.amount} ${result.value.currency}` : result.fault
}

test('[REC-1] an amount is decimal text of a currency, digit by digit', () => {
  expect(read('1,234.50')).toBe('1234.50 EUR')
  expect(read('1.234,56', 'de-DE')).toBe('1234.56 EUR')
  expect(read('12345678901234567890.123456789')).toBe('12345678901234567890.123456789 EUR')
  expect(read('-5')).toBe('-5 EUR')
})

test('[REC-1] a typed currency counts, by its code or by its sign', () => {
  expect(['CHF 1,200', '1,200 chf', 'JPY 5', '€5', '5 €', '-€5', 'US$7', '$7'].map((text) => read(text))).toEqual([
    '1200 CHF',
    '1200 CHF',
    '5 JPY',
    '5 EUR',
    '5 EUR',
    '-5 EUR',
    '7 USD',
    '7 USD',
  ])
  expect(read('5,50 €', 'de-DE')).toBe('5.50 EUR')
})

test('[REC-1] the sign of a currency that nothing offers is read as the locale writes it; one that many share is not guessed', () => {
  const readIn = (chosen: string, text: string, locale: string, near: readonly string[] = []) => {
    const result = parseMoney(text, chosen, near, locale)
    return result.ok ? `${result.value.amount} ${result.value.currency}` : result.fault
  }
  expect(readIn('GBP', '\u20ac5000', 'en-GB')).toBe('5000 EUR')
  expect([readIn('EUR', '5.000,50 \u00a3', 'de-DE'), readIn('EUR', '-\u00a35', 'en-GB')]).toEqual(['5000.50 GBP', '-5 GBP'])
  expect(['en-US', 'de-DE', 'en-GB', 'en-CA'].map((locale) => readIn('EUR', '$5', locale))).toEqual(['5 USD', '5 USD', 'currency', '5 CAD'])
  expect(readIn('EUR', '$5', 'en-US', ['CAD'])).toBe('5 CAD')
  expect([readIn('CAD', '$5', 'en-US'), readIn('EUR', '$5', 'en-US', Intl.supportedValuesOf('currency'))]).toEqual(['5 CAD', '5 USD'])
})

test('[REC-1] an amount that would have to be guessed is refused', () => {
  expect(['12k', '1.5m', 'EUR', 'EUR 5 USD', '5 5', 'abc 5 x'].map((text) => read(text))).toEqual(Array(6).fill('money'))
  expect(read('XXQ 5')).toBe('currency')
  expect(read('$5', 'en-GB', ['USD', 'CAD'])).toBe('currency')
  expect(parseMoney('5', '', [], 'en-GB')).toEqual({ ok: false, fault: 'currency' })
})
