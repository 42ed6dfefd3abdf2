import { type Change, type ChangeBatch, type FeedCursor, type Instant, type RecordRef, TenureError } from '@tenure/core/adapter'

/** How a feed is kept. */
export interface FeedOptions {
  /** The store's life, which its cursors begin with. */
  readonly life: string
  /** How far the feed goes back. */
  readonly keepMs: number
  readonly now: () => Instant
}
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
 * time; a reader that has not taken them yet is waited for as long again.
 */
export class ChangeFeed {
  readonly #options: FeedOptions
  readonly #kept: Kept[] = []
  readonly #groups = new Map<string, number[]>()
  readonly #waiting = new Set<() => void>()
  readonly #followers = new Set<Follower>()
  /** Commits that were dropped. */
  #dropped = 0
  #closed = false

  constructor(options: FeedOptions) {
    this.#options = options
  }

  get head(): FeedCursor {
    return this.#cursor(this.#count)
  }

  append(changes: readonly Change[], group: string | undefined): FeedCursor {
    const cursor = this.#cursor(this.#count + 1)
    const batch = { cursor, changes: Object.freeze(changes.map(asKept)), ...(group !== undefined && { group }) }
    this.#kept.push({ at: this.#options.now(), batch })
    if (group !== undefined) this.#groups.set(group, [...(this.#groups.get(group) ?? []), this.#count])
    this.#prune()
    this.#wake()
    return cursor
  }

  /** Takes the values of a record out of all that is kept. */
  forget({ type, id }: RecordRef): void {
    const isOf = ({ ref }: Change): boolean => ref.type === type && ref.id === id
    for (const kept of this.#kept) {
      const { changes, ...batch } = kept.batch
      if (changes.some(isOf)) kept.batch = { ...batch, changes: changes.map((change) => (isOf(change) ? withoutImages(change) : change)) }
    }
  }

  /** The batches of a group, newest first. Errors: `input.invalid` for a cursor of another store. */
  ofGroup(group: string, before: FeedCursor | undefined, limit: number): readonly ChangeBatch[] {
    const end = before === undefined ? Number.POSITIVE_INFINITY : this.#place(before)
    const places = (this.#groups.get(group) ?? []).filter((place) => place < end)
    return places
      .reverse()
      .flatMap((place) => this.#batch(place) ?? [])
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
        if (follower.seen < this.#dropped) throw prunedError()
        const batch = this.#batch(follower.seen + 1)
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

  close(): void {
    this.#closed = true
    this.#wake()
  }

  get #count(): number {
    return this.#dropped + this.#kept.length
  }

  #batch(place: number): ChangeBatch | undefined {
    return this.#kept[place - this.#dropped - 1]?.batch
  }

  #prune(): void {
    const { now, keepMs } = this.#options
    const taken = Math.min(...[...this.#followers].map(({ seen }) => seen))
    const isOver = ({ at }: Kept, place: number): boolean =>
      at < now() - 2 * keepMs || (at < now() - keepMs && this.#dropped + place + 1 <= taken)
    const first = this.#kept.findIndex((kept, place) => !isOver(kept, place))
    for (const { batch } of this.#kept.splice(0, first)) if (batch.group !== undefined) this.#groups.get(batch.group)?.shift()
    this.#dropped += Math.max(0, first)
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
    if (known && Number(place) < this.#dropped) throw prunedError()
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
