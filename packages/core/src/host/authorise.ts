import type { Directory } from '../access/directory.js'
import { missingFor } from '../access/principal.js'
import type { Session } from '../contract/call.js'
import type { Problem } from '../errors/tenure-error.js'
import type { UserId } from '../schema/value.js'

/** What keeps this session from using what needs the permission; `undefined` when nothing does (ACC-1 to ACC-6). */
export function authorise(directory: Pick<Directory, 'find'>, { user }: Session, permission: string): Problem | undefined {
  const principal = directory.find(user)
  if (principal === undefined) return signedOut(user)
  return permission === 'signed-in' ? undefined : missingFor(principal, permission)
}

/** The problem of a user who does not exist or is deactivated. */
export function signedOut(user: UserId): Problem {
  return { code: 'access.signed-out', message: 'Nobody is signed in here, or the user is deactivated. Sign in again.', details: { user } }
}
