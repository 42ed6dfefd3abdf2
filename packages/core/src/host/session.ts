import type { Asker } from '../access/asker.js'
import type { Session } from '../contract/call.js'

/** The session of a user, as contributions see it. */
export function toSession({ principal: { user, timeZone, locale }, workspace }: Asker): Session {
  return Object.freeze({ user, workspace, timeZone, locale })
}
