import { type IO, TenureError } from '@tenure/core/adapter'
import type { AggregateAnswer, StoreAggregate, StoreGroup } from '@tenure/core/aggregate'
import { bind, type CompiledAggregate, type LayoutView, type Look, QueryCompiler, type SqlRow, sqliteDialect } from '@tenure/sql'
import type { Connection } from '../connection.js'
import { KnownAnswers } from '../reading/known-answers.js'
import { bound, feedHead, looksFar } from '../reading/page-job.js'
import type { ReadStatement } from '../reading/read-job.js'
import type { ReaderPool } from '../reading/reader-pool.js'
import type { ShortReads } from '../reading/short-reads.js'
import { isTooComplex } from '../reading/storage-error.js'
import { type StoreState, toSeq } from '../reading/store-state.js'
import type { Estimates } from '../statistics.js'
import { mayShare, SharedPasses } from './shared-pass.js'

/** What aggregates are read with. `fewRows`: one that looks at fewer is read here without a fuse. */
export interface AggregateReading {
  readonly connection: Connection
  readonly state: StoreState
  readonly pool: ReaderPool | undefined
  readonly short: ShortReads
  readonly fewRows: number
}
/** Answers of more groups are not kept. */
const mostKept = 100
const plain = sqliteDialect()
const fused = sqliteDialect({ fused: true })

/** Reads aggregates: short ones here, long ones in a process that can be stopped, those of one turn in one pass over their records. */
export class AggregateReader {
  readonly #reading: AggregateReading
  readonly #known = new KnownAnswers<readonly StoreGroup[]>()
  readonly #passes: SharedPasses<Estimates>
  #plain: QueryCompiler
  #fused: QueryCompiler

  constructor(reading: AggregateReading, view: LayoutView) {
    this.#reading = reading
    this.#passes = new SharedPasses((aggregates, estimates, io) => this.#pass(aggregates, estimates, io))
    this.#plain = new QueryCompiler(view, plain)
    this.#fused = new QueryCompiler(view, fused)
  }

  /** From now on statements are for that layout. */
  use(view: LayoutView): void {
    this.#plain = new QueryCompiler(view, plain)
    this.#fused = new QueryCompiler(view, fused)
    this.forget()
  }

  /** The store was filled without a commit: what is known of its state no longer holds. */
  forget(): void {
    this.#known.clear()
  }

  /** All groups and cursor, of one state. */
  async read(aggregate: StoreAggregate, estimates: Estimates, io: IO): Promise<AggregateAnswer> {
    const compiled = this.#plain.compileAggregate(aggregate)
    const { state } = this.#reading
    const known = this.#known.find(() => keyOf(compiled), state.head())
    if (known !== undefined) return { groups: known, asOf: state.now() }
    const here = this.#here(aggregate, compiled, estimates, this.#passes.isOpen(aggregate, io))
    if (here !== undefined) return here
    const shared = mayShare(aggregate) ? await this.#passes.ask(aggregate, estimates, io) : undefined
    return shared ?? (await this.#alone(aggregate, estimates, io))
  }

  #here(aggregate: StoreAggregate, compiled: CompiledAggregate, estimates: Estimates, isOneOfMany: boolean): AggregateAnswer | undefined {
    const { short, fewRows } = this.#reading
    return short.try({
      of: compiled.statement,
      key: () => keyOf(compiled),
      isShort: estimates.rowsFor(aggregate.query) < fewRows && !looksFar(compiled.statement),
      isOneOfMany,
      plain: () => this.#groups(compiled),
      fused: () => this.#groups(this.#fused.compileAggregate(aggregate)),
    })
  }

  #groups({ statement, values, read }: CompiledAggregate): AggregateAnswer {
    const { connection, state } = this.#reading
    return state.together(() => ({ groups: read(connection.all(statement.sql, bind(statement, values))), asOf: state.now() }))
  }

  async #alone(aggregate: StoreAggregate, estimates: Estimates, io: IO): Promise<AggregateAnswer> {
    const { statement, values, read } = this.#plain.compileAggregate(aggregate, this.#lookFor([aggregate], estimates))
    const [head, rows = []] = await this.#elsewhere(bound(statement, values), io)
    return this.#answer(aggregate, read(rows), head)
  }

  /** The answers of several, of one state; each alone where together they are too much for one statement. */
  async #pass(aggregates: readonly StoreAggregate[], estimates: Estimates, io: IO): Promise<readonly AggregateAnswer[]> {
    const { statement, values, read } = this.#plain.compilePass(aggregates, this.#lookFor(aggregates, estimates))
    try {
      const [head, rows = []] = await this.#elsewhere(bound(statement, values), io)
      const groups = read(rows[0] ?? [])
      return aggregates.map((each, place) => this.#answer(each, groups.slice(place, place + 1), head))
    } catch (error) {
      if (!isTooComplex(error)) throw error
      return Promise.all(aggregates.map((each) => this.#alone(each, estimates, io)))
    }
  }

  #answer(aggregate: StoreAggregate, groups: readonly StoreGroup[], head: readonly SqlRow[] | undefined): AggregateAnswer {
    if (groups.length <= mostKept) this.#known.remember(keyOf(this.#plain.compileAggregate(aggregate)), toSeq(head), groups)
    return { groups, asOf: this.#reading.state.cursorOf(head) }
  }

  // What burnt the fuse meets many records: they are read faster in their place than through an index, which is right for few.
  #lookFor(aggregates: readonly StoreAggregate[], { rowsFor }: Estimates): Look {
    return aggregates.some(({ query }) => rowsFor(query) >= this.#reading.fewRows) ? 'in place' : 'indexed'
  }

  async #elsewhere(statement: ReadStatement, io: IO): Promise<readonly (readonly SqlRow[])[]> {
    for await (const results of this.#reading.pool?.read({ statements: [feedHead, statement] }, io) ?? []) return results
    throw new TenureError('internal.invariant', 'A reader gave nothing.', { invariant: 'a job without parts has one answer' })
  }
}

function keyOf({ statement, values }: CompiledAggregate): string {
  return `${statement.sql}${JSON.stringify(values)}`
}
