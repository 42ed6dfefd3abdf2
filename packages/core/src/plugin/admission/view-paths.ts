import type { Collection } from '../../contract/collection/collection.js'
import type { ContributedView } from '../../contract/collection/collection-view.js'
import type { Contribution } from '../../contract/contribution.js'
import { type Grant, whatPeopleFilterBy } from '../../contract/grant.js'
import type { FilterData } from '../../query/filter-data.js'
import { laterProperties } from '../../schema/built-in-definitions.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import { splitLinked, splitPath } from '../../schema/property.js'
import { isRoleName, roleDefinitions } from '../../schema/role.js'
import { grantsOf } from '../contributed.js'

interface AskedPath {
  readonly path: string
  readonly as: 'property' | 'link' | 'either'
}

/** What a contribution asks for and no object type has: a type that another plugin may bring, or a property or link. */
export function findUnknownPath(
  contribution: Contribution,
  schema: SchemaDefinition,
): { readonly because: string; readonly waits?: true } | undefined {
  const asked = askedBy(contribution)
  const who = `The ${contribution.kind} ${contribution.id} asks for`
  const strange = asked.find(({ path }) => playersOf(path, schema).length === 0)
  if (strange !== undefined)
    return {
      because: `${who} ${strange.path}, and nobody defines the object type. Correct the name, or add the plugin that defines it.`,
      waits: true,
    }
  const missing = asked.find(({ path, as }) => !playersOf(path, schema).some((type) => has(schema, type, splitPath(path)[1], as)))
  return missing && { because: `${who} ${missingIs[missing.as]} ${missing.path}, which is not there. ${remedies[missing.as]}` }
}
const missingIs: Readonly<Record<AskedPath['as'], string>> = { property: 'the property', link: 'the link', either: 'the property or link' }
const ownProperty = 'Correct the name, or put the property into `contributes`.'
const remedies: Readonly<Record<AskedPath['as'], string>> = {
  property: ownProperty,
  link: 'Correct the name, or put the object type that has it into `contributes`.',
  either: ownProperty,
}

function askedBy(contribution: Contribution): readonly AskedPath[] {
  if (contribution.kind === 'view') return askedByView(contribution as ContributedView)
  const granted = grantsOf(contribution)
    .filter(namesProperties)
    .flatMap(({ paths }) => paths.filter(isPath))
  // One that an older version of the package has made says no names.
  const { named = [] } = (contribution.kind === 'collection' ? contribution : {}) as Partial<Collection<unknown, never>>
  return [...named.map(toProperty), ...granted.map((path): AskedPath => ({ path, as: 'either' }))]
}
function askedByView({ orderBy = [], where }: ContributedView): readonly AskedPath[] {
  return [...orderBy.map(({ by }) => toProperty(by)), ...(where ? pathsOf(where) : [])]
}
// What is taken where it is there may also be missing.
function namesProperties({ opens, optional }: Grant): boolean {
  return optional !== true && ['records', 'all-records', 'edits', 'creates', 'notifies'].includes(opens)
}
// The grant of a whole type names no property, nor does the one of what people filter by.
function isPath(path: string): boolean {
  return path !== whatPeopleFilterBy && !path.endsWith('.*')
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
  if (as !== 'link' && laterProperties.has(name)) return true
  const members = { property: properties, link: associations, either: [...properties, ...associations] }[as]
  if (linked === undefined) return members.some((member) => member.name === name)
  const to = schema.get(associations.find((association) => association.name === linked[0])?.to ?? '')
  return to !== undefined && (linked[1] === 'id' || has(schema, to, linked[1], 'property'))
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
