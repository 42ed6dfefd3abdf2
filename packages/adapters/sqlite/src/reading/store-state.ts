import type { FeedCursor } from '@tenure/core/adapter'
import type { SqlRow } from '@tenure/sql'
import type { Connection } from '../connection.js'
import type { ChangeFeed } from '../feed/change-feed.js'

/** Where reads see the state of the store: the place of its last commit, and its cursor. */
export class StoreState {
  readonly #connection: Connection
  readonly #feed: ChangeFeed
  readonly #readonly: boolean

  /** `readonly`: another process writes, so what belongs together is read in one transaction. */
  constructor(connection: Connection, feed: ChangeFeed, readonly: boolean) {
    this.#connection = connection
    this.#feed = feed
    this.#readonly = readonly
  }

  /** Of one state also where another process writes. */
  together<T>(read: () => T): T {
    return this.#readonly ? this.#connection.transact('deferred', read) : read()
  }

  head(): number {
    return this.#readonly ? this.#feed.refresh() : this.#feed.head
  }

  now(): FeedCursor {
    return this.#feed.cursorOf(this.head())
  }

  /** The cursor of the state that another process saw, by the rows of its first statement. */
  cursorOf(head: readonly SqlRow[] | undefined): FeedCursor {
    return this.#feed.cursorOf(toSeq(head))
  }
}

/** The place that another process read. */
export function toSeq(head: readonly SqlRow[] | undefined): number {
  return Number(head?.[0]?.[0] ?? 0)
}
