import { figuresOutput } from '@tenure/core/block'
import { addDays, addPeriods, startOfPeriod } from '@tenure/core/contract'
import { implementProvider } from '@tenure/core/plugin'
import type { z } from 'zod'
import { lackOf, sentences } from '../agreement/reading.js'
import { openPeriod } from './movement-providers.js'
import { shownRatio } from './movement-rows.js'
import { type NumberMoment, numberUses, watchNumber } from './numbers.js'
import { revenueFigures } from './numbers-contract.js'
import { periodBefore } from './periods.js'
import { readRenewals } from './renewal-providers.js'
import type { Renewal } from './renewals.js'
import { Sums } from './sums.js'

type Figure = z.output<typeof figuresOutput>['figures'][number]

/** One line above the records: what is due this quarter, what is expected of it, and retention over twelve months. */
export const figures = implementProvider(revenueFigures, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(call, input.object, async (moment) => {
      const { covers } = moment.reading
      const all = [...(await dueFigures(moment)), ...(await retained(moment))]
      return { figures: all, ...(covers !== 'all' && { note: sentences.some }) }
    }),
})

async function dueFigures(moment: NumberMoment): Promise<readonly Figure[]> {
  const lack = lackOf(moment.reading, ['amount', 'renewalDate', 'stage'], ['chain'])
  if (lack !== undefined) return [{ label: 'Due this quarter', note: lack }]
  const from = startOfPeriod(moment.today, 'quarter')
  const to = addPeriods(from, 'quarter', 1)
  const all = (await readRenewals(moment, { from, months: 3 })).filter(({ due = '' }) => from <= due && due < to)
  const expected = (expectation: Renewal['expectation']) => all.filter((each) => each.expectation === expectation)
  return [
    { label: 'Due this quarter', ...sumOf(all) },
    { label: 'Committed', amounts: sumOf(expected('committed')).amounts },
    { label: 'Best case', amounts: sumOf(expected('best-case')).amounts },
    { label: 'At risk', status: 'at-risk', ...sumOf(expected('at-risk')) },
  ]
}
function sumOf(all: readonly Renewal[]): { readonly amounts: { amount: string; currency: string }[]; readonly count: number } {
  const sums = new Sums()
  for (const { agreement } of all) if (agreement.amount) sums.add(agreement.amount)
  return { amounts: sums.all().map((each) => ({ ...each })), count: all.length }
}

async function retained(moment: NumberMoment): Promise<readonly Figure[]> {
  const lack = lackOf(moment.reading, ['amount', 'stage'], ['startDate', 'endDate', 'termMonths', 'recurring', 'chain'])
  if (lack !== undefined) return [{ label: 'Retention', note: lack }]
  try {
    return await ratios(moment)
  } catch (error) {
    // A rate that is missing says so in its place; what is due needs none.
    if (error instanceof RangeError) return [{ label: 'Retention', note: error.message }]
    throw error
  }
}
async function ratios(moment: NumberMoment): Promise<readonly Figure[]> {
  const { movements, period } = await openPeriod(moment, { period: '12-months', ending: addDays(startOfPeriod(moment.today, 'month'), -1) })
  const tables = await movements(period)
  const before = await movements(periodBefore('12-months', period, 1))
  // The line has room for one currency: that of most customers. The others are in the forecast.
  const [main] = tables
  const note = tables.length > 1 && main ? { note: main.currency } : {}
  return measures.map(([label, measure]) => {
    const was = before.find(({ currency }) => currency === main?.currency)?.[measure]
    return { ...toFigure(label, main ? shownRatio(main[measure]) : null, was && shownRatio(was)), ...note }
  })
}
const measures = [
  ['GRR, 12 months', 'grr'],
  ['NRR, 12 months', 'nrr'],
] as const
// The change since the twelve months that ended a quarter earlier.
function toFigure(label: string, ratio: number | null, before: number | null | undefined): Figure {
  const change = ratio === null || before === null || before === undefined ? undefined : (ratio - before).toFixed(3)
  return { label, ratio: ratio === null ? null : String(ratio), ...(change !== undefined && { change: String(Number(change)) }) }
}
