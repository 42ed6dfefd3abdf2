import { addDays, addPeriods, type CalendarDay, startOfPeriod } from '@tenure/core/contract'
import type { LedgerPeriod } from '../ledger/ledger.js'

/** The lengths of period that people choose from. */
export type PeriodLength = 'month' | 'quarter' | '12-months'

/** The period of that length whose last month has this day; without a day, the last whole one before today. */
export function periodOf(length: PeriodLength, ending: CalendarDay | undefined, today: CalendarDay): LedgerPeriod {
  const unit = length === 'quarter' ? 'quarter' : 'month'
  const last = startOfPeriod(ending ?? addDays(startOfPeriod(today, unit), -1), unit)
  const to = addPeriods(last, unit, 1)
  return { from: length === '12-months' ? addPeriods(to, 'month', -12) : last, to }
}
/** The period so many periods before; those of 12 months move by a quarter, so that they show how it goes. */
export function periodBefore(length: PeriodLength, { from, to }: LedgerPeriod, count: number): LedgerPeriod {
  const unit = length === 'month' ? 'month' : 'quarter'
  return { from: addPeriods(from, unit, -count), to: addPeriods(to, unit, -count) }
}
