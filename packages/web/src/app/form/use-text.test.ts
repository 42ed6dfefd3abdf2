import { expect, test } from 'vitest'
import { fillIn } from './use-text.js'

test('[SDK-17] values stand in the text of a plugin by their names, in any order', () => {
  expect(fillIn('{n} von {total}, {missing}', { n: 3, total: '1.000' })).toBe('3 von 1.000, {missing}')
  expect(fillIn('{toString}', {})).toBe('{toString}')
  expect(fillIn('Kein Wert')).toBe('Kein Wert')
})
