import type { z } from 'zod'
import { type $ZodType, clone } from 'zod/v4/core'

/**
 * The same schema, which checks a frozen row once and gives the same frozen object for it each time. So a window in which one row
 * changed costs the check of one row, and unchanged rows stay the same objects all the way to the network. For the items of a list.
 */
export function rememberRows<Row>(row: $ZodType<Row, Row>): z.ZodType<Row, Row> {
  // A copy, so that the schema that was given stays as it is. It inherits the description, so its JSON Schema is the same.
  const remembering = clone(row)
  const { run } = remembering._zod
  const outputs = new WeakMap<object, unknown>()
  remembering._zod.run = (payload, context) => {
    const given = payload.value
    if (typeof given !== 'object' || given === null || !Object.isFrozen(given) || context.direction === 'backward')
      return run(payload, context)
    if (outputs.has(given)) {
      payload.value = outputs.get(given)
      return payload
    }
    const result = run(payload, context)
    if (!(result instanceof Promise) && result.issues.length === 0) outputs.set(given, Object.freeze(result.value))
    return result
  }
  return remembering as unknown as z.ZodType<Row, Row>
}
