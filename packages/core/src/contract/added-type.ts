import { TenureError } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import {
  type AnyObjectType,
  type Association,
  type MemberSpec,
  type ObjectType,
  objectType,
  type Property,
  splitPath,
  toLabel,
} from '../schema/property.js'
import { toPropertyDefinition } from '../schema/property-definition.js'
import type { PropertyKind, ValueByKind } from '../schema/value.js'
import type { Contribution } from './contribution.js'

/** A property that a plugin adds to an object type. */
export interface AddedProperty<Path extends string, Kind extends PropertyKind, V> extends Property<Path, Kind, V>, Contribution {
  readonly kind: 'property'
}
/** A property that the plugin adds; taking the plugin out hides it and keeps its values. */
export function defineProperty<
  On extends string,
  const Name extends string,
  Kind extends PropertyKind,
  const V extends string = never,
>(spec: {
  readonly on: AnyObjectType<On>
  readonly name: Name
  readonly kind: Kind
  readonly label: string
  readonly options?: readonly V[]
}): AddedProperty<`${On}.${Name}`, Kind, [V] extends [never] ? ValueByKind[Kind] : V> {
  const { on, name, kind, label, options } = spec
  const path = `${on.objectType}.${checked(name)}` as const
  return Object.freeze({ contribution: 1, kind: 'property', id: path, path, propertyKind: kind, label, ...(options && { options }) })
}

/** An object type of the plugin's own; its properties are members, as those of the built-in ones. Errors: `input.invalid` for a name that cannot be one. */
export function defineObjectType<const Name extends string, const Members extends Readonly<Record<string, MemberSpec>>>(spec: {
  readonly name: Name
  readonly label: string
  readonly plural?: string
  /** The property that names a record to a person; by default `name`, or else the first text. */
  readonly title?: keyof Members & string
  readonly members: Members
}): ObjectType<Name, Members> & Contribution {
  const reserved = Object.keys(spec.members).filter((name) => ['contribution', 'kind', 'id', 'objectType'].includes(name))
  if (reserved.length > 0) throw invalid(`An object type has no property ${reserved[0]}; the name is taken.`)
  for (const name of [spec.name, ...Object.keys(spec.members)]) checked(name)
  const type = objectType(spec.name, spec.members)
  const added: AddedObjectType = {
    contribution: 1,
    kind: 'object-type',
    id: spec.name,
    '~definition': toDefinition(spec, Object.values(type)),
  }
  return Object.freeze(Object.assign({}, type, added)) as ObjectType<Name, Members> & Contribution
}

/** What a contributed object type is as data. */
export interface AddedObjectType extends Contribution {
  readonly kind: 'object-type'
  readonly '~definition': ObjectTypeDefinition
}

const dates: readonly PropertyDefinition[] = [
  { name: 'createdAt', kind: 'datetime', label: 'Create date', computed: true },
  { name: 'updatedAt', kind: 'datetime', label: 'Last change', computed: true },
  { name: 'owner', kind: 'user', label: 'Owner' },
]
interface TypeSpec {
  readonly name: string
  readonly label: string
  readonly plural?: string
  readonly title?: string
}
function toDefinition({ name, label, plural = `${label}s`, title }: TypeSpec, members: readonly unknown[]): ObjectTypeDefinition {
  const own = members
    .filter((member): member is Property => typeof member === 'object' && member !== null && 'propertyKind' in member)
    .map(toPropertyDefinition)
  const links = members.filter((member): member is Association => typeof member === 'object' && member !== null && 'to' in member)
  const titled = title ?? (own.find((property) => property.name === 'name') ?? own.find(({ kind }) => kind === 'string'))?.name
  if (titled === undefined) throw invalid(`The object type ${name} needs a text property that names its records.`)
  return {
    name,
    label,
    plural,
    title: titled,
    properties: [...own, ...dates.filter((date) => !own.some((property) => property.name === date.name))],
    associations: links.map(({ path, to }) => toAssociation(path, to)),
    ownership: ['owner'],
    active: true,
  }
}
function toAssociation(path: string, to: string): ObjectTypeDefinition['associations'][number] {
  const [type, name] = splitPath(path)
  return { name, label: toLabel(name), to, edge: `${type}-${name}`, forward: true }
}
function checked<Name extends string>(name: Name): Name {
  if (/^[a-z][A-Za-z0-9_]*$/.test(name)) return name
  throw invalid(`${JSON.stringify(name)} is no name: a small letter, then letters, digits and underscores.`)
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
