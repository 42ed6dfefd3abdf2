import type { Row } from '../data/named.js'
import type { Formats, MoneyValue } from '../format/formats.js'
import { isMoney } from '../format/value.js'
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
}
export const noNeeds: AmountNeeds = { widths: {}, mixed: [] }

const texts = new WeakMap<Formats, WeakMap<MoneyValue, number>>()

/** The needs with those of more rows: a column grows to its widest amount, and does not shrink while one scrolls. */
export function needsOf(before: AmountNeeds, columns: readonly Column[], rows: Iterable<Row>, formats: Formats): AmountNeeds {
  const money = columns.filter(({ format }) => format === 'money')
  if (money.length === 0) return before
  const widths: Record<string, number> = { ...before.widths }
  const currencies = new Map<string, Set<string>>()
  for (const row of rows)
    for (const { field } of money) {
      const value = row[field]
      if (!isMoney(value)) continue
      widths[field] = Math.max(widths[field] ?? 0, knownWidth(value, formats) + aside)
      currencies.set(field, (currencies.get(field) ?? new Set()).add(value.currency))
    }
  const mixed = money.map(({ field }) => field).filter((field) => before.mixed.includes(field) || (currencies.get(field)?.size ?? 0) > 1)
  const isSame = mixed.length === before.mixed.length && money.every(({ field }) => widths[field] === before.widths[field])
  return isSame ? before : { widths, mixed }
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
  { widths, mixed }: AmountNeeds,
): readonly C[] {
  return columns.map((column) => {
    const { field, minWidth } = column
    const width = chosen[field]
    return {
      ...column,
      minWidth: Math.max(minWidth, widths[field] ?? 0),
      ...(width !== undefined && { width: Math.max(width, column.format === 'money' ? shortWidth : 0) }),
      ...(mixed.includes(field) && { isMixed: true as const }),
    }
  })
}
/** A shortened amount, such as `CHF 99.99M`, has room in this width. */
const shortWidth = 118
