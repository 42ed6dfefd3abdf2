/** One figure. `limit` is the same figure of the hand-written code of the same run, `ratio` ours by it; both null where there is none. */
export interface Row {
  readonly bench: string
  readonly case: string
  readonly metric: string
  readonly value: number
  readonly unit: string
  readonly limit: number | null
  readonly ratio: number | null
  /** The most that the ratio may be, or the value where there is no ratio; null where nothing is promised. */
  readonly goal: number | null
}
/** A figure, and whether it is within its goal; null where it has none. */
export interface JudgedRow extends Row {
  readonly met: boolean | null
}
/** How a bench is run. `quick` takes small sizes and few rounds; what is made once is kept in `folder`. */
export interface BenchOptions {
  readonly quick: boolean
  readonly folder: string
  readonly sizes?: readonly number[]
}
/** Something that is measured. */
export interface Bench {
  readonly name: string
  run(options: BenchOptions): AsyncIterable<Row>
}

/** A figure that has no limit and no goal, but for those that are given. */
export function toRow(row: Omit<Row, 'limit' | 'ratio' | 'goal'> & Partial<Pick<Row, 'limit' | 'ratio' | 'goal'>>): Row {
  return { limit: null, ratio: null, goal: null, ...row }
}

/** The figure, held against its goal. */
export function judge(row: Row): JudgedRow {
  return { ...row, met: row.goal === null ? null : (row.ratio ?? row.value) <= row.goal }
}
