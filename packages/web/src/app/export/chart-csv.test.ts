import { expect, test } from 'vitest'
import { chart } from '../../words/en/chart.js'
import { format } from '../../words/en/format.js'
import type { Blocks } from '../block/renderer.js'
import { toChartData } from '../chart/chart-data.js'
import type { ChartReading } from '../chart/chart-text.js'
import { createFormats } from '../format/formats.js'
import { chartCsv } from './chart-csv.js'
import { fileNameOf } from './save-file.js'

const reading: ChartReading = {
  formats: createFormats({ locale: 'de-DE', timeZone: 'UTC', today: '2026-11-17' }, format),
  ...{ currency: 'EUR', me: 'u0', words: format, chart },
  nameOf: (user) => user,
  translate: (text) => text,
}
const block: Blocks['chart'] = {
  ...{ kind: 'chart', provider: 'acme.x/months', shape: 'bars' },
  category: { field: 'name' },
  series: [{ field: 'arr', label: '=ARR', format: 'money' }],
}
const csvOf = (given: typeof block, rows: Parameters<typeof toChartData>[1]) =>
  chartCsv(toChartData(given, rows, reading), { category: 'Name', reading })

test('[SEC-8] a name that a spreadsheet would run is defused; amounts are exact and beside their currency, a gap is empty', () => {
  const rows = [
    { id: '1', name: '=HYPERLINK("x")', arr: { amount: '-1250.50', currency: 'EUR' } },
    { id: '2', name: '+1, and a comma', arr: { amount: '9007199254740993.01', currency: 'EUR' } },
    { id: '3', name: 'Nova', arr: null },
  ]
  expect(csvOf(block, rows).split('\r\n')).toEqual([
    "Name,'=ARR,'=ARR currency",
    `"'=HYPERLINK(""x"")",-1250.50,EUR`,
    `"'+1, and a comma",9007199254740993.01,EUR`,
    'Nova,,',
    '',
  ])
})
test('[SEC-8] a period is written as its first day, and each currency has columns of its own', () => {
  const months = {
    ...block,
    category: { field: 'month', period: 'month' },
    series: [{ field: 'arr', label: 'ARR', format: 'money' }],
  } as const
  const rows = ['EUR', 'USD'].map((currency) => ({ id: currency, month: '2026-11-01', arr: { amount: '5', currency } }))
  expect(csvOf(months, rows).split('\r\n')).toEqual([
    'Name,ARR (EUR),ARR (EUR) currency,ARR (USD),ARR (USD) currency',
    '2026-11-01,5,EUR,5,USD',
    '',
  ])
})
test('a file has the name of its chart, without what no file may have in its name', () => {
  expect([fileNameOf('Renewals by month', 'csv'), fileNameOf('../Größe: "Q4"', 'png'), fileNameOf('???', 'png')]).toEqual([
    'Renewals-by-month.csv',
    'Größe-Q4.png',
    'chart.png',
  ])
})
