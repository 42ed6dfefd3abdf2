import type { Directory } from '../access/directory.js'
import { missingFor } from '../access/principal.js'
import { missingWhileViewing } from '../access/viewing.js'
import type { Session } from '../contract/call.js'
import type { Problem } from '../errors/tenure-error.js'
import type { UserId } from '../schema/value.js'
import type { Askers } from '../workspace/askers.js'

/** Whose rights are looked at. */
export interface AuthorisePort {
  readonly directory: Pick<Directory, 'find'>
  readonly askers: Pick<Askers, 'viewingOf'>
}

/** What keeps this session from using what needs the permission; `undefined` when nothing does (ACC-1 to ACC-6, SUM-8). */
export function authorise({ directory, askers }: AuthorisePort, { user }: Session, permission: string): Problem | undefined {
  const viewing = askers.viewingOf(user)
  if (viewing !== undefined) return missingWhileViewing(viewing, permission)
  const principal = directory.find(user)
  if (principal === undefined) return signedOut(user)
  return permission === 'signed-in' ? undefined : missingFor(principal, permission)
}

/** The problem of a user who does not exist or is deactivated. */
export function signedOut(user: UserId): Problem {
  return { code: 'access.signed-out', message: 'Nobody is signed in here, or the user is deactivated. Sign in again.', details: { user } }
}
