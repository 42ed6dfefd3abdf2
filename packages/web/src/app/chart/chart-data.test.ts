import { expect, test } from 'vitest'
import { chart as words } from '../../words/en/chart.js'
import { format } from '../../words/en/format.js'
import type { Blocks } from '../block/renderer.js'
import { createFormats } from '../format/formats.js'
import { toChartData } from './chart-data.js'
import type { ChartReading } from './chart-text.js'

const reading: ChartReading = {
  formats: createFormats({ locale: 'en-GB', timeZone: 'UTC', today: '2026-11-17' }, format),
  currency: 'EUR',
  me: 'u0',
  nameOf: (user) => `User ${user}`,
  words: format,
  translate: (text) => text,
  chart: words,
}
const block: Blocks['chart'] = {
  kind: 'chart',
  provider: 'acme.x/months',
  shape: 'bars',
  category: { field: 'month', period: 'month' },
  series: [{ field: 'amount', label: 'ARR', format: 'money' }],
}
const sum = (amount: string, currency = 'EUR') => ({ amount, currency })
const row = (id: string, more: object) => ({ id, ...more })
const shown = (given: Blocks['chart'], rows: Parameters<typeof toChartData>[1]) => {
  const { categories, panels } = toChartData(given, rows, reading)
  return [
    categories.map(({ full }) => full),
    ...panels.map(({ key, series }) => [key, ...series.map(({ label, points }) => [label, ...points.map((point) => point?.text)])]),
  ]
}

test('[BEY-10] amounts of two currencies never share a scale, and no sum has both', () => {
  const rows = [
    row('1', { month: '2026-11-01', amount: sum('184000') }),
    row('2', { month: '2026-11-01', amount: sum('90000', 'USD') }),
    row('3', { month: '2026-12-01', amount: sum('665700.50', 'USD') }),
  ]
  expect(shown(block, rows)).toEqual([
    ['November 2026', 'December 2026'],
    ['money EUR', ['ARR', '€184,000', undefined]],
    ['money USD', ['ARR', 'US$90,000', 'US$665,701']],
  ])
})
test('[SDK-3] a value that is not known is a gap, never 0; one that is 0 is 0', () => {
  const rows = [
    row('1', { month: '2026-11-01', amount: sum('0') }),
    row('2', { month: '2026-12-01', amount: null }),
    row('3', { month: null, amount: sum('5') }),
  ]
  expect(shown(block, rows)).toEqual([
    ['November 2026', 'December 2026', 'Not set'],
    ['money EUR', ['ARR', '€0', undefined, '€5']],
  ])
})
test('[SDK-3] months are in the order of time whatever the order of currencies; what has no month stays where its rows are', () => {
  const whens = ['overdue', '2026-12-01', 'later', '2026-11-01', '2027-01-01']
  const rows = whens.map((month, at) => row(month, { month, amount: sum('1', at < 3 ? 'EUR' : 'USD') }))
  const category = { ...block.category, options: [{ value: 'later', label: 'Later' }] }
  expect(shown({ ...block, category }, rows)[0]).toEqual(['overdue', 'November 2026', 'December 2026', 'January 2027', 'Later'])
})
test('[SDK-3] series are split by a field in the order of its options; customers of one name keep a bar each', () => {
  const by = { field: 'stage', options: [{ value: 'won', label: 'Won' }] }
  const staged = [
    row('1', { month: '2026-11-01', stage: 'open', amount: sum('1') }),
    row('2', { month: '2026-11-01', stage: 'won', amount: sum('2') }),
  ]
  expect(shown({ ...block, by }, staged)[1]).toEqual(['money EUR', ['Won', '€2'], ['open', '€1']])
  const twins = [row('1', { name: 'Nova', amount: sum('1') }), row('2', { name: 'Nova', amount: sum('2') })]
  expect(shown({ ...block, category: { field: 'name' } }, twins)).toEqual([
    ['Nova', 'Nova'],
    ['money EUR', ['ARR', '€1', '€2']],
  ])
})
test('[SDK-3] the levels of a waterfall are those that its rows say, else the first and the last', () => {
  const rows = ['opening', 'new', 'closing'].map((step, at) => row(step, { step, amount: sum('1'), level: at === 1 }))
  const levels = (more: object) => toChartData({ ...block, shape: 'waterfall', category: { field: 'step' }, ...more }, rows, reading).levels
  expect(levels({})).toEqual([true, false, true])
  expect(levels({ levels: 'level' })).toEqual([false, true, false])
})
