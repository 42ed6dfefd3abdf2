import { refuse } from '../../query/binding.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../../schema/definition.js'

/** The property at a path of the type: `company.nps`. Errors: `input.invalid`. */
export function propertyOf(type: ObjectTypeDefinition, path: string): PropertyDefinition {
  const prefix = `${type.name}.`
  const found = path.startsWith(prefix) ? type.properties.find(({ name }) => name === path.slice(prefix.length)) : undefined
  if (found !== undefined) return found
  throw refuse(['property'], `There is no property ${path} of ${type.label}.`)
}
