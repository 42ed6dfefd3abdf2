import type { RoleName } from '../schema/role.js'
import { type Principal, systemPrincipal } from './principal.js'
import type { Viewing } from './viewing.js'

/** Id of a workspace. */
export type WorkspaceId = string
/** Id of the workspace that always exists (WSP-1). */
export const mainWorkspace: WorkspaceId = 'main'

/** An object type that plays a role, and its names for the role's properties: chosen by a workspace, or fixed by the type. */
export interface RoleMapping {
  readonly type: string
  /** By the role's own name; `undefined`: the workspace has chosen none. */
  readonly properties: Readonly<Record<string, string | undefined>>
  /** Only records of these pipelines play the role, the default one first; absent where the workspace has chosen none. */
  readonly pipelines?: readonly string[]
}
/** What plays each role: the types are those of the account, their properties those of one workspace. The first mapping is shown first. */
export type Roles = ReadonlyMap<RoleName, readonly RoleMapping[]>

/** Who reads or writes, and where: every read and every write takes one. It is a new object when any of it changes. */
export interface Asker {
  readonly principal: Principal
  readonly workspace: WorkspaceId
  readonly roles: Roles
  /** There where one user looks at the Summary of another: `principal` is what both have. */
  readonly viewing?: Viewing
}
/** The core itself. It is in no workspace, so it names object types and no roles. */
export const systemAsker: Asker = Object.freeze({ principal: systemPrincipal, workspace: mainWorkspace, roles: new Map() })

/** A super admin at work on the whole account, with a seat or without one (ACC-5): leaving no record of somebody who goes behind is such work. */
export function accountAsker(asker: Asker): Asker {
  const { principal } = asker
  return principal.superAdmin && !principal.seat ? { ...asker, principal: { ...principal, seat: true } } : asker
}
