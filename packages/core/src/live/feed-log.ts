import type { ChangeBatch, FeedCursor } from '../storage/adapter.js'

const remembered = 1_024

/**
 * The batches that the hub has applied: recent cursors, each with its place in the order of arrival, and whole batches while a query runs.
 * Cursors are opaque: they are only tested for equality.
 */
export interface FeedLog {
  /** Number of batches applied so far; the state before the first one is 0. */
  readonly sequence: number
  /** Takes a batch; `false` if it was applied before, since a feed may deliver twice. */
  add(batch: ChangeBatch): boolean
  /** Place of a cursor; `undefined` when no applied batch had it. */
  sequenceOf(cursor: FeedCursor): number | undefined
  /** Keeps all batches after now until `release`. */
  retain(holder: object): void
  release(holder: object): void
  /** The kept batches after that place, oldest first. */
  since(sequence: number): readonly ChangeBatch[]
}

/** A log that starts after the batch of `head`, where that is known. */
export function createFeedLog(head?: FeedCursor): FeedLog {
  return new Log(head)
}

class Log implements FeedLog {
  sequence = 0
  readonly #places = new Map<FeedCursor, number>()
  readonly #holders = new Map<object, number>()
  #kept: ChangeBatch[] = []
  #keptAfter = 0

  constructor(head?: FeedCursor) {
    if (head !== undefined) this.#places.set(head, 0)
  }

  add(batch: ChangeBatch): boolean {
    if (this.#places.has(batch.cursor)) return false
    this.sequence += 1
    this.#places.set(batch.cursor, this.sequence)
    if (this.#places.size > remembered) this.#forget()
    if (this.#holders.size > 0) this.#kept.push(batch)
    return true
  }

  sequenceOf(cursor: FeedCursor): number | undefined {
    return this.#places.get(cursor)
  }

  retain(holder: object): void {
    if (this.#holders.size === 0) this.#keptAfter = this.sequence
    this.#holders.set(holder, this.sequence)
  }

  release(holder: object): void {
    if (!this.#holders.delete(holder)) return
    const needed = Math.min(this.sequence, ...this.#holders.values())
    this.#kept.splice(0, needed - this.#keptAfter)
    this.#keptAfter = needed
  }

  since(sequence: number): readonly ChangeBatch[] {
    return sequence >= this.sequence ? [] : this.#kept.slice(Math.max(0, sequence - this.#keptAfter))
  }

  /** Forgets the oldest cursor, unless a current run may still answer with it. */
  #forget(): void {
    const oldest = this.#places.entries().next().value
    if (!oldest) return
    for (const since of this.#holders.values()) if (since <= oldest[1]) return
    this.#places.delete(oldest[0])
  }
}
