import { TenureError } from '../errors/tenure-error.js'
import type { Test, World } from '../query/evaluator.js'
import type { RecordId, Values } from '../schema/value.js'

/** A condition that looks at the record alone. */
export type Match = (id: RecordId, values: Values) => boolean

/** A compiled condition, asked of records whose links and history are not at hand. Errors: `internal.invariant` when it looks for them. */
export function toMatch(test: Test): Match {
  return (id, values) => test({ id, values }, nowhere)
}

const nowhere: World = {
  linked: () => refuse(),
  changedSince: () => refuse(),
  userName: () => undefined,
}
function refuse(): never {
  const invariant = 'a condition that is followed change by change looks at the record alone'
  throw new TenureError('internal.invariant', `A live view broke a promise: ${invariant}.`, { invariant })
}
