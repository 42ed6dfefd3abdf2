import type { StorageAdapter } from '@tenure/core/adapter'
import type { Kit } from './kit.js'

/** What a runner may hand to the body of a test; `skip` marks it as skipped, with a note. */
export interface TestContext {
  readonly skip?: (note?: string) => unknown
}
/** The runner's own function, handed in: vitest's, node's or another. */
export type Test = (name: string, body: (context?: TestContext) => void | Promise<void>) => unknown
/** A published suite: each of its cases becomes one test; what a capability excludes is skipped by name. */
export interface Suite<Options> {
  run(options: Options, test: Test): void
}
/** What the kit needs of an adapter. */
export interface StorageSuiteOptions {
  /** A new and empty store at each call, not opened yet. */
  readonly open: () => StorageAdapter | Promise<StorageAdapter>
  /** The same store again, after `adapter` was closed; leave it out for a store that forgets. */
  readonly restart?: (adapter: StorageAdapter) => StorageAdapter | Promise<StorageAdapter>
  /** Another adapter on the same store, not opened yet, while the first is open; leave it out for a store that only one can open. It writes where the store claims `shared`, and nowhere else. */
  readonly beside?: (adapter: StorageAdapter) => StorageAdapter | Promise<StorageAdapter>
  /**
   * Lets the process die before the `step`-th step of a commit, counted from 0: a statement, a request, whatever cannot be done in halves.
   * Runs `commit`, which fails or never ends; returns the store as a new process finds it, not opened yet, or `undefined` once the commit has
   * no such step. Leave it out for a store that dies with its process.
   */
  readonly crash?: (adapter: StorageAdapter, step: number, commit: () => Promise<unknown>) => Promise<StorageAdapter | undefined>
  /** Like `open`, for a store whose feed goes back a day; leave it out for a feed that is not pruned. */
  readonly openWithShortFeed?: () => StorageAdapter | Promise<StorageAdapter>
  /** Repeats the random checks of a run that failed. */
  readonly seed?: number
}
/** What a check is handed. */
export interface CheckInput {
  readonly kit: Kit
  readonly options: StorageSuiteOptions
  /** Another new store, open, as `options.open` gives it or another of the options. */
  another(open?: StorageSuiteOptions['open']): Promise<Kit>
  /** Opens a store that an option gave, with what a kit knows of it; it is closed when the check ends. */
  reopen(adapter: StorageAdapter, known: Kit): Promise<Kit>
}
/** One check. A check with `needs` is run only where the store claims that. */
export interface Check {
  readonly name: string
  readonly needs?: (adapter: StorageAdapter, options: StorageSuiteOptions) => boolean
  readonly run: (input: CheckInput) => Promise<void>
}
