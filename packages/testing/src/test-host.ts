import { createHost, type Host, type HostOptions, type PluginUse, type StorageAdapter } from '@tenure/core'
import type { Duration } from '@tenure/core/contract'
import { memory, type Seed } from '@tenure/memory'
import { createFakeClock } from './fake-clock.js'

/** What a test host needs, and what an embedding host chooses. `now` is an ISO instant; `storage` takes the place of the memory store. */
export interface TestHostOptions extends Pick<HostOptions, 'edition' | 'editions' | 'fetcher' | 'log' | 'revenueTypes' | 'webhooks'> {
  readonly plugins: readonly PluginUse[]
  readonly seed?: Seed
  readonly now?: string
  readonly storage?: StorageAdapter
}
/** The real host, with a clock that only the test moves. */
export interface TestHost extends Host {
  /** Moves the clock, and settles what that sets off. */
  advance(by: Duration): Promise<void>
}

/** The real host over the memory store, or one that is handed in. */
export async function createTestHost({
  plugins,
  seed,
  now = '2026-06-30T12:00:00Z',
  storage = memory(seed),
  ...choices
}: TestHostOptions): Promise<TestHost> {
  const clock = createFakeClock(now)
  const host = await createHost({ storage, plugins, grants: 'declared', clock, ...choices })
  const advance = async (by: Duration): Promise<void> => {
    await clock.advance(by)
    await host.idle()
  }
  return Object.assign(host, { advance })
}
