import { compareCodePoints } from '../../schema/value-order.js'
import type { SumPart } from './canonical-aggregate.js'
import { DecimalSum } from './decimal-sum.js'

interface Part {
  readonly currency: string | undefined
  readonly sum: DecimalSum
  count: number
}

/** Exact sums of amounts, one for each currency; numbers have none. */
export class CurrencySums {
  readonly #parts = new Map<string | undefined, Part>()
  /** Most amounts are of the currency of the one before. */
  #last: Part | undefined

  add(amount: string, currency?: string, sign: 1 | -1 = 1): void {
    const part = this.#partOf(currency)
    part.sum.add(amount, sign)
    part.count += sign
    if (part.count === 0) this.#forget(currency)
  }

  /** Continues from what was found so far. */
  start(parts: readonly SumPart[]): void {
    for (const { currency, amount, count } of parts) {
      const part = this.#partOf(currency)
      part.sum.add(amount)
      part.count += count
    }
  }

  parts(): readonly SumPart[] {
    const parts: SumPart[] = []
    for (const { currency, sum, count } of this.#parts.values())
      parts.push(currency === undefined ? { amount: sum.text(), count } : { currency, amount: sum.text(), count })
    return parts.length < 2 ? parts : parts.sort((a, b) => compareCodePoints(a.currency ?? '', b.currency ?? ''))
  }

  #partOf(currency: string | undefined): Part {
    const last = this.#last
    if (last !== undefined && last.currency === currency) return last
    const part = this.#parts.get(currency) ?? { currency, sum: new DecimalSum(), count: 0 }
    this.#parts.set(currency, part)
    this.#last = part
    return part
  }

  #forget(currency: string | undefined): void {
    this.#parts.delete(currency)
    this.#last = undefined
  }
}
