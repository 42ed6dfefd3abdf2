import type { AddedObjectType, AddedProperty } from '../contract/added-type.js'
import type { Contribution } from '../contract/contribution.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import { splitPath } from '../schema/property.js'
import { toPropertyDefinition } from '../schema/property-definition.js'
import type { PropertyKind, Value } from '../schema/value.js'

/** The schema with the object types and properties that plugins contribute. What the account has under the same name stays as it is. */
export function addToSchema(schema: SchemaDefinition, contributions: readonly Contribution[]): SchemaDefinition {
  const types = new Map(schema)
  for (const item of contributions) if (isObjectType(item) && !types.has(item.id)) types.set(item.id, item['~definition'])
  for (const item of contributions.filter(isProperty)) {
    const [name] = splitPath(item.path)
    const type = types.get(name)
    if (type !== undefined) types.set(name, withProperty(type, item))
  }
  return types
}

function withProperty(type: ObjectTypeDefinition, item: AnyAddedProperty): ObjectTypeDefinition {
  const property = toPropertyDefinition(item)
  const isThere = type.properties.some(({ name }) => name === property.name)
  return isThere ? type : { ...type, properties: [...type.properties, property] }
}
type AnyAddedProperty = AddedProperty<string, PropertyKind, NonNullable<Value>>
function isProperty(item: Contribution): item is AnyAddedProperty {
  return item.kind === 'property'
}
function isObjectType(item: Contribution): item is AddedObjectType {
  return item.kind === 'object-type'
}
