// Longer than 400 lines: all that belongs to one open store begins and ends here together.
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type AdapterEnv,
  type CanonicalQuery,
  type Change,
  type Clock,
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
import type { KeptPage } from '@tenure/core/backup'
import {
  type BatchWork,
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
import { Answers, withConsequence } from './answers.js'
import { keptPages } from './backup/read-kept.js'
import { KeptWriter, restoreAll } from './backup/restore-kept.js'
import { BatchWriter } from './batch-writer.js'
import { Connection, type ConnectionOptions } from './connection.js'
import { ChangeFeed, type Later } from './feed/change-feed.js'
import { forgetRecords } from './feed/purged-records.js'
import { FirstFill } from './first-fill.js'
import { foldAgain } from './fold-again.js'
import { ownFiles } from './own-files.js'
import { QueryReader, type ReadTuning } from './reading/query-reader.js'
import { ReaderPool } from './reading/reader-pool.js'
import { toStorageError } from './reading/storage-error.js'
import { RecordStore } from './record-store.js'
import { type Estimates, gatherStatistics, readEstimates, refreshStatistics } from './statistics.js'
import { isBusy, StoreLock } from './store-lock.js'

const { meta } = sideTables
const dialect = sqliteDialect()

/** How a store is opened, and how long its feed goes back. */
export interface StoreOptions extends ConnectionOptions {
  readonly keepFeedMs: number
  /** Processes for long reads, at most. */
  readonly readers?: number | undefined
  readonly tuning?: Partial<ReadTuning>
}
type Worked = Extract<BatchWork, { readonly ok: true }>
type Committed = CommitResult & { readonly ok: true }
/** A commit, with its place in the feed. */
interface Written {
  readonly seq: number
  readonly changes: readonly Change[]
  readonly group: string | undefined
  /** Rows of the feed that were rewritten. */
  readonly forgotten: readonly number[]
  readonly rows: number
}
/** Takes a transaction back in which a first part was written already. */
class Refused extends Error {
  readonly result: CommitResult & { readonly ok: false }

  constructor(result: CommitResult & { readonly ok: false }) {
    super(`The consequence of a batch was refused: ${result.because}.`)
    this.result = result
  }
}

/** Everything in one open store; closing releases it. */
export class OpenStore {
  readonly #options: StoreOptions
  readonly #lock: StoreLock | undefined
  readonly #connection: Connection
  readonly #pool: ReaderPool | undefined
  readonly #reader: QueryReader
  readonly feed: ChangeFeed
  readonly #answers: Answers
  readonly #clock: Clock
  #view = new LayoutView(emptyLayout)
  #writer: BatchWriter
  readonly #fill: FirstFill
  records: RecordStore
  #estimates: Estimates
  #written = 0
  #analyseAt = 1000
  #closed = false
  #restoring = false

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
    this.#clock = env.clock
    const inMemory = options.file === ':memory:'
    if (!options.readonly && !inMemory) ownFiles(options.file, env.log)
    this.#lock = options.readonly || inMemory ? undefined : StoreLock.take(options.file, env.clock.now())
    let connection: Connection | undefined
    try {
      connection = new Connection(options)
      this.#connection = connection
      if (options.readonly) this.#demandColumns()
      else this.#connection.transact('immediate', () => this.#prepare(env.clock.now()))
      this.feed = new ChangeFeed(this.#connection, {
        life: this.#meta('life') ?? '',
        keepMs: options.keepFeedMs,
        now: () => env.clock.now(),
        created: (ref) => this.records.created(ref),
        ...(options.readonly && { later: later(env) }),
      })
      this.#answers = new Answers(this.#connection, this.feed)
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
    if (!options.readonly) this.#bringUpToDate()
    this.#estimates = readEstimates(this.#connection, this.layout)
  }

  #bringUpToDate(): void {
    foldAgain(this.#connection, this.layout)
    refreshStatistics(this.#connection, this.layout)
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
    const types = this.#fill.readBy(query, this.layout)
    return types.length === 0 ? this.#reader.read(query, this.#estimates, io) : this.#readIndexed(types, query, io)
  }

  /** All groups and cursor, of one state. */
  async groups(aggregate: StoreAggregate, io: IO): Promise<AggregateAnswer> {
    await this.#makeIndexes(this.#fill.readBy(aggregate.query, this.layout))
    return this.#reader.groups(aggregate, this.#estimates, io)
  }

  commit(batch: WriteBatch): CommitResult {
    if (this.#restoring) return { ok: false, because: 'retry', retryAfterMs: 100 }
    let isStored = false
    try {
      const result = this.#commit(batch)
      isStored = result.ok
      if (isStored) this.#endFillAfter(batch)
      return result
    } finally {
      this.records.end()
      if (!isStored) this.#fill.reset()
    }
  }

  // Outside of a commit.
  #endFill(types: readonly TypeLayout[]): void {
    if (types.length === 0 || this.#options.readonly) return
    for (const type of types) while (this.#fill.makeNext(type));
    this.#estimateAgain()
  }

  async *#readIndexed(types: readonly TypeLayout[], query: CanonicalQuery, io: IO): AsyncGenerator<Page> {
    await this.#makeIndexes(types)
    yield* this.#reader.read(query, this.#estimates, io)
  }

  // The same for those who can wait: between two indexes others have their turn.
  async #makeIndexes(types: readonly TypeLayout[]): Promise<void> {
    if (types.length === 0 || this.#options.readonly) return
    for (const type of types) while (!this.#closed && this.#fill.makeNext(type)) await nextTurn()
    if (!this.#closed) this.#estimateAgain()
  }

  #estimateAgain(): void {
    gatherStatistics(this.#connection, this.layout)
    this.#estimates = readEstimates(this.#connection, this.layout)
  }

  // Should it fail, the next question about the type makes the indexes, and answers why that is not possible.
  #endFillAfter(batch: WriteBatch): void {
    const types = this.#fill.endedBy(batch, this.layout)
    if (types.length > 0)
      void nextTurn()
        .then(() => this.#makeIndexes(types))
        .catch(() => undefined)
  }

  #fillTables(records: readonly RecordWork[]): void {
    const created = new Map<string, number>()
    for (const { ref, before } of records) created.set(ref.type, (created.get(ref.type) ?? 0) + (before === undefined ? 1 : 0))
    for (const [type, count] of created) this.#fill.write(this.#view.get(type).layout, count)
  }

  #commit(batch: WriteBatch): CommitResult {
    const written: Written[] = []
    try {
      const result = this.#attempt(() =>
        this.#connection.transact('immediate', (): CommitResult => {
          const known = batch.key === undefined ? undefined : this.#answers.find(batch.key)
          if (known !== undefined) return known
          this.records.begin()
          const work = workOut(batch, this.#view, this.records)
          if (!work.ok) return work
          const first = this.#write(work, batch, this.feed.head)
          written.push(first)
          const answer = this.#answer(batch, work, first, written)
          if (batch.key !== undefined)
            this.#answers.remember(batch.key, this.#clock.now(), first.changes.length > 0 ? first.seq : null, answer)
          return answer
        }),
      )
      for (const each of written) this.#finish(each)
      return result
    } catch (error) {
      if (error instanceof Refused) return error.result
      throw error
    }
  }

  // What follows from the batch is a commit of its own in the same transaction. Where it is refused, the whole transaction is taken back.
  #answer({ at, consequence, writes }: WriteBatch, { records }: Worked, { seq, changes }: Written, written: Written[]): Committed {
    const answer: Committed = { ok: true, records: storedOf(records), cursor: this.feed.cursorOf(seq), changes }
    if (consequence === undefined) return answer
    this.records.wrote(records)
    const batch: WriteBatch = { atomic: true, at, ...consequence }
    const work = workOut(batch, this.#view, this.records)
    if (!work.ok) throw new Refused({ ...work, at: writes.length + (work.at ?? 0) })
    const second = this.#write(work, batch, seq)
    if (second.changes.length === 0) return answer
    written.push(second)
    const own = { changes: second.changes, cursor: this.feed.cursorOf(second.seq) }
    return withConsequence(answer, own, storedOf(work.records))
  }

  #write(work: Worked, batch: WriteBatch, head: number): Written {
    this.#fillTables(work.records)
    this.#writer.write(work, batch)
    const purged = work.records.filter(({ did }) => did === 'purge').map(({ ref }) => ref)
    const forgotten = forgetRecords(this.#connection, purged)
    const changes = work.records.map((record) => toChange(record, batch))
    const seq = changes.length > 0 ? head + 1 : head
    if (changes.length > 0) this.feed.write(seq, batch, changes)
    return { seq, changes, group: batch.group, forgotten, rows: work.records.length + work.links.length }
  }

  /** Empties the log, which still has pages as they were; where somebody reads from it, again and again until nobody does. */
  scrub(): void {
    if (this.#closed || this.#connection.emptyLog()) return
    this.#clock.at(this.#clock.now() + lookAgainMs, () => this.scrub())
  }

  apply(next: SchemaSnapshot): void {
    this.#endFill(this.layout.types.filter((type) => this.#fill.has(type)))
    const layout = extendLayout(this.#view.layout, next)
    if (JSON.stringify(layout) === JSON.stringify(this.#view.layout)) return
    try {
      this.#connection.transact('immediate', () => {
        for (const step of migrate(this.#view.layout, layout, dialect)) this.#connection.exec(step)
        this.#connection.run(
          `INSERT INTO ${meta} (name, value) VALUES ('layout', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          [JSON.stringify(layout)],
        )
      })
      this.#use(layout)
      gatherStatistics(this.#connection, layout)
    } catch (error) {
      throw toStorageError(error)
    }
    this.#estimates = readEstimates(this.#connection, layout)
  }

  /** Everything in the store, of one state: over a connection of its own, or, where there is no file, read at once. */
  kept(): AsyncGenerator<KeptPage> {
    return keptPages(this.#options, this.#connection, this.#view)
  }

  /** Fills the store, which is empty, in one transaction. Others wait for it. */
  async restore(pages: AsyncIterable<KeptPage>): Promise<void> {
    this.#restoring = true
    try {
      await restoreAll(this.#connection, new KeptWriter(this.#connection, this.#view, this.#writer), pages)
    } catch (error) {
      throw toStorageError(error)
    } finally {
      this.#restoring = false
    }
    this.#reader.forget()
    gatherStatistics(this.#connection, this.layout)
    this.#estimates = readEstimates(this.#connection, this.layout)
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

  #finish({ seq, changes, group, forgotten, rows }: Written): void {
    this.feed.forget(forgotten)
    if (changes.length > 0) this.feed.tell(seq, changes, group)
    this.feed.prune()
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

function storedOf(records: readonly RecordWork[]): readonly StoredRecord[] {
  return records.map(toStored).filter((record) => record !== undefined)
}

const lookAgainMs = 250

function later({ clock }: AdapterEnv): Later {
  return (run) => clock.at(clock.now() + lookAgainMs, run)
}

/** The error of a call to a store that is not open. */
export function closedError(store: string): TenureError {
  return new TenureError('storage.closed', `The store ${store} is not open.`, { store })
}
