import { type ReactNode, useState } from 'react'
import type { Blocks } from '../../app/block/renderer.js'
import { live } from './answering.js'
import { blockState, from, sourcedStates } from './block-state.js'
import { names } from './sample-rows.js'
import { type Story, story } from './story.js'

type Chart = Blocks['chart']
const euro = (amount: number | null, currency = 'EUR') => (amount === null ? null : { amount: String(amount), currency })
const months = ['2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01']
const statuses = ['at-risk', 'neutral', 'healthy'] as const
const sums = [
  [184_000, null, null],
  [67_200, 408_000, 190_500],
  [121_500, 228_000, 124_400],
  [null, 233_800, 478_000],
] as const
const renewing = months.flatMap((month, at) =>
  statuses.map((status, place) => ({ month, status, amount: euro(sums[at]?.[place] ?? null), company: 'c1' })),
)
const totals = [184_000, 665_700, 473_900, 711_800].map((sum, at) => ({
  month: months[at],
  amount: euro(sum),
  weighted: euro(Math.round(sum * (0.9 - at * 0.16))),
  company: `c${at}`,
}))
const weeks = Array.from({ length: 13 }, (_, at) => new Date(Date.UTC(2026, 7, 24 + at * 7)).toISOString().slice(0, 10))
const health = [72, 72, 71, 72, 73, 72, 71, 71, 70, 70, 69, 68, 67].map((score, at) => ({ week: weeks[at], score }))
const retention = weeks.map((week, at) => ({
  week,
  gross: at === 5 || at === 6 ? null : 0.95 - at * 0.003,
  net: at === 8 ? null : 1.01 + Math.sin(at / 2) * 0.03,
}))
const moves = (currency: string, scale: number) =>
  Object.entries({ opening: 1_200_000, added: 180_000, expansion: 94_000, contraction: -61_000, churn: -142_000, closing: 1_271_000 }).map(
    ([step, value]) => ({ step, amount: euro(value * scale, currency), level: step === 'opening' || step === 'closing' }),
  )
const steps = ['opening:Opening', 'added:New', 'expansion:Expansion', 'contraction:Contraction', 'churn:Churn', 'closing:Closing']
const options = steps.map((step) => ({ value: step.split(':')[0] as string, label: step.split(':')[1] as string }))
const currencies = ['EUR', 'GBP', 'USD', 'JPY', 'CHF']
const sixty = Array.from({ length: 60 }, (_, at) => ({
  month: new Date(Date.UTC(2022, at, 1)).toISOString().slice(0, 10),
  amount: euro(40_000 + Math.round(30_000 * Math.sin(at / 5) + at * 900)),
}))

const amount = { field: 'amount', label: 'Renewing ARR', format: 'money' } as const
const byMonth: Chart = {
  kind: 'chart',
  title: 'Renewals by month',
  provider: from,
  shape: 'bars',
  category: { field: 'month', label: 'Month', format: 'date', period: 'month' },
  series: [amount],
  opens: { type: 'company', id: 'company' },
}
const byHealth: Chart = {
  ...byMonth,
  by: { field: 'status', format: 'health' },
  stacked: true,
}
const two: Chart = { ...byMonth, series: [amount, { field: 'weighted', label: 'Weighted', format: 'money' }] }
const byName: Chart = { ...byMonth, title: 'Largest customers', category: { field: 'name' }, series: [{ ...amount, field: 'arr' }] }
const trend: Chart = {
  ...byMonth,
  title: 'Average health, 12 weeks',
  shape: 'lines',
  category: { field: 'week', format: 'date', period: 'week' },
  series: [{ field: 'score', label: 'Average health' }],
}
const rates: Chart = {
  ...trend,
  title: 'Retention, 12 months',
  series: [
    { field: 'gross', label: 'Gross retention', format: 'percent' },
    { field: 'net', label: 'Net retention', format: 'percent' },
  ],
}
const waterfall: Chart = {
  ...byMonth,
  title: 'Movements',
  shape: 'waterfall',
  category: { field: 'step', label: 'Movement', options },
  levels: 'level',
}
const named = (list: (typeof names)['long']) => ({ rows: list.map((row) => ({ ...row })) })
const state = (block: Chart, rows: readonly object[]) => blockState(block, live({ rows }))

/** Values that change at a press, as a live answer does. */
function Moving(): ReactNode {
  const [turn, setTurn] = useState(0)
  const moved = totals.map((row, at) => ({ ...row, amount: euro((at + 1) * 100_000 * (turn + 1)) }))
  return (
    <>
      <button type="button" className="btn" onClick={() => setTurn(turn + 1)}>
        Next values
      </button>
      {state(byMonth, moved)}
    </>
  )
}

const pie: Chart = {
  kind: 'chart',
  title: 'Customers by segment',
  provider: from,
  shape: 'pie',
  category: { field: 'name', label: 'Segment' },
  series: [{ field: 'count', label: 'Customers' }],
  opens: { type: 'company', id: 'company' },
}
const parts = ['Enterprise', 'Mid-market', 'Small business', 'Public sector', 'Not for profit'].map((name, at) => ({
  name,
  count: [120, 80, 46, 12, 3][at],
  company: `c${at}`,
}))
const heat: Chart = { ...pie, title: 'Activity by weekday', shape: 'heat-map', by: { field: 'kind' } }
const cells = ['Email', 'Meeting', 'Call', 'Note'].flatMap((kind, row) =>
  ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((name, at) => ({
    kind,
    name,
    count: row === 2 && at === 1 ? null : 12 - row * 2 - at,
    company: `c${at}`,
  })),
)

/** Charts of each shape, over values that strain them. */
export const chartStory: Story = story('Chart', {
  ...sourcedStates(byMonth, { full: { rows: totals }, empty: { rows: [] } }),
  'under-way': blockState(byMonth, live({ rows: [], progress: 0.42 })),
  stacked: state(byHealth, renewing),
  'side-by-side': state(two, totals),
  lying: state(
    { ...byName, lying: true },
    names.currencies.map((row) => ({ ...row, arr: euro(Number(row.arr?.amount), 'EUR') })),
  ),
  line: state(trend, health),
  lines: state(rates, retention),
  areas: state({ ...two, shape: 'areas' }, totals),
  'stacked-areas': state({ ...byHealth, shape: 'areas' }, renewing),
  waterfall: state(waterfall, moves('EUR', 1)),
  'waterfall-currencies': state(
    waterfall,
    currencies.flatMap((currency, at) => moves(currency, at === 3 ? 160 : 1 - at / 10)),
  ),
  currencies: state(
    byMonth,
    currencies.flatMap((currency, at) =>
      totals.map(({ month, amount: sum }) => ({ month, amount: euro(Number(sum?.amount) * (at + 1), currency) })),
    ),
  ),
  pie: state(pie, parts),
  'pie-health': state(
    { ...pie, category: { field: 'status', format: 'health' } },
    statuses.map((status, at) => ({ status, count: 12 + at * 30 })),
  ),
  'pie-many': state(
    pie,
    Array.from({ length: 10 }, (_, at) => ({ name: `Part ${at + 1}`, count: 10 - at })),
  ),
  funnel: state({ ...pie, shape: 'funnel', title: 'Renewals by stage' }, parts),
  'heat-map': state(heat, cells),
  'heat-map-averages': state({ ...heat, series: [{ field: 'count', label: 'Score', measure: 'average' }] }, cells),
  number: state({ ...pie, shape: 'number', title: 'Customers' }, [{ name: null, count: 399 }]),
  'number-currencies': state(
    { ...pie, shape: 'number', series: [amount] },
    ['EUR', 'GBP', 'USD'].map((currency, at) => ({ name: null, amount: euro(500_700 - at * 90_000, currency) })),
  ),
  table: state({ ...byMonth, shape: 'table', title: 'Values' }, totals),
  'one-value': state(byMonth, totals.slice(1, 2)),
  'one-point': state(trend, health.slice(0, 1)),
  negative: state(
    { ...two, title: 'Change of ARR' },
    totals.map((row, at) => ({ ...row, amount: euro(at % 2 === 0 ? -90_000 * (at + 1) : 140_000), weighted: euro(-40_000 * at) })),
  ),
  moving: <Moving />,
  gaps: state(
    byMonth,
    totals.map((row, at) => (at === 1 ? { ...row, amount: null } : row)),
  ),
  'no-values': state(
    byMonth,
    totals.map((row) => ({ ...row, amount: null })),
  ),
  'sixty-categories': state(byMonth, sixty),
  'sixty-points': state({ ...byMonth, shape: 'lines' }, sixty),
  'long-names': state(byName, named(names.long).rows),
  'right-to-left': state({ ...byName, title: 'شركة الميناء للشحن' }, named(names.rightToLeft).rows),
  'many-series': state(
    { ...byMonth, by: { field: 'name' } },
    months.flatMap((month, at) =>
      Array.from({ length: 8 }, (_, place) => ({ month, name: `Team ${place + 1}`, amount: euro((place + 2) * 9_000 * (at + 1)) })),
    ),
  ),
})
