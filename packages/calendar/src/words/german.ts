import type { RuleLanguage } from './rule-language.js'

const weekdayNames = ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag']
const monthNames = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember']
const units = {
  secondly: ['jede Sekunde', 'Sekunden'],
  minutely: ['jede Minute', 'Minuten'],
  hourly: ['jede Stunde', 'Stunden'],
  daily: ['jeden Tag', 'Tage'],
  weekly: ['jede Woche', 'Wochen'],
  monthly: ['jeden Monat', 'Monate'],
  yearly: ['jedes Jahr', 'Jahre'],
} as const
const unitNames = { hour: 'Stunde', minute: 'Minute', second: 'Sekunde' }
const ordinals = ['', 'ersten', 'zweiten', 'dritten', 'vierten', 'fünften']
const list = (words: readonly string[]): string => new Intl.ListFormat('de-DE', { type: 'conjunction' }).format(words)

function place(nth: number): string {
  if (nth === -1) return 'letzten'
  if (nth === -2) return 'vorletzten'
  return nth < 0 ? `${-nth}.-letzten` : (ordinals[nth] ?? `${nth}.`)
}
const dayName = (day: number): string => (day > 0 ? `${day}.` : `${place(day)} Tag`)

/** Rules in German. */
export const german: RuleLanguage = {
  locale: 'de-DE',
  every: (frequency, interval) => (interval === 1 ? units[frequency][0] : `alle ${interval} ${units[frequency][1]}`),
  onWeekdays: (weekdays) =>
    `am ${list(weekdays.map(({ weekday, nth }) => (nth === undefined ? '' : `${place(nth)} `) + weekdayNames[weekday]))}`,
  onDays: (days) => `am ${list(days.map(dayName))}`,
  onYearDays: (days) => `am ${list(days.map(dayName))}${days.every((day) => day > 0) ? ' Tag' : ''} des Jahres`,
  inWeeks: (weeks) => `in ${list(weeks.map((week) => (week > 0 ? `Woche ${week}` : `der ${place(week)} Woche`)))}`,
  inMonths: (months, isAfterDays) => `${isAfterDays ? '' : 'im '}${list(months.map((month) => monthNames[month - 1] ?? ''))}`,
  within: (unit, values) => (values.length === 0 ? '' : `in ${unitNames[unit]} ${list(values.map(String))}`),
  at: (times) => `um ${list(times)} Uhr`,
  only: (positions) => `(davon nur am ${list(positions.map(place))})`,
  times: (count) => (count === 1 ? 'einmal' : `${count} Mal`),
  until: (day) => `bis ${day}`,
}
