import { expect, test } from 'vitest'
import { pluralIn } from './plural.js'

test('[SDK-17] a text goes with its number by the rules of its language', () => {
  const forms = { one: 'plik', few: 'pliki', many: 'plików', other: 'pliku' }
  expect([1, 3, 5, 22, 1.5].map((count) => pluralIn('pl')(count, forms))).toEqual(['plik', 'pliki', 'plików', 'pliki', 'pliku'])
  expect([0, 1, 2].map((count) => pluralIn('en')(count, { one: 'record', other: 'records' }))).toEqual(['records', 'record', 'records'])
  expect(pluralIn('fr')(0, { one: 'jour', other: 'jours' })).toBe('jour')
})
