import type { Schema } from '../../schema/row.js'

// Nothing is kept alive by it: what was checked goes with the answer, and both with the schema.
const checked = new WeakMap<Schema, WeakMap<object, unknown>>()
/** An answer, its lists, their rows: as deep as the host freezes what it gives. */
const frozenDepth = 2

/**
 * What `check` makes of an answer. One that is frozen is checked once for each schema, and gives the same frozen object each time, as a
 * thousand users may share it. A plugin that freezes an answer of its own must not change anything inside it either.
 */
export function checkOnce(schema: Schema, answer: unknown, check: () => unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !Object.isFrozen(answer)) return check()
  const known = checked.get(schema)
  if (known?.has(answer)) return known.get(answer)
  const value = check()
  if (!isFrozen(answer, frozenDepth)) return value
  const ofSchema = known ?? new WeakMap<object, unknown>()
  checked.set(schema, ofSchema.set(answer, freezeLists(value)))
  return value
}

function isFrozen(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.isFrozen(value) && (depth === 0 || Object.values(value).every((part) => isFrozen(part, depth - 1)))
}

function freezeLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) if (Array.isArray(part)) Object.freeze(part)
  return Object.freeze(value)
}
