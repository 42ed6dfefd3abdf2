import { expect, test } from 'vitest'
import { fitTabs, lettersOf } from './tab-letters.js'

test('each tab has a letter of its own, from its title', () => {
  expect(lettersOf(['Summary', 'Customers', 'Services', 'Revenue', 'Schedule'])).toEqual(['s', 'c', 'e', 'r', 'h'])
  expect(lettersOf(['A', 'a', '—'])).toEqual(['a', undefined, undefined])
})

test('tabs that do not fit go behind More, but never the one that is open', () => {
  const widths = [80, 80, 80, 80]
  expect(fitTabs(widths, 400, 70, 0)).toEqual([0, 1, 2, 3])
  expect(fitTabs(widths, 250, 70, 0)).toEqual([0, 1])
  expect(fitTabs(widths, 250, 70, 3)).toEqual([0, 3])
  expect(fitTabs(widths, 100, 70, 2)).toEqual([2])
  expect(fitTabs(widths, 100, 70, -1)).toEqual([])
  expect(fitTabs([], 100, 70, -1)).toEqual([])
})
