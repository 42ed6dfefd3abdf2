import type { RoleMapping, Roles } from '../access/asker.js'
import { isInternal, scoreDueProperty } from '../access/internal-property.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { EdgeSnapshot, SchemaSnapshot, TypeSnapshot } from '../storage/adapter.js'

/** Orders of a list of records of one object type that a store should serve quickly. */
export interface SortedList {
  readonly of: string
  readonly sorts: readonly string[]
}

/** What a store must hold for this schema, with the indexes that the roles, the built-in views and the orders of a list ask for. */
export function toSnapshot(schema: SchemaDefinition, roles: readonly Roles[], lists: readonly SortedList[] = []): SchemaSnapshot {
  const types = [...schema.values()]
  const mappings = roles.flatMap((each) => [...each.values()].flat())
  return { types: types.map((type) => toType(type, mappings, lists)), edges: types.flatMap(toEdges) }
}

function toType(type: ObjectTypeDefinition, all: readonly RoleMapping[], lists: readonly SortedList[]): TypeSnapshot {
  const mappings = all.filter((mapping) => mapping.type === type.name)
  const sorted = lists.filter(({ of }) => of === type.name).flatMap(({ sorts }) => sorts)
  const properties = type.properties.map(({ name, kind, unique }) => ({
    name,
    kind,
    ...(unique && { unique }),
    ...(isInternal(name) && { internal: true as const }),
  }))
  return { name: type.name, properties, indexes: indexesOf(type, mappings, sorted) }
}

// Equality first, then what a list is sorted by. Rights to own records are read owner by owner, each in the order of the list;
// an index over all owners finds records without one, and counts those that name a user twice.
function indexesOf(
  type: ObjectTypeDefinition,
  mappings: readonly RoleMapping[],
  sorted: readonly string[],
): readonly (readonly string[])[] {
  const has = (name: string | undefined): name is string => type.properties.some((property) => property.name === name)
  const owners = [...type.ownership, ownerIn(type)].filter(has)
  const timed = [type.activity?.at, 'nextActivityAt', scoreDueProperty].filter(has).map((name) => [name])
  const owned = owners.map((name) => [name])
  if (mappings.length === 0 && sorted.length === 0) return [...owned, ...timed]
  const [csms, dates] = [mappings.map(({ properties }) => properties['csm']), mappings.map(({ properties }) => properties['renewalDate'])]
  const sorts = [...new Set([type.title, ...dates, ...sorted])].filter(has)
  const reasons = [...owned, ...csms.filter(has).map((csm) => [csm]), ...(owners.length > 1 ? [owners] : [])]
  const mine = reasons.flatMap((reason) => sorts.map((sort) => [...reason, sort]))
  return unique([...owned, ...mine, ...sorts.map((sort) => [sort]), ...timed])
}

// The core's own records of one user are read as those that a user owns.
function ownerIn({ policy }: ObjectTypeDefinition): string | undefined {
  return policy?.by === 'core' ? policy.owner : undefined
}

function unique(indexes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(indexes.map((index) => [index.join(), index])).values()]
}
function toEdges(type: ObjectTypeDefinition): readonly EdgeSnapshot[] {
  return type.associations.filter(({ forward }) => forward).map(({ edge, to }) => ({ edge, from: type.name, to }))
}
