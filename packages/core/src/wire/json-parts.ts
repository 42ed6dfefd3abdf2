/** An object as JSON has it: only its own fields count, and `undefined` fields are missing. */
export type Fields = Readonly<Record<string, unknown>>

/** Whether JSON says the value as an object, by its fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as Fields)['toJSON'] !== 'function'
}

/** A field of its own. `__proto__` and `constructor` are names like any other. */
export function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

/** The id of a row; `undefined` for what is no row. */
export function idOf(value: unknown): string | undefined {
  if (!isFields(value)) return undefined
  const id = fieldOf(value, 'id')
  return typeof id === 'string' ? id : undefined
}
