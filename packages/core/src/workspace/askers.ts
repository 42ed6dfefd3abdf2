import type { Asker, Roles, WorkspaceId } from '../access/asker.js'
import type { Directory } from '../access/directory.js'
import type { Principal } from '../access/principal.js'
import { intersection, type Viewing, viewingKey } from '../access/viewing.js'
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
  /** The id under which a user's view of another's Summary is an asker: `find` and `get` know it from then on (SUM-8). Errors: `access.signed-out`. */
  view(viewer: UserId, target: UserId): UserId
  /** Who looks and at whose, where an id is such a view. */
  viewingOf(user: UserId): Viewing | undefined
  /** The asker of now; the core's own stays. Errors: `access.signed-out`. */
  current(asker: Asker): Asker
  /** Checks every user that was read before, and those whose record changed. Returns the users who have another asker now, a first one, or none. */
  renew(changed: ReadonlySet<UserId>): ReadonlySet<UserId>
}

/** Askers over the directory, the workspaces and their roles. */
export function createAskers({ directory, workspaces, rolesIn }: AskersOptions): Askers {
  const known = new Map<UserId, Asker>()
  const views = new Map<UserId, readonly [viewer: UserId, target: UserId]>()
  const viewingOf = (user: UserId): Viewing | undefined => toViewing(directory, user, views.get(user))
  const findView = (user: UserId): Asker | undefined => {
    const viewing = viewingOf(user)
    if (viewing === undefined) return undefined
    const workspace = workspaces.of(viewing.target)
    const roles = rolesIn(workspace)
    const before = known.get(user)
    const isSame = before?.viewing?.viewer === viewing.viewer && before.viewing.target === viewing.target
    if (before !== undefined && isSame && before.workspace === workspace && before.roles === roles) return before
    const asker = Object.freeze({ principal: intersection(viewing), workspace, roles, viewing })
    known.set(user, asker)
    return asker
  }
  const find = (user: UserId): Asker | undefined => {
    if (views.has(user)) return findView(user)
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
    view(viewer, target) {
      const user = viewingKey(viewer, target)
      for (const each of [viewer, target]) get(each)
      views.set(user, [viewer, target])
      return user
    },
    viewingOf,
    current: (asker) => (asker.principal.system ? asker : get(keyOf(asker))),
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

/** The id under which an asker is found. */
export function keyOf({ principal, viewing }: Asker): UserId {
  return viewing === undefined ? principal.user : viewingKey(viewing.viewer.user, viewing.target.user)
}

function toViewing(
  directory: AskersOptions['directory'],
  user: UserId,
  pair: readonly [viewer: UserId, target: UserId] | undefined,
): Viewing | undefined {
  // An id of a real user is no view, whatever it looks like.
  if (pair === undefined || directory.find(user) !== undefined) return undefined
  const [viewer, target] = pair.map((each) => directory.find(each))
  return viewer && target && { viewer, target }
}
