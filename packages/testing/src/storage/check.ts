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
  /** Repeats the random checks of a run that failed. */
  readonly seed?: number
}
/** What a check is handed. */
export interface CheckInput {
  readonly kit: Kit
  readonly options: StorageSuiteOptions
  /** Another new store, open. */
  another(): Promise<Kit>
}
/** One check. A check with `needs` is run only where the store claims that. */
export interface Check {
  readonly name: string
  readonly needs?: (adapter: StorageAdapter, options: StorageSuiteOptions) => boolean
  readonly run: (input: CheckInput) => Promise<void>
}
