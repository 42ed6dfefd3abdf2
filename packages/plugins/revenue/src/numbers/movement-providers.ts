import { addDays, type CalendarDay, startOfPeriod } from '@tenure/core/contract'
import { implementProvider } from '@tenure/core/plugin'
import { othersTurn } from '../agreement/agreements.js'
import { leftOutReasons } from '../agreement/left-out.js'
import { type OpenLedger, openLedger } from '../agreement/open-ledger.js'
import { demand } from '../agreement/reading.js'
import type { LedgerPeriod, Movements } from '../ledger/ledger.js'
import { movementsOf } from '../ledger/movements.js'
import { behindRow, hasStep, retentionRows, shownRatio, stepRows } from './movement-rows.js'
import { type NumberMoment, numberUses, watchNumber } from './numbers.js'
import {
  customersBehindContract,
  leftOutContract,
  movementsContract,
  retentionContract,
  retentionTrendContract,
} from './numbers-contract.js'
import { type PeriodLength, periodBefore, periodOf } from './periods.js'

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
  movements(period: LedgerPeriod): readonly Movements[]
}

/** Opens the ledger for a period. Errors: `access.denied` where what it needs is hidden from the user, `input.invalid` for a missing rate. */
export async function openPeriod(moment: NumberMoment, { period: length, ending, known }: Asked): Promise<Opened> {
  const { reading, numbers, today, records, rates } = moment
  demand(reading, ['amount', 'stage'], ['startDate', 'endDate', 'termMonths', 'recurring', 'chain'])
  const { reportingCurrency: reporting, movementRate, grain, gapDays } = numbers
  const ledger = await openLedger({
    records,
    rates,
    reading,
    reporting,
    gapDays,
    known: known === undefined ? undefined : endOf(known, reading.zone),
  })
  const period = periodOf(length, ending, today)
  const chosen = { period: length, ending: addDays(period.to, -1), known: known ?? today }
  const options = { ...(reporting !== null && { reporting }), movementRate, grain }
  const movements: Opened['movements'] = (each) => largestFirst(movementsOf(ledger.book, each, { ...options, everyone: true }))
  return { ledger, period, chosen, movements }
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
    watchNumber(call, input.object, async (moment) => {
      const opened = await openPeriod(moment, input)
      const rows = opened.movements(opened.period).flatMap((table) => stepRows(table).map((row) => ({ ...row, ...opened.chosen })))
      return { ...opened.period, rows }
    }),
})
const retention = implementProvider(retentionContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(call, input.object, async (moment) => {
      const opened = await openPeriod(moment, input)
      const rows = opened.movements(opened.period).flatMap(retentionRows)
      return { rows, total: rows.length }
    }),
})
const trend = implementProvider(retentionTrendContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(call, input.object, async (moment) => {
      const opened = await openPeriod(moment, input)
      const periods = Array.from({ length: input.periods }, (_, back) =>
        periodBefore(input.period, opened.period, input.periods - 1 - back),
      )
      const tables: { readonly period: LedgerPeriod; readonly all: readonly Movements[] }[] = []
      for (const period of periods) {
        tables.push({ period, all: opened.movements(period) })
        await othersTurn()
      }
      const currency = input.currency ?? tables.at(-1)?.all[0]?.currency
      return {
        rows: tables.flatMap(({ period, all }) =>
          all
            .filter((table) => table.currency === currency)
            .flatMap((table) => trendRows(table, period, input.period).map((row) => ({ ...row, known: opened.chosen.known }))),
        ),
      }
    }),
})
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
      const { ledger, period, movements: of } = await openPeriod(moment, input)
      const tables = of(period).filter(({ currency }) => input.currency === undefined || currency === input.currency)
      const found = tables.flatMap(({ currency, customers }) =>
        customers
          .filter((each) => input.step === undefined || hasStep(each, input.step))
          .map((each) => behindRow(each, currency, ledger.names)),
      )
      const size = (row: (typeof found)[number]): number => Math.max(Number(row.opening?.amount ?? 0), Number(row.closing?.amount ?? 0))
      return { total: found.length, rows: found.sort((a, b) => size(b) - size(a)).slice(0, mostRows) }
    }),
})
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
