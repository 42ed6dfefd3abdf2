/** Day and time of day in a cell; `offsetMinutes` if the cell names an offset. */
export interface DateParts {
  readonly day: string
  readonly milliseconds: number
  readonly offsetMinutes?: number
}
/** Reads text of one format. `undefined`: the text does not fit it; `'no such day'`: it fits, but the day or hour does not exist. */
export type DateReader = (text: string) => DateParts | 'no such day' | undefined

type Field = 'year' | 'month' | 'day' | 'hour' | 'hour12' | 'minute' | 'second' | 'millisecond' | 'half' | 'offset'
const tokens: Readonly<Record<string, readonly [field: Field, pattern: string]>> = {
  YYYY: ['year', '(\\d{4})'],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  DD: ['day', '(\\d{2})'],
  D: ['day', '(\\d{1,2})'],
  HH: ['hour', '(\\d{2})'],
  H: ['hour', '(\\d{1,2})'],
  hh: ['hour12', '(\\d{2})'],
  h: ['hour12', '(\\d{1,2})'],
  mm: ['minute', '(\\d{2})'],
  ss: ['second', '(\\d{2})'],
  SSS: ['millisecond', '(\\d{3})'],
  A: ['half', '(AM|PM|am|pm)'],
  Z: ['offset', '(Z|[+-]\\d{2}:?\\d{2})'],
}

/** A reader of dates written like `YYYY-MM-DD`, `M/D/YYYY` or `YYYY-MM-DD HH:mm:ss`; the reason, where the format cannot be used. */
export function compileDateFormat(format: string): { readonly read: DateReader } | { readonly reason: string } {
  const parts = format.match(/YYYY|MM?|DD?|HH?|hh?|mm|SSS|ss|A|Z|T|[A-Za-z]+|./gs) ?? []
  const unknown = parts.find((part) => /[A-SU-Za-z]/.test(part) && !Object.hasOwn(tokens, part))
  if (unknown !== undefined) return { reason: `The part ${unknown} is not known. It may have ${Object.keys(tokens).join(' ')}.` }
  const fields = parts.flatMap((part) => tokens[part]?.[0] ?? [])
  const reason = problemOf(fields)
  if (reason !== undefined) return { reason }
  const pattern = new RegExp(`^${parts.map((part) => tokens[part]?.[1] ?? part.replace(/[^\w\s]/g, '\\$&')).join('')}$`)
  return { read: (text) => toParts(fields, pattern.exec(text)) }
}

/** What two formats share when one text could be read by both in two ways: `M/D/YYYY` and `D/M/YYYY`. */
export function shapeOf(format: string): string {
  return format.replace(/(MM?|DD?)/g, '#')
}

function problemOf(fields: readonly Field[]): string | undefined {
  const twice = fields.find((field, at) => fields.indexOf(field) !== at)
  if (twice !== undefined) return `It names the ${twice} twice.`
  const lacking = (['year', 'month', 'day'] as const).find((field) => !fields.includes(field))
  if (lacking !== undefined) return `It lacks the ${lacking}.`
  return fields.includes('hour12') === fields.includes('half') ? undefined : 'Hours of 12 (h, hh) and A belong together.'
}

function toParts(fields: readonly Field[], match: RegExpExecArray | null): DateParts | 'no such day' | undefined {
  if (match === null) return undefined
  const given = new Map(fields.map((field, at) => [field, match[at + 1] ?? '']))
  const read = (field: Field): number => Number(given.get(field) ?? 0)
  const hour = given.has('half') ? hourOf12(read('hour12'), given.get('half') ?? '') : read('hour')
  const day = dayText(read('year'), read('month'), read('day'))
  if (day === undefined || hour > 23 || read('minute') > 59 || read('second') > 59) return 'no such day'
  const milliseconds = ((hour * 60 + read('minute')) * 60 + read('second')) * 1000 + read('millisecond')
  const offset = given.get('offset')
  return offset === undefined ? { day, milliseconds } : { day, milliseconds, offsetMinutes: minutesOf(offset) }
}

function dayText(year: number, month: number, day: number): string | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}
// 12 AM is midnight and 12 PM is noon; 0 and 13 are no hours of 12.
function hourOf12(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
}
function minutesOf(offset: string): number {
  if (offset === 'Z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return offset.startsWith('-') ? -minutes : minutes
}
