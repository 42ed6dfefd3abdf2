import { type Change, type ChangeBatch, type FeedCursor, type Instant, type RecordRef, TenureError } from '@tenure/core/adapter'

/** How a feed is kept. */
export interface FeedOptions {
  /** The store's life, which its cursors begin with. */
  readonly life: string
  /** How far the feed goes back. */
  readonly keepMs: number
  readonly now: () => Instant
}
// How often the feed looks for old commits within the time that it keeps them.
const looksPerTime = 1_000
interface Kept {
  readonly at: Instant
  batch: ChangeBatch
}
/** A reader that follows, and how many commits it has taken. */
interface Follower {
  seen: number
}

/**
 * Every commit since the store opened, in order. A cursor is the store's life and the number of commits before it. Commits are kept for a
 * time, those of a group until its newest is old; a reader that has not taken them yet is waited for as long again.
 */
export class ChangeFeed {
  readonly #options: FeedOptions
  readonly #kept = new Map<number, Kept>()
  readonly #groups = new Map<string, number[]>()
  readonly #waiting = new Set<() => void>()
  readonly #followers = new Set<Follower>()
  #count = 0
  #pruneAt: Instant = Number.NEGATIVE_INFINITY
  #closed = false

  constructor(options: FeedOptions) {
    this.#options = options
  }

  get head(): FeedCursor {
    return this.#cursor(this.#count)
  }

  append(changes: readonly Change[], group: string | undefined): FeedCursor {
    this.#count += 1
    const cursor = this.head
    const batch = { cursor, changes: Object.freeze(changes.map(asKept)), ...(group !== undefined && { group }) }
    this.#kept.set(this.#count, { at: this.#options.now(), batch })
    if (group !== undefined) this.#groups.set(group, [...(this.#groups.get(group) ?? []), this.#count])
    this.#prune()
    this.#wake()
    return cursor
  }

  /** Takes the values of a record out of all that is kept. */
  forget({ type, id }: RecordRef): void {
    const isOf = ({ ref }: Change): boolean => ref.type === type && ref.id === id
    for (const kept of this.#kept.values()) {
      const { changes, ...batch } = kept.batch
      if (changes.some(isOf)) kept.batch = { ...batch, changes: changes.map((change) => (isOf(change) ? withoutImages(change) : change)) }
    }
  }

  /**
   * The batches of a group, newest first: all of them, or none once the newest is too old. Errors: `input.invalid` for a cursor of another store.
   */
  ofGroup(group: string, before: FeedCursor | undefined, limit: number): readonly ChangeBatch[] {
    const { now, keepMs } = this.#options
    const all = this.#groups.get(group) ?? []
    const newest = this.#kept.get(all.at(-1) ?? 0)
    if (newest === undefined || (before === undefined && newest.at < now() - keepMs)) return []
    const end = before === undefined ? Number.POSITIVE_INFINITY : this.#place(before)
    const places = all.filter((place) => place < end)
    return places
      .reverse()
      .flatMap((place) => this.#kept.get(place)?.batch ?? [])
      .slice(0, limit)
  }

  /**
   * The batches after the cursor, now and later, until the signal aborts or the store closes. Errors: `input.invalid` for a cursor of another
   * store, `storage.pruned` for one that the feed no longer goes back to.
   */
  async *read(from: FeedCursor, signal: AbortSignal): AsyncGenerator<ChangeBatch> {
    const follower: Follower = { seen: this.#place(from) }
    this.#followers.add(follower)
    try {
      while (!signal.aborted && !this.#closed) {
        if (follower.seen === this.#count) await this.#more(signal)
        else {
          const kept = this.#kept.get(follower.seen + 1)
          if (kept === undefined) throw prunedError()
          follower.seen += 1
          yield kept.batch
        }
      }
    } finally {
      this.#followers.delete(follower)
    }
  }

  close(): void {
    this.#closed = true
    this.#wake()
  }

  #prune(): void {
    const { now, keepMs } = this.#options
    if (now() < this.#pruneAt) return
    this.#pruneAt = now() + keepMs / looksPerTime
    for (const [place, { batch }] of this.#kept) {
      if (!this.#isOver(place)) return
      const group = this.#groups.get(batch.group ?? '')
      if (group !== undefined && !this.#isOver(group.at(-1) ?? 0)) continue
      this.#kept.delete(place)
      if (batch.group !== undefined && group?.at(-1) === place) this.#groups.delete(batch.group)
    }
  }

  /** Whether a commit is too old: of those that a reader has not taken, twice. The last one always stays. */
  #isOver(place: number): boolean {
    const { now, keepMs } = this.#options
    const taken = Math.min(...[...this.#followers].map(({ seen }) => seen))
    const at = this.#kept.get(place)?.at ?? 0
    return place < this.#count && at < now() - (place <= taken ? keepMs : 2 * keepMs)
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done)
        this.#waiting.delete(done)
        resolve()
      }
      signal.addEventListener('abort', done)
      this.#waiting.add(done)
    })
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done()
  }

  #cursor(place: number): FeedCursor {
    return `${this.#options.life}.${place}`
  }

  #place(cursor: FeedCursor): number {
    const [life, place = ''] = cursor.split('.')
    const known = life === this.#options.life && /^\d+$/.test(place) && Number(place) <= this.#count
    if (known) return Number(place)
    const message = 'This cursor belongs to another store. Read again and follow the changes from the head.'
    throw new TenureError('input.invalid', message, { issues: [{ path: ['from'], message }] })
  }
}

/** What is left of a change of a purged record: that there was one. */
export function withoutImages({ before: _, after: __, ...change }: Change): Change {
  return Object.freeze({ ...change, changed: [] })
}
function asKept(change: Change): Change {
  return change.change === 'purge' ? withoutImages(change) : change
}
function prunedError(): TenureError {
  const message = 'The feed no longer goes back to this cursor. Read everything again and follow the changes from the head.'
  return new TenureError('storage.pruned', message, { store: 'memory' })
}
