import { expect, test } from 'vitest'
import { fillIn } from './use-text.js'

const write = (value: number) => new Intl.NumberFormat('de').format(value)

test('[SDK-17] values stand in the text of a plugin by their names, in any order', () => {
  expect(fillIn('{n} von {total}, {missing}', write, { n: 3, total: '1.000' })).toBe('3 von 1.000, {missing}')
  expect(fillIn('{toString}', write, {})).toBe('{toString}')
  expect(fillIn('Kein Wert', write)).toBe('Kein Wert')
})

test('[SDK-17] a number in the text of a plugin is written as the language writes numbers', () => {
  expect(fillIn('{n} Zeilen', write, { n: 8800 })).toBe('8.800 Zeilen')
})
