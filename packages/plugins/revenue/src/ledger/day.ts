import { addPeriods, type CalendarDay, dayOf, type Instant, startOfPeriod } from '@tenure/core/contract'

/** A day as a number of days since 1 January 1970. */
export type DayNumber = number
const dayMs = 86_400_000
/** Reads a day, or the day on which an instant lies in a zone. */
export function toDayNumber(at: CalendarDay | Instant, zone = 'UTC'): DayNumber {
  return Date.parse(typeof at === 'number' ? dayOf(at, zone) : at) / dayMs
}
/** The day of a number. */
export function toDay(number: DayNumber): CalendarDay {
  return new Date(number * dayMs).toISOString().slice(0, 10)
}
/** The days at which the parts of a period start, and its end: its two ends alone, calendar months cut at its ends, or days. */
export function boundsOf(from: DayNumber, to: DayNumber, steps: 'period' | 'month' | 'day'): readonly DayNumber[] {
  if (steps === 'period') return [from, to]
  const bounds = [from]
  for (let at = startOfNext(from, steps); at < to; at = startOfNext(at, steps)) bounds.push(at)
  return [...bounds, to]
}
function startOfNext(day: DayNumber, steps: 'month' | 'day'): DayNumber {
  return toDayNumber(addPeriods(startOfPeriod(toDay(day), steps), steps, 1))
}
