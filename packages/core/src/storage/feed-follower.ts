import type { Clock } from '../base/clock.js'
import type { Log } from '../base/log.js'
import { pause } from '../base/pause.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { Change, ChangeBatch, FeedCursor, IO, StorageAdapter, StoredRecord } from './adapter.js'

const remembered = 1_024
const firstPauseMs = 1_000
const longestPauseMs = 60_000

/** What following a feed works with. */
export interface FeedFollowerOptions {
  readonly storage: StorageAdapter
  readonly clock: Clock
  readonly log: Log
  readonly io: IO
}
/** What follows a feed. */
export interface Following {
  /** Receives what others wrote, each commit once, the next when it is done. */
  readonly take: (batch: ChangeBatch) => void | Promise<void>
  /** The feed no longer knows the place of this reader: what follows it has to read everything again. */
  readonly afresh: () => Promise<void>
}

/**
 * Follows the feed of a store into which others write too. Own commits are known by their cursors. A change of somebody else that comes
 * after an own one to the same record happened before it: it gets the state that the record has now.
 */
export class FeedFollower {
  readonly #options: FeedFollowerOptions
  /** Own commits that the feed has not delivered yet. */
  readonly #own = new Map<FeedCursor, readonly Change[]>()
  /** Cursors that the feed delivered. */
  readonly #seen = new Set<FeedCursor>()
  #from: FeedCursor | 'head' = 'head'
  #batches: AsyncIterator<ChangeBatch>
  #next: Promise<IteratorResult<ChangeBatch>>

  /** Asks for the head at once: what is read afterwards is at least as new. */
  constructor(options: FeedFollowerOptions) {
    this.#options = options
    this.#batches = options.storage.changes('head', options.io)[Symbol.asyncIterator]()
    this.#next = this.#ask()
  }

  /** Whether this own commit is new here; the feed may have delivered it before its writer was answered. */
  isNew({ cursor, changes }: ChangeBatch): boolean {
    if (this.#seen.has(cursor)) return false
    this.#own.set(cursor, changes)
    forgetOldest(this.#own)
    return true
  }

  /** Runs until the signal aborts or the store closes. */
  async run(following: Following): Promise<void> {
    for (let failures = 0; !this.#options.io.signal.aborted; failures++) {
      try {
        for (let { done, value } = await this.#next; !done; { done, value } = await this.#next) {
          failures = 0
          await this.#deliver(value, following)
          this.#next = this.#ask()
        }
        return
      } catch (error) {
        if (isTenureError(error) && error.code === 'storage.closed') return
        await this.#recover(error, failures, following)
      }
    }
  }

  // A failure is seen by `run`, which may start later.
  #ask(): Promise<IteratorResult<ChangeBatch>> {
    const next = this.#batches.next()
    next.catch(() => undefined)
    return next
  }

  async #deliver(batch: ChangeBatch, { take }: Following): Promise<void> {
    this.#from = batch.cursor
    if (this.#seen.has(batch.cursor)) return
    this.#seen.add(batch.cursor)
    forgetOldest(this.#seen)
    if (this.#own.has(batch.cursor)) return this.#forgetOwn(batch.cursor)
    const changes = await this.#withImages(batch.changes)
    await take({ ...batch, changes: changes.map((change) => this.#asItIsNow(change)) })
  }

  // The feed is in order: own commits before this one have been delivered, or never will be.
  #forgetOwn(cursor: FeedCursor): void {
    for (const own of this.#own.keys()) {
      this.#own.delete(own)
      if (own === cursor) return
    }
  }

  #asItIsNow(change: Change): Change {
    const later = [...this.#own.values()].flat().filter(({ ref }) => ref.type === change.ref.type && ref.id === change.ref.id)
    const last = later.at(-1)
    if (last === undefined) return change
    const { after: _, ...rest } = change
    return { ...rest, version: last.version, ...(last.after && { after: last.after }) }
  }

  async #withImages(changes: readonly Change[]): Promise<readonly Change[]> {
    const { storage, io } = this.#options
    if (storage.capabilities.images !== undefined) return changes
    const records = await storage.read(
      changes.map(({ ref }) => ref),
      io,
    )
    return changes.map((change, place) => withImage(change, records[place] ?? null))
  }

  async #recover(error: unknown, failures: number, { afresh }: Following): Promise<void> {
    const { storage, log, io, clock } = this.#options
    const isLost = isTenureError(error) && (error.code === 'storage.pruned' || error.code === 'input.invalid')
    log.warn(isLost ? 'The feed of the store no longer goes back far enough; everything is read again.' : 'The feed of the store failed.', {
      store: storage.kind,
      error: String(error),
    })
    if (!isLost || failures > 0) await pause(clock, Math.min(longestPauseMs, firstPauseMs * 2 ** failures), io.signal)
    if (io.signal.aborted) return
    this.#batches = storage.changes(isLost ? 'head' : this.#from, io)[Symbol.asyncIterator]()
    this.#next = this.#ask()
    if (isLost) await afresh()
  }
}

function withImage(change: Change, record: StoredRecord | null): Change {
  return record === null || record.archivedAt !== undefined ? change : { ...change, version: record.version, after: record.values }
}
function forgetOldest(known: Map<FeedCursor, unknown> | Set<FeedCursor>): void {
  const [oldest] = known.keys()
  if (known.size > remembered && oldest !== undefined) known.delete(oldest)
}
