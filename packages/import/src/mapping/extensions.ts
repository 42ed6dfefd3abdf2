import type { ObjectTypeExtension } from '@tenure/core'
import type { Mapping, TypeMapping } from './mapping-schema.js'

/** Object types and properties that a mapping adds, in the form of the core. */
export function toExtensions({ objectTypes = {} }: Mapping): readonly ObjectTypeExtension[] {
  return Object.entries(objectTypes).map(([name, type]) => toExtension(name, type))
}

function toExtension(name: string, { properties = {}, associations, ...rest }: TypeMapping): ObjectTypeExtension {
  const definitions = Object.entries(properties).map(([property, { label, options, ...definition }]) => ({
    name: property,
    label: label ?? labelOf(property),
    ...definition,
    ...(options && { options: options.map((option) => (typeof option === 'string' ? { value: option, label: labelOf(option) } : option)) }),
  }))
  return { name, ...rest, properties: definitions, ...(associations && { associations }) } as ObjectTypeExtension
}

// `mrrAmount` becomes *Mrr amount*; a mapping can set another label.
function labelOf(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
