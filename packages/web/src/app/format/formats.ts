import type { Words } from '../../words/en/index.js'
import { dayIn, daysBetween } from './zone-day.js'

/** A money amount: decimal text and ISO 4217 code. */
export interface MoneyValue {
  readonly amount: string
  readonly currency: string
}
/** What decides how a value is written. */
export interface FormatEnv {
  readonly locale: string
  readonly timeZone: string
  /** Today's calendar day in that zone. */
  readonly today: string
}
/** Writes values as the session's user reads them. `''` is an unknown value: nothing is written for it. */
export interface Formats {
  readonly env: FormatEnv
  number(value: number): string
  percent(ratio: number): string
  /** Lists: whole units. Details: minor units where they are not zero. Axes: three digits. */
  money(value: MoneyValue, style?: 'list' | 'detail' | 'short' | 'axis'): string
  /** `29 Nov` in this year, `11 Jan 2027` in another, with the weekday within a week. */
  day(day: string): string
  dayFull(day: string): string
  dayOf(instant: number): string
  time(instant: number): string
  /** Exact, with the zone: for tooltips. */
  exact(instant: number): string
  /** `12 d`, `Today`: beside a date that matters. */
  distance(day: string): string
  /** `Today`, `Yesterday`, `38 d ago`; `in 12 d` when it lies ahead. */
  ago(instant: number): string
  /** `3 d`: how long a day or an instant is past; nothing where it is today or ahead. */
  past(value: string | number): string | undefined
  duration(ms: number): string
}

/** Formats for one locale, zone and day. `Intl` objects are made once: they are slow to make and quick to use. */
export function createFormats(env: FormatEnv, words: Words['format']): Formats {
  const { locale, timeZone, today } = env
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const nearly = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 })
  const utc = { timeZone: 'UTC' } as const
  const short = new Intl.DateTimeFormat(locale, { ...utc, day: 'numeric', month: 'short' })
  const near = new Intl.DateTimeFormat(locale, { ...utc, weekday: 'short', day: 'numeric', month: 'short' })
  const full = new Intl.DateTimeFormat(locale, { ...utc, day: 'numeric', month: 'short', year: 'numeric' })
  const clock = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' })
  const exact = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'long' })
  const money = moneyFormatter(locale)
  const day = (text: string) => {
    const ahead = daysBetween(today, text)
    const format = text.slice(0, 4) !== today.slice(0, 4) ? full : ahead > 0 && ahead < 7 ? near : short
    return format.format(Date.parse(text))
  }
  const past = (days: number) => words.daysAgo(numbers.format(days))
  const ago = (days: number) =>
    days === 0 ? words.today : days === 1 ? words.yesterday : days > 0 ? past(days) : words.inDays(numbers.format(-days))
  const distance = (days: number) => (days === 0 ? words.today : days > 0 ? words.days(numbers.format(days)) : past(-days))
  return {
    env,
    number: (value) => properMinus(numbers.format(value)),
    percent: (ratio) => properMinus((isNearlyAll(ratio) ? nearly : percents).format(ratio)),
    money,
    day,
    dayFull: (text) => full.format(Date.parse(text)),
    dayOf: (instant) => day(dayIn(timeZone, instant)),
    time: (instant) => clock.format(instant),
    exact: (instant) => exact.format(instant),
    distance: (text) => distance(daysBetween(today, text)),
    ago: (instant) => ago(daysBetween(dayIn(timeZone, instant), today)),
    past: (value) => {
      const days = daysBetween(typeof value === 'number' ? dayIn(timeZone, value) : value, today)
      return days > 0 ? words.days(numbers.format(days)) : undefined
    },
    duration: (ms) => durationOf(ms, numbers, words),
  }
}

/** 100 % is written only of what is exactly all. */
function isNearlyAll(ratio: number): boolean {
  return ratio !== 1 && Math.abs(ratio - 1) < 0.0005
}

function durationOf(ms: number, numbers: Intl.NumberFormat, words: Words['format']): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 60) return words.minutes(numbers.format(minutes))
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return [words.hours(`${hours}`), ...(minutes % 60 === 0 ? [] : [words.minutes(`${minutes % 60}`)])].join(' ')
  return words.days(numbers.format(Math.round(hours / 24)))
}

const threeDigits = { maximumSignificantDigits: 3 } as const

function moneyFormatter(locale: string): Formats['money'] {
  const made = new Map<string, Intl.NumberFormat>()
  return ({ amount, currency }, style = 'list') => {
    const whole = style === 'list' || (style === 'detail' && !/\.\d*[1-9]/.test(amount))
    const key = `${currency} ${style} ${whole}`
    let format = made.get(key)
    if (format === undefined) {
      const digits =
        style === 'short' || style === 'axis'
          ? ({ notation: 'compact', minimumFractionDigits: 0, ...(style === 'axis' ? threeDigits : { maximumFractionDigits: 2 }) } as const)
          : whole
            ? { maximumFractionDigits: 0 }
            : {}
      format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...symbolOf(currency), ...digits })
      made.set(key, format)
    }
    // A decimal text is formatted digit by digit: no amount passes through a float.
    return properMinus(format.format(amount as `${number}`))
  }
}

// `JP¥` says nothing that `¥` does not, while the yuan is `CN¥`; a dollar keeps its country.
function symbolOf(currency: string): Intl.NumberFormatOptions {
  return currency === 'JPY' ? { currencyDisplay: 'narrowSymbol' } : {}
}

/** The minus sign, U+2212, in place of a hyphen. */
function properMinus(text: string): string {
  return text.replace(/-/g, '\u2212')
}
