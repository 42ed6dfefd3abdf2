import { type CalendarDay, defineObjectType, type Instant } from '@tenure/core/contract'
import type { DynamicRecords, DynamicRow } from '@tenure/core/plugin'
import type { LedgerRate } from '../ledger/ledger.js'
import { valuesKnownAt } from './known-values.js'

/** What one unit of a currency is worth in another from a day on. The ordinary import brings them in (R19, R21). */
export const ExchangeRate = defineObjectType({
  name: 'exchangeRate',
  label: 'Exchange rate',
  plural: 'Exchange rates',
  title: 'pair',
  playsRoles: false,
  members: {
    /** `USD/EUR`: what one dollar is worth in euros. */
    pair: 'string',
    date: 'date',
    /** Decimal text, so that no digit is lost. */
    rate: 'string',
  },
})

const pageSize = 500

/** The rates into a currency, as they were known at an instant, or are now. What cannot be read as a rate is left out. */
export async function readRates(records: DynamicRecords, reporting: string, known: Instant | undefined): Promise<readonly LedgerRate[]> {
  const rates: LedgerRate[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<DynamicRecords['list']>> = await records.list({
      type: ExchangeRate.objectType,
      select: ['pair', 'date', 'rate', 'createdAt', 'updatedAt'],
      where: { test: 'ends-with', property: 'exchangeRate.pair', text: `/${reporting}` },
      count: false,
      limit: pageSize,
      ...(after !== '' && { after }),
    })
    const rows = known === undefined ? page.rows : await valuesKnownAt(records, ExchangeRate.objectType, page.rows, ['date', 'rate'], known)
    rates.push(...rows.flatMap((row) => toRate(row, reporting)))
    after = page.next
  }
  return rates
}

function toRate({ pair, date, rate, updatedAt }: DynamicRow, reporting: string): readonly LedgerRate[] {
  const [currency = '', into] = typeof pair === 'string' ? pair.trim().split('/') : []
  if (
    !/^[A-Z]{3}$/.test(currency) ||
    into !== reporting ||
    typeof date !== 'string' ||
    typeof rate !== 'string' ||
    !/^\d+(\.\d+)?$/.test(rate)
  )
    return []
  return [{ currency, date: date as CalendarDay, rate, ...(typeof updatedAt === 'number' && { recordedAt: updatedAt }) }]
}
