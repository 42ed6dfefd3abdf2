import { type Money, minorUnitsOf, parseDecimal, tenTo, toDecimalText } from '@tenure/core/contract'

/** Exact sums of money, each currency by itself. */
export class Sums {
  readonly #units = new Map<string, { units: bigint; places: number }>()

  add({ amount, currency }: Money): void {
    const { digits, scale } = parseDecimal(amount)
    const sum = this.#units.get(currency) ?? { units: 0n, places: minorUnitsOf(currency) }
    const places = Math.max(sum.places, scale)
    const units = sum.units * tenTo(places - sum.places) + digits * tenTo(places - scale)
    this.#units.set(currency, { units, places })
  }
  get(currency: string): Money | undefined {
    const sum = this.#units.get(currency)
    return sum && { amount: toDecimalText(sum.units, sum.places), currency }
  }
  /** One amount for each currency, by its code. */
  all(): readonly Money[] {
    return [...this.#units.keys()].sort().flatMap((currency) => this.get(currency) ?? [])
  }
}
