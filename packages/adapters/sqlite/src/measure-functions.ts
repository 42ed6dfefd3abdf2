import { type Value } from '@tenure/core/adapter'
import { type MeasureName, type Measuring, startMeasure } from '@tenure/core/aggregate'
import type Database from 'better-sqlite3'

/** SQLite's own sums are of doubles. These aggregates are those of the core, so they are exact; each answers with the JSON text of its state. */
export function addMeasureFunctions(db: Database.Database): void {
  for (const measure of ['sum', 'minimum', 'maximum'] as const) db.aggregate(`tenure_${measure}`, toFunction(measure))
}

/** Amounts of money are text and come with a currency, numbers come without. */
interface Found {
  readonly money: Measuring
  readonly number: Measuring
}
function toFunction(measure: MeasureName) {
  const start = (kind: 'money' | 'number'): Measuring => startMeasure({ measure, property: 'value', kind })
  return {
    start: (): Found => ({ money: start('money'), number: start('number') }),
    step({ money, number }: Found, amount: unknown, currency?: unknown): void {
      if (typeof amount === 'number') number.add({ value: amount })
      else if (amount !== null) money.add({ value: { amount, currency } as Value })
    },
    result: ({ money, number }: Found): string => JSON.stringify([money.state(), number.state()].flat()),
  }
}
