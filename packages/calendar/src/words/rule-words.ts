import { dayAt, dayNumber, weekdayOf } from '@tenure/core/recurrence'
import type { RecurrenceRule, RuleWeekday, WallTime } from '@tenure/core/zone'
import { english } from './english.js'
import { german } from './german.js'
import type { RuleLanguage } from './rule-language.js'

const languages: Readonly<Record<string, RuleLanguage>> = { en: english, de: german }

/** What a sentence about a rule needs to know beside the rule. */
export interface RuleWordsOptions {
  /** `en` or `de`, with or without a country; every other language is read in English. */
  readonly locale: string
  /** The first instance: what the rule leaves open is as on its day. Without it the words say only what the rule says. */
  readonly start?: WallTime
  readonly isAllDay?: boolean
}

/** A rule as a person says it: “every month on the third Monday at 17:00, until 31 December 2026”. */
export function ruleWords(rule: RecurrenceRule, { locale, start, isAllDay = false }: RuleWordsOptions): string {
  const language = languages[locale.slice(0, 2).toLowerCase()] ?? english
  const words = [
    language.every(rule.frequency, rule.interval),
    ...daysOf(rule, start, language),
    ...(isAllDay || (start === undefined && rule.hours.length === 0) ? [] : timesOf(rule, start ?? 0, language)),
    ...(rule.positions.length > 0 ? [language.only(rule.positions)] : []),
  ].join(' ')
  const day = (at: WallTime): string =>
    new Intl.DateTimeFormat(language.locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
  if (rule.count !== undefined) return `${words}, ${language.times(rule.count)}`
  return rule.until === undefined ? words : `${words}, ${language.until(day(rule.until.at))}`
}

function daysOf(rule: RecurrenceRule, start: WallTime | undefined, language: RuleLanguage): readonly string[] {
  const { frequency, months, weeks, yearDays, monthDays, weekdays } = rule
  const isOpen = start !== undefined && weekdays.length + monthDays.length + yearDays.length === 0
  const day = dayAt(dayNumber(start ?? 0))
  const own: readonly RuleWeekday[] =
    isOpen && (frequency === 'weekly' || weeks.length > 0) ? [{ weekday: weekdayOf(day.number) }] : weekdays
  const ownDays = isOpen && weeks.length === 0 && (frequency === 'monthly' || frequency === 'yearly') ? [day.day] : monthDays
  const isOfMonth = start !== undefined && frequency === 'yearly' && months.length + weekdays.length + yearDays.length + weeks.length === 0
  const ownMonths = isOfMonth ? [day.month] : months
  return [
    ...(own.length > 0 ? [language.onWeekdays(own)] : []),
    ...(ownDays.length > 0 ? [language.onDays(ownDays)] : []),
    ...(yearDays.length > 0 ? [language.onYearDays(yearDays)] : []),
    ...(weeks.length > 0 ? [language.inWeeks(weeks)] : []),
    ...(ownMonths.length > 0 ? [language.inMonths(ownMonths, ownDays.length > 0)] : []),
  ]
}
function timesOf({ frequency, hours, minutes, seconds }: RecurrenceRule, start: WallTime, language: RuleLanguage): readonly string[] {
  const date = new Date(start)
  if (frequency === 'secondly' || frequency === 'minutely' || frequency === 'hourly') {
    const limits = [language.within('hour', hours), language.within('minute', minutes), language.within('second', seconds)]
    return limits.filter((each) => each !== '')
  }
  const or = (named: readonly number[], own: number): readonly number[] => (named.length > 0 ? named : [own])
  const two = (value: number): string => String(value).padStart(2, '0')
  const ofSecond = (second: number): string => (second === 0 ? '' : `:${two(second)}`)
  const times = or(hours, date.getUTCHours()).flatMap((hour) =>
    or(minutes, date.getUTCMinutes()).flatMap((minute) =>
      or(seconds, date.getUTCSeconds()).map((second) => `${hour}:${two(minute)}${ofSecond(second)}`),
    ),
  )
  return [language.at(times)]
}
