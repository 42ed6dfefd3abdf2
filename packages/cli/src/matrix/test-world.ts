import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHost, getValue, type Host, type SchemaDefinition, use } from '@tenure/core'
import { analyseImportContract, type ImportPlan, type RowSource, startImportContract } from '@tenure/core/administration'
import { Company, days, type RecordRef } from '@tenure/core/contract'
import { defineJob, every } from '@tenure/core/job'
import { definePublicLink, publicAnswer } from '@tenure/core/outside'
import { type DynamicQuery, type DynamicWindow, definePlugin, defineProvider, readsEverything } from '@tenure/core/plugin'
import { memory } from '@tenure/memory'
import { openWebhooks } from '@tenure/server'
import { createFakeClock } from '@tenure/testing'
import { filter, firstValueFrom, map, startWith } from 'rxjs'
import { z } from 'zod'
import { addServed, type Served } from '../add-served.js'
import { workspacePlugins } from '../open-host.js'
import { admit, root } from './test-askers.js'
import { type Planted, plant } from './test-canaries.js'

/** A whole workspace over a store of canaries. */
export interface World extends AsyncDisposable {
  readonly host: Host
  readonly types: SchemaDefinition
  /** Object types whose records people look after. */
  readonly business: readonly ObjectType[]
  readonly planted: Planted
  readonly uploads: Served['uploads']
  /** A plan for a file that root has sent: one line is right, one is wrong. */
  plan(): Promise<ImportPlan>
  /** The run of an import of that file, which has ended. */
  imported(): Promise<string>
  /** Records that were written since the last call, but for runs, jobs and the audit, which say what was not done. */
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
/** A job that has nothing to do. */
const idle = defineJob({
  ...{ id: 'test.matrix/idle', title: 'Idle', on: every(days(1)), of: Company },
  list: async () => undefined,
  run: () => undefined,
})
const given = defineProvider({
  ...{ id: 'test.matrix/given', permission: 'workspace.access' as const, output: publicAnswer, uses: { records: any } },
  watch: async ({ records }) => {
    const { rows } = await records.list({ type: 'company', select: ['name', 'city', 'domain'] })
    return { type: 'text/plain' as const, text: JSON.stringify(rows) }
  },
})
const link = definePublicLink({ id: 'test.matrix/link', title: 'Companies', from: given, file: 'companies.txt' })
const probe = definePlugin({ id: 'test.matrix', version: '1.0.0', host: '1.0', grants: [any], contributes: [ask, idle, given, link] })
const plugins = [...workspacePlugins, use(probe)]

/** Rows to take in and out: more than one part of a run, so that there is something to end. */
const sample: RowSource = {
  source: 'sample',
  extensions: [],
  steps: async () =>
    Array.from({ length: 250 }, (_, at) => ({ row: { type: 'product', externalId: `p${at}`, values: { name: `P ${at}` }, links: [] } })),
}
const file =
  'Company name;Domain;Renewal\nOne;one.example;29.11.2026\nTwo;two.example;31.02.2027\nThree;three.example;30.11.2026\nFour;four.example;28.11.2026\n'
async function* bytes() {
  yield new TextEncoder().encode(file)
}
async function planFor({ uploads }: Served, host: Host): Promise<ImportPlan> {
  const { id } = getValue(await uploads.take(root.id, 'matrix.csv', bytes()))
  return getValue(await host.as(root.id).act(analyseImportContract, { uploads: [id] })).plan
}
async function importFor(served: Served, host: Host): Promise<string> {
  const { run } = getValue(await host.as(root.id).act(startImportContract, { plan: await planFor(served, host) }))
  const ended = served.desk.changes.pipe(
    startWith(''),
    map(() => served.desk.job(run)?.state),
    filter((state) => state === 'done'),
  )
  await firstValueFrom(ended)
  await host.idle()
  return run
}

/** What is at every address that somebody subscribes to. */
export const aCalendar = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:new\nDTSTART:20260801T090000Z\nEND:VEVENT\nEND:VCALENDAR'

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
      if (result.ok)
        written.push(...result.changes.map(({ ref }) => ref).filter(({ type }) => !['run', 'job', 'jobMark', 'auditEntry'].includes(type)))
      return result
    },
  }
  const host = await createHost({
    storage,
    plugins,
    grants: 'declared',
    edition: 'enterprise',
    fetcher: { fetch: async () => ({ state: 'fetched', text: aCalendar, type: 'text/calendar' }) },
    webhooks: openWebhooks('the key of a matrix that nobody guesses'),
    clock: createFakeClock('2026-06-30T12:00:00Z'),
  })
  const data = mkdtempSync(join(tmpdir(), 'tenure-matrix-'))
  // As in a workspace that is just being set up: then every plugin that a start may add is there.
  writeFileSync(join(data, 'set-up-unfinished'), '')
  const served = await addServed(host, { data, today: '2026-06-30', sample })
  return {
    host,
    types,
    planted,
    uploads: served.uploads,
    plan: () => planFor(served, host),
    imported: () => importFor(served, host),
    business: [...types.values()].filter(({ policy }) => policy === undefined),
    written: () => written.splice(0),
    async [Symbol.asyncDispose]() {
      await served.desk[Symbol.asyncDispose]()
      await host[Symbol.asyncDispose]()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

const found = typesOf()
async function typesOf(): Promise<SchemaDefinition> {
  await using host = await createHost({ storage: memory(), plugins, grants: 'declared', edition: 'enterprise' })
  return host.importer('matrix').types()
}
