import { expect, test } from 'vitest'
import { en } from '../../words/en/index.js'
import { createFormats } from '../format/formats.js'
import { fits, needsOf, noNeeds, widthOf, withWidths } from './amount-width.js'
import { columnsOf, tracksOf } from './columns.js'

const formats = createFormats({ locale: 'en-GB', timeZone: 'UTC', today: '2026-11-25' }, en.format)
const columns = columnsOf(
  [{ field: 'name' }, { field: 'arr', format: 'money' }],
  [
    { field: 'name', label: 'Name', kind: 'string', format: 'text', sortable: true, byDefault: true },
    { field: 'arr', label: 'ARR', kind: 'money', format: 'money', sortable: true, byDefault: true },
  ],
)
const row = (amount: string, currency: string) => ({ id: amount, arr: { amount, currency } })
const arrOf = (needs: typeof noNeeds, chosen = {}) => withWidths(columns, chosen, needs)[1]

test('[CUS-2] a column has room for its widest amount, and does not shrink when that goes out of sight', () => {
  const long = row('1234567', 'CHF')
  const needs = needsOf(noNeeds, columns, [row('5', 'CHF'), long], formats)
  expect(arrOf(noNeeds)?.minWidth).toBe(96)
  expect(arrOf(needs)?.minWidth).toBeGreaterThanOrEqual(widthOf('CHF 1,234,567') + 20)
  expect(needsOf(needs, columns, [row('5', 'CHF')], formats)).toBe(needs)
  expect(tracksOf(withWidths(columns, {}, needs), 0).tracks).toContain(`minmax(${arrOf(needs)?.minWidth}px`)
})
test('[CUS-2] an amount that a chosen width has no room for does not fit, and the width leaves room for it shortened', () => {
  const narrow = arrOf(noNeeds, { arr: 70 })
  expect(narrow?.width).toBe(118)
  expect(fits(formats.money({ amount: '99990000', currency: 'CHF' }, 'short'), narrow ?? {})).toBe(true)
  expect(fits(formats.money({ amount: '99990000', currency: 'CHF' }), narrow ?? {})).toBe(false)
  expect(fits(formats.money({ amount: '99990000', currency: 'CHF' }), { ...narrow, width: 200 })).toBe(true)
})
test('[CUS-2] a chosen width leaves room for a score with its shape and the beginning of its word', () => {
  const [, health] = withWidths(columnsOf([{ field: 'name' }, { field: 'score', format: 'health' }], undefined), { score: 40 }, noNeeds)
  expect(health?.width).toBe(92)
})
test('a column knows that it has amounts of several currencies', () => {
  const one = needsOf(noNeeds, columns, [row('1', 'EUR'), row('2', 'EUR')], formats)
  const two = needsOf(one, columns, [row('1', 'EUR'), row('2', 'NOK')], formats)
  expect([arrOf(one)?.isMixed, arrOf(two)?.isMixed, arrOf(needsOf(two, columns, [], formats))?.isMixed]).toEqual([undefined, true, true])
  expect(arrOf(two)?.usualCurrency).toBe('EUR')
  expect(arrOf(needsOf(noNeeds, columns, [row('1', 'EUR'), row('2', 'NOK'), row('3', 'NOK')], formats))?.usualCurrency).toBe('NOK')
})
test('[CUS-2] chosen widths are tracks of their own, and the last takes what is left', () => {
  expect(tracksOf(withWidths(columns, { name: 200 }, noNeeds), 48).tracks).toBe('200px minmax(96px, 0.8fr) 48px')
  expect(tracksOf(withWidths(columns, { name: 200, arr: 130 }, noNeeds), 0)).toEqual({
    tracks: '200px minmax(130px, 1fr)',
    minWidth: 330,
  })
})
