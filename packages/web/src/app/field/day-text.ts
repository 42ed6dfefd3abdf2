import { faulty, type Parsed, parsed } from './parsed.js'

/** What decides how a typed day is read. */
export interface DayEnv {
  readonly locale: string
  /** Today's calendar day. */
  readonly today: string
}

/**
 * A typed day as the locale writes it: `15.12.2026`, `12/15/2026`, `15 Dec`, `tomorrow`; `2026-12-15` everywhere.
 * A day without a year is the nearest one to today, before it or after it. What another locale would read as another day is refused.
 */
export function parseDay(text: string, env: DayEnv): Parsed<string> {
  const typed = text.trim().toLocaleLowerCase(env.locale)
  const day = isoDay(typed) ?? nearDay(typed, env) ?? numericDay(typed, env) ?? writtenDay(typed, env)
  return day === undefined ? faulty('day') : parsed(day)
}

/** A day as a person edits it: `15 Dec 2026`. */
export function dayText(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(day))
}

function isoDay(typed: string): string | undefined {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  return found === null ? undefined : dayOf(Number(found[1]), Number(found[2]), Number(found[3]))
}

// `today`, `tomorrow`, `übermorgen`: the words that the locale has for near days.
function nearDay(typed: string, { locale, today }: DayEnv): string | undefined {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const ahead = [0, 1, -1, 2, -2].find((days) => words.format(days, 'day').toLocaleLowerCase(locale) === typed)
  if (ahead === undefined) return undefined
  return new Date(Date.parse(today) + ahead * 86_400_000).toISOString().slice(0, 10)
}

// `12/15/2026`: the order and the mark of the locale, with or without the year.
function numericDay(typed: string, { locale, today }: DayEnv): string | undefined {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).formatToParts(0)
  const mark = parts.find(({ type }) => type === 'literal')?.value.trim() ?? '/'
  const given = (typed.endsWith(mark) ? typed.slice(0, -mark.length) : typed).split(mark).map((part) => part.trim())
  const hasYear = given.length === 3
  const order = parts.flatMap(({ type }) => (type === 'day' || type === 'month' || (type === 'year' && hasYear) ? [type] : []))
  if (given.length !== order.length || !given.every((part) => /^\d{1,2}(\d\d)?$/.test(part))) return undefined
  const of = (type: string) => given[order.indexOf(type as 'day')] ?? ''
  return nearestDay({ year: hasYear ? of('year') : undefined, month: Number(of('month')), day: Number(of('day')) }, today)
}

// `15 Dec`, `Dec 15, 2026`, `Di., 15. Dezember 2026`: the month by its name, or by three letters of it or more.
function writtenDay(typed: string, { locale, today }: DayEnv): string | undefined {
  const words = typed.split(/[\s.,]+/).filter((word) => word !== '')
  const names = words.filter((word) => !/^\d+$/.test(word))
  const numbers = words.filter((word) => /^\d+$/.test(word))
  const months = names.map((name) => monthOf(name, locale)).filter((month) => month !== undefined)
  const others = names.filter((name) => monthOf(name, locale) === undefined)
  const [month] = months
  if (month === undefined || months.length > 1 || !others.every((name) => isWeekday(name, locale))) return undefined
  const [day, year] = numbers
  if (numbers.length > 2 || day === undefined || day.length > 2) return undefined
  return nearestDay({ year, month, day: Number(day) }, today)
}

interface TypedDay {
  readonly year: string | undefined
  readonly month: number
  readonly day: number
}
// Near the end of a year `5 Jan` is ahead, and near its beginning `20 Dec` is past. Of two that are equally near, it is the later.
function nearestDay({ year, month, day }: TypedDay, today: string): string | undefined {
  if (year !== undefined) return dayOf(yearOf(year), month, day)
  const thisYear = Number(today.slice(0, 4))
  const days = [thisYear + 1, thisYear, thisYear - 1].flatMap((each) => dayOf(each, month, day) ?? [])
  const awayFrom = (text: string) => Math.abs(Date.parse(text) - Date.parse(today))
  return days.toSorted((a, b) => awayFrom(a) - awayFrom(b))[0]
}

function monthOf(name: string, locale: string): number | undefined {
  const matches = namesOf(locale, { month: 'long' }).flatMap((full, at) =>
    full === name || (name.length >= 3 && full.startsWith(name)) ? [at + 1] : [],
  )
  const short = namesOf(locale, { month: 'short' }).indexOf(name)
  return short >= 0 ? short + 1 : matches.length === 1 ? matches[0] : undefined
}
function isWeekday(name: string, locale: string): boolean {
  return (['long', 'short'] as const).some((weekday) => namesOf(locale, { weekday }).includes(name))
}
function namesOf(locale: string, style: Intl.DateTimeFormatOptions): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' })
  const moments = style.month === undefined ? weekOfDays : yearOfMonths
  return moments.map((at) => format.format(at).toLocaleLowerCase(locale).replace(/\.$/, ''))
}
const yearOfMonths = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 1))
const weekOfDays = Array.from({ length: 7 }, (_, day) => Date.UTC(2026, 0, 1 + day))

// Two digits are a year of this century; three are no year.
function yearOf(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : text.length === 4 ? Number(text) : 0
}
function dayOf(year: number, month: number, day: number): string | undefined {
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  const at = Date.parse(text)
  return year > 0 && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : undefined
}
