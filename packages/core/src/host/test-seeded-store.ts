import { type SeedRecord } from '@tenure/memory'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { toSnapshot } from './schema-snapshot.js'

/** A store that holds these records when a host opens it; for tests, so that every kind of store begins with the same. */
export function seededStore(storage: StorageAdapter, records: readonly SeedRecord[], at: number): StorageAdapter {
  return {
    ...storage,
    async open(env) {
      const io = { signal: env.signal }
      await storage.open(env)
      await storage.schema?.apply(toSnapshot(new Map(builtInTypes.map((type) => [type.name, type])), []), io)
      const writes = records.map(({ type, id, values }) => ({ write: 'create', ref: { type, id }, values: known(values) }) as const)
      const result = await storage.commit({ atomic: true, at, actor: { source: 'system' }, writes }, io)
      if (!result.ok) throw new Error(`The seed was refused: ${result.because}.`)
    },
  }
}

function known(values: SeedRecord['values']): SeedRecord['values'] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
