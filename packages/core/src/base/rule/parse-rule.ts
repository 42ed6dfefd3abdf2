import { type Issue, TenureError } from '../../errors/tenure-error.js'
import { type Frequency, frequencies, type RecurrenceRule, type RuleEnd, type RuleWeekday, simpleRule } from './rule.js'
import { readTime } from './rule-time.js'

/** Instances that a rule may count: a daily one for 270 years. */
const mostCount = 100_000
const longestRule = 4_000
const weekdayNames = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

type Part = { -readonly [Key in keyof RecurrenceRule]?: RecurrenceRule[Key] }
type Reader = (value: string, name: string) => Part | string

const numbers =
  (key: keyof RecurrenceRule, from: number, to: number, isSigned = false): Reader =>
  (value, name) => {
    const found = value.split(',').map((item) => (/^[+-]?\d{1,4}$/.test(item) ? Number(item) : Number.NaN))
    const fits = (each: number): boolean => (each >= from && each <= to) || (isSigned && each <= -from && each >= -to)
    if (!found.every(fits))
      return `${name} takes ${from} to ${to}${isSigned ? ` and -${to} to -${from}` : ''}, separated by commas; it is ${value}.`
    return { [key]: [...new Set(found)].sort((a, b) => a - b) }
  }
const whole =
  (key: 'interval' | 'count', most: number): Reader =>
  (value, name) =>
    /^\d{1,9}$/.test(value) && Number(value) >= 1 && Number(value) <= most
      ? { [key]: Number(value) }
      : `${name} takes a whole number from 1 to ${most}; it is ${value}.`

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['FREQ', (value) => (isFrequency(value.toLowerCase()) ? { frequency: value.toLowerCase() as Frequency } : wantsFrequency(value))],
  ['INTERVAL', whole('interval', 10_000)],
  ['COUNT', whole('count', mostCount)],
  ['UNTIL', readUntil],
  [
    'WKST',
    (value) =>
      weekdayNames.includes(value)
        ? { weekStart: weekdayNames.indexOf(value) }
        : `WKST takes one of ${weekdayNames.join(', ')}; it is ${value}.`,
  ],
  ['BYMONTH', numbers('months', 1, 12)],
  ['BYWEEKNO', numbers('weeks', 1, 53, true)],
  ['BYYEARDAY', numbers('yearDays', 1, 366, true)],
  ['BYMONTHDAY', numbers('monthDays', 1, 31, true)],
  ['BYDAY', readWeekdays],
  ['BYHOUR', numbers('hours', 0, 23)],
  ['BYMINUTE', numbers('minutes', 0, 59)],
  ['BYSECOND', numbers('seconds', 0, 60)],
  ['BYSETPOS', numbers('positions', 1, 366, true)],
])

/** The rule that a text of RFC 5545 says, such as `FREQ=MONTHLY;BYDAY=3MO`. Errors: `input.invalid` with everything that is wrong. */
export function parseRule(text: string): RecurrenceRule {
  const { rule, issues } = readRule(text)
  if (rule !== undefined) return rule
  throw new TenureError('input.invalid', issues.map(({ message }) => message).join(' '), { issues })
}
/** What is wrong with the text of a rule: each part by its name, with what was expected. */
export function validateRule(text: string): readonly Issue[] {
  return readRule(text).issues
}

function readRule(text: string): { readonly rule?: RecurrenceRule; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const report = (path: readonly string[], message: string): void => void issues.push({ path, message })
  if (text.length > longestRule)
    return { issues: [{ path: [], message: `A rule has at most ${longestRule} characters; this one has ${text.length}.` }] }
  const found: Part = {}
  const seen = new Set<string>()
  for (const item of text.trim().toUpperCase().replace(/;+$/, '').split(';')) {
    const [, name = '', value = ''] = /^\s*([A-Z-]+)\s*=\s*(.*?)\s*$/.exec(item) ?? []
    const reader = readers.get(name)
    if (reader === undefined) report([name], unknownPart(item))
    else if (seen.has(name)) report([name], `${name} is there twice; write it once.`)
    else {
      const part = reader(value, name)
      if (typeof part === 'string') report([name], part)
      else Object.assign(found, part)
    }
    seen.add(name)
  }
  if (!seen.has('FREQ'))
    report(['FREQ'], `A rule says how often it repeats: FREQ is missing, one of ${frequencies.join(', ').toUpperCase()}.`)
  const rule = { ...simpleRule('daily'), ...found }
  if (issues.length === 0) for (const { path, message } of contradictions(rule)) report(path as string[], message)
  return issues.length === 0 ? { rule, issues } : { issues }
}

function contradictions(rule: RecurrenceRule): readonly Issue[] {
  const { frequency, count, until, weekdays, weeks, positions } = rule
  const problems: [boolean, string, string][] = [
    [count !== undefined && until !== undefined, 'UNTIL', 'A rule ends by COUNT or by UNTIL, not by both.'],
    [weeks.length > 0 && frequency !== 'yearly', 'BYWEEKNO', 'BYWEEKNO needs FREQ=YEARLY.'],
    [
      weekdays.some(({ nth }) => nth !== undefined) && ((frequency !== 'monthly' && frequency !== 'yearly') || weeks.length > 0),
      'BYDAY',
      'BYDAY takes a number before the day, as in 3MO, only with FREQ=MONTHLY or FREQ=YEARLY and without BYWEEKNO.',
    ],
    [positions.length > 0 && !hasOthers(rule), 'BYSETPOS', 'BYSETPOS chooses among the days or times of another BY part; there is none.'],
  ]
  return problems.filter(([isWrong]) => isWrong).map(([, name, message]) => ({ path: [name], message }))
}
function hasOthers({ months, weeks, yearDays, monthDays, weekdays, hours, minutes, seconds }: RecurrenceRule): boolean {
  return [months, weeks, yearDays, monthDays, weekdays, hours, minutes, seconds].some((list) => list.length > 0)
}

function readUntil(value: string): Part | string {
  const until: RuleEnd | undefined = readTime(value)
  return until === undefined ? `UNTIL takes a day or a moment, such as 20261231 or 20261231T170000Z; it is ${value}.` : { until }
}
function readWeekdays(value: string): Part | string {
  const found = value.split(',').map((item) => /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(item))
  const weekdays = found.map((match): RuleWeekday => {
    const weekday = weekdayNames.indexOf(match?.[2] ?? '')
    return match?.[1] === undefined ? { weekday } : { weekday, nth: Number(match[1]) }
  })
  const isWrong = weekdays.some(({ weekday, nth = 1 }) => weekday < 0 || nth === 0 || Math.abs(nth) > 53)
  if (isWrong) return `BYDAY takes days such as MO, or 3MO for the third and -1FR for the last; it is ${value}.`
  return { weekdays: [...new Map(weekdays.map((each) => [`${each.nth ?? ''} ${each.weekday}`, each])).values()] }
}
function isFrequency(value: string): value is Frequency {
  return (frequencies as readonly string[]).includes(value)
}
function wantsFrequency(value: string): string {
  return `FREQ takes one of ${frequencies.join(', ').toUpperCase()}; it is ${value}.`
}
function unknownPart(item: string): string {
  return `A rule has no part ${item.slice(0, 40)}. Its parts are ${[...readers.keys()].join(', ')}, each as NAME=VALUE, separated by semicolons.`
}
