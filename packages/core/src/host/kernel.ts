// Longer than a file may be: the parts of the core depend on each other, and are put together here in the one order that works.
import type { Observable } from 'rxjs'
import { type Access, type AccessOptions, createAccess } from '../access/access.js'
import { type AliasBook, aliasType, createAliasBook } from '../access/alias-book.js'
import { type Asker, systemAsker } from '../access/asker.js'
import { auditType } from '../access/audit/audit-entry.js'
import { keepAudit } from '../access/audit/keep-audit.js'
import { createDirectory, type Directory, directoryTypes } from '../access/directory.js'
import { keepSuperAdmin } from '../access/keep-super-admin.js'
import { knownRights } from '../access/known-rights.js'
import { createFollowBook, type FollowBook, followType } from '../access/notice/follow-book.js'
import { notificationType } from '../access/notice/notification.js'
import { teamParents } from '../access/team-parents.js'
import type { Clock } from '../base/clock.js'
import type { Log } from '../base/log.js'
import type { AccountEdition } from '../contract/administration/edition.js'
import type { AnySettings } from '../contract/settings.js'
import { bulkRun } from '../jobs/bulk-run.js'
import { type JobFeed, jobFeedOf } from '../jobs/follow/job-feed.js'
import { markType } from '../jobs/follow/job-marks.js'
import { handOverRun } from '../jobs/hand-over-run.js'
import type { RunKind } from '../jobs/run-kind.js'
import { createRunner, type Runner } from '../jobs/runner.js'
import { undoRun } from '../jobs/undo-run.js'
import { createLiveHub, type LiveHub } from '../live/live-hub.js'
import { type Audit, openAudit } from '../records/audit/audit.js'
import { auditedChanges } from '../records/audit/audited-changes.js'
import { startActivityClock } from '../records/derived/activity-clock.js'
import { exportWorkspace } from '../records/export/export-workspace.js'
import { startKeepingNotices } from '../records/notice/keep-notices.js'
import { createReader, type Reader } from '../records/read-records.js'
import { createWriter, type Writer, type WriterOptions } from '../records/write-records.js'
import type { RuleReader, WriteRule } from '../records/write-rule.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'
import { isRoleName } from '../schema/role.js'
import type { UserId } from '../schema/value.js'
import { createProfileBook, type ProfileBook } from '../score/keeper/profile-book.js'
import { profileType } from '../score/keeper/profile-record.js'
import { rescoreRun } from '../score/keeper/rescore-run.js'
import { startScoreClock } from '../score/keeper/score-clock.js'
import type { ScoringPort } from '../score/keeper/score-customers.js'
import { touchScores } from '../score/keeper/touch-scores.js'
import type { CriterionKind } from '../score/model/criterion-kind.js'
import type { CriterionKinds } from '../score/model/point-bounds.js'
import { startForgetting } from '../session/forget-preferences.js'
import { viewRules } from '../session/view/view-rules.js'
import type { Actor, ChangeBatch, IO, SchemaSnapshot, StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { FeedFollower, type Following } from '../storage/feed-follower.js'
import { runQuery } from '../storage/planner.js'
import { checkPrice, defaultBudget, priceOf, type QueryBudget } from '../storage/price.js'
import { type Askers, createAskers } from '../workspace/askers.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { createPublicLinkBook, type PublicLinkBook, publicLinkType } from '../workspace/public/public-link-book.js'
import { deliveryType } from '../workspace/public/webhook-delivery.js'
import { readAfresh } from '../workspace/read-afresh.js'
import { createRoleBook, type RoleBook } from '../workspace/role-book.js'
import { roleSection } from '../workspace/role-section.js'
import { createSessionBook, type SessionBook, sessionType } from '../workspace/session-book.js'
import { createSettingsStore, type SettingsStore } from '../workspace/settings-store.js'
import { createViewBook, defaultViewsType, type ViewBook, viewType } from '../workspace/view-book.js'
import { workspaceRules } from '../workspace/workspace-rules.js'
import { createWorkspaces, type Workspaces } from '../workspace/workspaces.js'
import { CommitLog } from './commit-log.js'
import { SchemaKeeper, storeDefinition, storeExtensions, toExtension } from './schema-keeper.js'
import { type SortedList, toSnapshot } from './schema-snapshot.js'

/** A list of records with the id of its collection. */
export interface KnownList extends SortedList {
  readonly id: string
}
/** What plugins bring below the plugin host: object types with those of the core, and sections of the settings. */
export interface KernelBase {
  readonly types: readonly ObjectTypeDefinition[]
  readonly sections: readonly AnySettings[]
  /** Lists of records of a type or a role, each a collection, with the orders that should be quick. */
  readonly lists: readonly KnownList[]
  /** Permissions that plugins define. */
  readonly permissions: readonly NamedPermission[]
  /** Kinds of criteria that plugins define. */
  readonly criteria?: readonly CriterionKind[]
}
/** A permission of a plugin. */
export interface NamedPermission {
  readonly id: string
  readonly title: string
}
/** The object types of the account itself: its extensions, and what its store holds. */
export interface AccountTypes {
  readonly extensions: readonly ObjectTypeExtension[]
  readonly held: SchemaSnapshot
}
/** What a kernel is opened with. */
export interface KernelOptions {
  readonly storage: StorageAdapter
  readonly clock: Clock
  readonly log: Log
  readonly budget?: Partial<QueryBudget> | undefined
  /** How long the audit is kept; by default two years. */
  readonly auditDays?: number | undefined
  /** What the removal of old notifications and audit entries waits for; by default nothing. */
  readonly pruneAfter?: PromiseLike<unknown> | undefined
  readonly edition: AccountEdition
  /** Object types of the core; they are enough to read the store. */
  readonly types: readonly ObjectTypeDefinition[]
  /** The same with what plugins bring, once it is known what the account has added and what its store holds. */
  readonly join: (account: AccountTypes) => Promise<KernelBase>
}
/** The parts of a running host below the plugins. Only `createHost` has all of them; it gives each part what it needs. */
export interface Kernel {
  readonly clock: Clock
  readonly access: Access
  readonly directory: Directory
  readonly workspaces: Workspaces
  readonly settings: SettingsStore
  readonly roles: RoleBook
  readonly sessions: SessionBook
  readonly publicLinks: PublicLinkBook
  readonly views: ViewBook
  readonly profiles: ProfileBook
  /** What scores are worked out from. */
  readonly scoring: ScoringPort
  /** Kinds of criteria that plugins define. */
  kinds(): CriterionKinds
  readonly askers: Askers
  readonly reader: Reader
  readonly writer: Writer
  readonly audit: Audit
  readonly live: LiveHub
  readonly runner: Runner
  /** What was committed, for jobs that follow it. */
  readonly feed: JobFeed
  /** Users who have other rights, another workspace or other roles now; before anything is sent under them. */
  readonly rights: Observable<ReadonlySet<UserId>>
  readonly changes: Observable<WorkspaceChange>
  /** Every batch, after live queries have followed it. */
  readonly batches: Observable<ChangeBatch>
  /** Where the ids of merged records lead. */
  readonly aliases: AliasBook
  schema(): SchemaDefinition
  /** Takes what was purged out of the store's files, where it has any. */
  scrub(): Promise<void>
  sections(): readonly AnySettings[]
  /** Permissions that plugins define. */
  permissions(): readonly NamedPermission[]
  /** What the account has added to object types, and what its store holds. */
  account(): AccountTypes
  /** The object types with more extensions; nothing is added. Errors: `input.invalid`. */
  extended(extensions: readonly ObjectTypeExtension[]): SchemaDefinition
  /** Adds to object types, in the store and at once; `by` is who does, where a person does. Errors: `input.invalid`, `storage.*`. */
  extend(extensions: readonly ObjectTypeExtension[], by?: Actor): Promise<void>
  /** Puts a definition in the place of the account's own for that type; its new version. Errors: `input.invalid`, `record.conflict`, `storage.*`. */
  define(definition: ObjectTypeExtension, by: { readonly actor: Actor; readonly version: string }): Promise<string>
  /** Takes what plugins bring now; nothing happens where that is what they brought before. Errors: `input.invalid`, `storage.*`; nothing has changed then. */
  rebase(base: KernelBase): Promise<void>
  /** Everything in the store, as an export has it. */
  exported(): AsyncIterable<string>
  idle(): Promise<void>
  close(): Promise<void>
}

/** Opens the store, reads its users and settings, and assembles the parts. Closes the store again if it cannot be used. */
export async function openKernel(options: KernelOptions): Promise<Kernel> {
  const { storage, clock, log } = options
  const abort = new AbortController()
  await storage.open({ clock, log, signal: abort.signal })
  try {
    const io: IO = { signal: abort.signal }
    // The feed is asked before anything is read, so nothing is missed in between.
    const feed = storage.capabilities.shared ? new FeedFollower({ storage, clock, log, io }) : undefined
    const parts = await readParts(options, io)
    const kernel = assemble(options, parts, { abort, feed })
    return await start(kernel, options, parts)
  } catch (error) {
    abort.abort()
    await storage.close()
    throw error
  }
}

/** What follows only from the records of the store. */
interface Parts {
  readonly io: IO
  readonly keeper: SchemaKeeper
  readonly directory: Directory
  readonly aliases: AliasBook
  readonly follows: FollowBook
  readonly workspaces: Workspaces
  readonly settings: SettingsStore
  readonly roles: RoleBook
  readonly sessions: SessionBook
  readonly publicLinks: PublicLinkBook
  readonly views: ViewBook
  readonly profiles: ProfileBook
  criteria: CriterionKinds
  sections: readonly AnySettings[]
  lists: readonly KnownList[]
  permissions: readonly NamedPermission[]
  /** What the store holds since the last change of object types. */
  held: SchemaSnapshot
}

async function readParts({ storage, types, join }: KernelOptions, io: IO): Promise<Parts> {
  const core: SchemaDefinition = new Map(types.map((type) => [type.name, type]))
  const held = await applySnapshot(storage, toSnapshot(core, [], coreOrders), io)
  const load = (type: string): Promise<readonly StoredRecord[]> => loadAll(storage, core, type, io)
  const extensions = (await load('objectType')).flatMap(toExtension)
  const base = await join({ extensions, held })
  const keeper = new SchemaKeeper(base.types, extensions)
  const settings = createSettingsStore(await load('setting'))
  const parts: Parts = {
    io,
    keeper,
    settings,
    held,
    sections: base.sections,
    lists: base.lists,
    permissions: base.permissions,
    directory: createDirectory((await Promise.all(directoryTypes.map(load))).flat()),
    aliases: createAliasBook(await load(aliasType)),
    follows: createFollowBook(await load(followType)),
    workspaces: createWorkspaces(await load('workspace')),
    sessions: createSessionBook(await load(sessionType)),
    publicLinks: createPublicLinkBook(await load(publicLinkType)),
    criteria: kindsOf(base.criteria),
    profiles: createProfileBook({
      records: await load(profileType),
      schema: () => keeper.schema,
      kinds: () => parts.criteria,
    }),
    views: createViewBook([...(await load(viewType)), ...(await load(defaultViewsType))]),
    roles: createRoleBook(
      settings,
      () => parts.sections,
      () => keeper.schema,
    ),
  }
  parts.held = await applySnapshot(storage, toSnapshotOf(parts, keeper.schema), io)
  return parts
}

async function applySnapshot(storage: StorageAdapter, snapshot: SchemaSnapshot, io: IO): Promise<SchemaSnapshot> {
  await storage.schema?.apply(snapshot, io)
  return storage.describe()
}

function assemble(
  options: KernelOptions,
  parts: Parts,
  { abort, feed }: { readonly abort: AbortController; readonly feed: FeedFollower | undefined },
): Omit<Kernel, 'extend' | 'define' | 'rebase'> & { readonly log: CommitLog } {
  const { storage, clock } = options
  const { aliases, io, keeper, directory, workspaces, roles } = parts
  const schema = (): SchemaDefinition => keeper.schema
  const userName = directory.name.bind(directory)
  const askers = createAskers({ directory, workspaces, rolesIn: (workspace) => roles.in(workspace) })
  const budget = { ...defaultBudget, ...options.budget }
  const afford: AccessOptions['afford'] = (query, kind) => checkPrice(priceOf(query, storage.plan(query)), budget, kind)
  const access = createAccess({ schema, directory, now: () => clock.now(), afford, aliases })
  const reader = createReader({ adapter: storage, access, aliases, io, clock, userName })
  const live = createLiveHub({ run: reader.run, aggregate: reader.runAggregate, clock, userName })
  const log = new CommitLog({ ...parts, askers, live })
  const closing = new AbortController()
  const committed = (batch: ChangeBatch): void => void ((feed?.isNew(batch) ?? true) && log.take(batch))
  const writer = writerOf(options, parts, { access, askers, reader, committed, patience: closing.signal })
  const pruning = { clock, log: options.log, reader, writer, after: options.pruneAfter }
  const notices = startKeepingNotices(pruning)
  const audit = openAudit({ ...pruning, keepMs: keepMsOf(options) })
  const scoring: ScoringPort = { storage, io, schema, profiles: parts.profiles }
  const runner = runnerOf(options, { access, askers, reader, writer, schema, io, scoring, profiles: parts.profiles })
  const followed = feed?.run(following(options, parts, log, live))
  return {
    ...parts,
    clock,
    scoring,
    runner,
    feed: jobFeedOf(storage, io),
    ...{ access, askers, reader, live, log, writer, audit },
    rights: log.rights,
    changes: log.changes,
    batches: log.batches,
    schema,
    exported: () => exportWorkspace(storage, io),
    scrub: async () => storage.scrub?.(io),
    kinds: () => parts.criteria,
    sections: () => parts.sections,
    permissions: () => parts.permissions,
    account: () => ({ extensions: keeper.extensions, held: parts.held }),
    extended: (extensions) => keeper.with(extensions).schema,
    idle: () => settle({ audit, writer, live }),
    async close() {
      closing.abort()
      await runner[Symbol.asyncDispose]()
      await audit[Symbol.asyncDispose]()
      await notices[Symbol.asyncDispose]()
      await settle({ audit, writer, live })
      live.close()
      log.close()
      abort.abort()
      await storage.close()
      await followed
    },
  }
}

async function settle({ audit, writer, live }: Pick<Kernel, 'audit' | 'writer' | 'live'>): Promise<void> {
  await audit.idle()
  await writer.queue.idle()
  await live.idle()
}

function writerOf(
  options: KernelOptions,
  parts: Parts,
  {
    askers,
    reader,
    ...rest
  }: Pick<WriterOptions, 'access' | 'committed' | 'patience'> & { readonly askers: Askers; readonly reader: Reader },
): Writer {
  const { storage, clock, log } = options
  const { aliases, follows, keeper } = parts
  const titleOf = (id: string): string => [roleSection, ...parts.sections].find((section) => section.id === id)?.title ?? id
  const schema = (): SchemaDefinition => keeper.schema
  const askerOf = (user: string): Asker | undefined => askers.find(user)
  return createWriter({
    ...rest,
    adapter: storage,
    schema,
    clock,
    log,
    io: parts.io,
    rules: rulesOf(options, parts, rest.access),
    audited: (records, by) => auditedChanges(records, { ...by, schema: keeper.schema, titleOf }),
    read: ruleReader(storage, reader, parts.io),
    noticed: { access: rest.access, schema, aliases, follows, healthOf: (type) => healthOf(parts, type), askerOf },
    touchScores: (draft, options) => touchScores({ profiles: parts.profiles, schema, storage, io: parts.io }, draft, options),
    current: (asker) => askers.current(asker),
  })
}

function following(options: KernelOptions, parts: Parts, log: CommitLog, live: LiveHub): Following {
  const { storage, clock } = options
  const load = (type: string): Promise<readonly StoredRecord[]> => loadAll(storage, parts.keeper.schema, type, parts.io)
  const takeTypes = async (records: readonly Pick<StoredRecord, 'values'>[]): Promise<void> => {
    for (const definition of records.flatMap(toExtension)) {
      parts.held = await applySnapshot(storage, toSnapshotOf(parts, parts.keeper.replacing(definition)), parts.io)
      log.baseChanged(parts.keeper.put(definition))
    }
  }
  return {
    async take(batch) {
      const blind = storage.capabilities.images !== 'both' || batch.changes.some(({ change }) => change === 'purge')
      log.take({ ...batch, blind, foreign: true })
      await takeTypes(
        batch.changes.flatMap(({ ref, after }) => (ref.type === 'objectType' && after !== undefined ? [{ values: after }] : [])),
      )
    },
    async afresh() {
      await takeTypes(await load('objectType'))
      log.take(await readAfresh({ ...parts, load, now: () => clock.now() }))
      live.runAgain()
    },
  }
}

type RunnerParts = Pick<Kernel, 'access' | 'askers' | 'reader' | 'writer' | 'schema' | 'scoring' | 'profiles'> & { readonly io: IO }
function runnerOf({ storage, clock, log }: KernelOptions, { askers, reader, writer, scoring, profiles, ...parts }: RunnerParts): Runner {
  const kinds: readonly RunKind[] = [
    undoRun({ adapter: storage, ...parts }),
    bulkRun(reader),
    handOverRun(reader, clock),
    rescoreRun({ ...scoring, profiles, reader, clock }),
  ]
  return createRunner({ access: parts.access, clock, log, reader, writer, askerOf: (user) => askers.get(user), kinds, chunk: 200 })
}

async function start(parts: ReturnType<typeof assemble>, { storage, log: warnings }: KernelOptions, state: Parts): Promise<Kernel> {
  const { keeper, io } = state
  const { log, ...kernel } = parts
  const scores = startScoreClock({ ...kernel.scoring, ...kernel, log: warnings })
  const activities = await startActivityClock({ ...kernel, log: warnings })
  await kernel.runner.resume()
  const forgetting = await startForgetting({ ...kernel, log: warnings })
  const noticing = log.batches.subscribe((batch) => {
    activities.notice(batch)
    scores.notice(batch, batch.foreign)
    forgetting.notice(batch)
  })
  const apply = async (schema: SchemaDefinition): Promise<void> => {
    state.held = await applySnapshot(storage, toSnapshotOf(state, schema), io)
  }
  return {
    ...kernel,
    async extend(added, by) {
      const { schema, merged } = keeper.with(added)
      await apply(schema)
      await storeExtensions(kernel.writer, merged, by)
      log.baseChanged(keeper.extend(added))
    },
    async define(definition, by) {
      await apply(keeper.replacing(definition))
      const version = await storeDefinition(kernel.writer, definition, by)
      log.baseChanged(keeper.put(definition))
      return version
    },
    async rebase({ types, sections, lists, permissions, criteria }) {
      state.permissions = permissions
      state.criteria = kindsOf(criteria)
      state.profiles.recompile()
      if (keeper.isBase(types) && isSameList(state.sections, sections) && JSON.stringify(state.lists) === JSON.stringify(lists)) return
      await apply(keeper.onBase(types))
      state.sections = sections
      state.lists = lists
      log.baseChanged(keeper.rebase(types))
      await apply(keeper.schema)
    },
    async idle() {
      await kernel.idle()
      await scores.idle()
      await kernel.idle()
    },
    async close() {
      await scores[Symbol.asyncDispose]()
      activities[Symbol.dispose]()
      noticing.unsubscribe()
      await kernel.close()
    },
  }
}

/** The audit, notifications and deliveries are read by time, and so is what jobs try again. */
const coreOrders: readonly SortedList[] = [
  ...[auditType, notificationType, deliveryType].map((of) => ({ of, sorts: ['at'] })),
  { of: markType, sorts: ['dueAt'] },
]

function kindsOf(criteria: readonly CriterionKind[] = []): CriterionKinds {
  return new Map(criteria.map((kind) => [kind.id, kind]))
}

const noHealth: ReadonlySet<string> = new Set()
/** What is the health status of records of a type, in any workspace. */
function healthOf({ workspaces, roles }: Pick<Parts, 'workspaces' | 'roles'>, type: string): ReadonlySet<string> {
  const mappings = workspaces.all().flatMap(({ id }) => (roles.in(id).get('customer') ?? []).filter((each) => each.type === type))
  const names = mappings.flatMap(({ properties }) =>
    Object.hasOwn(properties, 'healthStatus') ? (properties['healthStatus'] ?? []) : ['healthStatus'],
  )
  return names.length === 0 ? noHealth : new Set(names)
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
function keepMsOf({ auditDays = 730 }: Pick<KernelOptions, 'auditDays'>): number {
  return auditDays * 86_400_000
}
function rulesOf(options: KernelOptions, parts: Parts, access: Access): readonly WriteRule[] {
  const { directory, workspaces, keeper, views } = parts
  const mostDefaults = options.edition.limit('defaultViews')
  const typeOf = (collection: string): string | undefined => parts.lists.find(({ id }) => id === collection)?.of
  return [
    ({ records }) => keepAudit(records, options.clock.now() - keepMsOf(options)),
    ({ records }) => keepSuperAdmin(directory, records),
    ({ records }) => knownRights({ schema: keeper.schema, permissions: parts.permissions.map(({ id }) => id) }, records),
    ({ records }) => teamParents(directory, records),
    (batch) => viewRules({ access, mostDefaults, views, typeOf }, batch),
    (batch) => workspaceRules({ workspaces, directory, edition: options.edition }, batch),
  ]
}
function ruleReader(storage: StorageAdapter, reader: Reader, io: IO): RuleReader {
  return {
    read: (refs) => storage.read(refs, io),
    list: async (query) => (await reader.list(systemAsker, query)).records,
  }
}
// The indexes of a list of a role are those of every type that plays it, in any workspace.
function toSnapshotOf({ workspaces, roles, lists }: Parts, schema: SchemaDefinition): SchemaSnapshot {
  const all = workspaces.all().map(({ id }) => roles.in(id))
  const real = lists.flatMap(({ of, sorts }) =>
    isRoleName(of) ? all.flatMap((each) => (each.get(of) ?? []).map(({ type }) => ({ of: type, sorts }))) : [{ of, sorts }],
  )
  return toSnapshot(schema, all, [...real, ...coreOrders])
}

async function loadAll(storage: StorageAdapter, schema: SchemaDefinition, type: string, io: IO): Promise<readonly StoredRecord[]> {
  const select = schema.get(type)?.properties.map(({ name }) => name) ?? []
  const query = { type, every: [], where: { all: [] }, order: [], select, count: false, archived: 'no' } as const
  return (await runQuery(storage, query, io, () => undefined)).records
}
