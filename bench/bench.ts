/** One figure. `limit` is the same figure of the hand-written code of the same run, `ratio` ours by it; both null where there is none. */
export interface Row {
  readonly bench: string
  readonly case: string
  readonly metric: string
  readonly value: number
  readonly unit: string
  readonly limit: number | null
  readonly ratio: number | null
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
