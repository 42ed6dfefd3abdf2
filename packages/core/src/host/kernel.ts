import { type Observable, Subject } from 'rxjs'
import { type Access, createAccess, type Roles } from '../access/access.js'
import { createDirectory, type Directory, directoryTypes } from '../access/directory.js'
import { keepSuperAdmin } from '../access/keep-super-admin.js'
import { knownPaths } from '../access/known-paths.js'
import { type Principal, systemPrincipal } from '../access/principal.js'
import type { Clock } from '../base/clock.js'
import type { Log } from '../base/log.js'
import { TenureError } from '../errors/tenure-error.js'
import { createLiveHub, type LiveHub } from '../live/live-hub.js'
import { createReader, type Reader } from '../records/read-records.js'
import { createWriter, type Writer } from '../records/write-records.js'
import type { WriteRule } from '../records/write-rule.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import { extendSchema, extensionSchema, mergeExtensions, type ObjectTypeExtension } from '../schema/extend-schema.js'
import { type Json, type UserId } from '../schema/value.js'
import { type ChangeBatch, type IO, type StorageAdapter, type StoredRecord } from '../storage/adapter.js'
import { runQuery } from '../storage/planner.js'
import { createSettingsStore, rolesOf, type SettingsStore } from '../workspace/customers-settings.js'
import { type ActivityClock, startActivityClock } from './activity-clock.js'
import { toSnapshot } from './schema-snapshot.js'

/** What a kernel is opened with. */
export interface KernelOptions {
  readonly storage: StorageAdapter
  readonly clock: Clock
  readonly log: Log
  /** Object types before any extension: the built-in ones and those of plugins. */
  readonly types: readonly ObjectTypeDefinition[]
  readonly rules: readonly WriteRule[]
}
/** The parts of a running host below the plugins, put together. */
export interface Kernel {
  readonly storage: StorageAdapter
  readonly clock: Clock
  readonly log: Log
  readonly access: Access
  readonly directory: Directory
  readonly settings: SettingsStore
  readonly reader: Reader
  readonly writer: Writer
  readonly live: LiveHub
  /** Whose rights have changed, or what they see: told first, before anything is told under the new ones. */
  readonly rights: Observable<'all' | ReadonlySet<UserId>>
  /** Fires after users, rights, settings or object types have changed. */
  readonly changed: Observable<void>
  schema(): SchemaDefinition
  roles(): Roles
  /** The principal of now. Errors: `access.signed-out`. */
  principal(user: UserId): Principal
  /** Adds to object types, in the store and at once. */
  extend(extensions: readonly ObjectTypeExtension[]): Promise<void>
  /** Takes other object types of the core and plugins as the base that extensions add to. */
  rebase(types: readonly ObjectTypeDefinition[]): Promise<void>
  idle(): Promise<void>
  close(): Promise<void>
}

/** Opens the store, reads what the workspace is made of, and puts the parts together. A store that cannot be used is closed again. */
export async function openKernel(options: KernelOptions): Promise<Kernel> {
  const { storage, clock, log } = options
  const abort = new AbortController()
  await storage.open({ clock, log, signal: abort.signal })
  try {
    return await assemble(options, abort)
  } catch (error) {
    abort.abort()
    await storage.close()
    throw error
  }
}

async function assemble({ storage, clock, log, types, rules }: KernelOptions, abort: AbortController): Promise<Kernel> {
  const io: IO = { signal: abort.signal }
  let base: SchemaDefinition = new Map(types.map((type) => [type.name, type]))
  await storage.schema?.apply(toSnapshot(base, new Map()), io)
  const load = (type: string): Promise<readonly StoredRecord[]> => loadAll(storage, base, type, io)
  const extensions = new Map((await load('objectType')).flatMap(toExtension).map((extension) => [extension.name, extension]))
  const settings = createSettingsStore(await load('setting'))
  const directory = createDirectory((await Promise.all(directoryTypes.map(load))).flat())
  let schema = extendSchema(base, [...extensions.values()])
  let roles = rolesOf(settings.read().settings, schema)
  await storage.schema?.apply(toSnapshot(schema, roles), io)

  const changed = new Subject<void>()
  const rights = new Subject<'all' | ReadonlySet<UserId>>()
  let activities: ActivityClock | undefined
  const access = createAccess({ schema: () => schema, directory, roles: () => roles, now: () => clock.now() })
  const userName = (id: UserId): string | undefined => directory.name(id)
  const reader = createReader({ adapter: storage, access, io, userName })
  const live = createLiveHub({ run: (query) => reader.run(query), clock, userName })
  // Who asks by what a user may see asks anew first: a question that the user may no longer ask is not bound again, and not refused.
  const turn = (subjects: 'all' | ReadonlySet<UserId> = 'all'): void => {
    roles = rolesOf(settings.read().settings, schema)
    rights.next(subjects)
    changed.next()
    live.rebind('all')
  }
  const committed = (batch: ChangeBatch): void => {
    const touched = batch.changes.filter((change) => [directory.apply(change), settings.apply(change)].includes(true))
    const areUsers = touched.every(({ ref }) => ref.type === 'user')
    if (touched.length > 0) turn(areUsers ? new Set(touched.map(({ ref }) => ref.id)) : 'all')
    live.apply(batch)
    activities?.notice(batch)
  }
  const principal = (user: UserId): Principal => {
    const found = directory.find(user)
    if (found !== undefined) return found
    throw new TenureError('access.signed-out', 'Nobody is signed in here, or the user is deactivated. Sign in again.', { user })
  }
  const current = (known: Principal): Principal => (known.system ? known : principal(known.user))
  const own: readonly WriteRule[] = [(batch) => keepSuperAdmin(directory, batch), (batch) => knownPaths(schema, batch)]
  const writer = createWriter({ adapter: storage, schema: () => schema, access, clock, io, rules: [...own, ...rules], current, committed })

  const kernel: Kernel = {
    storage,
    clock,
    log,
    access,
    directory,
    settings,
    reader,
    writer,
    live,
    rights,
    changed,
    schema: () => schema,
    roles: () => roles,
    principal,
    async extend(added) {
      const merged = added.map((extension) => mergeExtensions(extensions.get(extension.name), extension))
      const next = extendSchema(base, [...new Map([...extensions, ...merged.map((each) => [each.name, each] as const)]).values()])
      await storage.schema?.apply(toSnapshot(next, roles), io)
      schema = next
      await storeExtensions(kernel, merged)
      for (const extension of merged) extensions.set(extension.name, extension)
      turn()
    },
    async rebase(next) {
      base = new Map(next.map((type) => [type.name, type]))
      const wanted = extendSchema(base, [...extensions.values()])
      await storage.schema?.apply(toSnapshot(wanted, roles), io)
      schema = wanted
      turn()
    },
    async idle() {
      await writer.queue.idle()
      await live.idle()
    },
    async close() {
      activities?.[Symbol.dispose]()
      await kernel.idle()
      live.close()
      rights.complete()
      changed.complete()
      abort.abort()
      await storage.close()
    },
  }
  activities = await startActivityClock(kernel)
  return kernel
}

async function loadAll(storage: StorageAdapter, schema: SchemaDefinition, type: string, io: IO): Promise<readonly StoredRecord[]> {
  const select = schema.get(type)?.properties.map(({ name }) => name) ?? []
  const query = { type, every: [], where: { all: [] }, order: [], select, count: false, archived: 'no' } as const
  return (await runQuery(storage, query, io, () => undefined)).records
}

function toExtension({ values }: StoredRecord): readonly ObjectTypeExtension[] {
  const parsed = extensionSchema.safeParse(values['definition'])
  return parsed.success ? [parsed.data as ObjectTypeExtension] : []
}

async function storeExtensions({ writer }: Kernel, extensions: readonly ObjectTypeExtension[]): Promise<void> {
  const by = { principal: systemPrincipal, actor: { source: 'system' } } as const
  const outcome = await writer.draft(by, async (draft) => {
    await draft.load(extensions.map(({ name }) => ({ type: 'objectType', id: name })))
    for (const extension of extensions) {
      const values = { name: extension.name, definition: JSON.parse(JSON.stringify(extension)) as Json }
      const known = draft.find({ type: 'objectType', id: extension.name })
      if (known === undefined) draft.create({ type: 'objectType', id: extension.name }, values)
      else if (JSON.stringify(known.values['definition']) !== JSON.stringify(values.definition))
        known.values = { ...known.values, ...values }
    }
  })
  if (!outcome.ok) throw new TenureError(outcome.problem.code, outcome.problem.message, outcome.problem.details)
}
