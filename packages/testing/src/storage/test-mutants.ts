import { type CanonicalQuery, type CommitResult, days, type StorageAdapter, type WriteBatch } from '@tenure/core/adapter'
import { type MemoryOptions, memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import type { StorageSuiteOptions, Test } from './check.js'
import { storageSuite } from './storage-suite.js'

export type Inner = StorageAdapter<CanonicalQuery>
export type Fault = (inner: Inner) => Partial<Inner>
export interface Mutant {
  readonly caughtBy: readonly string[]
  readonly fault: Fault
}

/** Makes a test of each of them: exactly the named checks fail. */
export function findAll(mutants: Readonly<Record<string, Mutant>>): void {
  for (const [name, { caughtBy, fault }] of Object.entries(mutants)) {
    test(`the kit sees a store in which ${name}`, async () => {
      const open = (options?: MemoryOptions) => broken(memory({}, options) as Inner, fault)
      const failed = await failures(open, caughtBy, { openWithShortFeed: () => open({ keepFeed: days(1) }) })
      expect(failed).toEqual(caughtBy)
    })
  }
}

// Numbers of the checks that fail, once each.
export async function failures(
  open: () => StorageAdapter,
  only?: readonly string[],
  more: Partial<StorageSuiteOptions> = {},
): Promise<readonly string[]> {
  const cases: (readonly [string, Parameters<Test>[1]])[] = []
  storageSuite.run({ open, seed: 4, ...more }, (name, body) => cases.push([/ (\d+) /.exec(name)?.[1] ?? name, body]))
  const failed = new Set<string>()
  for (const [number, body] of cases) {
    if (only !== undefined && !only.includes(number)) continue
    await Promise.resolve(body({ skip: () => {} })).catch(() => failed.add(number))
  }
  return [...failed]
}
export function broken(inner: Inner, fault: Fault): Inner {
  return { ...inner, ...fault(inner) }
}
export function commits(inner: Inner, change: (batch: WriteBatch) => WriteBatch): Partial<Inner> {
  return { commit: (batch, io) => inner.commit(change(batch), io) }
}
export function answers(inner: Inner, change: (result: CommitResult & { readonly ok: true }) => CommitResult): Partial<Inner> {
  return {
    commit: async (batch, io) => {
      const result = await inner.commit(batch, io)
      return result.ok ? change(result) : result
    },
  }
}
