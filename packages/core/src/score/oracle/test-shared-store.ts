import type { SeedRecord } from '@tenure/memory'
import { sqlite } from '@tenure/sqlite'
import { createFakeClock } from '@tenure/testing'
import { silentLog } from '../../base/log.js'
import { seededStore } from '../../host/test-seeded-store.js'
import type { StorageAdapter, WriteBatch } from '../../storage/adapter.js'

/** One SQLite store for several processes, for tests: each has its own feed, which the test can hold back. */
export interface SharedStore {
  readonly inner: StorageAdapter
  /** The store as another process opens it, beside others or alone. */
  process(isAlone: boolean): StorageAdapter
  /** What others commit is heard of late: not before it is let go. */
  hold(): void
  letGo(): void
  /** Whether every process has heard of every commit. */
  readonly isHeard: boolean
  /** How much was committed. */
  readonly commits: number
  /** Runs once before the next reading of links; nothing where it has run. */
  beforeLinks: (() => Promise<void>) | undefined
  /** What is stored in the place of a batch. */
  fault: ((batch: WriteBatch) => WriteBatch) | undefined
  close(): Promise<void>
}

/** A store that holds these records. */
export async function openSharedStore(records: readonly SeedRecord[], start: string): Promise<SharedStore> {
  const inner = seededStore(sqlite({ file: ':memory:' }) as unknown as StorageAdapter, records, Date.parse(start))
  const closing = new AbortController()
  await inner.open({ clock: createFakeClock(start), log: silentLog, signal: closing.signal })
  const heard: number[] = []
  let commits = 0
  let free: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined
  const commit: StorageAdapter['commit'] = async (batch, io) => {
    const result = await inner.commit(withFault(batch, store.fault), io)
    if (result.ok && !result.repeated && (result.changes ?? []).length > 0) commits += result.consequence === undefined ? 1 : 2
    return result
  }
  const store: SharedStore = {
    ...{ inner, beforeLinks: undefined, fault: undefined },
    process(isAlone) {
      const place = isAlone ? -1 : heard.push(commits) - 1
      const changes: StorageAdapter['changes'] = async function* (from, io) {
        for await (const batch of inner.changes(from, io)) {
          if (free !== undefined) await free.promise
          yield batch
          heard[place] = (heard[place] ?? 0) + 1
        }
      }
      return {
        ...inner,
        ...{ commit, changes, links: interrupted(store, inner) },
        capabilities: { ...inner.capabilities, shared: !isAlone },
        open: async () => {},
        close: async () => {},
      }
    },
    hold() {
      let resolve = (): void => {}
      const promise = new Promise<void>((done) => {
        resolve = done
      })
      free ??= { promise, resolve }
    },
    letGo() {
      free?.resolve()
      free = undefined
    },
    get isHeard() {
      return heard.every((count) => count === commits)
    },
    get commits() {
      return commits
    },
    async close() {
      closing.abort()
      await inner.close()
    },
  }
  return store
}
// What follows from a batch is looked at as a batch of its own.
function withFault(batch: WriteBatch, fault: SharedStore['fault'] = (each) => each): WriteBatch {
  const { consequence, ...first } = fault(batch)
  return consequence === undefined ? first : { ...first, consequence: fault({ atomic: true, at: batch.at, ...consequence }) }
}

// Readings of links, before which something else may happen once.
function interrupted(store: Pick<SharedStore, 'beforeLinks'>, { links }: StorageAdapter): NonNullable<StorageAdapter['links']> {
  return {
    read: async (...asked) => {
      const first = store.beforeLinks
      store.beforeLinks = undefined
      await first?.()
      return (await links?.read(...asked)) ?? []
    },
  }
}
