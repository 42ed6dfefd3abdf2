import type { Change } from '@tenure/core/adapter'

type Row = NonNullable<Change['after']>
/** What a hand-written total says of one stage; the sum as decimal text. */
export interface StageTotal {
  readonly stage: string
  readonly count: number
  readonly sum: string
}

/** The limit: number and sum by stage of the customers above a bound, kept by hand in whole cents for this alone. */
export class HandCounter {
  readonly #least: number
  readonly #listener: (totals: readonly StageTotal[]) => void
  readonly #byStage = new Map<string, { count: number; cents: number }>()

  constructor(least: number, listener: (totals: readonly StageTotal[]) => void) {
    this.#least = least
    this.#listener = listener
  }

  follow({ before, after }: Change): void {
    const left = this.#add(before, -1)
    if (this.#add(after, 1) || left)
      this.#listener([...this.#byStage].map(([stage, { count, cents }]) => ({ stage, count, sum: (cents / 100).toFixed(2) })))
  }

  #add(row: Row | undefined, sign: 1 | -1): boolean {
    const amount = row === undefined ? 0 : Number((row['arr'] as { readonly amount: string } | null)?.amount)
    if (row === undefined || !(amount >= this.#least)) return false
    const stage = String(row['stage'])
    const total = this.#byStage.get(stage) ?? { count: 0, cents: 0 }
    total.count += sign
    total.cents += sign * Math.round(amount * 100)
    if (total.count === 0) this.#byStage.delete(stage)
    else this.#byStage.set(stage, total)
    return true
  }
}
