import type { Row } from '../data/named.js'
import type { Formats, MoneyValue } from '../format/formats.js'
import { isMoney } from '../format/is-money.js'
import type { Column } from './columns.js'

/** What is beside a text in its cell: the padding, and a pixel for the rounding of letters. */
const aside = 22

/** About how wide a text of amounts is, in pixels, and never less than it is. */
export function widthOf(text: string): number {
  return Math.ceil([...text].reduce((sum, letter) => sum + letterWidth(letter), 0))
}
function letterWidth(letter: string): number {
  if (/[.,'’\s\u00a0\u202f]/.test(letter)) return 4.5
  return /[\d\u2212+]/.test(letter) ? 8.4 : 9.8
}

/** Whether a cell of a column has room for a text. */
export function fits(text: string, { width }: Pick<Column, 'width'>): boolean {
  return width === undefined || widthOf(text) + aside <= width
}

/** What the amounts in sight need of their columns. */
export interface AmountNeeds {
  /** Widths in pixels, by field. */
  readonly widths: Readonly<Record<string, number>>
  /** Fields that have amounts of several currencies. */
  readonly mixed: readonly string[]
  /** The currency of most of the first rows, by field. */
  readonly usual: Readonly<Record<string, string>>
}
export const noNeeds: AmountNeeds = { widths: {}, mixed: [], usual: {} }

const texts = new WeakMap<Formats, WeakMap<MoneyValue, number>>()

/** The needs with those of more rows: a column grows to its widest amount, and does not shrink while one scrolls. */
export function needsOf(before: AmountNeeds, columns: readonly Column[], rows: Iterable<Row>, formats: Formats): AmountNeeds {
  const all = [...rows]
  const found = columns.flatMap(({ field, format }) => {
    const amounts = format === 'money' ? all.flatMap((row) => toAmount(row[field])) : []
    return amounts.length === 0 ? [] : [{ field, amounts, counts: countCurrencies(amounts) }]
  })
  const grown = found.filter(({ field, amounts, counts }) => {
    const isWider = widest(amounts, formats) > (before.widths[field] ?? 0)
    return isWider || (counts.size > 1 && !before.mixed.includes(field))
  })
  if (grown.length === 0) return before
  return {
    widths: { ...before.widths, ...toRecord(grown, ({ field, amounts }) => Math.max(before.widths[field] ?? 0, widest(amounts, formats))) },
    mixed: [...new Set([...before.mixed, ...found.filter(({ counts }) => counts.size > 1).map(({ field }) => field)])],
    usual: { ...toRecord(found, ({ counts }) => mostCounted(counts)), ...before.usual },
  }
}

const toAmount = (value: unknown): readonly MoneyValue[] => (isMoney(value) ? [value] : [])
const widest = (amounts: readonly MoneyValue[], formats: Formats): number =>
  amounts.reduce((most, amount) => Math.max(most, knownWidth(amount, formats) + aside), 0)
function countCurrencies(amounts: readonly MoneyValue[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { currency } of amounts) counts.set(currency, (counts.get(currency) ?? 0) + 1)
  return counts
}
function mostCounted(counts: ReadonlyMap<string, number>): string {
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0] as const)[0]
}
function toRecord<T extends { readonly field: string }, V>(all: readonly T[], read: (one: T) => V): Readonly<Record<string, V>> {
  return Object.fromEntries(all.map((one) => [one.field, read(one)]))
}

// A row keeps its values until it changes.
function knownWidth(value: MoneyValue, formats: Formats): number {
  const known = texts.get(formats) ?? new WeakMap<MoneyValue, number>()
  texts.set(formats, known)
  const width = known.get(value) ?? widthOf(formats.money(value))
  known.set(value, width)
  return width
}

/** The columns with the widths that a person chose, and room for amounts where none was chosen. */
export function withWidths<C extends Column>(
  columns: readonly C[],
  chosen: Readonly<Record<string, number>>,
  { widths, mixed, usual }: AmountNeeds,
): readonly C[] {
  return columns.map((column) => {
    const { field, minWidth } = column
    const width = chosen[field]
    return {
      ...column,
      minWidth: Math.max(minWidth, widths[field] ?? 0),
      ...(width !== undefined && { width: Math.max(width, leastWidths[column.format] ?? 0) }),
      ...(mixed.includes(field) && { isMixed: true as const }),
      ...(usual[field] !== undefined && { usualCurrency: usual[field] }),
    }
  })
}
/** A shortened amount, such as `CHF 99.99M`, has room in this width; so have a score, its shape and the beginning of its word. */
const leastWidths: Readonly<{ [format in Column['format']]?: number }> = { money: 118, health: 92 }
