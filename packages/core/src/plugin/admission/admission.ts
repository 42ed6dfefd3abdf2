import { nameOfBlock } from '../../block/block.js'
import { tagOf } from '../../block/custom-block.js'
import type { Reference } from '../../block/reference.js'
import { type Contribution, type PermissionRef, toPermissionId } from '../../contract/contribution.js'
import type { Grant } from '../../contract/grant.js'
import type { Webhook } from '../../contract/outside/webhook.js'
import type { Problem } from '../../errors/tenure-error.js'
import { describeIssues, validate, validateLater } from '../../errors/validate.js'
import { type ActionCode, grantsOf, isConfig, isGrant, needsOf, usesOf, wishesOf } from '../contributed.js'
import type { PluginData, PluginUse } from '../plugin.js'
import { toBroken, toUnavailable } from '../plugin-state.js'
import { findMissingField } from './missing-fields.js'
import { misplacedIn, shownPartsOf } from './shown-parts.js'
import { findFlaw } from './structure.js'

/** The host API that this version of the core gives: a major that breaks, a minor that adds; independent of the package's version. */
export const hostApi = '1.0'

/** Decides which rights a plugin gets: all that it declares, or line by line. */
export type GrantPolicy = 'declared' | ((line: { readonly plugin: string; readonly grant: string }) => boolean)
/** A plugin that may run, with all that is known of it before anything of it has run. */
export interface Admitted {
  readonly plugin: PluginData
  /** Parsed, defaults set, frozen. */
  readonly config: unknown
  /** What its code may touch, one entry for each path: `read company.name`. */
  readonly granted: ReadonlySet<string>
}
/** What others have already: two plugins cannot give the same. */
export interface Taken {
  isThere(plugin: string): boolean
  /** Who gives a service, a property, an object type or an element. */
  giverOf(key: string): string | undefined
}
/** Whether a plugin is admitted, or why not. */
export type Admission = { readonly admitted: Admitted } | { readonly rejected: Problem }

/** Looks at a plugin before anything of it runs. What it refuses is that plugin alone. */
export async function admit({ value, config, plugin: named }: PluginUse, policy: GrantPolicy, taken: Taken): Promise<Admission> {
  const flaw = findFlaw(value)
  if (flaw !== undefined) return { rejected: toBroken(named, flaw.contribution, flaw.because) }
  const plugin = value as unknown as PluginData
  const refused = refuseByIdentity(plugin, taken) ?? refuseByContent(plugin)
  if (refused !== undefined) return { rejected: refused }
  const granted = decideGrants(plugin, policy)
  const missing = findMissing(plugin, granted)
  if (missing !== undefined) return { rejected: missing }
  const parsed = await parseConfig(plugin, config)
  return 'problem' in parsed ? { rejected: parsed.problem } : { admitted: { plugin, config: parsed.value, granted } }
}
/** What a plugin gives that nobody else may give too. */
export function exclusivesOf({ contributes }: PluginData): readonly string[] {
  return contributes.flatMap(({ kind, id }) => {
    if (kind === 'element') return [`the element <${tagOf(id)}>`]
    return ['service', 'resource', 'property', 'object-type'].includes(kind) ? [id] : []
  })
}
/** Whether a grant is covered by what was granted. */
export function isCovered({ opens, paths }: Grant, granted: ReadonlySet<string>): boolean {
  return paths.every((path) => granted.has(`${verbs[opens]} ${path}`))
}

const verbs: Readonly<Record<Grant['opens'], string>> = {
  records: 'read',
  'all-records': 'read',
  'any-records': 'read',
  edits: 'edit',
  creates: 'create',
  archives: 'archive',
  notifies: 'notify',
  'any-writes': 'write',
  providers: 'ask',
  fetcher: 'fetch',
}

function refuseByIdentity(plugin: PluginData, { isThere, giverOf }: Taken): Problem | undefined {
  const { id, host } = plugin
  if (isThere(id)) return toUnavailable(id, 'There already is a plugin with this id. The first one stays.')
  if (!isCompatible(host)) return toUnavailable(id, `It needs the host API ${host}; this host has ${hostApi}.`)
  const twice = exclusivesOf(plugin).find((key) => giverOf(key) !== undefined)
  return twice === undefined
    ? undefined
    : toUnavailable(id, `It gives ${twice}, and so does ${giverOf(twice)}. Only one plugin can give it.`)
}
function isCompatible(needed: string): boolean {
  const [major = 0, minor = 0] = needed.split('.').map(Number)
  const [hostMajor = 0, hostMinor = 0] = hostApi.split('.').map(Number)
  return major === hostMajor && minor <= hostMinor
}
function refuseByContent(plugin: PluginData): Problem | undefined {
  const declared = linesOf(plugin.grants)
  for (const contribution of plugin.contributes) {
    const because =
      refuseKeys(contribution, plugin, declared) ?? refusePermission(contribution, plugin) ?? refuseShown(contribution, plugin)
    if (because !== undefined) return toBroken(plugin.id, contribution.id, because)
  }
  const circle = findOwnCircle(plugin)
  return circle && toBroken(plugin.id, circle[0] ?? '', `Its services need each other in a circle: ${circle.join(' → ')}.`)
}

// What each kind of contribution may not use: a provider changes nothing and is asked often, a resource knows no user.
const forbidden: Readonly<Record<string, readonly Grant['opens'][]>> = {
  provider: ['edits', 'creates', 'archives', 'notifies', 'any-writes', 'fetcher'],
  // Both act for a user, and a job has none.
  job: ['providers', 'any-records', 'any-writes'],
  service: ['edits', 'creates', 'archives', 'notifies', 'any-writes', 'fetcher'],
  resource: ['edits', 'creates', 'archives', 'notifies', 'any-writes', 'records', 'all-records', 'any-records', 'providers', 'fetcher'],
}
function refuseKeys(contribution: Contribution, plugin: PluginData, declared: ReadonlySet<string>): string | undefined {
  for (const key of Object.values(usesOf(contribution))) {
    if (isConfig(key) && (key.configures !== plugin.id || plugin.config === undefined))
      return `${contribution.id} uses the configuration of ${key.configures}, which is not the plugin's own.`
    if (!isGrant(key)) continue
    if (forbidden[contribution.kind]?.includes(key.opens))
      return `A ${contribution.kind} may not hold the right to ${key.grant}: ${contribution.id}.`
    if (!isCovered(key, declared)) return `${contribution.id} uses more than the plugin declares: ${key.grant}.`
  }
  return undefined
}
function refusePermission(contribution: Contribution, plugin: PluginData): string | undefined {
  const { permission } = contribution as Contribution & { readonly permission?: PermissionRef }
  const id = permission === undefined ? '' : toPermissionId(permission)
  const known = !id.startsWith(`${plugin.id}/`) || plugin.contributes.some((item) => item.kind === 'permission' && item.id === id)
  return known
    ? undefined
    : `${contribution.id} needs the permission ${id}, which the plugin does not contribute, so that nobody could give it.`
}
function refuseShown(contribution: Contribution, { id: plugin, contributes }: PluginData): string | undefined {
  const { kind, from } = contribution as Contribution & { readonly from?: unknown }
  if (kind === 'public-link' && !contributes.some((item) => item.kind === 'provider' && item.id === from))
    return `${contribution.id} gives what the provider ${from} answers, which the plugin does not contribute.`
  const { takes } = contribution as Contribution & { readonly takes?: unknown }
  if (kind === 'public-link' && takes !== undefined && !contributes.some((item) => item.kind === 'action' && item.id === takes))
    return `${contribution.id} hands answers to the action ${takes}, which the plugin does not contribute.`
  const webhook = kind === 'webhook' ? refuseWebhook(contribution as Webhook, contributes) : undefined
  if (webhook !== undefined) return webhook
  const board = misplacedIn(contribution)
  if (board !== undefined)
    return `${contribution.id} has ${nameOfBlock(board)} among other blocks. A board is the whole of its tab: it has views, a search and filters of its own.`
  const parts = shownPartsOf(contribution)
  const own = parts.flatMap(({ references }) => references).filter(({ id }) => id.startsWith(`${plugin}/`))
  const missing = own.find(({ id, kind }) => !contributes.some((item) => item.id === id && item.kind === kind))
  return missing === undefined
    ? parts.map((part) => findMissingField(part, contributes)).find((because) => because !== undefined)
    : `${contribution.id} shows the ${missing.kind} ${missing.id}, which the plugin does not contribute.`
}
// A delivery is noted in one commit with what the action stages: a commit in between would be made again by a repetition.
function refuseWebhook({ id, takes, example }: Webhook, contributes: PluginData['contributes']): string | undefined {
  const action = contributes.find((item) => item.kind === 'action' && item.id === takes) as ActionCode | undefined
  if (action === undefined) return `${id} hands deliveries to the action ${takes}, which the plugin does not contribute.`
  if (grantsOf(action).some(({ opens }) => opens === 'any-writes'))
    return `${id} hands deliveries to ${takes}, which may commit more than once. Its changes have to be staged by typed grants.`
  if (action.input === undefined) return `${id} hands deliveries to ${takes}, which takes no input.`
  const checked = validate(action.input, JSON.parse(example))
  return checked.ok ? undefined : `The example of ${id} is no input of ${takes}: ${describeIssues(checked.issues)}`
}
/** Providers, actions and elements that a contribution names as parts of the page. */
export function shownBy(contribution: Contribution): readonly Pick<Reference, 'kind' | 'id'>[] {
  return shownPartsOf(contribution).flatMap(({ references }) => references)
}
function findOwnCircle({ contributes }: PluginData): readonly string[] | undefined {
  const services = new Map(contributes.filter(({ kind }) => kind === 'service' || kind === 'resource').map((item) => [item.id, item]))
  const visit = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id]
    const item = services.get(id)
    const next = item === undefined ? [] : [...needsOf(item), ...wishesOf(item)].filter((key) => services.has(key))
    return next.map((key) => visit(key, [...path, id])).find((circle) => circle !== undefined)
  }
  return [...services.keys()].map((id) => visit(id, [])).find((circle) => circle !== undefined)
}

function decideGrants({ id, grants = [] }: PluginData, policy: GrantPolicy): ReadonlySet<string> {
  const given = policy === 'declared' ? grants : grants.filter(({ grant }) => policy({ plugin: id, grant }))
  return linesOf(given)
}
/** Grants line by line: one for each path. */
function linesOf(grants: readonly Grant[] = []): ReadonlySet<string> {
  return new Set(grants.flatMap(({ opens, paths }) => paths.map((path) => `${verbs[opens]} ${path}`)))
}
// A right that was refused matters only where a contribution cannot do without it.
function findMissing(plugin: PluginData, granted: ReadonlySet<string>): Problem | undefined {
  for (const contribution of plugin.contributes) {
    const missing = grantsOf(contribution).find((grant) => grant.optional !== true && !isCovered(grant, granted))
    if (missing) return toUnavailable(plugin.id, `It was not granted to ${missing.grant}, which ${contribution.id} needs.`)
  }
  return undefined
}
async function parseConfig(
  { id, config }: PluginData,
  written: unknown,
): Promise<{ readonly value: unknown } | { readonly problem: Problem }> {
  const refuse = (path: readonly (string | number)[], message: string): { readonly problem: Problem } => ({
    problem: { code: 'config.invalid', message, details: { plugin: id, path } },
  })
  if (config === undefined) return written === undefined ? { value: undefined } : refuse([], `The plugin ${id} takes no configuration.`)
  const parsed = await validateLater(config.schema, written ?? {})
  if (parsed.ok) return { value: deepFreeze(parsed.value) }
  return refuse(parsed.issues[0]?.path ?? [], `The configuration of ${id} is wrong. ${describeIssues(parsed.issues)}`)
}
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}
