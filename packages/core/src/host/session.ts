import type { Principal } from '../access/principal.js'
import type { Session } from '../contract/call.js'

/** Id of the workspace that always exists (WSP-1). */
export const mainWorkspace = 'main'

/** The session of a user, as contributions see it. */
export function toSession({ user, timeZone, locale }: Principal): Session {
  return Object.freeze({ user, workspace: mainWorkspace, timeZone, locale })
}
