import type { ObjectTypeDefinition } from '../definition.js'
import type { Values } from '../value.js'

// What a calendar says of its meetings. People add the rest: an outcome, links.
const said: ReadonlySet<string> = new Set([
  ...['title', 'body', 'at', 'endAt', 'startDate', 'endDate', 'timeZone', 'location', 'joinUrl', 'repeat', 'repeatExcept', 'repeatAlso'],
  ...['cancelled', 'originalAt', 'uid', 'calendar', 'owner'],
])

/** Which of the changed properties people may not change: what the calendar says that the record follows. Who takes it out of the calendar first, may. */
export function fixedBySubscription({ takesPlace }: ObjectTypeDefinition, before: Values, changed: Values): string | undefined {
  if (!takesPlace || before['subscribed'] !== true) return undefined
  return Object.keys(changed).find((name) => said.has(name))
}
