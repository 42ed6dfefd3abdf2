import type { Problem } from '../errors/tenure-error.js'
import type { UserId } from '../schema/value.js'
import { corePermissionTitles, type ObjectAction, type ObjectPermission, type ObjectPermissions, permissionFor } from './permissions.js'

/** A user with everything that rights depend on, at this moment. It is the same object until any of that changes. */
export interface Principal {
  readonly user: UserId
  readonly name: string
  readonly timeZone: string
  readonly locale: string
  readonly teams: readonly string[]
  readonly primaryTeam: string | undefined
  /** Members of the user's teams, the user among them; what `team` reaches. */
  readonly teammates: readonly UserId[]
  readonly seat: boolean
  readonly superAdmin: boolean
  readonly permissions: ReadonlySet<string>
  readonly grants: readonly ObjectPermissions[]
  /** Paths (`company.arr`) that never leave the core for this user, and that the user may not write (ACC-8). */
  readonly hidden: ReadonlySet<string>
  readonly readOnly: ReadonlySet<string>
  /** The core itself; nothing outside the core can obtain it. */
  readonly system: boolean
}

const everything: ObjectPermission = { view: 'all', edit: 'all', delete: 'all' }
const nothing: ObjectPermission = { view: 'none', edit: 'none', delete: 'none' }

/** The principal of the core itself, and of an operator who works on the store (import on the command line). */
export const systemPrincipal: Principal = Object.freeze({
  user: '',
  name: 'Tenure',
  timeZone: 'UTC',
  locale: 'en',
  teams: [],
  primaryTeam: undefined,
  teammates: [],
  seat: true,
  superAdmin: true,
  permissions: new Set<string>(),
  grants: [],
  hidden: new Set<string>(),
  readOnly: new Set<string>(),
  system: true,
})

/** The user's rights to records of one type (ACC-4, ACC-7). */
export function rightsTo(principal: Principal, type: string): ObjectPermission {
  if (principal.system || (principal.superAdmin && principal.seat)) return everything
  return permissionFor(principal.grants, type) ?? nothing
}

/** How far one right reaches. */
export function reachOf(principal: Principal, type: string, action: ObjectAction): ObjectPermission[ObjectAction] {
  return rightsTo(principal, type)[action]
}

/** What runs need, and undoing them: access to the workspace, or the account of a super admin without a seat, who starts runs as well. */
export const runsPermission = 'runs'

/** What the blocks of Summary need: access to the workspace, or the account of a super admin without a seat, who sees this tab alone (ACC-5). */
export const summaryPermission = 'summary'

/**
 * What is missing for a permission, or `undefined` when nothing is (ACC-1 to ACC-6). Every tab needs a service seat; settings are
 * open to super admins without one.
 */
export function missingFor(principal: Principal, permission: string): Problem | undefined {
  if (principal.system) return undefined
  if (principal.superAdmin && (principal.seat || ofAccount.has(permission))) return undefined
  if (permission === runsPermission || permission === summaryPermission) return missingFor(principal, 'workspace.access')
  if (permission === 'superAdmin') return denied('superAdmin', 'Only super admins may do this.')
  if (!principal.seat) return denied('a service seat', 'A service seat is needed here. An administrator can assign one.')
  if (holds(principal, permission)) return undefined
  return denied(permission, `The permission ${nameOf(permission)} is needed here. An administrator can grant it.`)
}
function nameOf(permission: string): string {
  const title = new Map<string, string>(Object.entries(corePermissionTitles)).get(permission)
  return title === undefined ? permission : `“${title}”`
}

const ofAccount: ReadonlySet<string> = new Set(['settings.manage', 'superAdmin', runsPermission, summaryPermission])

function holds({ permissions }: Principal, permission: string): boolean {
  return permissions.has(permission) || (permission === 'workspace.access' && permissions.has('settings.manage'))
}
function denied(missing: string, message: string): Problem {
  return { code: 'access.denied', message, details: { missing } }
}
