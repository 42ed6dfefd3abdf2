import { fold } from '@tenure/core/adapter'
import { BoundedCache, type SqlRow, type SqlValue } from '@tenure/sql'
import Database from 'better-sqlite3'
import { addMeasureFunctions } from './measure-functions.js'
import { Fuse } from './reading/fuse.js'

/** What the connection is for. */
export interface ConnectionOptions {
  readonly file: string
  readonly readonly: boolean
  readonly synchronous: 'full' | 'normal'
}

/** Somebody else's write is waited for so long. */
const patienceMs = 5000

/** One connection with its prepared statements; those used last are kept. */
export class Connection {
  readonly #db: Database.Database
  readonly #transaction: Database.Transaction<(work: () => unknown) => unknown>
  readonly #rows = new BoundedCache<Database.Statement>(500)
  readonly #writes = new BoundedCache<Database.Statement>(500)
  /** What stops statements that were made for it. */
  readonly fuse = new Fuse()

  constructor({ file, readonly, synchronous }: ConnectionOptions) {
    this.#db = new Database(file, { readonly, timeout: patienceMs })
    this.#transaction = this.#db.transaction((work) => work())
    if (!readonly) this.#db.pragma('journal_mode = WAL')
    // Pages that every commit writes, such as the end of the feed, are moved from the log into the file less often.
    if (!readonly) this.#db.pragma('wal_autocheckpoint = 4000')
    this.#db.pragma(`synchronous = ${synchronous}`)
    // What is deleted or overwritten is zeroed at once: an erased record leaves no bytes (decision 66).
    if (!readonly) this.#db.pragma('secure_delete = on')
    this.#keepPages(readonly)
    this.#db.pragma('mmap_size = 1073741824')
    this.#db.pragma('analysis_limit = 1000')
    this.#db.function('tenure_fold', { deterministic: true }, (text: unknown) => (text === null ? null : fold(String(text))))
    addMeasureFunctions(this.#db)
    this.#db.function('tenure_fuse', this.fuse.check)
  }

  // A commit that splits pages looks at every page that its connection keeps, so one that writes keeps few: what is read comes from the mapped file. A
  // transaction may still hold as many as before that.
  #keepPages(readonly: boolean): void {
    this.#db.pragma(`cache_size = ${readonly ? -65536 : -4096}`)
    if (!readonly) this.#db.pragma('cache_spill = 16384')
  }

  /** Runs the work in one transaction; what it throws takes everything back. */
  transact<T>(mode: 'immediate' | 'deferred', work: () => T): T {
    return this.#transaction[mode](work) as T
  }

  all(sql: string, values: readonly SqlValue[]): readonly SqlRow[] {
    return this.#query(sql).all(values) as SqlRow[]
  }

  /**
   * The first rows of a statement that sorts. SQLite makes a table for what it sorts up to a limit, which costs more than to sort the rows of a usual
   * record, so the limit is here.
   */
  first(sql: string, values: readonly SqlValue[], most: number): readonly SqlRow[] {
    const rows: SqlRow[] = []
    for (const row of this.#query(sql).iterate(values)) if (rows.push(row as SqlRow) >= most) break
    return rows
  }

  get(sql: string, values: readonly SqlValue[]): SqlRow | undefined {
    return this.#query(sql).get(values) as SqlRow | undefined
  }

  run(sql: string, values: readonly SqlValue[]): void {
    this.#writes.get(sql, () => this.#db.prepare(sql)).run(values)
  }

  /** A number that differs after another connection has written. Asked inside a transaction it costs next to nothing. */
  state(): number {
    return Number(this.get('PRAGMA data_version', [])?.[0])
  }

  /** Moves the log into the file and empties it; `false` while somebody still reads from it. */
  emptyLog(): boolean {
    this.#db.pragma('busy_timeout = 0')
    try {
      const [done] = this.#db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[]
      return done?.busy === 0
    } finally {
      this.#db.pragma(`busy_timeout = ${patienceMs}`)
    }
  }

  exec(sql: string): void {
    this.#db.exec(sql)
  }

  close(): void {
    this.#rows.clear()
    this.#writes.clear()
    this.#db.close()
  }

  #query(sql: string): Database.Statement {
    return this.#rows.get(sql, () => this.#db.prepare(sql).raw(true))
  }
}
