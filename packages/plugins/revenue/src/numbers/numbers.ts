import { type CalendarDay, Company, RevenueRole, TenureError } from '@tenure/core/contract'
import { Clock, type DynamicRecords, readsAll } from '@tenure/core/plugin'
import { type LongWork, watchLong } from '@tenure/core/slices'
import { combineLatest, distinctUntilChanged, type Observable, switchMap } from 'rxjs'
import type { z } from 'zod'
import { ExchangeRate } from '../agreement/exchange-rates.js'
import { type Reading, watchReading } from '../agreement/reading.js'
import { RevenueSettings } from '../settings.js'
import { NumberSettings } from './number-settings.js'
import { watchChanges } from './watch-numbers.js'

/** Records of revenue with their customers, and the exchange rates. */
export const Agreements = readsAll(RevenueRole, Company)
export const Rates = readsAll(ExchangeRate)
/** What every number is worked out with. */
export const numberUses = { records: Agreements, rates: Rates, settings: RevenueSettings, numbers: NumberSettings, clock: Clock }

/** The values of the settings of numbers. */
export type NumberChoices = z.output<typeof NumberSettings.schema>
/** What a provider of numbers gets with `numberUses`. */
export interface NumberCall {
  readonly records: DynamicRecords
  readonly rates: DynamicRecords
  readonly settings: z.output<typeof RevenueSettings.schema>
  readonly numbers: NumberChoices
  readonly clock: Clock
}
/** What numbers are worked out from at one moment. */
export interface NumberMoment extends NumberCall {
  readonly reading: Reading
  /** In the zone of the account's numbers. */
  readonly today: CalendarDay
  readonly long: LongWork
}

/** So long a number stays as it is at least, however many writes come in. */
const settleMs = 1000
/**
 * The numbers that `work` gives, now and when something they look at has changed. `nothing` is the answer without numbers, for those who wait for the first:
 * it is sent with how far the work is.
 */
export function watchNumber<T extends object>(
  call: NumberCall,
  object: string | undefined,
  work: (moment: NumberMoment) => Promise<T>,
  nothing?: T,
): Observable<T> {
  const { records, rates, settings, numbers, clock } = call
  return combineLatest([watchReading(records, object, settings, numbers), clock.watchToday(numbers.timeZone)]).pipe(
    distinctUntilChanged(([a, dayA], [b, dayB]) => a === b && dayA === dayB),
    switchMap(([reading, today]) =>
      watchLong(watchChanges(records, rates, reading), (long) => work({ ...call, reading, today, long }).catch(refuse), {
        settleMs,
        underWay: nothing && ((progress) => ({ ...nothing, progress })),
      }),
    ),
  )
}

// The ledger says what is wrong with its input in a `RangeError`.
function refuse(error: unknown): never {
  if (!(error instanceof RangeError)) throw error
  throw new TenureError('input.invalid', error.message, { issues: [{ path: [], message: error.message }] })
}
