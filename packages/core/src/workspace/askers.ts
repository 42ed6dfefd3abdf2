import type { Asker, Roles, WorkspaceId } from '../access/asker.js'
import type { Directory } from '../access/directory.js'
import type { Principal } from '../access/principal.js'
import { TenureError } from '../errors/tenure-error.js'
import type { UserId } from '../schema/value.js'

/** What an asker is put together from. */
export interface AskersOptions {
  readonly directory: Pick<Directory, 'find'>
  readonly workspaces: { readonly of: (principal: Principal) => WorkspaceId }
  readonly rolesIn: (workspace: WorkspaceId) => Roles
}
/** The askers of users: the same value for a user until the user's rights, workspace or roles change. */
export interface Askers {
  /** `undefined` for a user who does not exist or is deactivated. */
  find(user: UserId): Asker | undefined
  /** Errors: `access.signed-out`. */
  get(user: UserId): Asker
  /** The asker of now; the core's own stays. Errors: `access.signed-out`. */
  current(asker: Asker): Asker
  /** Checks every user that was read before, and those whose record changed. Returns the users who have another asker now, a first one, or none. */
  renew(changed: ReadonlySet<UserId>): ReadonlySet<UserId>
}

/** Askers over the directory, the workspaces and their roles. */
export function createAskers({ directory, workspaces, rolesIn }: AskersOptions): Askers {
  const known = new Map<UserId, Asker>()
  const find = (user: UserId): Asker | undefined => {
    const principal = directory.find(user)
    if (principal === undefined) return undefined
    const workspace = workspaces.of(principal)
    const roles = rolesIn(workspace)
    const before = known.get(user)
    if (before?.principal === principal && before.workspace === workspace && before.roles === roles) return before
    const asker = Object.freeze({ principal, workspace, roles })
    known.set(user, asker)
    return asker
  }
  const get = (user: UserId): Asker => {
    const asker = find(user)
    if (asker !== undefined) return asker
    throw new TenureError('access.signed-out', 'Nobody is signed in here, or the user is deactivated. Sign in again.', { user })
  }
  return {
    find,
    get,
    current: (asker) => (asker.principal.system ? asker : get(asker.principal.user)),
    renew(changed) {
      const moved = new Set<UserId>()
      for (const user of changed) if (!known.has(user) && find(user) !== undefined) moved.add(user)
      for (const [user, before] of [...known]) {
        const now = find(user)
        if (now !== before) moved.add(user)
        if (now === undefined) known.delete(user)
      }
      return moved
    },
  }
}
