import { createHost, type Host, type SchemaDefinition, use } from '@tenure/core'
import type { RecordRef } from '@tenure/core/contract'
import { type DynamicQuery, type DynamicWindow, definePlugin, defineProvider, readsEverything } from '@tenure/core/plugin'
import { memory } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import { z } from 'zod'
import { workspacePlugins } from '../open-host.js'
import { admit } from './test-askers.js'
import { type Planted, plant } from './test-canaries.js'

/** A whole workspace over a store of canaries. */
export interface World extends AsyncDisposable {
  readonly host: Host
  readonly types: SchemaDefinition
  /** Object types whose records people look after. */
  readonly business: readonly ObjectType[]
  readonly planted: Planted
  /** Records that were written since the last call, but for runs and the audit, which say what was not done. */
  written(): readonly RecordRef[]
}
/** An object type with all of its properties. */
export type ObjectType = NonNullable<ReturnType<SchemaDefinition['get']>>

/** Any question at all, asked as a plugin asks it: what reaches the core unchecked by the schema of a list. */
const any = readsEverything
export const ask = defineProvider({
  id: 'test.matrix/ask',
  permission: 'workspace.access',
  input: z.custom<DynamicQuery>(() => true),
  output: z.custom<DynamicWindow>(() => true),
  uses: { records: any },
  watch: ({ input, records }) => records.watch(input),
})
const probe = definePlugin({ id: 'test.matrix', version: '1.0.0', host: '1.0', grants: [any], contributes: [ask] })
const plugins = [...workspacePlugins, use(probe)]

/** Opens it. The types are those of the core and of every plugin of the workspace, found at run time. */
export async function openWorld(): Promise<World> {
  const types = await found
  admit(types)
  const planted = plant(memory(), types)
  const written: RecordRef[] = []
  const storage: typeof planted.storage = {
    ...planted.storage,
    async commit(batch, io) {
      const result = await planted.storage.commit(batch, io)
      if (result.ok) written.push(...result.changes.map(({ ref }) => ref).filter(({ type }) => !['run', 'auditEntry'].includes(type)))
      return result
    },
  }
  const host = await createHost({
    storage,
    plugins,
    grants: 'declared',
    edition: 'enterprise',
    clock: createFakeClock('2026-06-30T12:00:00Z'),
  })
  return {
    host,
    types,
    planted,
    business: [...types.values()].filter(({ policy }) => policy === undefined),
    written: () => written.splice(0),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}

const found = typesOf()
async function typesOf(): Promise<SchemaDefinition> {
  await using host = await createHost({ storage: memory(), plugins, grants: 'declared', edition: 'enterprise' })
  return host.importer('matrix').types()
}
