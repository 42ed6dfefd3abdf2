import { TenureError } from '../../errors/tenure-error.js'
import type { Image } from '../../query/canonical.js'
import type { Test, World } from '../../query/evaluator.js'

/** A condition that looks at the record alone. */
export type Match = (image: Image) => boolean

/** A compiled condition, tested on records without their links and history. Errors: `internal.invariant` when it looks for them. */
export function toMatch(test: Test): Match {
  return (image) => test(image, nowhere)
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
