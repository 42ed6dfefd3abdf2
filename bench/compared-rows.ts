import { type Row, toRow } from './bench.js'
import { type Compared, limitName } from './compare.js'

/** What the rows of a comparison are called; `goals` by the name of the case. */
export interface ComparedRows {
  readonly bench: string
  readonly suffix: string
  readonly goals: Readonly<Record<string, number>>
}

/** The middle and the worst of each case, the middle held against the limit's. */
export function* comparedRows(compared: readonly Compared[], { bench, suffix, goals }: ComparedRows): Iterable<Row> {
  const limit = compared.find(({ name }) => name === limitName)
  for (const { name, p50Us, p99Us, ratio } of compared) {
    const row = { bench, case: `${name}, ${suffix}`, unit: 'us' }
    const held = name === limitName ? {} : { limit: round(limit?.p50Us ?? 0), ratio: round(ratio), goal: goals[name] ?? null }
    yield toRow({ ...row, metric: 'p50', value: round(p50Us), ...held })
    yield toRow({ ...row, metric: 'p99', value: round(p99Us) })
  }
}
function round(value: number): number {
  return Math.round(value * 100) / 100
}
