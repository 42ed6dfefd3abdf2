import { memory, type Seed } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import { type Log, silentLog } from '../base/log.js'
import { openEdition, standardEditions } from '../contract/administration/edition.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { type Kernel, openKernel } from './kernel.js'

/** A kernel over the memory store, with a stopped clock; for tests. */
export async function testKernel(
  seed: Seed,
  now = '2026-06-30T12:00:00Z',
  storage: StorageAdapter = memory(seed),
  log: Log = silentLog,
): Promise<Kernel & { readonly clock: ReturnType<typeof createFakeClock> }> {
  const clock = createFakeClock(now)
  const kernel = await openKernel({
    storage,
    clock,
    log,
    edition: openEdition('enterprise', standardEditions),
    types: builtInTypes,
    join: async () => ({ types: builtInTypes, sections: [], lists: [], permissions: [] }),
  })
  return { ...kernel, clock }
}
