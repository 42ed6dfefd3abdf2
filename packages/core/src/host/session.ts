import type { Asker } from '../access/asker.js'
import type { Session } from '../contract/call.js'
import { keyOf } from '../workspace/askers.js'

/** The session of a user, as contributions see it: one value until something about the user changes, so what is shared for it stays shared. */
export function toSession(asker: Asker, source?: Session['source']): Session {
  const known = source === undefined ? sessions : ofTokens
  const { principal, workspace } = asker
  const { timeZone, locale } = principal
  const user = keyOf(asker)
  const session = known.get(asker) ?? Object.freeze({ user, workspace, timeZone, locale, ...(source !== undefined && { source }) })
  known.set(asker, session)
  return session
}
const sessions = new WeakMap<Asker, Session>()
const ofTokens = new WeakMap<Asker, Session>()
