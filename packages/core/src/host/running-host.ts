import { distinctUntilChanged, filter, map, type Observable, startWith, take } from 'rxjs'
import { mainWorkspace, systemAsker } from '../access/asker.js'
import type { AuditFact } from '../access/audit/audit-entry.js'
import { missingFor } from '../access/principal.js'
import { resolvePath } from '../access/role-path.js'
import { missingToView } from '../access/viewing.js'
import { newId } from '../base/id.js'
import type { Log } from '../base/log.js'
import { fromProblem, getValue, type Outcome } from '../base/outcome.js'
import type { Session } from '../contract/call.js'
import type { Caller, Desk } from '../contract/caller.js'
import type { PublicReply } from '../contract/outside/public-link.js'
import type { Delivery, WebhookPort } from '../contract/outside/webhook.js'
import { isTenureError, TenureError } from '../errors/tenure-error.js'
import type { JobClock } from '../jobs/job/job-clock.js'
import { createRowsDesk, type RowsDesk, type RowsDeskPort } from '../jobs/rows-desk.js'
import { type RowSource, rowsRun } from '../jobs/rows-run.js'
import type { PluginUse } from '../plugin/plugin.js'
import type { InstalledElement, PluginHost } from '../plugin/plugin-host.js'
import type { PluginState } from '../plugin/plugin-state.js'
import type { Refusal } from '../records/audit/refusal-count.js'
import { splitPath } from '../schema/property.js'
import type { RecordId, UserId, Value } from '../schema/value.js'
import { openRecords, type RecordsPort } from '../session/session-records.js'
import type { Actor } from '../storage/adapter.js'
import { createDirectoryDesk, type DirectoryDesk } from '../workspace/people/directory-desk.js'
import { createSessionDesk, type SessionDesk } from '../workspace/session-desk.js'
import type { AccountUser, Host, InstalledContracts } from './host.js'
import { createImporter, createUserImporter, type Importer, type ImporterPort, type UserImporter } from './importer.js'
import type { Kernel } from './kernel.js'
import { answerPublicLink, endAbandonedLinks, type OpenedLink, openPublicLink } from './public/open-public-link.js'
import { type OpenedWebhook, openWebhook } from './public/open-webhook.js'
import { createNotedViews, type NotedViews, ownSummary } from './security/noted-views.js'
import { toSession } from './session.js'

/** What a user needs for records without a plugin in between (ACC-6). */
const access = 'workspace.access'

/** What the door of a host opens of the kernel. */
export interface HostPort
  extends RecordsPort,
    ImporterPort,
    Omit<RowsDeskPort, 'reader' | 'runner' | 'askers' | 'clock' | 'live' | 'access'> {
  readonly live: Kernel['live']
  readonly access: Kernel['access']
  readonly audit: Kernel['audit']
  readonly exported: Kernel['exported']
  readonly reader: Kernel['reader']
  readonly askers: Kernel['askers']
  readonly clock: Kernel['clock']
  readonly directory: Kernel['directory']
  readonly runner: Kernel['runner']
  readonly sessions: Kernel['sessions']
  readonly publicLinks: Kernel['publicLinks']
  idle(): Promise<void>
  close(): Promise<void>
}

/** What runs over the kernel. */
export interface HostParts {
  readonly plugins: PluginHost
  readonly jobs: JobClock
  readonly log: Log
  readonly webhooks: WebhookPort | undefined
}

/** The host: the door to a kernel and its plugins. */
export class RunningHost implements Host {
  readonly sessions: SessionDesk
  readonly directoryDesk: DirectoryDesk
  readonly #kernel: HostPort
  readonly #plugins: PluginHost
  readonly #jobs: JobClock
  readonly #log: Log
  readonly #views: NotedViews
  readonly #webhooks: WebhookPort | undefined
  #contracts: InstalledContracts | undefined
  #users: readonly AccountUser[] | undefined
  #closing: Promise<void> | undefined

  constructor(kernel: HostPort, { plugins, jobs, log, webhooks }: HostParts) {
    this.#kernel = kernel
    this.#plugins = plugins
    this.#jobs = jobs
    this.#log = log
    this.#webhooks = webhooks
    this.#views = createNotedViews(kernel.clock)
    this.sessions = createSessionDesk(kernel, log)
    this.directoryDesk = createDirectoryDesk(kernel)
    endAbandonedLinks(kernel, log)
    plugins.states.subscribe(() => {
      this.#contracts = undefined
    })
    kernel.changes.subscribe((change) => {
      if ('users' in change) this.#users = undefined
    })
  }

  get states(): Observable<readonly PluginState[]> {
    return this.#plugins.states
  }

  as(user: UserId, source?: Session['source']): Desk {
    const caller = (): Caller => this.#plugins.caller(this.#session(user, source))
    const desk: Pick<Desk, 'records' | 'edit'> & { readonly [K in keyof Caller]: (...call: never[]) => unknown } = {
      read: (...call: Parameters<Caller['read']>) => caller().read(...call),
      watch: (...call: Parameters<Caller['watch']>) => caller().watch(...call),
      act: (...call: Parameters<Caller['act']>) => caller().act(...call),
      records: openRecords(this.#kernel, user, { permission: access }).typed,
      edit: (id, property, value) => this.#edit({ user, source: source ?? 'user' }, id, property.path, value ?? null),
    }
    return Object.freeze(desk) as unknown as Desk
  }

  async viewAs(user: UserId, target: UserId, source?: Session['source']): Promise<Outcome<Pick<Caller, 'read' | 'watch'>>> {
    const { askers, directory } = this.#kernel
    try {
      const key = askers.view(user, target)
      const missing =
        user === target ? ownSummary : missingToView({ viewer: askers.get(user).principal, target: askers.get(target).principal })
      if (missing !== undefined) return { ok: false, problem: missing }
      const noted = await this.#views.note(key, () =>
        this.audit({ kind: 'view-as', what: 'viewed', name: directory.name(target) ?? target, user, as: target, source: source ?? 'page' }),
      )
      if (!noted.ok) return noted
      const { read, watch } = this.#plugins.caller(this.#session(key, source))
      return { ok: true, value: Object.freeze({ read, watch }) }
    } catch (error) {
      if (isTenureError(error)) return { ok: false, problem: error.problem }
      throw error
    }
  }

  add(use: PluginUse): Promise<PluginState> {
    return this.#plugins.add(use)
  }

  replace(use: PluginUse): Promise<PluginState> {
    return this.#plugins.replace(use)
  }

  remove(plugin: string): Promise<void> {
    return this.#plugins.remove(plugin)
  }

  contracts(): InstalledContracts {
    this.#contracts ??= toContracts(this.#plugins)
    return this.#contracts
  }

  elements(): readonly InstalledElement[] {
    return this.#plugins.elements()
  }

  users(): readonly AccountUser[] {
    this.#users ??= this.#kernel.directory.users()
    return this.#users
  }

  superAdmins(): readonly UserId[] {
    return this.#kernel.directory.superAdmins()
  }

  ended(user: UserId): Observable<void> {
    const { changes, directory } = this.#kernel
    return changes.pipe(
      filter((change) => 'users' in change && change.users.has(user)),
      startWith(undefined),
      map(() => directory.find(user) === undefined),
      distinctUntilChanged(),
      filter((isGone) => isGone),
      take(1),
      map(() => undefined),
    )
  }

  async createFirstAdmin(name: string, email?: string): Promise<Outcome<{ readonly id: UserId }>> {
    const { clock, directory, writer } = this.#kernel
    const id = newId(clock.now())
    const outcome = await writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
      // Checked inside the queue of writes: of two calls at once, one is first.
      if (directory.superAdmins().length > 0)
        throw new TenureError('access.denied', 'There already is an administrator. Ask the administrator for access.', {
          missing: 'an account without an administrator',
        })
      const permissions = ['workspace.access', 'settings.manage']
      const known = { name, ...(email !== undefined && { email }) }
      draft.create(
        { type: 'user', id },
        { ...known, active: true, seat: true, superAdmin: true, timeZone: 'UTC', locale: 'en', permissions },
      )
    })
    return outcome.ok ? { ok: true, value: { id } } : outcome
  }

  async *export(user: UserId, source: AuditFact['source'] = 'system'): AsyncGenerator<string> {
    const check = (): void => {
      const missing = missingFor(this.#kernel.askers.get(user).principal, 'superAdmin')
      if (missing !== undefined) throw fromProblem(missing)
    }
    check()
    getValue(await this.audit({ kind: 'export', what: 'exported', name: 'everything', user, source }))
    for await (const piece of this.#kernel.exported()) {
      check()
      yield piece
    }
  }

  openLink(token: string): Promise<Outcome<OpenedLink>> {
    return openPublicLink(this.#kernel, this.#plugins, { token, log: this.#log })
  }

  answerLink(token: string, reply: PublicReply): Promise<Outcome<void>> {
    return answerPublicLink(this.#kernel, this.#plugins, { token, reply })
  }

  openWebhook(id: string, delivery: Delivery): OpenedWebhook | undefined {
    const desk = { ...this.#kernel, webhooks: this.#webhooks, log: this.#log }
    return openWebhook(desk, this.#plugins, { id, delivery })
  }

  audit(fact: AuditFact): Promise<Outcome<void>> {
    const { kind, user } = fact
    this.#log.info(`audit: ${kind}`, { what: fact.what, ...(user !== undefined && { user }) })
    return this.#kernel.audit.add(fact)
  }

  auditRefusal(refusal: Refusal): void {
    this.#kernel.audit.refused(refusal)
  }

  importer(source: string): Importer {
    return createImporter(this.#kernel, source)
  }

  importerOf(user: UserId, source: string): UserImporter {
    return createUserImporter(this.#kernel, source, user)
  }

  async openRows(source: RowSource): Promise<RowsDesk> {
    await this.#kernel.runner.add(rowsRun(this.#kernel, source))
    return createRowsDesk(this.#kernel, source)
  }

  async idle(): Promise<void> {
    await this.#jobs.idle()
    await this.#kernel.runner.idle()
    await this.#kernel.idle()
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#kernel.idle()
    // Runs of jobs are left before their plugins stop, so that they go on at the next start and have not failed.
    await this.#jobs[Symbol.asyncDispose]()
    await this.#kernel.runner[Symbol.asyncDispose]()
    await this.#plugins[Symbol.asyncDispose]()
    await this.#kernel.close()
  }

  async #edit(actor: Actor & { readonly user: UserId }, id: RecordId, path: string, value: Value): Promise<Outcome<void>> {
    const { askers, writer } = this.#kernel
    try {
      const asker = askers.get(actor.user)
      const missing = missingFor(asker.principal, access)
      if (missing !== undefined) return { ok: false, problem: missing }
      const [type, name] = splitPath(resolvePath(asker.roles, path))
      const outcome = await writer.write({ asker, actor }, [{ write: 'update', type, id, values: { [name]: value } }])
      return outcome.ok ? { ok: true, value: undefined } : outcome
    } catch (error) {
      if (isTenureError(error)) return { ok: false, problem: error.problem }
      throw error
    }
  }

  #session(user: UserId, source?: Session['source']): Session {
    const asker = this.#kernel.askers.find(user)
    if (asker === undefined) return Object.freeze({ user, workspace: mainWorkspace, timeZone: 'UTC', locale: 'en' })
    return toSession(asker, source)
  }
}

function toContracts(plugins: PluginHost): InstalledContracts {
  const all = plugins.contributions().map(({ contribution }) => contribution)
  const of = <T>(kind: string): readonly T[] => all.filter((contribution) => contribution.kind === kind) as unknown as readonly T[]
  return { providers: of('provider'), actions: of('action') }
}
