import type { Roles } from '../access/access.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { EdgeSnapshot, SchemaSnapshot, TypeSnapshot } from '../storage/adapter.js'

/** What a store must hold for this schema, with the indexes that the roles, the built-in views and the orders of a list ask for. */
export function toSnapshot(schema: SchemaDefinition, roles: Roles): SchemaSnapshot {
  const types = [...schema.values()]
  return { types: types.map((type) => toType(type, roles)), edges: types.flatMap(toEdges) }
}

function toType(type: ObjectTypeDefinition, roles: Roles): TypeSnapshot {
  const properties = type.properties.map(({ name, kind, unique }) => ({ name, kind, ...(unique && { unique }) }))
  return { name: type.name, properties, indexes: indexesOf(type, roles) }
}

// Equality first (who looks after it), then what a list is sorted by.
function indexesOf(type: ObjectTypeDefinition, roles: Roles): readonly (readonly string[])[] {
  const has = (name: string | undefined): name is string => type.properties.some((property) => property.name === name)
  const owned = type.ownership.filter(has).map((name) => [name])
  const timed = [type.activity?.at, 'nextActivityAt'].filter(has).map((name) => [name])
  const role = [...roles.values()].find((mapping) => mapping.type === type.name)
  if (role === undefined) return [...owned, ...timed]
  const { csm, renewalDate } = role.properties
  const sorts = [type.title, renewalDate, 'lastActivityAt', 'createdAt', 'arr'].filter(has)
  const mine = has(csm) ? sorts.map((sort) => [csm, sort]) : []
  return unique([...owned, ...mine, ...sorts.map((sort) => [sort]), ...timed])
}

function unique(indexes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(indexes.map((index) => [index.join(), index])).values()]
}
function toEdges(type: ObjectTypeDefinition): readonly EdgeSnapshot[] {
  return type.associations.filter(({ forward }) => forward).map(({ edge, to }) => ({ edge, from: type.name, to }))
}
