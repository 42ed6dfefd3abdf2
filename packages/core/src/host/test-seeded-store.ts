import { type SeedRecord } from '@tenure/memory'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { SchemaDefinition } from '../schema/definition.js'
import type { StorageAdapter, Write } from '../storage/adapter.js'
import { toSnapshot } from './schema-snapshot.js'

const builtIn: SchemaDefinition = new Map(builtInTypes.map((type) => [type.name, type]))

/** A store that holds these records and links when a host opens it; for tests, so that every kind of store starts with the same records. */
export function seededStore(
  storage: StorageAdapter,
  records: readonly SeedRecord[],
  at: number,
  schema: SchemaDefinition = builtIn,
): StorageAdapter {
  return {
    ...storage,
    async open(env) {
      const io = { signal: env.signal }
      await storage.open(env)
      await storage.schema?.apply(toSnapshot(schema, []), io)
      const creates = records.map(({ type, id, values }): Write => ({ write: 'create', ref: { type, id }, values: known(values) }))
      const writes = [...creates, ...records.flatMap(linksOf)]
      const result = await storage.commit({ atomic: true, at, actor: { source: 'system' }, writes }, io)
      if (!result.ok) throw new Error(`The seed was refused: ${result.because}.`)
    },
  }
}

function linksOf({ type, id, links = [] }: SeedRecord): readonly Write[] {
  const ref = { type, id }
  return links.map(({ forward, to, ...link }) => ({ write: 'link', ...link, ...(forward ? { ref, to } : { ref: to, to: ref }) }))
}
function known(values: SeedRecord['values']): SeedRecord['values'] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
