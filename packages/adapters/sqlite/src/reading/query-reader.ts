// Long because the ways to read one query share what is known of totals and of slow statements: they are read as one.
import { type CanonicalQuery, type FeedCursor, type IO, type Page, type StoredRecord, TenureError } from '@tenure/core/adapter'
import type { AggregateAnswer, StoreAggregate } from '@tenure/core/aggregate'
import {
  bind,
  type CompiledAggregate,
  type CompiledQuery,
  type LayoutView,
  QueryCompiler,
  type SqlRow,
  type Statement,
  sideTables,
  sqliteDialect,
  type Walk,
} from '@tenure/sql'
import type { Connection } from '../connection.js'
import type { ChangeFeed } from '../feed/change-feed.js'
import type { Estimates } from '../statistics.js'
import { KnownTotals } from './known-totals.js'
import { bound, feedHead, isFar, isPage, mayBeSorted, toJob, totalOf } from './page-job.js'
import { partSize, type ReadStatement } from './read-job.js'
import type { ReaderPool } from './reader-pool.js'
import { toStorageError } from './storage-error.js'

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

/** One that took longer than this will not be run without a fuse again. */
const slowMs = 20
/** For so long, a query that burnt the fuse goes to a process at once: that query alone, as other values may find few rows. */
const rememberMs = 2000
const mostBurnt = 500
const plain = sqliteDialect()
const fused = sqliteDialect({ fused: true })

/** What is read, and the two ways to read it here. */
interface Attempt<T> {
  /** Its statements, which other values may have too. */
  readonly of: object
  /** They and their values. */
  readonly key: () => string
  readonly isShort: boolean
  readonly plain: () => T
  readonly fused: () => T
}

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
  readonly #slow = new WeakSet<object>()
  readonly #totals = new KnownTotals()
  readonly #burnt = new Map<string, number>()

  constructor(options: QueryReaderOptions, view: LayoutView) {
    this.#options = options
    this.#tuning = { ...defaultTuning, ...options.tuning }
    this.#plain = new QueryCompiler(view, plain)
    this.#fused = new QueryCompiler(view, fused)
  }

  /** From now on statements are for that layout. */
  use(view: LayoutView): void {
    this.#plain = new QueryCompiler(view, plain)
    this.#fused = new QueryCompiler(view, fused)
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
    const whole = this.#here({
      of: statements,
      // With the total at hand, only the rows have to be quick.
      key: () => `${this.#totals.find(compiled, this.#head()) === undefined}${statements.key}${JSON.stringify(compiled.values)}`,
      isShort: estimates.rowsFor(query) < this.#tuning.fewRows && !looksFar(rows) && !(total && looksFar(total)),
      plain: () => this.#together(() => this.#page(compiled, compiled)),
      fused: () => this.#together(() => this.#page(this.#fused.compile(query, walk), compiled)),
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
    const compiled = this.#plain.compileAggregate(aggregate)
    const { statement, values, read } = compiled
    try {
      const here = this.#here({
        of: statement,
        key: () => `${statement.sql}${JSON.stringify(values)}`,
        isShort: estimates.rowsFor(aggregate.query) < this.#tuning.fewRows && !looksFar(statement),
        plain: () => this.#groups(compiled),
        fused: () => this.#groups(this.#fused.compileAggregate(aggregate)),
      })
      if (here !== undefined) return here
      const job = { statements: [feedHead, bound(statement, values)] }
      for await (const [head, rows = []] of this.#pool.read(job, io)) return { groups: rows.map(read), asOf: this.#cursor(head) }
      throw new TenureError('internal.invariant', 'A reader gave nothing.', { invariant: 'a job without parts has one answer' })
    } catch (error) {
      throw toStorageError(error)
    }
  }

  /** The whole answer, unless it takes too long to be read on this thread. */
  #here<T>({ of, key, isShort, plain, fused }: Attempt<T>): T | undefined {
    const { pool, connection } = this.#options
    const { fuseMs } = this.#tuning
    if (pool === undefined || (isShort && !this.#slow.has(of))) return this.#timed(of, plain)
    const name = key()
    if (fuseMs === 0 || performance.now() - (this.#burnt.get(name) ?? Number.NEGATIVE_INFINITY) < rememberMs) return undefined
    const answer = connection.fuse.run(fuseMs, fused)
    if (answer === undefined) this.#remember(name)
    return answer
  }

  #remember(name: string): void {
    if (this.#burnt.size >= mostBurnt) this.#burnt.clear()
    this.#burnt.set(name, performance.now())
  }

  // Statistics say how many rows are usual; values that very many share are found out here.
  #timed<T>(of: object, plain: () => T): T {
    const started = performance.now()
    const answer = plain()
    if (performance.now() - started > slowMs) this.#slow.add(of)
    return answer
  }

  get #pool(): ReaderPool {
    const { pool } = this.#options
    if (pool !== undefined) return pool
    throw new TenureError('internal.invariant', 'A store in memory has no readers.', { invariant: 'what is in memory is read here' })
  }

  #groups({ statement, values, read }: CompiledAggregate): AggregateAnswer {
    const { connection } = this.#options
    return this.#together(() => ({ groups: connection.all(statement.sql, bind(statement, values)).map(read), asOf: this.#now() }))
  }

  // Of one state also where another process writes.
  #together<T>(read: () => T): T {
    const { connection, readonly } = this.#options
    return readonly ? connection.transact('deferred', read) : read()
  }

  #now(): FeedCursor {
    return this.#options.feed.cursorOf(this.#head())
  }

  #head(): number {
    const { feed, readonly } = this.#options
    return readonly ? feed.refresh() : feed.head
  }

  #cursor(head: readonly SqlRow[] | undefined): FeedCursor {
    return this.#options.feed.cursorOf(toSeq(head))
  }

  // `same` is the query as totals are known by.
  #page(query: CompiledQuery, same: CompiledQuery): Page {
    const { statements, values } = query
    const { connection } = this.#options
    const rows = connection.all(statements.rows.sql, bind(statements.rows, values))
    const head = this.#head()
    const records = toRecords(query, rows)
    const asOf = this.#options.feed.cursorOf(head)
    if (statements.total === undefined) return { records, asOf }
    const { sql } = statements.total
    const count = (): number => Number(connection.get(sql, bind(statements.total as Statement, values))?.[0] ?? 0)
    const total = totalOf(query, rows.length) ?? this.#totals.find(same, head) ?? count()
    this.#totals.remember(same, head, total)
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
    const asOf = this.#cursor(head)
    const rows = isPage ? (first ?? []) : []
    const records = toRecords(query, rows)
    if (query.statements.total === undefined) return { records, asOf }
    const counted = Number((isPage ? second : first)?.[0]?.[0] ?? 0)
    const total = (isPage ? totalOf(query, rows.length) : undefined) ?? counted
    this.#totals.remember(query, toSeq(head), total)
    return { records, asOf, total }
  }
}

function toSeq(head: readonly SqlRow[] | undefined): number {
  return Number(head?.[0]?.[0] ?? 0)
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

// Links and history have as many rows for one record as there may be.
function looksFar({ sql }: Statement): boolean {
  return sql.includes(sideTables.edge) || sql.includes(sideTables.history)
}
