import { type CanonicalQuery, type IO, type Page, type StoredRecord, TenureError } from '@tenure/core/adapter'
import type { AggregateAnswer, StoreAggregate } from '@tenure/core/aggregate'
import {
  bind,
  type CompiledQuery,
  type LayoutView,
  QueryCompiler,
  type SqlRow,
  type Statement,
  sqliteDialect,
  type Walk,
} from '@tenure/sql'
import { AggregateReader } from '../aggregate/aggregate-reader.js'
import type { Connection } from '../connection.js'
import type { ChangeFeed } from '../feed/change-feed.js'
import type { Estimates } from '../statistics.js'
import { KnownAnswers } from './known-answers.js'
import { bound, isFar, isPage, looksFar, mayBeSorted, toJob, totalKey, totalOf } from './page-job.js'
import { partSize, type ReadStatement } from './read-job.js'
import type { ReaderPool } from './reader-pool.js'
import { ShortReads } from './short-reads.js'
import { toStorageError } from './storage-error.js'
import { StoreState, toSeq } from './store-state.js'

/** What a reader works with. */
export interface QueryReaderOptions {
  readonly connection: Connection
  readonly feed: ChangeFeed
  /** Absent for a store in memory, which no other process can read. */
  readonly pool: ReaderPool | undefined
  /** Another process writes: what belongs together is read in one transaction. */
  readonly readonly: boolean
  readonly tuning?: Partial<ReadTuning> | undefined
}
/** Where long reads begin. */
export interface ReadTuning {
  /** A query that looks at fewer rows, and follows no link, runs here without a fuse. */
  readonly fewRows: number
  /** How long a query may run here before it moves to a process of its own; with 0 each of them does at once. */
  readonly fuseMs: number
  /** From this place on a page may be read from the end of its list. */
  readonly farFrom: number
}
const defaultTuning: ReadTuning = { fewRows: 10_000, fuseMs: 10, farFrom: 10_000 }

const plain = sqliteDialect()
const fused = sqliteDialect({ fused: true })

interface WalkOptions {
  readonly walk: Walk
  readonly estimates: Estimates
  readonly io: IO
}
interface ElsewhereOptions {
  readonly rows: ReadStatement
  readonly isPage: boolean
  readonly io: IO
}

/** Reads queries: short ones here, long ones in a process that can be stopped, and nobody has to say which is which. */
export class QueryReader {
  readonly #options: QueryReaderOptions
  readonly #tuning: ReadTuning
  #plain: QueryCompiler
  #fused: QueryCompiler
  readonly #state: StoreState
  readonly #short: ShortReads
  readonly #aggregates: AggregateReader
  readonly #totals = new KnownAnswers<number>()

  constructor(options: QueryReaderOptions, view: LayoutView) {
    this.#options = options
    this.#tuning = { ...defaultTuning, ...options.tuning }
    this.#plain = new QueryCompiler(view, plain)
    this.#fused = new QueryCompiler(view, fused)
    const { connection, feed, pool, readonly } = options
    const { fewRows, fuseMs } = this.#tuning
    this.#state = new StoreState(connection, feed, readonly)
    this.#short = new ShortReads(connection.fuse, pool === undefined ? Number.POSITIVE_INFINITY : fuseMs)
    this.#aggregates = new AggregateReader({ connection, state: this.#state, pool, short: this.#short, fewRows }, view)
  }

  /** From now on statements are for that layout. */
  use(view: LayoutView): void {
    this.#plain = new QueryCompiler(view, plain)
    this.#fused = new QueryCompiler(view, fused)
    this.#aggregates.use(view)
    this.forget()
  }

  /** The store was filled without a commit: what is known of its state no longer holds. */
  forget(): void {
    this.#totals.clear()
    this.#aggregates.forget()
  }

  /** Rows in pages, total and cursor, all of the state at the time of the first page. */
  async *read(query: CanonicalQuery, estimates: Estimates, io: IO): AsyncGenerator<Page> {
    try {
      const atEnd = isFar(query, this.#tuning.farFrom) ? await this.#fromEnd(query, estimates, io) : undefined
      if (atEnd === undefined) yield* this.#walk(query, { walk: 'forwards', estimates, io })
      else yield atEnd
    } catch (error) {
      throw toStorageError(error)
    }
  }

  // Nothing where the beginning is nearer, or something was written between.
  async #fromEnd(query: CanonicalQuery, estimates: Estimates, io: IO): Promise<Page | undefined> {
    const { limit = 0, offset = 0 } = query
    const count = { ...query, count: true, limit: 0, offset: 0 }
    const { total = 0, asOf } = await first(this.#walk(count, { walk: 'forwards', estimates, io }))
    const left = total - offset
    if (left > offset) return undefined
    const rest = { ...query, limit: Math.max(0, Math.min(limit, left)), offset: Math.max(0, left - limit) }
    const page = await first(this.#walk(rest, { walk: 'backwards', estimates, io }))
    return page.asOf === asOf ? { ...page, records: page.records.toReversed() } : undefined
  }

  async *#walk(query: CanonicalQuery, { walk, estimates, io }: WalkOptions): AsyncGenerator<Page> {
    const compiled = this.#plain.compile(query, walk)
    const { statements } = compiled
    const { rows, total } = statements
    const whole = this.#short.try({
      of: statements,
      // With the total at hand, only the rows have to be quick.
      key: () =>
        `${this.#totals.find(() => totalKey(compiled), this.#state.head()) === undefined}${statements.key}${JSON.stringify(compiled.values)}`,
      isShort: estimates.rowsFor(query) < this.#tuning.fewRows && !looksFar(rows) && !(total && looksFar(total)),
      plain: () => this.#state.together(() => this.#page(compiled, compiled)),
      fused: () => this.#state.together(() => this.#page(this.#fused.compile(query, walk), compiled)),
    })
    if (whole !== undefined) yield* inPages(whole)
    else {
      const either = walk === 'forwards' && mayBeSorted(query)
      const asked = either ? this.#eitherWay(query) : bound(rows, compiled.values)
      yield* this.#elsewhere(compiled, { rows: asked, isPage: isPage(query), io })
    }
  }

  // The rows that match may lie close together in the order, or be so few that the walk meets all others first.
  #eitherWay(query: CanonicalQuery): ReadStatement {
    const walking = this.#fused.compile(query)
    const sorting = this.#plain.compile(query, 'sorted')
    return { ...bound(walking.statements.rows, walking.values), orElse: bound(sorting.statements.rows, sorting.values) }
  }

  /** All groups and cursor, of one state. */
  async groups(aggregate: StoreAggregate, estimates: Estimates, io: IO): Promise<AggregateAnswer> {
    try {
      return await this.#aggregates.read(aggregate, estimates, io)
    } catch (error) {
      throw toStorageError(error)
    }
  }

  get #pool(): ReaderPool {
    const { pool } = this.#options
    if (pool !== undefined) return pool
    throw new TenureError('internal.invariant', 'A store in memory has no readers.', { invariant: 'what is in memory is read here' })
  }

  // `same` is the query as totals are known by.
  #page(query: CompiledQuery, same: CompiledQuery): Page {
    const { statements, values } = query
    const { connection } = this.#options
    const rows = connection.all(statements.rows.sql, bind(statements.rows, values))
    const head = this.#state.head()
    const records = toRecords(query, rows)
    const asOf = this.#options.feed.cursorOf(head)
    if (statements.total === undefined) return { records, asOf }
    const { sql } = statements.total
    const count = (): number => Number(connection.get(sql, bind(statements.total as Statement, values))?.[0] ?? 0)
    const total = totalOf(query, rows.length) ?? this.#totals.find(() => totalKey(same), head) ?? count()
    this.#totals.remember(totalKey(same), head, total)
    return { records, asOf, total }
  }

  async *#elsewhere(query: CompiledQuery, { rows: asked, isPage, io }: ElsewhereOptions): AsyncGenerator<Page> {
    let page: Page | undefined
    for await (const rows of this.#pool.read(toJob(query, isPage, asked), io)) {
      if (page === undefined) {
        page = this.#first(query, isPage, rows)
        if (isPage) yield page
      } else {
        yield { ...page, records: toRecords(query, rows[0] ?? []) }
        page = { records: [] }
      }
    }
    if (page?.asOf !== undefined && !isPage) yield page
  }

  #first(query: CompiledQuery, isPage: boolean, [head, first, second]: readonly (readonly SqlRow[])[]): Page {
    const asOf = this.#state.cursorOf(head)
    const rows = isPage ? (first ?? []) : []
    const records = toRecords(query, rows)
    if (query.statements.total === undefined) return { records, asOf }
    const counted = Number((isPage ? second : first)?.[0]?.[0] ?? 0)
    const total = (isPage ? totalOf(query, rows.length) : undefined) ?? counted
    this.#totals.remember(totalKey(query), toSeq(head), total)
    return { records, asOf, total }
  }
}

async function first(pages: AsyncIterable<Page>): Promise<Page> {
  for await (const page of pages) return page
  throw new TenureError('internal.invariant', 'A read gave no page.', { invariant: 'every read has a first page' })
}

function* inPages({ records, ...standing }: Page): Generator<Page> {
  yield { ...standing, records: records.slice(0, partSize) }
  for (let from = partSize; from < records.length; from += partSize) yield { records: records.slice(from, from + partSize) }
}

function toRecords({ statements }: CompiledQuery, rows: readonly SqlRow[]): readonly StoredRecord[] {
  const records = new Array<StoredRecord>(rows.length)
  for (let place = 0; place < rows.length; place += 1) records[place] = statements.reader.read(rows[place] as SqlRow)
  return records
}
