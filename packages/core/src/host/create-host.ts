import { defer, filter, Subject } from 'rxjs'
import { silentLog } from '../base/log.js'
import { fromProblem } from '../base/outcome.js'
import { systemClock } from '../base/system-clock.js'
import { UserZones } from '../base/user-zones.js'
import { AccountEdition, openEdition, standardEditions } from '../contract/administration/edition.js'
import type { Session } from '../contract/call.js'
import type { Collection } from '../contract/collection/collection.js'
import { RemovedRecords, SavedViews } from '../contract/collection/saved-views.js'
import type { Contribution, Permission } from '../contract/contribution.js'
import type { Job } from '../contract/job/job.js'
import { KeptAddresses } from '../contract/outside/kept-addresses.js'
import type { AnySettings } from '../contract/settings.js'
import { createTypeFitter, type Ground } from '../plugin/admission/fit-types.js'
import type { ChangedRights } from '../plugin/calls.js'
import type { Denied, RefusedPlace } from '../plugin/guard/refused.js'
import type { KeyOpener, SettingsReader } from '../plugin/key-opener.js'
import { type PluginData, use } from '../plugin/plugin.js'
import { createPluginHost, type PluginHost, type PluginHostOptions } from '../plugin/plugin-host.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { SchemaDefinition } from '../schema/definition.js'
import { splitPath } from '../schema/property.js'
import type { CriterionKind } from '../score/model/criterion-kind.js'
import { KnownCriterionKinds } from '../score/model/known-criterion-kinds.js'
import { openRemovedRecords } from '../session/notice/follow-desk.js'
import { createKeyOpener } from '../session/open-keys.js'
import { openSavedViews } from '../session/view/saved-views.js'
import { createMappingDesk, MappingDesk, type MappingPort } from '../workspace/mapping/mapping-desk.js'
import { createObjectTypeDesk, ObjectTypeDesk } from '../workspace/objects/object-type-desk.js'
import { createPipelineDesk, PipelineDesk } from '../workspace/pipelines/pipeline-desk.js'
import { authorise } from './authorise.js'
import { corePlugin } from './core-plugin.js'
import type { Host, HostOptions } from './host.js'
import { createJobsDesk, JobsDesk } from './jobs/jobs-desk.js'
import { type JobClocks, openJobs } from './jobs/open-jobs.js'
import { type AccountTypes, type Kernel, type KernelBase, openKernel } from './kernel.js'
import { createPageDesk, PageDesk, type PagePort } from './page-desk.js'
import { createPeopleDesk, PeopleDesk } from './people/people-desk.js'
import { openKeptAddresses } from './public/kept-addresses.js'
import { createPublicLinkDesk, PublicLinkDesk, type PublicLinkPort } from './public/public-link-desk.js'
import { RunningHost } from './running-host.js'
import { openScores } from './score/open-scores.js'
import { createScoreDesk, ScoreDesk } from './score/score-desk.js'
import { kernelOf } from './security/kernel-of.js'
import { createSecurityDesk, SecurityDesk } from './security/security-desk.js'
import { toSession } from './session.js'

/** Parts that need each other: each is read only when something runs, and by then all exist. */
interface Parts {
  readonly rights: Subject<ChangedRights>
  readonly saved: Subject<unknown>
  readonly edition: AccountEdition
  readonly fit: ReturnType<typeof createTypeFitter>
  account: AccountTypes
  kernel?: Kernel
  opener?: KeyOpener
  plugins?: PluginHost
  jobs?: JobClocks
}

/**
 * Admits the plugins, opens the store with their object types and settings, then starts them.
 * Errors: `config.*` and `storage.*`; a plugin that is rejected or fails is in `states`.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const { storage, clock = systemClock, log = silentLog } = options
  const edition = openEdition(options.edition ?? 'professional', options.editions ?? standardEditions)
  const account: AccountTypes = { extensions: [], held: { types: [], edges: [] } }
  const parts: Parts = { rights: new Subject(), saved: new Subject(), edition, account, fit: createTypeFitter() }
  const plugins = await createPluginHost(toPluginOptions(options, parts))
  parts.plugins = plugins
  try {
    const join = async (found: AccountTypes): Promise<KernelBase> => {
      parts.account = found
      await plugins.fit()
      return baseOf(parts, plugins.plugins())
    }
    const kernel = await openKernel({
      storage,
      clock,
      log,
      budget: options.budget,
      auditDays: options.auditDays,
      pruneAfter: options.jobsAfter,
      edition,
      types: builtInTypes,
      join,
    })
    parts.kernel = kernel
    parts.opener = createKeyOpener(kernel)
    kernel.rights.subscribe(parts.rights)
    kernel.changes.subscribe((change) => 'section' in change && parts.saved.next(change))
    await plugins.start()
    await openScores(kernel)
    parts.jobs = await openJobs(kernel, plugins, { log, after: options.jobsAfter })
    return new RunningHost(kernel, { plugins, jobs: parts.jobs, log, webhooks: options.webhooks })
  } catch (error) {
    await parts.jobs?.[Symbol.asyncDispose]()
    await plugins[Symbol.asyncDispose]()
    await parts.kernel?.close()
    throw error
  }
}

const builtIn: SchemaDefinition = new Map(builtInTypes.map((type) => [type.name, type]))
function groundOf({ account, kernel }: Parts): Ground {
  return { base: builtIn, ...(kernel?.account() ?? account) }
}
function baseOf(parts: Parts, plugins: readonly PluginData[]): KernelBase {
  const contributions = plugins.flatMap(({ contributes }) => contributes)
  return {
    types: [...parts.fit(groundOf(parts), plugins).schema.values()],
    sections: contributions.filter(isSection),
    lists: [
      ...contributions.filter(isCollection).map(({ id, of, sorts }) => ({ id, of: of.objectType, sorts })),
      ...timesOf(contributions),
    ],
    criteria: contributions.filter(isCriterionKind),
    permissions: contributions.filter(isPermission).map(({ id, title }) => ({ id, title })),
  }
}
// What falls due is looked up by its time.
function timesOf(contributions: readonly Contribution[]): KernelBase['lists'] {
  return contributions
    .filter(isJob)
    .flatMap(({ id, of, on }) => (on.occasion === 'at' ? [{ id, of: of.objectType, sorts: [splitPath(on.property)[1]] }] : []))
}
function isJob(contribution: Contribution): contribution is Job {
  return contribution.kind === 'job'
}
function isPermission(contribution: Contribution): contribution is Permission {
  return contribution.kind === 'permission'
}
function isCriterionKind(contribution: Contribution): contribution is CriterionKind {
  return contribution.kind === 'criterionKind'
}
function isCollection(contribution: Contribution): contribution is Collection<unknown, never> {
  return contribution.kind === 'collection'
}
function isSection(contribution: Contribution): contribution is AnySettings {
  return contribution.kind === 'settings'
}

function toPluginOptions(options: HostOptions, parts: Parts): PluginHostOptions {
  const { clock = systemClock, log = silentLog, grants } = options
  const kernel = (session?: Session): Kernel => kernelOf(demand(parts.kernel), session)
  return {
    plugins: [use(corePlugin), ...options.plugins],
    ...{ grants, clock, log },
    opener: lateOpener(() => demand(parts.opener)),
    settings: lateSettings(kernel, parts.saved),
    fetchPort: options.fetcher,
    misfits: (admitted) => parts.fit(groundOf(parts), admitted).misfits,
    adopt: (all) => kernel().rebase(baseOf(parts, all)),
    services: {
      [PageDesk.key]: {
        for: [corePlugin.id],
        open: ({ session, key }) => createPageDesk(pagePort(options, parts, session), session?.user ?? '', key),
      },
      [PeopleDesk.key]: {
        for: [corePlugin.id],
        open: ({ session, key }) => createPeopleDesk(kernel(session), session?.user ?? '', key),
      },
      [ObjectTypeDesk.key]: { for: [corePlugin.id], open: ({ session }) => createObjectTypeDesk(kernel(session), session?.user ?? '') },
      [PipelineDesk.key]: { for: [corePlugin.id], open: ({ session }) => createPipelineDesk(kernel(), session?.user ?? '') },
      [MappingDesk.key]: {
        for: [corePlugin.id],
        open: ({ session }) => createMappingDesk(mappingPort(options, parts, session), session?.user ?? ''),
      },
      [SecurityDesk.key]: {
        for: [corePlugin.id],
        open: ({ session }) => createSecurityDesk(kernel(session), { user: session?.user ?? '', source: session?.source ?? 'page' }),
      },
      ...scoreService(kernel, parts),
      [JobsDesk.key]: {
        for: [corePlugin.id],
        open: ({ session }) =>
          createJobsDesk({ ...kernel(session), plugins: demand(parts.plugins), clockOfJobs: demand(parts.jobs) }, session?.user ?? ''),
      },
      // Everyone who signs in knows the zones of the others.
      [UserZones.key]: { open: () => ({ zoneOf: (user) => kernel().directory.find(user)?.timeZone ?? 'UTC' }) satisfies UserZones },
      [PublicLinkDesk.key]: {
        for: [corePlugin.id],
        open: ({ session }) => createPublicLinkDesk(publicLinkPort(options, parts, session), session ?? nobody),
      },
      [KeptAddresses.key]: { open: ({ plugin, session }) => openKeptAddresses(kernel(), plugin, session) },
      [AccountEdition.key]: { open: () => parts.edition },
      [RemovedRecords.key]: { open: ({ session }) => openRemovedRecords(kernel(session), session?.user ?? '') },
      [SavedViews.key]: {
        open: ({ session }) => openSavedViews({ ...kernel(session), mostDefaults: mostDefaults(parts) }, session?.user ?? ''),
      },
    },
    sessionNow: (session) => sessionNow(kernel(), session),
    authorise: (session, permission) => authorise(kernel(), session, permission),
    onRefused: (session, place, problem) => parts.kernel && noteRefusal(parts.kernel, session, place, problem),
    rightsChanged: parts.rights,
    revived: defer(() => kernel().changes.pipe(filter((change) => 'views' in change))),
    ...(options.tabOrder && { arrange: options.tabOrder }),
  }
}

function scoreService(kernel: (session?: Session) => Kernel, { edition }: Parts): PluginHostOptions['services'] {
  return {
    [ScoreDesk.key]: {
      for: [corePlugin.id],
      open: ({ session, key }) => createScoreDesk({ ...kernel(session), edition }, session?.user ?? '', key),
    },
    [KnownCriterionKinds.key]: { open: () => ({ all: () => kernel().kinds() }) satisfies KnownCriterionKinds },
  }
}

function noteRefusal(
  { audit, askers }: Kernel,
  { user, workspace, source }: Session,
  { id, title }: RefusedPlace,
  { details, message }: Denied,
): void {
  const data = { contract: id, message }
  const viewing = askers.viewingOf(user)
  audit.refused({
    place: id,
    user: viewing?.viewer.user ?? user,
    workspace,
    source: source ?? 'page',
    what: 'was refused',
    name: title ?? id,
    detail: details.missing,
    data,
  })
}

function sessionNow({ askers }: Kernel, session: Session): Session {
  const asker = askers.find(session.user)
  return asker === undefined ? session : toSession(asker, session.source)
}

function mostDefaults({ edition }: Parts): number {
  return edition.limit('defaultViews')
}
function pagePort(options: HostOptions, parts: Parts, session?: Session): PagePort {
  const kernel = kernelOf(demand(parts.kernel), session)
  const plugins = demand(parts.plugins)
  const { edition } = parts
  const { revenueTypes = [] } = options
  return {
    ...kernel,
    ...{ plugins, edition, revenueTypes, mostDefaults: mostDefaults(parts) },
    session: (user) => toSession(kernel.askers.get(user)),
    builtInViews: (collection) => plugins.views(collection).map(({ id }) => id),
  }
}

function publicLinkPort({ webhooks }: HostOptions, parts: Parts, session?: Session): PublicLinkPort {
  const kernel = kernelOf(demand(parts.kernel), session)
  const plugins = demand(parts.plugins)
  return { ...kernel, plugins, webhooks, authorise: (asking, permission) => authorise(kernel, asking, permission) }
}
const nobody: Session = Object.freeze({ user: '', workspace: '', timeZone: 'UTC', locale: 'en' })
function mappingPort({ revenueTypes = [] }: HostOptions, parts: Parts, session?: Session): MappingPort {
  return { ...kernelOf(demand(parts.kernel), session), edition: parts.edition, revenueTypes }
}

function lateSettings(kernel: () => Kernel, saved: Subject<unknown>): SettingsReader {
  return { read: (section, { workspace }) => kernel().settings.read(section, workspace), saved }
}
function lateOpener(opener: () => KeyOpener): KeyOpener {
  return {
    openRecords: (...call) => opener().openRecords(...call),
    openAllRecords: (...call) => opener().openAllRecords(...call),
    openAnyRecords: (...call) => opener().openAnyRecords(...call),
    stage: (...call) => opener().stage(...call),
  }
}

function demand<T>(part: T | undefined): T {
  if (part !== undefined) return part
  const invariant = 'nothing of a plugin runs before the host is whole'
  throw fromProblem({ code: 'internal.invariant', message: `The host broke a promise: ${invariant}.`, details: { invariant } })
}
