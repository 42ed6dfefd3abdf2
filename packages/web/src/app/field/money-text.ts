import type { Money } from '@tenure/core/contract'
import { decimalText, parseDecimal } from './number-text.js'
import { faulty, type Parsed, parsed } from './parsed.js'

/**
 * A typed amount: `1,250.50` in the chosen currency, or with a code or sign of its own: `CHF 1,200`, `€1,200`. Its digits stay as they were typed.
 * `currencies` are those that are near at hand: they decide what a sign means that several have.
 */
export function parseMoney(text: string, chosen: string, currencies: readonly string[], locale: string): Parsed<Money> {
  const { amount, mark } = splitMark(text)
  const currency = mark === '' ? chosen : currencyOf(mark, chosen, currencies, locale)
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

// A sign is the chosen currency's, else that of the one known currency that is written so, else of the one that the locale writes so before all others.
function currencyOf(mark: string, chosen: string, currencies: readonly string[], locale: string): string | undefined {
  const code = mark.toUpperCase()
  const all = Intl.supportedValuesOf('currency')
  if (/^[A-Z]{3}$/.test(code)) return code === chosen || currencies.includes(code) || all.includes(code) ? code : undefined
  const near = writtenSo(mark, new Set([chosen, ...currencies]), locale, ['symbol', 'narrowSymbol'])
  if (near.includes(chosen)) return chosen
  if (near.length === 1) return near[0]
  const own = writtenSo(mark, new Set(near.length > 1 ? near : all), locale, ['symbol'])
  return own.length === 1 ? own[0] : undefined
}

type Display = 'symbol' | 'narrowSymbol'
/** The currencies that the locale writes with a sign: `$` is that of the US dollar in the United States, and in Britain that of many. */
function writtenSo(sign: string, currencies: ReadonlySet<string>, locale: string, displays: readonly Display[]): readonly string[] {
  return [...currencies].filter((currency) => currency !== '' && displays.some((display) => signOf(currency, locale, display) === sign))
}
function signOf(currency: string, locale: string, currencyDisplay: Display): string | undefined {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay }).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value
}
