import { defineToken, type Token } from '../../base/key.js'
import { type Problem, TenureError } from '../../errors/tenure-error.js'

/** What an edition may include: team workspaces, custom objects in any role (EDN-2). Several active scores, and so a selector of them, are a limit. */
export type Capability = 'teamWorkspaces' | 'customObjects'
/** What an edition limits the number of. Default views are those of one tab of one workspace (VIEW-4). */
export type LimitName = 'teamWorkspaces' | 'defaultViews' | 'activeHealthScores' | 'draftHealthScores'
/** What an account may use, as data. */
export interface EditionDefinition {
  readonly name: string
  readonly label: string
  readonly capabilities: readonly Capability[]
  readonly limits: Readonly<Record<LimitName, number>>
}
/** One edition as an embedding host writes it: a limit that it leaves out is that of `professional`. */
export interface EditionSpec {
  readonly name: string
  readonly label: string
  readonly capabilities?: readonly Capability[]
  readonly limits?: Partial<Readonly<Record<LimitName, number>>>
}

const limits = { teamWorkspaces: 5, defaultViews: 6, activeHealthScores: 1, draftHealthScores: 5 } as const
const enterprise: readonly Capability[] = ['teamWorkspaces', 'customObjects']
const capabilityWords: Readonly<Record<Capability, { readonly are: string; readonly has: string }>> = {
  teamWorkspaces: { are: 'Team workspaces are', has: 'has them' },
  customObjects: { are: 'Custom objects in a role are', has: 'has them' },
}
const limitWords: Readonly<Record<LimitName, string>> = {
  teamWorkspaces: 'team workspace',
  defaultViews: 'default view',
  activeHealthScores: 'active health score',
  draftHealthScores: 'draft health score',
}

/**
 * The editions of a host, the smallest first, for `createHost({ editions })`.
 *
 * Errors: `config.invalid` for two of one name, and for a limit that is no whole number.
 */
export function defineEditions(specs: readonly EditionSpec[]): readonly EditionDefinition[] {
  const names = specs.map(({ name }) => name)
  const double = names.find((name, index) => names.indexOf(name) !== index)
  if (double !== undefined) throw misconfigured(`There are two editions ${double}. Give each its own name.`)
  return Object.freeze(specs.map(toEdition))
}

/** The editions that a host has by itself (EDN-1, EDN-2). */
export const standardEditions: readonly EditionDefinition[] = defineEditions([
  { name: 'professional', label: 'Professional' },
  { name: 'enterprise', label: 'Enterprise', capabilities: enterprise, limits: { activeHealthScores: 10, draftHealthScores: 20 } },
])

/** What the edition of this account has. A plugin that takes it as a key asks it before it makes what an edition limits. */
export interface AccountEdition {
  readonly name: string
  readonly label: string
  has(capability: Capability): boolean
  limit(name: LimitName): number
  /** Why the capability cannot be used: `edition.missing`, naming it and the edition that has it; `undefined` where it can (EDN-3). */
  lacks(capability: Capability): Problem | undefined
  /** Why there cannot be so many: `edition.limit`; `undefined` where there can. */
  exceeds(limit: LimitName, count: number): Problem | undefined
}
/** Key of the account's edition, open to every plugin. */
export const AccountEdition: Token<AccountEdition> = defineToken('tenure.core/edition@1')

/** The edition of that name among these. Errors: `config.invalid` where there is none. */
export function openEdition(name: string, editions: readonly EditionDefinition[]): AccountEdition {
  const own = editions.find((edition) => edition.name === name)
  if (own === undefined)
    throw misconfigured(`There is no edition ${name}. createHost takes one of: ${editions.map((each) => each.name).join(', ')}.`)
  const has = (capability: Capability): boolean => own.capabilities.includes(capability)
  return Object.freeze({
    name: own.name,
    label: own.label,
    has,
    limit: (limit: LimitName) => own.limits[limit],
    lacks: (capability: Capability) => (has(capability) ? undefined : missing(own, capability, editions)),
    exceeds: (limit: LimitName, count: number) => (count <= own.limits[limit] ? undefined : tooMany(own, limit, count, editions)),
  })
}

function missing({ label }: EditionDefinition, capability: Capability, editions: readonly EditionDefinition[]): Problem {
  const other = editions.find(({ capabilities }) => capabilities.includes(capability))
  const { are, has } = capabilityWords[capability]
  const message = `${are} not part of the edition ${label}. ${other === undefined ? 'No edition of this workspace' : `The edition ${other.label}`} ${has}.`
  return { code: 'edition.missing', message, details: { capability, ...(other && { edition: other.name }) } }
}
function tooMany(
  { label, limits: own, capabilities }: EditionDefinition,
  limit: LimitName,
  count: number,
  editions: readonly EditionDefinition[],
): Problem {
  const max = own[limit]
  // An edition in which something of today's is missing is no advice.
  const hasAll = (theirs: readonly Capability[]) => capabilities.every((each) => theirs.includes(each))
  const other = editions.find(({ limits: theirs, capabilities: has }) => theirs[limit] >= count && hasAll(has))
  const more = other === undefined ? '' : ` The edition ${other.label} has up to ${other.limits[limit]}.`
  const message = `The edition ${label} has at most ${max} ${limitWords[limit]}${max === 1 ? '' : 's'}.${more}`
  return { code: 'edition.limit', message, details: { limit, max, ...(other && { edition: other.name }) } }
}

function toEdition({ name, label, capabilities = [], limits: own }: EditionSpec): EditionDefinition {
  const all = { ...limits, ...own }
  const bad = Object.entries(all).find(([, most]) => !Number.isInteger(most) || most < 0)
  if (bad !== undefined) throw misconfigured(`The limit ${bad[0]} of the edition ${name} is ${bad[1]}. It takes a whole number from 0.`)
  return Object.freeze({ name, label, capabilities: Object.freeze([...capabilities]), limits: Object.freeze(all) })
}
function misconfigured(message: string): TenureError {
  return new TenureError('config.invalid', message, { plugin: 'tenure.core', path: ['editions'] })
}
