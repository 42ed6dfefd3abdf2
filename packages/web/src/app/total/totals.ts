import type { Measure, Overlay } from '../column/overlay.js'
import type { Totals } from '../data/shapes.js'
import type { Formats, MoneyValue } from '../format/formats.js'
import { isMoney } from '../format/is-money.js'
import type { Column } from '../grid/columns.js'

const amounts: readonly Measure[] = ['sum', 'average', 'minimum', 'maximum', 'filled', 'none']
const times: readonly Measure[] = ['minimum', 'maximum', 'filled', 'none']
const single: readonly Measure[] = ['filled', 'distinct', 'none']
const others: readonly Measure[] = ['filled', 'none']
const countable = ['string', 'text', 'boolean', 'enumeration', 'user']

/** What makes sense under a column of a kind. */
export function measuresOf(kind: string): readonly Measure[] {
  if (kind === 'number' || kind === 'money') return amounts
  if (kind === 'date' || kind === 'datetime') return times
  return countable.includes(kind) ? single : others
}

/** What a person has chosen, as the totals are asked; only of shown columns, and only what makes sense there. */
export function chosenMeasures(columns: readonly Column[], { totals }: Overlay): readonly { field: string; measure: Measure }[] {
  return columns.slice(1).flatMap(({ field, kind }) => {
    const measure = totals[field]
    return measure !== undefined && measuresOf(kind).includes(measure) ? [{ field, measure }] : []
  })
}

/** One total as it is written: a value in a line each, of money one for each currency. */
export interface ShownTotal {
  readonly measure: string
  /** As short as a column needs. */
  readonly short: readonly string[]
  readonly exact: readonly string[]
}

type ShownColumn = Pick<Column, 'field' | 'format' | 'usualCurrency'>

/** The total under a column; nothing where there is none. */
export function shownTotal({ totals }: Totals, { field, format, usualCurrency }: ShownColumn, formats: Formats): ShownTotal | undefined {
  const total = totals.find((each) => each.field === field)
  if (total === undefined) return undefined
  const { measure, value } = total
  if (Array.isArray(value)) return { measure, ...moneyTexts(value.filter(isMoney), usualCurrency, formats) }
  const text = value === null ? undefined : textOf(measure, value, format, formats)
  const lines = text === undefined ? [] : [text]
  return { measure, short: lines, exact: lines }
}

function moneyTexts(given: readonly MoneyValue[], usual: string | undefined, formats: Formats) {
  const isUsual = ({ currency }: MoneyValue) => currency === usual
  const values = [...given.filter(isUsual), ...given.filter((value) => !isUsual(value))]
  return {
    short: values.map((value) => formats.money(value, 'short')),
    exact: values.map((value) => formats.money(value, 'detail')),
  }
}

function textOf(measure: string, value: unknown, format: Column['format'], formats: Formats): string | undefined {
  if (measure === 'filled' || measure === 'distinct') return formats.number(Number(value))
  const isDate = format === 'date' || format === 'relative-date'
  if (typeof value === 'string' && isDate) return formats.day(value)
  const number = Number(value)
  if (Number.isNaN(number)) return undefined
  if (isDate) return formats.dayOf(number)
  if (format === 'percent') return formats.percent(number)
  if (format === 'duration') return formats.duration(number)
  return formats.number(format === 'health' ? Math.round(number) : number)
}
