import { addDays, type CalendarDay, startOfPeriod } from '@tenure/core/contract'
import { implementProvider } from '@tenure/core/plugin'
import { createSlices, inSlices, type Slices, type Steps, sortSteps } from '@tenure/core/slices'
import type { z } from 'zod'
import { leftOutReasons } from '../agreement/left-out.js'
import { type OpenLedger, openLedger } from '../agreement/open-ledger.js'
import { demand } from '../agreement/reading.js'
import type { LedgerPeriod, Movements } from '../ledger/ledger.js'
import { movementSteps } from '../ledger/movements.js'
import { behindRow, hasStep, retentionRows, type Step, shownRatio, stepRows } from './movement-rows.js'
import { type NumberMoment, numberUses, watchNumber } from './numbers.js'
import {
  customersBehindContract,
  leftOutContract,
  movementsContract,
  retentionContract,
  retentionTrendContract,
} from './numbers-contract.js'
import { type PeriodLength, periodBefore, periodOf } from './periods.js'

type MovementRow = z.output<typeof movementsContract.output>['rows'][number]
/** Customers of which a step takes so many. */
const atOnce = 128
/** Of a period that is not read yet. */
const noDay = '0001-01-01'

interface Asked {
  readonly period: PeriodLength
  readonly ending?: CalendarDay | undefined
  readonly known?: CalendarDay | undefined
}
/** A period that was asked for, with the ledger that it is worked out from. */
interface Opened {
  readonly ledger: OpenLedger
  readonly period: LedgerPeriod
  /** The choice of the person, for the lists behind the numbers. */
  readonly chosen: { readonly period: PeriodLength; readonly ending: CalendarDay; readonly known: CalendarDay }
  /** In each currency, that of most customers first. */
  movements(period: LedgerPeriod): Promise<readonly Movements[]>
  /** For what is worked out of them. */
  readonly slices: Slices
}

/** Opens the ledger for a period. Errors: `access.denied` where what it needs is hidden from the user, `input.invalid` for a missing rate. */
export async function openPeriod(moment: NumberMoment, { period: length, ending, known }: Asked): Promise<Opened> {
  const { reading, numbers, today, records, rates, long } = moment
  demand(reading, ['amount', 'stage'], ['startDate', 'endDate', 'termMonths', 'recurring', 'chain'])
  const { reportingCurrency: reporting, movementRate, grain, gapDays } = numbers
  const ledger = await openLedger({
    records,
    rates,
    reading,
    long,
    reporting,
    gapDays,
    known: known === undefined ? undefined : endOf(known, reading.zone),
  })
  const period = periodOf(length, ending, today)
  const chosen = { period: length, ending: addDays(period.to, -1), known: known ?? today }
  const options = { ...(reporting !== null && { reporting }), movementRate, grain }
  const slices = createSlices(long.signal)
  const movements: Opened['movements'] = async (each) =>
    largestFirst(await inSlices(movementSteps(ledger.book, each, { ...options, everyone: true }), slices))
  return { ledger, period, chosen, movements, slices }
}
// The currency of most customers comes first.
function largestFirst(tables: readonly Movements[]): readonly Movements[] {
  return [...tables].sort((a, b) => b.customers.length - a.customers.length)
}
// The last instant of a day in the zone of the numbers.
function endOf(day: CalendarDay, { dayOf }: NumberMoment['reading']['zone']): number {
  let at = Date.parse(`${addDays(day, 2)}T00:00:00Z`)
  while (dayOf(at) > day) at -= 900_000
  return at + 899_999
}

const movements = implementProvider(movementsContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(
      call,
      input.object,
      async (moment) => {
        const opened = await openPeriod(moment, input)
        const rows: MovementRow[] = []
        for (const table of await opened.movements(opened.period))
          rows.push(...(await inSlices(stepRows(table), opened.slices)).map((row) => ({ ...row, ...opened.chosen })))
        return { ...opened.period, rows }
      },
      { from: noDay, to: noDay, rows: [] },
    ),
})
const retention = implementProvider(retentionContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(call, input.object, async (moment) => {
      const opened = await openPeriod(moment, input)
      const rows = (await opened.movements(opened.period)).flatMap(retentionRows)
      return { rows, total: rows.length }
    }),
})
const trend = implementProvider(retentionTrendContract, {
  uses: numberUses,
  watch: ({ input, ...call }) => watchNumber(call, input.object, (moment) => trendOf(moment, input), { rows: [] }),
})
async function trendOf(moment: NumberMoment, input: z.output<NonNullable<typeof retentionTrendContract.input>>) {
  const opened = await openPeriod(moment, input)
  const periods = Array.from({ length: input.periods }, (_, back) => periodBefore(input.period, opened.period, input.periods - 1 - back))
  const tables: { readonly period: LedgerPeriod; readonly all: readonly Movements[] }[] = []
  for (const period of periods) tables.push({ period, all: await opened.movements(period) })
  const currency = input.currency ?? tables.at(-1)?.all[0]?.currency
  return {
    rows: tables.flatMap(({ period, all }) =>
      all
        .filter((table) => table.currency === currency)
        .flatMap((table) => trendRows(table, period, input.period).map((row) => ({ ...row, known: opened.chosen.known }))),
    ),
  }
}
function trendRows({ currency, grr, nrr }: Movements, { from, to }: LedgerPeriod, period: PeriodLength) {
  const ending = addDays(to, -1)
  const measures = [
    ['GRR', grr],
    ['NRR', nrr],
  ] as const
  return measures.map(([measure, retention]) => ({
    // Twelve months are named by the last of them.
    from: period === '12-months' ? startOfPeriod(ending, 'month') : from,
    ...{ currency, measure: `${measure} ${currency}`, ratio: shownRatio(retention), period, ending },
  }))
}

const mostRows = 500
const behindNumber = implementProvider(customersBehindContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(call, input.object, async (moment) => {
      const { ledger, period, movements: of, slices } = await openPeriod(moment, input)
      const tables = (await of(period)).filter(({ currency }) => input.currency === undefined || currency === input.currency)
      const found = await inSlices(rowsBehind(tables, input.step, ledger.names), slices)
      return { total: found.length, rows: found.slice(0, mostRows) }
    }),
})
type RowBehind = ReturnType<typeof behindRow>
// The largest first.
function* rowsBehind(tables: readonly Movements[], step: Step | undefined, names: OpenLedger['names']): Steps<readonly RowBehind[]> {
  const found: RowBehind[] = []
  let place = 0
  for (const { currency, customers } of tables)
    for (const each of customers) {
      if (place++ % atOnce === 0) yield
      if (step === undefined || hasStep(each, step)) found.push(behindRow(each, currency, names))
    }
  const size = ({ opening, closing }: RowBehind): number => Math.max(Number(opening?.amount ?? 0), Number(closing?.amount ?? 0))
  return yield* sortSteps(found, (a, b) => size(b) - size(a))
}
const leftOut = implementProvider(leftOutContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(call, input.object, async (moment) => {
      const { ledger } = await openPeriod(moment, { period: 'month' })
      return {
        rows: leftOutReasons.flatMap((reason) => ({ reason, count: ledger.leftOut.get(reason) ?? 0 })).filter(({ count }) => count > 0),
      }
    }),
})

/** Movements and retention of a period, and the customers behind each number (REV-6, BEY-10). */
export const movementProviders = [movements, retention, trend, behindNumber, leftOut]
