import { type Change, type ChangeBatch, type FeedCursor, TenureError, type WriteBatch } from '@tenure/core/adapter'
import { type SqlValue, sideTables } from '@tenure/sql'
import type { Connection } from './connection.js'

const { feed } = sideTables
const keptBatches = 64
const keptChanges = 500

/** Runs something a moment later, unless it is cancelled. */
export type Later = (run: () => void) => Disposable

/** The commits of a store, in order, each whole. A cursor is the store's own name and the number of the commit. All are kept for now. */
export class ChangeFeed {
  readonly #connection: Connection
  readonly #life: string
  readonly #recent = new Map<number, ChangeBatch>()
  readonly #waiting = new Set<() => void>()
  readonly #later: Later | undefined
  #head: number
  #closed = false

  /** `later` is given where another process writes: then the feed has to look from time to time. */
  constructor(connection: Connection, life: string, later?: Later) {
    this.#connection = connection
    this.#life = life
    this.#later = later
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
    return `${this.#life}.${seq}`
  }

  /** Writes the row; `tell` follows when the transaction has been committed. */
  write({ at, group }: Pick<WriteBatch, 'at' | 'group'>, changes: readonly Change[]): number {
    const seq = this.#head + 1
    this.#connection.run(`INSERT INTO ${feed} (seq, at, changes, batch_group) VALUES (?, ?, ?, ?)`, [
      seq,
      at,
      JSON.stringify(changes),
      group ?? null,
    ])
    return seq
  }

  tell(seq: number, changes: readonly Change[], group: string | undefined): void {
    this.#head = seq
    if (changes.length <= keptChanges) this.#recent.set(seq, { cursor: this.cursorOf(seq), changes, ...(group !== undefined && { group }) })
    this.#recent.delete(seq - keptBatches)
    this.wake()
  }

  changesOf(seq: number): readonly Change[] {
    return this.#batch(seq)?.changes ?? []
  }

  /** The batches of a group, newest first. Errors: `input.invalid` for a cursor of another store. */
  ofGroup(group: string, before: FeedCursor | undefined, limit: number): readonly ChangeBatch[] {
    const place = before === undefined ? this.#head + 1 : this.#place(before)
    const sql = `SELECT seq, changes FROM ${feed} WHERE batch_group = ? AND seq < ? ORDER BY seq DESC LIMIT ?`
    return this.#connection.all(sql, [group, place, limit]).map(([seq, changes]) => this.#toBatch(seq as number, changes as string, group))
  }

  /** The batches after the cursor, now and later, until the signal aborts or the store closes. Errors: `input.invalid` for a cursor of another store. */
  async *read(from: FeedCursor | 'head', signal: AbortSignal): AsyncGenerator<ChangeBatch> {
    this.#look()
    let seen = from === 'head' ? this.#head : this.#place(from)
    while (!signal.aborted && !this.#closed) {
      this.#look()
      const batch = seen < this.#head ? this.#batch(seen + 1) : undefined
      if (batch === undefined) await this.#more(signal)
      else {
        seen += 1
        yield batch
      }
    }
  }

  wake(): void {
    for (const done of [...this.#waiting]) done()
  }

  close(): void {
    this.#closed = true
    this.wake()
  }

  #batch(seq: number): ChangeBatch | undefined {
    const recent = this.#recent.get(seq)
    if (recent !== undefined) return recent
    const [text, group] = this.#connection.get(`SELECT changes, batch_group FROM ${feed} WHERE seq = ?`, [seq]) ?? []
    return typeof text === 'string' ? this.#toBatch(seq, text, group) : undefined
  }

  #toBatch(seq: number, text: string, group: SqlValue | undefined): ChangeBatch {
    const changes = JSON.parse(text) as readonly Change[]
    return { cursor: this.cursorOf(seq), changes, ...(typeof group === 'string' && { group }) }
  }

  #look(): void {
    if (this.#later !== undefined) this.refresh()
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        due?.[Symbol.dispose]()
        signal.removeEventListener('abort', done)
        this.#waiting.delete(done)
        resolve()
      }
      const due = this.#later?.(done)
      signal.addEventListener('abort', done)
      this.#waiting.add(done)
    })
  }

  #place(cursor: FeedCursor): number {
    const dot = cursor.lastIndexOf('.')
    const seq = cursor.slice(dot + 1)
    if (cursor.slice(0, dot) === this.#life && /^\d+$/.test(seq) && Number(seq) <= this.#head) return Number(seq)
    const message = 'This cursor belongs to another store. Read again and follow the changes from the head.'
    throw new TenureError('input.invalid', message, { issues: [{ path: ['from'], message }] })
  }
}
