import type { Frequency, RuleWeekday } from '@tenure/core/zone'

/** How a language says the parts of a rule. */
export interface RuleLanguage {
  readonly locale: string
  every(frequency: Frequency, interval: number): string
  onWeekdays(weekdays: readonly RuleWeekday[]): string
  /** Days of a month, from its end where negative. */
  onDays(days: readonly number[]): string
  onYearDays(days: readonly number[]): string
  inWeeks(weeks: readonly number[]): string
  inMonths(months: readonly number[], isAfterDays: boolean): string
  /** The hours, minutes or seconds to which a shorter rule is limited; nothing where it is not. */
  within(unit: 'hour' | 'minute' | 'second', values: readonly number[]): string
  at(times: readonly string[]): string
  only(positions: readonly number[]): string
  times(count: number): string
  until(day: string): string
}
