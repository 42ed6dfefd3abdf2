import {
  type AdapterEnv,
  type CanonicalQuery,
  type Change,
  type CommitResult,
  type IO,
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
  emptyLayout,
  extendLayout,
  LayoutView,
  laterColumnSteps,
  laterColumns,
  migrate,
  type RecordWork,
  type StoreLayout,
  sideTableSteps,
  sideTables,
  sqliteDialect,
  type TypeLayout,
  toChange,
  toStored,
  workOut,
} from '@tenure/sql'
import { BatchWriter } from './batch-writer.js'
import { ChangeFeed, type Later } from './change-feed.js'
import { Connection, type ConnectionOptions } from './connection.js'
import { FirstFill } from './first-fill.js'
import { ownFiles } from './own-files.js'
import { QueryReader, type ReadTuning } from './reading/query-reader.js'
import { ReaderPool } from './reading/reader-pool.js'
import { toStorageError } from './reading/storage-error.js'
import { RecordStore } from './record-store.js'
import { type Estimates, gatherStatistics, readEstimates, refreshStatistics } from './statistics.js'
import { isBusy, StoreLock } from './store-lock.js'

const { meta, answer } = sideTables
const dialect = sqliteDialect()
const keptMs = 24 * 60 * 60_000

/** How a store is opened. */
export interface StoreOptions extends ConnectionOptions {
  /** Processes for long reads, at most. */
  readonly readers?: number | undefined
  readonly tuning?: Partial<ReadTuning>
}

/** Everything in one open store; closing releases it. */
export class OpenStore {
  readonly #options: StoreOptions
  readonly #lock: StoreLock | undefined
  readonly #connection: Connection
  readonly #pool: ReaderPool | undefined
  readonly #reader: QueryReader
  readonly feed: ChangeFeed
  #view = new LayoutView(emptyLayout)
  #writer: BatchWriter
  readonly #fill: FirstFill
  records: RecordStore
  #estimates: Estimates
  #written = 0
  #analyseAt = 1000
  #closed = false

  /** Errors: `storage.locked`, `storage.failed`. */
  static open(options: StoreOptions, env: AdapterEnv): OpenStore {
    try {
      return new OpenStore(options, env)
    } catch (error) {
      if (isTenureError(error)) throw error
      const why = error instanceof Error ? error.message : 'the reason is not known'
      throw new TenureError('storage.failed', `${options.file} cannot be opened: ${why}.`, { transient: isBusy(error) }, { cause: error })
    }
  }

  private constructor(options: StoreOptions, env: AdapterEnv) {
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
      this.feed = new ChangeFeed(this.#connection, this.#meta('life') ?? '', options.readonly ? later(env) : undefined)
    } catch (error) {
      connection?.close()
      this.#lock?.release()
      throw error
    }
    const { file, readonly, readers: size = 2, tuning } = options
    this.#pool = inMemory ? undefined : new ReaderPool({ file, size, clock: env.clock })
    this.#reader = new QueryReader({ connection, feed: this.feed, pool: this.#pool, readonly, tuning }, this.#view)
    this.records = new RecordStore(this.#connection, this.#view)
    this.#writer = new BatchWriter(this.#connection, this.#view)
    this.#use(JSON.parse(this.#meta('layout') ?? JSON.stringify(emptyLayout)) as StoreLayout)
    this.#fill = new FirstFill(this.#connection)
    this.#endFill(this.layout.types.filter((type) => this.#fill.has(type)))
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

  /** Rows, total and cursor of a query, all of one state. */
  read(query: CanonicalQuery, io: IO): AsyncIterable<Page> {
    this.#endFill(this.#fill.readBy(query, this.layout))
    return this.#reader.read(query, this.#estimates, io)
  }

  /** All groups and cursor, of one state. */
  groups(aggregate: StoreAggregate, io: IO): Promise<AggregateAnswer> {
    this.#endFill(this.#fill.readBy(aggregate.query, this.layout))
    return this.#reader.groups(aggregate, this.#estimates, io)
  }

  commit(batch: WriteBatch): CommitResult {
    let isStored = false
    try {
      const result = this.#commit(batch)
      isStored = result.ok
      return result
    } finally {
      this.records.end()
      if (!isStored) this.#fill.reset()
    }
  }

  // Outside of a commit.
  #endFill(types: readonly TypeLayout[]): void {
    if (types.length === 0 || this.#options.readonly) return
    for (const type of types) this.#fill.end(type)
    gatherStatistics(this.#connection, this.layout)
    this.#estimates = readEstimates(this.#connection, this.layout)
  }

  #fillTables(records: readonly RecordWork[]): void {
    const created = new Map<string, number>()
    for (const { ref, before } of records) created.set(ref.type, (created.get(ref.type) ?? 0) + (before === undefined ? 1 : 0))
    for (const type of this.layout.types) {
      const count = created.get(type.type)
      if (count !== undefined) this.#fill.write(type, count)
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
        this.#fillTables(work.records)
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
    this.#endFill(this.layout.types.filter((type) => this.#fill.has(type)))
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
    this.#endFill(this.layout.types.filter((type) => this.#fill.has(type)))
    this.feed.close()
    this.#pool?.close()
    this.#connection.close()
    this.#lock?.release()
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
    this.#reader.use(this.#view)
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

const lookAgainMs = 250

function later({ clock }: AdapterEnv): Later {
  return (run) => clock.at(clock.now() + lookAgainMs, run)
}

/** The error of a call to a store that is not open. */
export function closedError(store: string): TenureError {
  return new TenureError('storage.closed', `The store ${store} is not open.`, { store })
}
