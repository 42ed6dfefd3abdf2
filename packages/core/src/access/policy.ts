import type { Atom, Expression } from '../query/canonical.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import { fold } from '../schema/fold.js'
import type { AudiencePolicy, TypePolicy } from '../schema/type-policy.js'
import type { UserId, Value } from '../schema/value.js'
import type { Asker } from './asker.js'
import { isInternal } from './internal-property.js'
import type { ObjectAction, Reach } from './permissions.js'
import { missingFor, type Principal, rightsTo } from './principal.js'
import type { Viewing } from './viewing.js'

/** Holds for every record. */
export const always: Expression = Object.freeze({ all: [] })
/** Holds for none. */
export const never: Expression = Object.freeze({ any: [] })

/**
 * One reason for which records of a type may be viewed, edited or deleted: everything, a property that names the user or a member of one of
 * the user's teams, nobody being named, or the policy that the type has of its own.
 */
export interface Branch {
  readonly reason: 'everything' | 'own' | 'team' | 'unassigned' | 'policy'
  /** The property that names somebody, of `own` and `team`. */
  readonly property?: string
  /** Holds for the records that this reason covers. */
  readonly when: Expression
}

/** Every reason that the asker has, one after the other; none at all denies (ACC-4, ACC-7). */
export function branchesOf(asker: Asker, type: ObjectTypeDefinition, action: ObjectAction): readonly Branch[] {
  const { principal, viewing } = asker
  if (viewing !== undefined) return toBranches(policyOfBoth(asker, viewing, type, action))
  if (principal.system) return [{ reason: 'everything', when: always }]
  if (type.policy !== undefined) return toBranches(systemPolicy(asker, type.policy, action))
  const rights = rightsTo(principal, type.name)
  return reaching(principal, type, rights[action], rights.unassigned === true)
}

/** Which records of a type the asker may view, edit or delete, as a condition: one of the reasons has to hold. Deny by default. */
export function policyOf(asker: Asker, type: ObjectTypeDefinition, action: ObjectAction): Expression {
  const branches = branchesOf(asker, type, action)
  const [only] = branches
  if (only === undefined) return never
  return branches.length === 1 ? only.when : { any: branches.map(({ when }) => when) }
}

// What one user sees of another's: both policies hold, and nothing is changed (SUM-8).
function policyOfBoth(
  { workspace, roles }: Asker,
  { viewer, target }: Viewing,
  type: ObjectTypeDefinition,
  action: ObjectAction,
): Expression {
  if (action !== 'view') return never
  const [ofViewer, ofTarget] = [viewer, target].map((principal) => policyOf({ workspace, roles, principal }, type, action))
  if (ofViewer === undefined || ofTarget === undefined || ofViewer === never || ofTarget === never) return never
  if (ofViewer === always || ofTarget === always) return ofViewer === always ? ofTarget : ofViewer
  return { all: [ofTarget, ofViewer] }
}

/** Whether the user may see this property's values (ACC-8). */
export function isReadable(principal: Principal, type: ObjectTypeDefinition, property: string): boolean {
  if (principal.system) return true
  if (isInternal(property)) return false
  if (type.policy?.by === 'managed' && !manages(principal, type.policy)) return type.policy.open.includes(property)
  if (type.policy?.by === 'core')
    return (principal.superAdmin && type.policy.personal !== true) || type.policy.open?.includes(property) === true
  return !principal.hidden.has(`${type.name}.${property}`)
}
/** Whether the user may write it. */
export function isWritable(principal: Principal, type: ObjectTypeDefinition, property: string): boolean {
  return isReadable(principal, type, property) && !principal.readOnly.has(`${type.name}.${property}`)
}

/**
 * Whether it is one of stage and pipeline while the other is hidden. A change of one is refused by the value of the other, so the refusal
 * would tell it.
 */
export function isHalfHidden(principal: Principal, type: ObjectTypeDefinition, property: string): boolean {
  if (type.pipelines === undefined || (property !== 'stage' && property !== 'pipeline')) return false
  return isReadable(principal, type, property) && !isReadable(principal, type, property === 'stage' ? 'pipeline' : 'stage')
}

/** Whether the user may write it on at least one record of the type: it is not computed, and its refusal would tell nothing. */
export function isEditable(asker: Asker, type: ObjectTypeDefinition, { name, computed, kind }: PropertyDefinition): boolean {
  if (computed === true || kind === 'json' || isHalfHidden(asker.principal, type, name)) return false
  return isWritable(asker.principal, type, name) && policyOf(asker, type, 'edit') !== never
}

function systemPolicy(asker: Asker, policy: TypePolicy, action: ObjectAction): Expression {
  const { principal } = asker
  if (policy.by === 'core') return corePolicy(principal, policy, action)
  if (policy.by === 'shared') return sharedPolicy(asker, policy, action)
  if (manages(principal, policy)) return always
  return action === 'view' && policy.open.length > 0 ? always : never
}
function corePolicy(
  { superAdmin, user }: Principal,
  { owner, personal }: Extract<TypePolicy, { by: 'core' }>,
  action: ObjectAction,
): Expression {
  if (action !== 'view') return never
  if (superAdmin && personal !== true) return always
  return owner === undefined ? never : isUser(owner, user)
}
function manages(principal: Principal, { permission }: Extract<TypePolicy, { by: 'managed' }>): boolean {
  return permission === 'superAdmin' ? principal.superAdmin : missingFor(principal, permission) === undefined
}

// Once shared, a record can be written only by users who may share; its owner is no exception.
function sharedPolicy(asker: Asker, { owner, audience }: Extract<TypePolicy, { by: 'shared' }>, action: ObjectAction): Expression {
  const mine = isUser(owner, asker.principal.user)
  if (audience === undefined) return mine
  const everyone = is(audience.property, 'enumeration', 'everyone')
  const here = is(audience.workspace, 'string', fold(asker.workspace))
  const mayShare = missingFor(asker.principal, 'settings.manage') === undefined
  if (audience.teams !== undefined) return teamPolicy(asker, { mine, everyone, here, mayShare, audience, action })
  const both = { any: [{ all: [mine, { not: everyone }] }, { all: [everyone, here] }] }
  return action === 'view' || mayShare || audience.open === true ? both : { all: [mine, { not: everyone }] }
}

interface TeamTests {
  readonly mine: Expression
  readonly everyone: Expression
  readonly here: Expression
  readonly mayShare: boolean
  readonly audience: AudiencePolicy
  readonly action: ObjectAction
}
// A manager of the workspace also takes out what another user added: then it is that user's alone, so the writer sees it no longer.
function teamPolicy({ principal }: Asker, { mine, everyone, here, mayShare, audience, action }: TeamTests): Expression {
  const ofTeams = is(audience.property, 'enumeration', 'teams')
  const own = { all: [mine, { not: { any: [everyone, ofTeams] } }] }
  if (mayShare) return { any: [own, action === 'view' ? { all: [{ any: [everyone, ofTeams] }, here] } : here] }
  if (action !== 'view') return own
  const isMember: Expression = {
    atom: 0,
    test: 'contains-any',
    property: audience.teams ?? '',
    kind: 'multi_enumeration',
    values: principal.teams,
  }
  const shown = principal.teams.length === 0 ? everyone : { any: [everyone, { all: [ofTeams, isMember] }] }
  return { any: [own, { all: [shown, here] }] }
}

function reaching(principal: Principal, type: ObjectTypeDefinition, reach: Reach, unassigned: boolean): readonly Branch[] {
  if (reach === 'all') return [{ reason: 'everything', when: always }]
  if (reach === 'none') return []
  const owners = reach === 'team' ? principal.teammates : [principal.user]
  const properties = type.ownership.filter((name) => type.properties.some((property) => property.name === name))
  const owned = properties.map((property): Branch => ({ reason: reach, property, when: isAnyUser(property, owners) }))
  const known: Atom[] = properties.map((property) => ({ atom: 0, test: 'is-known', property, kind: 'user' }))
  return unassigned ? [...owned, { reason: 'unassigned', when: { not: { any: known } } }] : owned
}
function toBranches(when: Expression): readonly Branch[] {
  return when === never ? [] : [{ reason: 'policy', when }]
}
function isAnyUser(property: string, users: readonly UserId[]): Expression {
  const [only] = users
  return users.length === 1 && only !== undefined
    ? isUser(property, only)
    : { atom: 0, test: 'any-of', property, kind: 'user', values: users }
}
function isUser(property: string, user: UserId): Atom {
  return is(property, 'user', user)
}
function is(property: string, kind: 'user' | 'enumeration' | 'string', value: NonNullable<Value>): Atom {
  return { atom: 0, test: 'is', property, kind, value }
}
