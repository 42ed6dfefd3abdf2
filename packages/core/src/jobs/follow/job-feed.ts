import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import type { ChangeBatch, FeedCursor, IO, StorageAdapter } from '../../storage/adapter.js'

/** The feed of a store, as jobs that follow changes read it. */
export interface JobFeed {
  /** What was committed after the cursor, and is. Errors: `storage.pruned` for one that the feed no longer goes back to. */
  read(from: FeedCursor): AsyncIterable<ChangeBatch>
  /** Others write into the store, so the last commit of this host need not be the last one of the feed. */
  readonly isShared: boolean
  /** Why jobs cannot follow it. */
  readonly refusal?: string
}

/** The feed of a store. */
export function jobFeedOf(storage: StorageAdapter, io: IO): JobFeed {
  const { capabilities, kind } = storage
  const isWhole = capabilities.feed === true && capabilities.images === 'both' && capabilities.atomic === 'batch'
  const lack = capabilities.feed !== true ? 'keeps no list of changes' : 'does not say what a record was before a change'
  const because = capabilities.atomic === 'batch' ? lack : 'cannot store several writes as one'
  return {
    read: (from) => readFrom(storage, from, io),
    isShared: capabilities.shared === true,
    ...(!isWhole && { refusal: `The store ${kind} ${because}, so no job can follow its changes.` }),
  }
}

/** The feed, telling how many changes are read of it. */
export function countedFeed(feed: JobFeed, count: (changes: number) => void): JobFeed {
  return {
    ...feed,
    async *read(from) {
      for await (const batch of feed.read(from)) {
        count(batch.changes.length)
        yield batch
      }
    },
  }
}

// A cursor of another life of the store is one that the feed no longer goes back to.
async function* readFrom(storage: StorageAdapter, from: FeedCursor, io: IO): AsyncGenerator<ChangeBatch> {
  try {
    yield* storage.changes(from, io)
  } catch (error) {
    if (!isTenureError(error) || error.code !== 'input.invalid') throw error
    throw new TenureError('storage.pruned', error.message, { store: storage.kind }, { cause: error })
  }
}
