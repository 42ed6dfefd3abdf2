import type { RuleLanguage } from './rule-language.js'

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const units = { secondly: 'second', minutely: 'minute', hourly: 'hour', daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' }
const ordinals = ['', 'first', 'second', 'third', 'fourth', 'fifth']
const list = (words: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)

function place(nth: number): string {
  if (nth < 0) return nth === -1 ? 'last' : `${place(-nth)}-to-last`
  return ordinals[nth] ?? numbered(nth)
}
function numbered(value: number): string {
  const rest = value % 100
  const ending = rest > 10 && rest < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')
  return `${value}${ending}`
}
const dayName = (day: number): string => (day > 0 ? numbered(day) : `${place(day)} day`)

/** Rules in English. */
export const english: RuleLanguage = {
  locale: 'en-GB',
  every: (frequency, interval) => (interval === 1 ? `every ${units[frequency]}` : `every ${interval} ${units[frequency]}s`),
  onWeekdays: (weekdays) =>
    `on ${list(weekdays.map(({ weekday, nth }) => (nth === undefined ? '' : `the ${place(nth)} `) + weekdayNames[weekday]))}`,
  onDays: (days) => `on the ${list(days.map(dayName))}`,
  onYearDays: (days) => `on the ${list(days.map(dayName))}${days.every((day) => day > 0) ? ' day' : ''} of the year`,
  inWeeks: (weeks) => `in ${list(weeks.map((week) => (week > 0 ? `week ${week}` : `the ${place(week)} week`)))}`,
  inMonths: (months, isAfterDays) => `${isAfterDays ? 'of' : 'in'} ${list(months.map((month) => monthNames[month - 1] ?? ''))}`,
  within: (unit, values) => (values.length === 0 ? '' : `in ${unit} ${list(values.map(String))}`),
  at: (times) => `at ${list(times)}`,
  only: (positions) => `(only the ${list(positions.map(place))} of these)`,
  times: (count) => (count === 1 ? 'once' : `${count} times`),
  until: (day) => `until ${day}`,
}
