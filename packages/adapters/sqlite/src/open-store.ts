import {
  type AdapterEnv,
  type CanonicalQuery,
  type Change,
  type CommitResult,
  type FeedCursor,
  isTenureError,
  newId,
  type Page,
  type SchemaSnapshot,
  type StoredRecord,
  TenureError,
  type WriteBatch,
} from '@tenure/core/adapter'
import type { AggregateAnswer, StoreAggregate } from '@tenure/core/aggregate'
import {
  bind,
  type CompiledQuery,
  emptyLayout,
  extendLayout,
  LayoutView,
  laterColumnSteps,
  laterColumns,
  migrate,
  QueryCompiler,
  type SqlRow,
  type StoreLayout,
  sideTableSteps,
  sideTables,
  sqliteDialect,
  toChange,
  toStored,
  workOut,
} from '@tenure/sql'
import { BatchWriter } from './batch-writer.js'
import { ChangeFeed, type Later } from './change-feed.js'
import { Connection, type ConnectionOptions } from './connection.js'
import { ownFiles } from './own-files.js'
import { RecordStore } from './record-store.js'
import { SnapshotReaders } from './snapshot-readers.js'
import { type Estimates, gatherStatistics, readEstimates, refreshStatistics } from './statistics.js'
import { isBusy, StoreLock } from './store-lock.js'

const { meta, answer } = sideTables
const dialect = sqliteDialect()
const keptMs = 24 * 60 * 60_000
/** Rows of one page where the query names no limit of its own. */
export const pageSize = 500

/** Everything in one open store; closing releases it. */
export class OpenStore {
  readonly #options: ConnectionOptions
  readonly #lock: StoreLock | undefined
  readonly #connection: Connection
  readonly #readers: SnapshotReaders
  readonly feed: ChangeFeed
  #view = new LayoutView(emptyLayout)
  #compiler = new QueryCompiler(this.#view, dialect)
  #writer: BatchWriter
  records: RecordStore
  #estimates: Estimates
  #written = 0
  #analyseAt = 1000
  #closed = false

  /** Errors: `storage.locked`, `storage.failed`. */
  static open(options: ConnectionOptions, env: AdapterEnv): OpenStore {
    try {
      return new OpenStore(options, env)
    } catch (error) {
      if (isTenureError(error)) throw error
      const why = error instanceof Error ? error.message : 'the reason is not known'
      throw new TenureError('storage.failed', `${options.file} cannot be opened: ${why}.`, { transient: isBusy(error) }, { cause: error })
    }
  }

  private constructor(options: ConnectionOptions, env: AdapterEnv) {
    this.#options = options
    const inMemory = options.file === ':memory:'
    if (!options.readonly && !inMemory) ownFiles(options.file, env.log)
    this.#lock = options.readonly || inMemory ? undefined : StoreLock.take(options.file, env.clock.now())
    let connection: Connection | undefined
    try {
      connection = new Connection(options)
      this.#connection = connection
      if (options.readonly) this.#demandColumns()
      else this.#connection.transact('immediate', () => this.#prepare(env.clock.now()))
      this.#readers = new SnapshotReaders(inMemory ? undefined : options)
      this.feed = new ChangeFeed(this.#connection, this.#meta('life') ?? '', options.readonly ? later(env) : undefined)
    } catch (error) {
      connection?.close()
      this.#lock?.release()
      throw error
    }
    this.records = new RecordStore(this.#connection, this.#view)
    this.#writer = new BatchWriter(this.#connection, this.#view)
    this.#use(JSON.parse(this.#meta('layout') ?? JSON.stringify(emptyLayout)) as StoreLayout)
    if (!options.readonly) refreshStatistics(this.#connection, this.layout)
    this.#estimates = readEstimates(this.#connection, this.layout)
  }

  get layout(): StoreLayout {
    return this.#view.layout
  }

  /** What is known of the tables without looking at their rows. */
  get estimates(): Estimates {
    return this.#estimates
  }

  compile(query: CanonicalQuery): CompiledQuery {
    return this.#compiler.compile(query)
  }

  /** Rows, total and cursor, all of one state. */
  page(query: CompiledQuery): Page {
    try {
      if (!this.#options.readonly) return this.#page(query)
      return this.#connection.transact('deferred', () => this.#page(query))
    } catch (error) {
      throw toStorageError(error)
    }
  }

  /** All groups and cursor, of one state. */
  groups(aggregate: StoreAggregate): AggregateAnswer {
    const { statement, values, read } = this.#compiler.compileAggregate(aggregate)
    const answer = (): AggregateAnswer => ({
      groups: this.#connection.all(statement.sql, bind(statement, values)).map(read),
      asOf: this.#now(),
    })
    return this.#options.readonly ? this.#connection.transact('deferred', answer) : answer()
  }

  /** All rows in pages, all of the state at the time of the first page. */
  async *pages(query: CompiledQuery): AsyncGenerator<Page> {
    const { statements, values } = query
    const rows = this.#readers.read(this.#connection, statements.rows.sql, bind(statements.rows, values))
    try {
      let first: Page = { records: [], ...this.#standing(query, undefined) }
      for (const part of rows) {
        this.#checkOpen()
        yield { ...first, records: part.map(statements.reader.read) }
        first = { records: [] }
      }
      if (first.asOf !== undefined) yield first
    } finally {
      this.#readers.end(rows)
    }
  }

  commit(batch: WriteBatch): CommitResult {
    try {
      return this.#commit(batch)
    } finally {
      this.records.end()
    }
  }

  #commit(batch: WriteBatch): CommitResult {
    let after = (): void => {}
    const result = this.#attempt(() =>
      this.#connection.transact('immediate', (): CommitResult => {
        const known = batch.key === undefined ? undefined : this.#answered(batch.key)
        if (known !== undefined) return known
        this.records.begin()
        const work = workOut(batch, this.#view, this.records)
        if (!work.ok) return work
        this.#writer.write(work, batch)
        const changes = work.records.map((record) => toChange(record, batch))
        const seq = changes.length > 0 ? this.feed.write(batch, changes) : this.feed.head
        const records = work.records.flatMap(toStored)
        this.#remember(batch, records, changes.length > 0 ? seq : null)
        after = () => this.#finish(seq, { changes, group: batch.group }, work.records.length + work.links.length)
        return { ok: true, records, cursor: this.feed.cursorOf(seq), changes }
      }),
    )
    after()
    return result
  }

  apply(next: SchemaSnapshot): void {
    const layout = extendLayout(this.#view.layout, next)
    if (JSON.stringify(layout) === JSON.stringify(this.#view.layout)) return
    this.#attempt(() =>
      this.#connection.transact('immediate', () => {
        for (const step of migrate(this.#view.layout, layout, dialect)) this.#connection.exec(step)
        this.#connection.run(
          `INSERT INTO ${meta} (name, value) VALUES ('layout', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          [JSON.stringify(layout)],
        )
        return { ok: true as const }
      }),
    )
    this.#use(layout)
    gatherStatistics(this.#connection, layout)
    this.#estimates = readEstimates(this.#connection, layout)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.feed.close()
    this.#readers.close()
    this.#connection.close()
    this.#lock?.release()
  }

  #checkOpen(): void {
    if (this.#closed) throw closedError(this.#options.file)
  }

  #page(query: CompiledQuery): Page {
    const { statements, values } = query
    const rows = this.#connection.all(statements.rows.sql, bind(statements.rows, values))
    const records = new Array<StoredRecord>(rows.length)
    for (let place = 0; place < rows.length; place += 1) records[place] = statements.reader.read(rows[place] as SqlRow)
    return { records, ...this.#standing(query, rows.length) }
  }

  // A page that is not full says itself how many there are.
  #standing({ statements, values, limit, offset, whole }: CompiledQuery, found: number | undefined): Omit<Page, 'records'> {
    const asOf = this.#now()
    if (statements.total === undefined) return { asOf }
    const all = whole && found !== undefined && limit !== undefined && found < limit && (found > 0 || offset === 0)
    if (all) return { asOf, total: offset + found }
    return { asOf, total: Number(this.#connection.get(statements.total.sql, bind(statements.total, values))?.[0] ?? 0) }
  }

  #now(): FeedCursor {
    return this.feed.cursorOf(this.#options.readonly ? this.feed.refresh() : this.feed.head)
  }

  #prepare(now: number): void {
    for (const step of sideTableSteps(dialect)) this.#connection.exec(step)
    for (const step of laterColumnSteps(this.#missingColumns(), dialect)) this.#connection.exec(step)
    this.#connection.run(`INSERT INTO ${meta} (name, value) VALUES ('life', ?) ON CONFLICT DO NOTHING`, [newId(now)])
  }

  #missingColumns(): typeof laterColumns {
    const has = (table: string, column: string): boolean =>
      this.#connection.get('SELECT 1 FROM pragma_table_info(?) WHERE name = ?', [table, column]) !== undefined
    return laterColumns.filter(({ table, column }) => !has(table, column))
  }

  #demandColumns(): void {
    if (this.#missingColumns().length === 0) return
    const message = `${this.#options.file} was written by an earlier version. Open it once for writing, which brings it up to date.`
    throw new TenureError('storage.failed', message, { transient: false })
  }

  #meta(name: string): string | undefined {
    return this.#connection.get(`SELECT value FROM ${meta} WHERE name = ?`, [name])?.[0] as string | undefined
  }

  #use(layout: StoreLayout): void {
    this.#view = new LayoutView(layout)
    this.#compiler = new QueryCompiler(this.#view, dialect)
    this.#writer = new BatchWriter(this.#connection, this.#view)
    this.records = new RecordStore(this.#connection, this.#view)
  }

  #answered(key: string): CommitResult | undefined {
    const stored = this.#connection.get(`SELECT result FROM ${answer} WHERE key = ?`, [key])?.[0]
    if (typeof stored !== 'string') return undefined
    const { records, seq, head } = JSON.parse(stored) as { records: readonly StoredRecord[]; seq: number | null; head: number }
    return {
      ok: true,
      records,
      cursor: this.feed.cursorOf(seq ?? head),
      changes: seq === null ? [] : this.feed.changesOf(seq),
      repeated: true,
    }
  }

  #remember({ key, at }: WriteBatch, records: readonly StoredRecord[], seq: number | null): void {
    if (key === undefined) return
    this.#connection.run(`DELETE FROM ${answer} WHERE at < ?`, [at - keptMs])
    this.#connection.run(`INSERT INTO ${answer} (key, at, result) VALUES (?, ?, ?)`, [
      key,
      at,
      JSON.stringify({ records, seq, head: this.feed.head }),
    ])
  }

  #finish(
    seq: number,
    { changes, group }: { readonly changes: readonly Change[]; readonly group: string | undefined },
    rows: number,
  ): void {
    if (changes.length > 0) this.feed.tell(seq, changes, group)
    this.#written += rows
    if (this.#written < this.#analyseAt) return
    this.#analyseAt = this.#written * 2
    refreshStatistics(this.#connection, this.layout)
    this.#estimates = readEstimates(this.#connection, this.layout)
  }

  // Somebody else's write is waited for, then given up for now.
  #attempt<T>(work: () => T): T | { readonly ok: false; readonly because: 'retry'; readonly retryAfterMs: number } {
    try {
      return work()
    } catch (error) {
      if (isBusy(error)) return { ok: false, because: 'retry', retryAfterMs: 100 }
      throw toStorageError(error)
    }
  }
}

// SQLite's own errors become errors of the store; all others pass unchanged.
function toStorageError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return error
  if (tooComplex.test(error.message)) {
    const message = `This query is too complex for SQLite (${error.message}). Leave out some of its conditions.`
    return new TenureError('input.too-large', message, { limit: 'conditions of one query', max: 500 }, { cause: error })
  }
  return new TenureError('storage.failed', `SQLite failed: ${error.message}.`, { transient: isBusy(error) }, { cause: error })
}

const tooComplex = /^(Expression tree is too large|too many|parser stack overflow|string or blob too big|at most \d+ tables)/
const lookAgainMs = 250

function later({ clock }: AdapterEnv): Later {
  return (run) => clock.at(clock.now() + lookAgainMs, run)
}

/** The error of a call to a store that is not open. */
export function closedError(store: string): TenureError {
  return new TenureError('storage.closed', `The store ${store} is not open.`, { store })
}
