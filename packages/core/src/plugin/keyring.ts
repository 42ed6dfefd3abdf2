import type { Observable } from 'rxjs'
import type { Key } from '../base/key.js'
import { fromProblem } from '../base/outcome.js'
import type { Session } from '../contract/call.js'
import { type Caller, Providers } from '../contract/caller.js'
import type { Contribution } from '../contract/contribution.js'
import type { Grant } from '../contract/grant.js'
import type { Fetcher, FetchPort } from '../contract/outside/fetcher.js'
import type { Point } from '../contract/point.js'
import { isTenureError, TenureError } from '../errors/tenure-error.js'
import type { Activation } from './activation.js'
import { isCovered } from './admission/admission.js'
import { isAsked, limitProviders } from './asked-providers.js'
import { isConfig, isGrant, isPoint, isSettings, type ServiceCode, usesOf } from './contributed.js'
import type { HostService, KeyOpener, SettingsReader, Stage } from './key-opener.js'
import { toBroken, toUnavailable } from './plugin-state.js'

/** For whom keys are opened; without a session, only those that need no user. */
export interface Holder {
  readonly activation: Activation
  readonly session?: Session
  /** What an action stages; only actions have it. */
  readonly stage?: () => Stage
  /** Only the first answer of the stream will be taken. */
  readonly once?: boolean
  /** Aborts when nobody waits for the answer. */
  readonly signal?: AbortSignal
  /** Under which the action happens once, of its user and action. */
  readonly key?: string
}
/** What opening keys needs of the host. */
export interface KeyringEnv {
  readonly opener: KeyOpener
  readonly settings: SettingsReader
  readonly hostServices: Readonly<Record<string, HostService>>
  readonly caller: (session: Session) => Caller
  readonly fetchPort: FetchPort
  readonly items: (point: Point<unknown, unknown>) => Observable<readonly unknown[]>
  /** The running plugin that gives a service, and its contribution. */
  readonly giver: (key: string) => { readonly activation: Activation; readonly contribution: Contribution } | undefined
}

/** Opens what a contribution names in its `uses`, under the same names. Errors: `plugin.unavailable`, `plugin.broken`. */
export function openKeys(contribution: Contribution, holder: Holder, env: KeyringEnv): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(usesOf(contribution)).map(([name, key]) => [name, openKey(key, holder, env)]))
}
/** Whether the host itself gives a service to that plugin. */
export function isHostKey(key: string, plugin: string, { hostServices }: Pick<KeyringEnv, 'hostServices'>): boolean {
  const service = Object.hasOwn(hostServices, key) ? hostServices[key] : undefined
  return key === Providers.key || (service !== undefined && (service.for === undefined || service.for.includes(plugin)))
}

function openKey(key: Key<unknown, string>, holder: Holder, env: KeyringEnv): unknown {
  if (isGrant(key)) return openGrant(key, holder, env)
  if (isConfig(key)) return holder.activation.admitted.config
  if (isPoint(key)) return env.items(key)
  if (isSettings(key)) {
    if (holder.session === undefined) throw withoutUser(holder.activation.admitted.plugin.id, key.key)
    return env.settings.read(key, holder.session).value
  }
  return openService(key, holder, env)
}
function openGrant(grant: Grant, { activation, session, stage, once = false, signal }: Holder, env: KeyringEnv): unknown {
  const { opener } = env
  const { plugin, granted } = activation.admitted
  if (!isCovered(grant, granted)) return undefined
  if (grant.opens === 'fetcher') return openFetcher(env.fetchPort, plugin.id, signal)
  if (session === undefined) throw withoutUser(plugin.id, grant.grant)
  const call = { once, ...(signal && { signal }) }
  if (grant.opens === 'providers') return limitProviders(env.caller(session), plugin.id, (id) => isAsked(grant, id, env.items))
  if (grant.opens === 'records') return opener.openRecords(session, plugin.id, grant.paths, call)
  if (grant.opens === 'all-records') return opener.openAllRecords(session, plugin.id, grant.paths, call)
  if (grant.opens === 'any-records') return opener.openAnyRecords(session, plugin.id, call)
  if (stage === undefined)
    throw new TenureError('internal.invariant', `${grant.grant} is opened outside an action.`, { invariant: 'only actions stage' })
  if (grant.opens === 'any-writes') return stage().anything()
  if (grant.opens === 'archives') return stage().archives(grant.paths)
  if (grant.opens === 'notifies') return stage().notifies(grant.paths)
  return grant.opens === 'edits' ? stage().edits(grant.paths) : stage().creates(grant.paths)
}
function openFetcher(port: FetchPort, plugin: string, signal: AbortSignal | undefined): Fetcher {
  return Object.freeze({ fetch: (request: Parameters<Fetcher['fetch']>[0]) => port.fetch(request, { plugin, ...(signal && { signal }) }) })
}
function openService(key: Key<unknown, string>, holder: Holder, env: KeyringEnv): unknown {
  const { activation, session } = holder
  const plugin = activation.admitted.plugin.id
  if (activation.services.has(key.key)) return activation.services.get(key.key)
  if (isHostKey(key.key, plugin, env)) return openHostService(key.key, holder, env)
  const giver = env.giver(key.key)
  if (giver === undefined) {
    if (key.optional) return undefined
    throw fromProblem(toUnavailable(plugin, `The service ${key.key} is missing.`))
  }
  if (giver.contribution.kind === 'resource') return giver.activation.services.get(key.key)
  if (session === undefined) throw withoutUser(plugin, key.key)
  return openSessionService(giver.contribution as ServiceCode, { activation: giver.activation, session }, env)
}
function openHostService(name: string, { activation, session, key }: Holder, env: KeyringEnv): unknown {
  const plugin = activation.admitted.plugin.id
  const service = env.hostServices[name]
  if (service !== undefined) return service.open({ plugin, ...(session && { session }), ...(key !== undefined && { key }) })
  if (session === undefined) throw withoutUser(plugin, name)
  return limitProviders(env.caller(session), plugin, (id) => id.startsWith(`${plugin}/`))
}

const making = Symbol('making')
function openSessionService(service: ServiceCode, holder: Required<Pick<Holder, 'activation' | 'session'>>, env: KeyringEnv): unknown {
  const { activation, session } = holder
  const made = activation.sessions.get(session) ?? new Map<string, unknown>()
  activation.sessions.set(session, made)
  const known = made.get(service.id)
  const plugin = activation.admitted.plugin.id
  if (known === making) throw fromProblem(toBroken(plugin, service.id, `The service ${service.id} needs itself, through other services.`))
  if (made.has(service.id)) return known
  made.set(service.id, making)
  try {
    const instance = service.create({ ...openKeys(service, holder, env), session })
    made.set(service.id, instance)
    return instance
  } catch (cause) {
    made.delete(service.id)
    throw toServiceError(cause, plugin, service.id)
  }
}
function toServiceError(cause: unknown, plugin: string, contribution: string): TenureError {
  if (isTenureError(cause)) return cause
  return new TenureError(
    'plugin.broken',
    `The plugin ${plugin} is broken. Its service ${contribution} could not be made.`,
    { plugin, contribution },
    { cause },
  )
}
function withoutUser(plugin: string, key: string): TenureError {
  return fromProblem(toBroken(plugin, key, `A resource knows no user, so it cannot use ${key}.`))
}
