import type { AddedObjectType, AddedProperty } from '../contract/added-type.js'
import type { Contribution } from '../contract/contribution.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'
import { splitPath } from '../schema/property.js'
import { toPropertyDefinition } from '../schema/property-definition.js'
import type { PropertyKind, Value } from '../schema/value.js'

/** What one contribution adds to the object types: a whole type, or a property of another's. */
export interface Addition {
  readonly contribution: string
  readonly isType: boolean
  readonly extension: ObjectTypeExtension
}

/** The object types and properties among contributions, as data. */
export function additionsOf(contributions: readonly Contribution[]): readonly Addition[] {
  return contributions.flatMap((item): readonly Addition[] => {
    if (isObjectType(item)) return [{ contribution: item.id, isType: true, extension: item['~extension'] }]
    if (!isProperty(item)) return []
    const [name] = splitPath(item.path)
    return [{ contribution: item.id, isType: false, extension: { name, properties: [toPropertyDefinition(item)] } }]
  })
}

function isProperty(item: Contribution): item is AddedProperty<string, PropertyKind, NonNullable<Value>> {
  return item.kind === 'property'
}
function isObjectType(item: Contribution): item is AddedObjectType {
  return item.kind === 'object-type'
}
