import type { Expression, Image } from '../query/canonical.js'
import { compileExpression, type World } from '../query/evaluator.js'

const compiled = new WeakMap<Expression, (image: Image, world: World) => boolean>()
const closed: World = { linked: () => [], changedSince: () => false, userName: () => undefined }

/** Whether a policy holds for one record. Policies look only at the record. */
export function evaluate(policy: Expression, type: string, image: Image): boolean {
  const test = compiled.get(policy) ?? compileExpression(type, policy)
  compiled.set(policy, test)
  return test(image, closed)
}
