import { type Change, type ChangeBatch, type FeedCursor, type Instant, TenureError, type WriteBatch } from '@tenure/core/adapter'
import { type SqlValue, sideTables } from '@tenure/sql'
import type { Connection } from '../connection.js'
import { type CreationReader, decodeFeedRow, encodeFeedRow, withoutImages } from './feed-row.js'

const { feed } = sideTables
const keptBatches = 64
const keptChanges = 500

const prunedAtOnce = 1_000
// How often the feed looks for old commits within the time that it keeps them.
const looksPerTime = 1_000

/** Runs something a moment later, unless it is cancelled. */
export type Later = (run: () => void) => Disposable

/** How a feed is kept. */
export interface FeedOptions {
  /** The store's own name, which its cursors begin with. */
  readonly life: string
  /** How far the feed goes back. */
  readonly keepMs: number
  readonly now: () => Instant
  /** What a record was created with. */
  readonly created: CreationReader
  /** Given where another process writes: then the feed has to look from time to time. */
  readonly later?: Later
}
/** A reader that follows, and the commit that it has taken last. */
interface Follower {
  seen: number
}

/**
 * The commits of a store, in order, each whole. A cursor is the store's own name and the number of the commit. Commits are kept for a time, those
 * of a group until its newest is old; a reader in this process that has not taken them yet is waited for as long again.
 */
export class ChangeFeed {
  readonly #connection: Connection
  readonly #options: FeedOptions
  readonly #recent = new Map<number, ChangeBatch>()
  readonly #waiting = new Set<() => void>()
  readonly #followers = new Set<Follower>()
  #head: number
  #pruneAt: Instant = Number.NEGATIVE_INFINITY
  /** How far the looking for old commits has come. */
  #prunedTo = 0
  #closed = false

  constructor(connection: Connection, options: FeedOptions) {
    this.#connection = connection
    this.#options = options
    this.#head = this.refresh()
  }

  get head(): number {
    return this.#head
  }

  /** Looks again where the head is: another process may write. */
  refresh(): number {
    this.#head = Number(this.#connection.get(`SELECT coalesce(max(seq), 0) FROM ${feed}`, [])?.[0] ?? 0)
    return this.#head
  }

  cursorOf(seq: number): FeedCursor {
    return `${this.#options.life}.${seq}`
  }

  /** Writes the row under that number, which follows the head; `tell` follows when the transaction has been committed. */
  write(seq: number, { group }: Pick<WriteBatch, 'group'>, changes: readonly Change[]): void {
    this.#connection.run(`INSERT INTO ${feed} (seq, at, changes, batch_group) VALUES (?, ?, ?, ?)`, [
      seq,
      this.#options.now(),
      encodeFeedRow(changes.map(asKept)),
      group ?? null,
    ])
  }

  tell(seq: number, changes: readonly Change[], group: string | undefined): void {
    this.#head = seq
    if (changes.length <= keptChanges)
      this.#recent.set(seq, { cursor: this.cursorOf(seq), changes: changes.map(asKept), ...(group !== undefined && { group }) })
    this.#recent.delete(seq - keptBatches)
    this.wake()
  }

  changesOf(seq: number): readonly Change[] {
    return this.#batch(seq)?.changes ?? []
  }

  /**
   * The batches of a group, newest first: all of them, or none once the newest is too old. Errors: `input.invalid` for a cursor of another store.
   */
  ofGroup(group: string, before: FeedCursor | undefined, limit: number): readonly ChangeBatch[] {
    if (before === undefined && this.#newest(group).at < this.#options.now() - this.#options.keepMs) return []
    const place = before === undefined ? this.#head + 1 : this.#place(before)
    const sql = `SELECT seq, changes FROM ${feed} WHERE batch_group = ? AND seq < ? ORDER BY seq DESC LIMIT ?`
    return this.#connection.all(sql, [group, place, limit]).map(([seq, changes]) => this.#toBatch(seq as number, changes as string, group))
  }

  /** The batches after the cursor, now and later, until the signal aborts or the store closes. Errors: `input.invalid` for a cursor of another store. */
  async *read(from: FeedCursor | 'head', signal: AbortSignal): AsyncGenerator<ChangeBatch> {
    this.#look()
    const follower: Follower = { seen: from === 'head' ? this.#head : this.#place(from) }
    this.#followers.add(follower)
    try {
      while (!signal.aborted && !this.#closed) {
        this.#look()
        const batch = follower.seen < this.#head ? this.#batchAfter(follower.seen) : undefined
        if (batch === undefined) await this.#more(signal)
        else {
          follower.seen += 1
          yield batch
        }
      }
    } finally {
      this.#followers.delete(follower)
    }
  }

  /** Drops commits that are too old, some at a time: not the last one, and none of a group whose newest is not. */
  prune(): void {
    const { now, keepMs } = this.#options
    if (now() < this.#pruneAt) return
    const over = this.#over('seq > ? ORDER BY seq LIMIT ?', [this.#prunedTo, prunedAtOnce])
    for (const seq of over) if (this.#isGroupOver(seq)) this.#connection.run(`DELETE FROM ${feed} WHERE seq = ?`, [seq])
    const isMore = over.length === prunedAtOnce
    this.#prunedTo = isMore ? (over.at(-1) ?? 0) : 0
    this.#pruneAt = now() + (isMore ? 1 : keepMs / looksPerTime)
  }

  /** These commits were rewritten: what is held of them no longer counts. */
  forget(rewritten: readonly number[]): void {
    for (const seq of rewritten) this.#recent.delete(seq)
  }

  wake(): void {
    for (const done of [...this.#waiting]) done()
  }

  close(): void {
    this.#closed = true
    this.wake()
  }

  // The first of these commits, as far as they are too old: of those that a reader has not taken, twice.
  #over(which: string, values: readonly number[]): readonly number[] {
    const { now, keepMs } = this.#options
    const taken = Math.min(this.#head - 1, ...[...this.#followers].map(({ seen }) => seen))
    const sql = `SELECT seq, at FROM ${feed} WHERE seq < ? AND ${which}`
    const rows = this.#connection.all(sql, [this.#head, ...values]) as readonly (readonly number[])[]
    const first = rows.findIndex(([seq = 0, at = 0]) => at >= now() - (seq <= taken ? keepMs : 2 * keepMs))
    return rows.slice(0, first < 0 ? rows.length : first).map(([seq = 0]) => seq)
  }

  #isGroupOver(seq: number): boolean {
    const [group] = this.#connection.get(`SELECT batch_group FROM ${feed} WHERE seq = ?`, [seq]) ?? []
    return typeof group !== 'string' || this.#over('seq = ?', [this.#newest(group).seq]).length > 0
  }

  #newest(group: string): { readonly seq: number; readonly at: Instant } {
    const row = this.#connection.get(`SELECT seq, at FROM ${feed} WHERE batch_group = ? ORDER BY seq DESC LIMIT 1`, [group])
    return { seq: Number(row?.[0] ?? 0), at: Number(row?.[1] ?? 0) }
  }

  #batch(seq: number): ChangeBatch | undefined {
    const recent = this.#recent.get(seq)
    if (recent !== undefined) return recent
    const [text, group] = this.#connection.get(`SELECT changes, batch_group FROM ${feed} WHERE seq = ?`, [seq]) ?? []
    return typeof text === 'string' ? this.#toBatch(seq, text, group) : undefined
  }

  #toBatch(seq: number, text: string, group: SqlValue | undefined): ChangeBatch {
    const changes = decodeFeedRow(text, this.#options.created)
    return { cursor: this.cursorOf(seq), changes, ...(typeof group === 'string' && { group }) }
  }

  // A reader that is slower than the feed is kept must not wait for what is gone.
  #batchAfter(seen: number): ChangeBatch {
    const batch = this.#batch(seen + 1)
    if (batch === undefined) throw prunedError()
    return batch
  }

  #look(): void {
    if (this.#options.later !== undefined) this.refresh()
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        due?.[Symbol.dispose]()
        signal.removeEventListener('abort', done)
        this.#waiting.delete(done)
        resolve()
      }
      const due = this.#options.later?.(done)
      signal.addEventListener('abort', done)
      this.#waiting.add(done)
    })
  }

  #place(cursor: FeedCursor): number {
    const dot = cursor.lastIndexOf('.')
    const seq = cursor.slice(dot + 1)
    if (cursor.slice(0, dot) === this.#options.life && /^\d+$/.test(seq) && Number(seq) <= this.#head) return this.#kept(Number(seq))
    const message = 'This cursor belongs to another store. Read again and follow the changes from the head.'
    throw new TenureError('input.invalid', message, { issues: [{ path: ['from'], message }] })
  }

  #kept(seq: number): number {
    const oldest = Number(this.#connection.get(`SELECT coalesce(min(seq), 0) FROM ${feed}`, [])?.[0] ?? 0)
    if (seq < oldest - 1) throw prunedError()
    return seq
  }
}

// Nothing is kept of what a purged record held.
function asKept(change: Change): Change {
  return change.change === 'purge' ? withoutImages(change) : change
}
function prunedError(): TenureError {
  const message = 'The feed no longer goes back to this cursor. Read everything again and follow the changes from the head.'
  return new TenureError('storage.pruned', message, { store: 'sqlite' })
}
