import { faulty, type Parsed, parsed } from './parsed.js'

/** How a locale writes a number. */
interface Marks {
  /** Marks between groups: some countries write amounts with another than numbers. */
  readonly group: string
  readonly decimal: string
  /** Digits of each group but the last, which always has three: 2 in India. */
  readonly groupSize: number
}
const byLocale = new Map<string, Marks>()

/**
 * A typed number as decimal text, digit by digit: `1.234,50` of a German is `1234.50`.
 * Only what the locale itself writes is read; `1.5` of a German and `12k` are refused, not guessed.
 */
export function parseDecimal(text: string, locale: string): Parsed<string> {
  const { group, decimal, groupSize } = marksOf(locale)
  const apart = `[\\s'\u2019${escaped(group)}]`
  const grouped = `\\d{1,${groupSize}}(${apart})(?:\\d{${groupSize}}\\3)*\\d{3}`
  const fractionOnly = `(?=${escaped(decimal)}\\d)`
  const pattern = new RegExp(`^([+\u2212\u2013-]?)\\s?((?:(?:${grouped})|\\d+|${fractionOnly}))(?:${escaped(decimal)}(\\d+))?$`, 'u')
  const found = pattern.exec(text.trim())
  if (found === null) return faulty('number')
  const [, sign = '', digits = '', , fraction] = found
  const before = digits.replace(/\D/g, '').replace(/^0+(?=\d)/, '') || '0'
  const isNegative = sign !== '' && sign !== '+'
  return parsed(`${isNegative ? '-' : ''}${before}${fraction === undefined ? '' : `.${fraction}`}`)
}

/** A typed number. One with more digits than a number keeps is refused, so that none is lost. */
export function parseNumber(text: string, locale: string): Parsed<number> {
  const decimal = parseDecimal(text, locale)
  if (!decimal.ok) return decimal
  const value = Number(decimal.value)
  return isExact(decimal.value, value) ? parsed(value) : faulty('digits')
}

/** A typed whole number. */
export function parseInteger(text: string, locale: string): Parsed<number> {
  const number = parseNumber(text, locale)
  if (!number.ok) return number.fault === 'number' ? faulty('integer') : number
  if (!Number.isInteger(number.value)) return faulty('integer')
  return Number.isSafeInteger(number.value) ? number : faulty('digits')
}

/** Decimal text as a person edits it: with all of its digits and without groups, so that each digit can be changed. */
export function decimalText(decimal: string, locale: string): string {
  return decimal.replace('.', marksOf(locale).decimal)
}

/** A number as a person edits it. */
export function numberText(value: number, locale: string): string {
  return decimalText(withoutExponent(String(value)), locale)
}

function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)\.?(\d*)e([+-]\d+)$/.exec(text) ?? []
  if (exponent === undefined) return text
  const point = whole.length + Number(exponent)
  const digits = whole + fraction
  return sign + (point > 0 ? digits.padEnd(point, '0') : `0.${'0'.repeat(-point)}${digits}`)
}

// Fifteen significant digits survive a double whatever they are.
function isExact(decimal: string, value: number): boolean {
  const digits = decimal.replace(/^-/, '').replace('.', '').replace(/^0+/, '')
  if (!Number.isFinite(value) || (value === 0 && digits !== '')) return false
  return digits.replace(/0+$/, '').length <= 15
}

function marksOf(locale: string): Marks {
  const known = byLocale.get(locale)
  if (known !== undefined) return known
  const parts = [{}, { style: 'currency', currency: 'EUR' } as const].flatMap((style) =>
    new Intl.NumberFormat(locale, { ...style, numberingSystem: 'latn' }).formatToParts(12345678901.5),
  )
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
  const group = parts.filter(({ type, value }) => type === 'group' && value !== decimal).map(({ value }) => value)
  const integers = parts.filter(({ type }) => type === 'integer')
  const marks = { group: group.join(''), decimal, groupSize: integers[1]?.value.length ?? 3 }
  byLocale.set(locale, marks)
  return marks
}
const escaped = (mark: string) => mark.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
