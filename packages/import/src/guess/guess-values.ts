import { splitCurrency } from '../csv/cell.js'
import { compileDateFormat } from '../csv/date-format.js'
import { type NumberStyle, toDecimal } from '../csv/decimal.js'

/** What the values of a column seem to be. */
export interface ValueGuess {
  readonly kind: 'empty' | 'text' | 'number' | 'money' | 'boolean' | 'date' | 'datetime' | 'email' | 'domain'
  /** How many of the values that are there can be read so, from 0 to 1. */
  readonly share: number
  /** Of dates and times. */
  readonly format?: readonly string[]
  /** Of numbers and money. */
  readonly style?: NumberStyle
  /** The currency that most amounts name. */
  readonly currency?: string
  /** A day and a month could be the other way round. */
  readonly isDoubtful?: true
}

const dateFormats = ['YYYY-MM-DD', 'YYYY/MM/DD', 'D.M.YYYY', 'M/D/YYYY', 'D/M/YYYY', 'D-M-YYYY', 'YYYYMMDD']
const timeFormats = [
  'YYYY-MM-DD HH:mm:ss',
  'YYYY-MM-DD H:mm:ss',
  'YYYY-MM-DD HH:mm',
  'YYYY-MM-DDTHH:mm:ssZ',
  'YYYY-MM-DDTHH:mm:ss.SSSZ',
  'YYYY-MM-DDTHH:mm:ss',
  'D.M.YYYY HH:mm',
  'M/D/YYYY H:mm',
  'D/M/YYYY H:mm',
]
const styles: readonly NumberStyle[] = [
  {},
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: ' ' },
  { decimal: ',', thousands: '\u00a0' },
]
const enough = 0.6
const truths = new Set(['true', 'false', 'yes', 'no', 'y', 'n', 'ja', 'nein', '0', '1'])
const words = new Set(['true', 'false', 'yes', 'no', 'y', 'n'])

/** Guesses from values; empty ones say nothing. */
export function guessValues(all: readonly string[]): ValueGuess {
  const values = all.map((value) => value.trim()).filter((value) => value !== '')
  if (values.length === 0) return { kind: 'empty', share: 0 }
  const guesses = [
    guessBoolean(values),
    guessEmail(values),
    guessDomain(values),
    guessDates(values),
    guessMoney(values),
    guessNumber(values),
  ]
  return guesses.find((guess) => guess !== undefined && guess.share >= enough) ?? { kind: 'text', share: 1 }
}

/** How these values can be read as dates, however few of them. */
export function guessDates(values: readonly string[]): ValueGuess | undefined {
  const ranked = [...dateFormats, ...timeFormats].map((format) => ({ format, read: readable(format, values) }))
  const [best] = [...ranked].sort((a, b) => b.read.size - a.read.size)
  if (best === undefined || best.read.size === 0) return undefined
  // Times without seconds of some lines, days without a time of others: two formats that no text fits both.
  const left = ranked.find(({ read }) => read.size > 0 && [...read].every((value) => !best.read.has(value)))
  const read = new Set([...best.read, ...(left?.read ?? [])])
  const format = [best.format, ...(left === undefined ? [] : [left.format])]
  const twin = best.format.startsWith('M/D') ? best.format.replace('M/D', 'D/M') : undefined
  const isDoubtful = twin !== undefined && ranked.some((each) => each.format === twin && each.read.size === best.read.size)
  const kind = format.some((each) => each.includes('mm')) ? 'datetime' : 'date'
  return { kind, share: shareOf(values, (value) => read.has(value)), format, ...(isDoubtful && { isDoubtful }) }
}

/** How these values can be read as amounts, with or without a currency. */
export function guessAmounts(values: readonly string[]): Pick<ValueGuess, 'share' | 'style' | 'currency'> {
  const split = values.map(splitCurrency)
  const { style, share } = bestStyle(split.map(({ amount }) => amount))
  const currency = mostFrequent(split.flatMap((each) => each.currency ?? []))
  return { share, ...(Object.keys(style).length > 0 && { style }), ...(currency !== undefined && { currency }) }
}

function guessMoney(values: readonly string[]): ValueGuess | undefined {
  const named = values.filter((value) => splitCurrency(value).currency !== undefined)
  return named.length / values.length < enough / 2 ? undefined : { kind: 'money', ...guessAmounts(values) }
}

function guessNumber(values: readonly string[]): ValueGuess {
  const { style, share } = bestStyle(values)
  return { kind: 'number', share, ...(Object.keys(style).length > 0 && { style }) }
}

function guessBoolean(values: readonly string[]): ValueGuess | undefined {
  const lower = values.map((value) => value.toLowerCase())
  // Zeros and ones alone are numbers.
  if (!lower.some((value) => words.has(value))) return undefined
  return { kind: 'boolean', share: shareOf(lower, (value) => truths.has(value)) }
}
function guessEmail(values: readonly string[]): ValueGuess {
  return { kind: 'email', share: shareOf(values, (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) }
}
function guessDomain(values: readonly string[]): ValueGuess {
  return { kind: 'domain', share: shareOf(values, (value) => /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(value)) }
}

function bestStyle(values: readonly string[]): { readonly style: NumberStyle; readonly share: number } {
  const ranked = styles.map((style) => ({ style, share: shareOf(values, (value) => toDecimal(value, style) !== undefined) }))
  return ranked.reduce((best, each) => (each.share > best.share ? each : best))
}

function readable(format: string, values: readonly string[]): ReadonlySet<string> {
  const compiled = compileDateFormat(format)
  if ('reason' in compiled) return new Set()
  return new Set(values.filter((value) => typeof compiled.read(value) === 'object'))
}
function shareOf(values: readonly string[], test: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length
}
function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
