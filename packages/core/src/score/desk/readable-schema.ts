import type { Asker } from '../../access/asker.js'
import { isReadable } from '../../access/policy.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'

/** The object types with the properties that somebody may read: to a user who makes a profile, a hidden one is none at all (ACC-8). */
export function readableSchema(schema: SchemaDefinition, { principal }: Asker): SchemaDefinition {
  const readable = (type: ObjectTypeDefinition): ObjectTypeDefinition => {
    const properties = type.properties.filter(({ name }) => isReadable(principal, type, name))
    return properties.length === type.properties.length ? type : { ...type, properties }
  }
  return new Map([...schema].map(([name, type]) => [name, readable(type)]))
}
