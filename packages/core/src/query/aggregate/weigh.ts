import { minorUnitsOf, parseDecimal, roundDivide, tenTo, toDecimalText } from '../../base/decimal.js'
import type { Money } from '../../schema/value.js'

/** An amount times a share of it (decimal text), rounded to minor units of its currency, half away from zero. */
export function weigh({ amount, currency }: Money, share: string): Money {
  const [value, part, places] = [parseDecimal(amount), parseDecimal(share), minorUnitsOf(currency)]
  const units = roundDivide(value.digits * part.digits * tenTo(places), tenTo(value.scale + part.scale))
  return { amount: toDecimalText(units, places), currency }
}
/** A share as people wrote it: `0.29`, never the double nearest to it. */
export function toShare(probability: number): string {
  const text = String(probability)
  return text.includes('e') ? probability.toFixed(20) : text
}
