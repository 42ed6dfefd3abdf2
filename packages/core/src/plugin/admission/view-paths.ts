import type { ContributedView } from '../../contract/collection/collection-view.js'
import type { Contribution } from '../../contract/contribution.js'
import type { FilterData } from '../../query/filter-data.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import { splitLinked, splitPath } from '../../schema/property.js'
import { isRoleName, roleDefinitions } from '../../schema/role.js'

interface AskedPath {
  readonly path: string
  readonly as: 'property' | 'link'
}

/** What a built-in view asks for and no object type has: a type that another plugin may bring, or a property or link. */
export function findUnknownPath(
  contribution: Contribution,
  schema: SchemaDefinition,
): { readonly because: string; readonly waits?: true } | undefined {
  if (contribution.kind !== 'view') return undefined
  const { id, orderBy = [], where } = contribution as ContributedView
  const asked: readonly AskedPath[] = [...orderBy.map(({ by }) => toProperty(by)), ...(where ? pathsOf(where) : [])]
  const strange = asked.find(({ path }) => playersOf(path, schema).length === 0)
  if (strange !== undefined)
    return {
      because: `The view ${id} asks for ${strange.path}, and nobody defines the object type. Correct the name, or add the plugin that defines it.`,
      waits: true,
    }
  const missing = asked.find(({ path, as }) => !playersOf(path, schema).some((type) => has(schema, type, splitPath(path)[1], as)))
  return (
    missing && { because: `The view ${id} asks for the ${missing.as} ${missing.path}, which is not there. Correct the name, or define it.` }
  )
}

// A role is played by one of several types, as the account chooses: what one of them has may be asked of the role.
function playersOf(path: string, schema: SchemaDefinition): readonly ObjectTypeDefinition[] {
  const [name] = splitPath(path)
  if (!isRoleName(name)) return [schema.get(name)].filter((type) => type !== undefined)
  const players = roleDefinitions.find((role) => role.name === name)?.types ?? []
  return [...schema.values()].filter((type) => players.includes(type.name) || (type.builtIn !== true && type.policy === undefined))
}
function has(schema: SchemaDefinition, { properties, associations }: ObjectTypeDefinition, name: string, as: AskedPath['as']): boolean {
  const linked = splitLinked(name)
  if (linked === undefined) return (as === 'property' ? properties : associations).some((member) => member.name === name)
  const to = schema.get(associations.find((association) => association.name === linked[0])?.to ?? '')
  return to?.properties.some((property) => property.name === linked[1]) === true
}
function pathsOf(filter: FilterData): readonly AskedPath[] {
  if ('filters' in filter) return filter.filters.flatMap(pathsOf)
  const own = [
    ...('property' in filter ? [toProperty(filter.property)] : []),
    ...('other' in filter ? [toProperty(filter.other)] : []),
    ...('link' in filter ? [{ path: filter.link, as: 'link' as const }] : []),
  ]
  return [...own, ...('filter' in filter && filter.filter !== undefined ? pathsOf(filter.filter) : [])]
}
function toProperty(path: string): AskedPath {
  return { path, as: 'property' }
}
