import { distinctUntilChanged, filter, map, type Observable, startWith, take } from 'rxjs'
import { missingFor, type Principal, systemPrincipal } from '../access/principal.js'
import { newId } from '../base/id.js'
import type { Log } from '../base/log.js'
import type { Outcome } from '../base/outcome.js'
import type { Session } from '../contract/call.js'
import type { Caller, Desk } from '../contract/caller.js'
import { isTenureError, TenureError } from '../errors/tenure-error.js'
import type { PluginUse } from '../plugin/plugin.js'
import type { PluginHost } from '../plugin/plugin-host.js'
import type { PluginState } from '../plugin/plugin-state.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { splitPath } from '../schema/property.js'
import type { RecordId, UserId, Value } from '../schema/value.js'
import type { AccountUser, AuditEntry, Host, InstalledContracts } from './host.js'
import { createImporter, type Importer } from './importer.js'
import type { Kernel } from './kernel.js'
import { mainWorkspace, toSession } from './session.js'
import { openRecords } from './session-records.js'

/** What a user needs for records without a plugin in between (ACC-6). */
const access = 'workspace.access'

/** Parts of a host that runs. */
export interface RunningParts {
  readonly kernel: Kernel
  readonly plugins: PluginHost
  readonly log: Log
  /** Object types of the core and of all plugins that are there now. */
  readonly types: () => readonly ObjectTypeDefinition[]
}

/** The host: the door to a kernel and its plugins. */
export class RunningHost implements Host {
  readonly #parts: RunningParts
  readonly #sessions = new WeakMap<Principal, Session>()
  readonly #nobodies = new Map<UserId, Session>()
  #contracts: InstalledContracts | undefined
  #users: readonly AccountUser[] | undefined
  #closing: Promise<void> | undefined

  constructor(parts: RunningParts) {
    this.#parts = parts
    parts.plugins.states.subscribe(() => {
      this.#contracts = undefined
    })
    parts.kernel.changed.subscribe(() => {
      this.#users = undefined
      this.#nobodies.clear()
    })
  }

  get states(): Observable<readonly PluginState[]> {
    return this.#parts.plugins.states
  }

  as(user: UserId): Desk {
    const { kernel } = this.#parts
    const caller = (): Caller => this.#parts.plugins.caller(this.#session(user))
    const desk: Pick<Desk, 'records' | 'edit'> & { readonly [K in keyof Caller]: (...call: never[]) => unknown } = {
      read: (...call: Parameters<Caller['read']>) => caller().read(...call),
      watch: (...call: Parameters<Caller['watch']>) => caller().watch(...call),
      act: (...call: Parameters<Caller['act']>) => caller().act(...call),
      records: openRecords(kernel, user, { permission: access }).typed,
      edit: (id, property, value) => this.#edit(user, id, property.path, value ?? null),
    }
    return Object.freeze(desk) as unknown as Desk
  }

  async add(use: PluginUse): Promise<PluginState> {
    const state = await this.#parts.plugins.add(use)
    await this.#parts.kernel.rebase(this.#parts.types())
    return state
  }

  async replace(use: PluginUse): Promise<PluginState> {
    const state = await this.#parts.plugins.replace(use)
    await this.#parts.kernel.rebase(this.#parts.types())
    return state
  }

  async remove(plugin: string): Promise<void> {
    await this.#parts.plugins.remove(plugin)
    await this.#parts.kernel.rebase(this.#parts.types())
  }

  contracts(): InstalledContracts {
    this.#contracts ??= toContracts(this.#parts.plugins)
    return this.#contracts
  }

  users(): readonly AccountUser[] {
    this.#users ??= this.#parts.kernel.directory.users()
    return this.#users
  }

  ended(user: UserId): Observable<void> {
    const { changed, directory } = this.#parts.kernel
    return changed.pipe(
      startWith(undefined),
      map(() => directory.find(user) === undefined),
      distinctUntilChanged(),
      filter((isGone) => isGone),
      take(1),
      map(() => undefined),
    )
  }

  async createFirstAdmin(name: string): Promise<Outcome<{ readonly id: UserId }>> {
    const { kernel } = this.#parts
    const id = newId(kernel.clock.now())
    const outcome = await kernel.writer.draft({ principal: systemPrincipal, actor: { source: 'system' } }, async (draft) => {
      // Looked at inside the queue of writes: of two who come at once, one is first.
      if (kernel.directory.superAdmins().length > 0)
        throw new TenureError('access.denied', 'There is an administrator already. Ask there for access.', {
          missing: 'an account without an administrator',
        })
      draft.create(
        { type: 'user', id },
        {
          name,
          active: true,
          seat: true,
          superAdmin: true,
          timeZone: 'UTC',
          locale: 'en',
          permissions: ['workspace.access', 'settings.manage'],
        },
      )
    })
    return outcome.ok ? { ok: true, value: { id } } : outcome
  }

  audit({ event, user, facts }: AuditEntry): void {
    this.#parts.log.info(`audit: ${event}`, { ...facts, ...(user !== undefined && { user }) })
  }

  importer(source: string): Importer {
    return createImporter(this.#parts.kernel, source)
  }

  idle(): Promise<void> {
    return this.#parts.kernel.idle()
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#parts.kernel.idle()
    await this.#parts.plugins[Symbol.asyncDispose]()
    await this.#parts.kernel.close()
  }

  async #edit(user: UserId, id: RecordId, path: string, value: Value): Promise<Outcome<void>> {
    const { kernel } = this.#parts
    try {
      const [type, name] = splitPath(kernel.access.resolve(path))
      const principal = kernel.principal(user)
      const missing = missingFor(principal, access)
      if (missing !== undefined) return { ok: false, problem: missing }
      const by = { principal, actor: { user, source: 'user' } } as const
      const outcome = await kernel.writer.write(by, [{ write: 'update', type, id, values: { [name]: value } }])
      return outcome.ok ? { ok: true, value: undefined } : outcome
    } catch (error) {
      if (isTenureError(error)) return { ok: false, problem: error.problem }
      throw error
    }
  }

  // One session for a user as long as nothing about the user changes: what is shared for it stays shared.
  #session(user: UserId): Session {
    const principal = this.#parts.kernel.directory.find(user)
    if (principal === undefined) return this.#nobody(user)
    const session = this.#sessions.get(principal) ?? toSession(principal)
    this.#sessions.set(principal, session)
    return session
  }

  #nobody(user: UserId): Session {
    const session = this.#nobodies.get(user) ?? Object.freeze({ user, workspace: mainWorkspace, timeZone: 'UTC', locale: 'en' })
    if (this.#nobodies.size < 1000) this.#nobodies.set(user, session)
    return session
  }
}

function toContracts(plugins: PluginHost): InstalledContracts {
  const all = plugins.contributions().map(({ contribution }) => contribution)
  const of = <T>(kind: string): readonly T[] => all.filter((contribution) => contribution.kind === kind) as unknown as readonly T[]
  return { providers: of('provider'), actions: of('action') }
}
