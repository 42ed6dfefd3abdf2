import { minorUnitsOf, parseDecimal, roundDivide, tenTo } from '@tenure/core/contract'
import { type DayNumber, toDay, toDayNumber } from './day.js'
import type { LedgerRate } from './ledger.js'

interface DatedRate {
  readonly day: DayNumber
  readonly rate: string
}
/** Turns minor units of a currency into those of the reporting currency at the rate of a day. */
export type Convert = (amount: bigint, currency: string, day: DayNumber) => bigint

/**
 * A conversion at the last rate on or before the day, and where there is none at the first one of the period.
 * Errors: `RangeError` for a currency without either.
 */
export function createConvert(rates: readonly LedgerRate[], reporting: string, end: DayNumber): Convert {
  const byCurrency = new Map<string, DatedRate[]>()
  for (const { currency, date, rate } of rates) {
    const dated = { day: toDayNumber(date), rate }
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), dated])
  }
  for (const dated of byCurrency.values()) dated.sort((a, b) => a.day - b.day)
  const rateOn = (currency: string, day: DayNumber): string => {
    const dated = byCurrency.get(currency) ?? []
    const found = dated.findLast((each) => each.day <= day) ?? dated.find((each) => each.day < end)
    if (found === undefined)
      throw new RangeError(
        `There is no rate of ${currency} in ${reporting} on ${toDay(day)} or earlier, nor later in the period. Import one.`,
      )
    return found.rate
  }
  return (amount, currency, day) =>
    currency === reporting || amount === 0n ? amount : convert(amount, currency, reporting, rateOn(currency, day))
}
function convert(amount: bigint, currency: string, reporting: string, rate: string): bigint {
  const { digits, scale } = parseDecimal(rate)
  return roundDivide(amount * digits * tenTo(minorUnitsOf(reporting)), tenTo(scale + minorUnitsOf(currency)))
}
