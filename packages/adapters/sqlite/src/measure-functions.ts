import type { Value } from '@tenure/core/adapter'
import { CurrencySums, type Measuring, startMeasure, toDecimalText, type Weights, weigher } from '@tenure/core/aggregate'
import type Database from 'better-sqlite3'
import { addGroupFunction } from './aggregate/gather-groups.js'

/** SQLite's own sums are of doubles. These aggregates are those of the core, so they are exact; each answers with the JSON text of its state. */
export function addMeasureFunctions(db: Database.Database): void {
  db.aggregate('tenure_sum', {
    start: () => new CurrencySums(),
    // Amounts of money are text and come with a currency, numbers come without. Called for each row: nothing is made for it.
    step(sums: CurrencySums, amount: unknown, currency?: unknown): void {
      if (typeof amount === 'string') sums.add(amount, currency as string)
      else if (typeof amount === 'number') sums.add(toDecimalText(amount))
    },
    result: (sums: CurrencySums) => JSON.stringify(sums.parts()),
  })
  db.aggregate('tenure_weighted_sum', {
    start: (): Weighing => ({ sums: new CurrencySums(), weigh: undefined }),
    // The weights are the same for each row of a query.
    step(state: Weighing, amount?: unknown, currency?: unknown, value?: unknown, shares?: unknown): void {
      if (typeof amount !== 'string') return
      state.weigh ??= weigher({ property: '', shares: JSON.parse(String(shares)) as Weights['shares'] })
      const weighed = state.weigh({ amount, currency: String(currency) }, value)
      if (weighed !== undefined) state.sums.add(weighed.amount, weighed.currency)
    },
    result: ({ sums }: Weighing) => JSON.stringify(sums.parts()),
  })
  for (const measure of ['minimum', 'maximum'] as const) db.aggregate(`tenure_${measure}`, extremeOf(measure))
  addGroupFunction(db)
}

interface Weighing {
  readonly sums: CurrencySums
  weigh: ReturnType<typeof weigher> | undefined
}
function extremeOf(measure: 'minimum' | 'maximum') {
  return {
    start: (): Measuring => startMeasure({ measure, property: 'value', kind: 'money' }),
    step(found: Measuring, amount: unknown, currency?: unknown): void {
      if (amount !== null) found.add({ value: { amount, currency } as Value })
    },
    result: (found: Measuring): string => JSON.stringify(found.state()),
  }
}
