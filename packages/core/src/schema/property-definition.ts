import type { PropertyDefinition } from './definition.js'
import { type Property, splitPath, toLabel } from './property.js'

/** Data of a property, from its value: `Company.arr`. */
export function toPropertyDefinition({ path, propertyKind, label, options }: Property): PropertyDefinition {
  const [, name] = splitPath(path)
  return {
    name,
    kind: propertyKind,
    label,
    ...(options && { options: options.map((value) => ({ value, label: toLabel(value) })) }),
  }
}
