import type { Money } from '@tenure/core/contract'
import { decimalText, parseDecimal } from './number-text.js'
import { faulty, type Parsed, parsed } from './parsed.js'

/** A typed amount: `1,250.50` in the chosen currency, or with a code or sign of its own: `CHF 1,200`, `€1,200`. Its digits stay as they were typed. */
export function parseMoney(text: string, chosen: string, currencies: readonly string[], locale: string): Parsed<Money> {
  const { amount, mark } = splitMark(text)
  const currency = mark === '' ? chosen : currencyOf(mark, [chosen, ...currencies], locale)
  const decimal = parseDecimal(amount, locale)
  if (!decimal.ok) return faulty('money')
  return currency === undefined || currency === '' ? faulty('currency') : parsed({ amount: decimal.value, currency })
}

/** An amount as a person edits it, without its currency. */
export function amountText(value: Money, locale: string): string {
  return decimalText(value.amount, locale)
}

// A minus may come before the sign of the currency: -€5.
function splitMark(text: string): { readonly amount: string; readonly mark: string } {
  const found = /^([+\u2212\u2013-]?)\s*(\p{L}{3}|[\p{L}.]*\p{Sc})?\s*([^\p{L}\p{Sc}]*?)\s*(\p{L}{3}|[\p{L}.]*\p{Sc})?$/u.exec(text.trim())
  if (found === null) return { amount: text, mark: '' }
  const [, minus = '', before = '', amount = '', after = ''] = found
  return before !== '' && after !== '' ? { amount: text, mark: '' } : { amount: minus + amount, mark: before || after }
}

// A sign that several known currencies share is the chosen one's, or none's.
function currencyOf(mark: string, known: readonly string[], locale: string): string | undefined {
  const code = mark.toUpperCase()
  if (/^[A-Z]{3}$/.test(code)) return known.includes(code) || Intl.supportedValuesOf('currency').includes(code) ? code : undefined
  const matches = [...new Set(known)].filter((currency) => currency !== '' && signsOf(currency, locale).includes(mark))
  return matches.length === 1 || matches[0] === known[0] ? matches[0] : undefined
}

function signsOf(currency: string, locale: string): readonly (string | undefined)[] {
  return (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) => {
    const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay }).formatToParts(0)
    return parts.find(({ type }) => type === 'currency')?.value
  })
}
