import { expect, test } from 'vitest'
import { en } from '../../words/en/index.js'
import { createFormats } from '../format/formats.js'
import { columnsOf } from '../grid/columns.js'
import { chosenMeasures, measuresOf, shownTotal } from './totals.js'

const formats = createFormats({ locale: 'en-GB', timeZone: 'UTC', today: '2026-11-25' }, en.format)
const choice = (field: string, kind: string, format: 'money' | 'health' | 'relative-date' | 'text') =>
  ({ field, label: field, kind, format, sortable: true, byDefault: true }) as const
const columns = columnsOf(
  [],
  [
    choice('name', 'string', 'text'),
    choice('score', 'number', 'health'),
    choice('due', 'date', 'relative-date'),
    choice('arr', 'money', 'money'),
  ],
)
const [name, score, due, arr] = columns as [(typeof columns)[0], (typeof columns)[0], (typeof columns)[0], (typeof columns)[0]]
const shown = (column: typeof name, measure: string, value: unknown) =>
  shownTotal({ count: 3, totals: [{ field: column.field, measure, value }] }, column, formats)

test('[AGG-14] each currency has a total of its own, short in the column and exact beside it', () => {
  const value = [
    { amount: '4790000.50', currency: 'EUR' },
    { amount: '12', currency: 'CHF' },
  ]
  expect(shown(arr, 'sum', value)).toEqual({ measure: 'sum', short: ['€4.79m', 'CHF\u00a012'], exact: ['€4,790,000.50', 'CHF\u00a012'] })
  expect(shown({ ...arr, usualCurrency: 'CHF' }, 'sum', value)?.short).toEqual(['CHF\u00a012', '€4.79m'])
})
test('totals are written as their columns are; without a value nothing is made up', () => {
  expect(shown(score, 'average', '66.95')?.short).toEqual(['67'])
  expect(shown(due, 'minimum', '2027-01-11')?.short).toEqual(['11 Jan 2027'])
  expect(shown(due, 'filled', 1204)?.short).toEqual(['1,204'])
  expect(shown(due, 'maximum', null)?.short).toEqual([])
  expect(shownTotal({ count: 0, totals: [] }, name, formats)).toBeUndefined()
})
test('[CUS-2] only what makes sense under a column is asked, and only of shown ones', () => {
  const totals = { score: 'maximum', due: 'sum', arr: 'none', gone: 'filled', name: 'filled' } as const
  expect(chosenMeasures(columns, { widths: {}, totals })).toEqual([
    { field: 'score', measure: 'maximum' },
    { field: 'arr', measure: 'none' },
  ])
  expect(measuresOf('json')).toEqual(['filled', 'none'])
})
