import type { FilterWords } from '../../words/en/filter-editor.js'
import { formatOfKind } from '../format/kind-format.js'
import type { Reading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import type { Field, Fields, Operator } from './filter-fields.js'
import { fieldOf } from './filter-fields.js'
import type { TestData } from './filter-tree.js'

/** What decides how the values of a filter are written. */
export interface FilterReading {
  readonly words: FilterWords
  readonly reading: Reading
}

/** One value of a condition as people read it: *me* and *today* by their words, an option by its label. */
export function operandText(
  value: unknown,
  field: Pick<Field, 'kind' | 'options'> & Partial<Pick<Field, 'path'>>,
  { words, reading }: FilterReading,
): string {
  const operand = typeof value === 'object' && value !== null && 'operand' in value ? value.operand : undefined
  if (operand === 'me') return words.me
  if (operand === 'today') return words.today
  if (Array.isArray(value)) return value.map((one) => operandText(one, field, { words, reading })).join(', ')
  const option = field.options?.find((one) => one.value === value)
  if (option !== undefined) return option.label
  if (field.kind === 'datetime' && typeof value === 'number') return reading.formats.exact(value)
  if (field.kind === 'datetime' && typeof value === 'string') return reading.formats.dayFull(value)
  if (isLength(field) && typeof value === 'number') return lengthText(value, reading)
  return textOf(value, formatOfKind(field.kind), reading)
}
const hourMs = 3_600_000
/** A length to the minute, since that is what is compared: from 48 hours on a duration is written in whole days. */
function lengthText(ms: number, { formats }: Reading): string {
  const rest = ms < 48 * hourMs ? 0 : ms % (24 * hourMs)
  return rest < 60_000 ? formats.duration(ms) : `${formats.duration(ms - rest)} ${formats.duration(rest)}`
}
/** Whether it is a length of time, which is kept in milliseconds and read and written in minutes. */
export function isLength({ kind, path = '' }: Partial<Pick<Field, 'kind' | 'path'>>): boolean {
  return kind === 'number' && path.endsWith('Ms')
}

/** What a condition is compared with, value by value; nothing where it is not chosen yet. */
export function valueTexts(data: TestData, operator: Operator, field: Field, fields: Fields, r: FilterReading): readonly string[] {
  const one = (part: string) => (data[part] === undefined ? [] : [operandText(data[part], field, r)])
  const several = () =>
    Array.isArray(data['values']) ? (data['values'] as readonly unknown[]).map((value) => operandText(value, field, r)) : []
  const other = () => (typeof data['other'] === 'string' ? [fieldOf(fields, data['other'])?.label ?? data['other']] : [])
  const byShape: Readonly<Record<Operator['shape'], () => readonly string[]>> = {
    nothing: () => [],
    value: () => one('value'),
    values: several,
    choices: several,
    text: () => (typeof data['text'] === 'string' ? [data['text']] : []),
    range: () => [...one('from'), ...one('to')],
    span: () => [spanText(data['span'], operator, r)],
    period: () => [periodText(data['period'], operator, r)],
    property: other,
    to: () => one('to'),
    'span-to': () => [spanText(data['span'], operator, r), ...one('to')],
  }
  return byShape[operator.shape]()
}

/** A span as the operator reads on: *90 days*, *30 days ago*. */
export function spanText(span: unknown, { operator }: Operator, { words, reading }: FilterReading): string {
  const days = daysOf(span)
  if (days === undefined) return lengthText(Number((span as { readonly ms?: unknown } | undefined)?.ms ?? 0), reading)
  const text = reading.formats.number(days)
  return operator === 'before-last' ? words.ago(days, text) : operator === 'after-next' ? words.ahead(days, text) : words.days(days, text)
}
/** The days of a span; nothing for one in parts of days. */
export function daysOf(span: unknown): number | undefined {
  const days = (span as { readonly days?: unknown } | undefined)?.days
  return typeof days === 'number' ? days : undefined
}
/** The periods of the calendar by their names, for an operator: *this month*, *last month*. */
export function periodsOf(operator: Operator['operator'], words: FilterWords): Readonly<Record<string, string>> {
  return operator === 'in-previous' || operator === 'in-following' ? words.periods[operator] : words.periods['in-this']
}
function periodText(period: unknown, { operator }: Operator, { words }: FilterReading): string {
  return periodsOf(operator, words)[String(period)] ?? String(period)
}

/** The day, or the days, that a relative test means now, in the zone of the user. */
export function meantText(data: TestData, { operator, shape }: Operator, { words, reading }: FilterReading): string | undefined {
  const { formats } = reading
  const { today } = formats.env
  if (shape === 'period') {
    const [from, to] = periodDays(today, String(data['period']), Number(data['shift'] ?? 0))
    return from === to ? formats.dayFull(from) : words.span(formats.dayFull(from), formats.dayFull(to))
  }
  const days = shape === 'span' || shape === 'span-to' ? daysOf(data['span']) : undefined
  if (days === undefined || days > mostShown) return undefined
  const say = (ahead: number) => formats.dayFull(addDays(today, ahead))
  switch (operator) {
    case 'in-next':
      return words.until(say(days))
    case 'after-next':
      return words.after(say(days))
    case 'before-last':
      return words.before(say(-days))
    default:
      return words.since(say(-days))
  }
}
/** Beyond ten years a day says nothing. */
const mostShown = 3660
function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
const months: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 }
/** The first and the last day of a period around a day, so many periods on. Weeks begin on Monday. */
export function periodDays(day: string, period: string, shift: number): readonly [string, string] {
  const at = new Date(Date.parse(day))
  const size = months[period]
  if (size === undefined) {
    const length = period === 'week' ? 7 : 1
    const first = addDays(day, shift * length - (period === 'week' ? (at.getUTCDay() + 6) % 7 : 0))
    return [first, addDays(first, length - 1)]
  }
  const start = Math.floor(at.getUTCMonth() / size) * size + shift * size
  const toDay = (month: number, date: number) => new Date(Date.UTC(at.getUTCFullYear(), month, date)).toISOString().slice(0, 10)
  return [toDay(start, 1), toDay(start + size, 0)]
}

/** Whether a filter looks at the clock: such a one moves on at midnight. */
export function isRelative(data: TestData): boolean {
  return 'span' in data || 'period' in data || Object.values(data).some((value) => isToday(value))
}
function isToday(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'operand' in value && value.operand === 'today'
}
