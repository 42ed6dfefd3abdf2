import { type RecurrenceRule, type RuleWeekday } from './rule.js'
import { writeTime } from './rule-time.js'

const weekdayNames = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** The text of RFC 5545 that `parseRule` reads as this rule. */
export function writeRule(rule: RecurrenceRule): string {
  const { frequency, interval, count, until, weekStart } = rule
  const parts: [string, string | number | undefined][] = [
    ['FREQ', frequency.toUpperCase()],
    ['INTERVAL', interval === 1 ? undefined : interval],
    ['COUNT', count],
    ['UNTIL', until && writeTime(until)],
    ['BYMONTH', list(rule.months)],
    ['BYWEEKNO', list(rule.weeks)],
    ['BYYEARDAY', list(rule.yearDays)],
    ['BYMONTHDAY', list(rule.monthDays)],
    ['BYDAY', list(rule.weekdays.map(weekdayText))],
    ['BYHOUR', list(rule.hours)],
    ['BYMINUTE', list(rule.minutes)],
    ['BYSECOND', list(rule.seconds)],
    ['BYSETPOS', list(rule.positions)],
    ['WKST', weekStart === 1 ? undefined : weekdayNames[weekStart]],
  ]
  return parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join(';')
}
function list(values: readonly (number | string)[]): string | undefined {
  return values.length === 0 ? undefined : values.join()
}
function weekdayText({ weekday, nth }: RuleWeekday): string {
  return `${nth ?? ''}${weekdayNames[weekday]}`
}
