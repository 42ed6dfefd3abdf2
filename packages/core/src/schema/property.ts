import { TenureError } from '../errors/tenure-error.js'
import type { PropertyKind, ValueByKind } from './value.js'

/** A typed property of an object type, as a value: `Company.renewalDate`. `path` is `objectType.name`. */
export interface Property<Path extends string = string, Kind extends PropertyKind = PropertyKind, V = ValueByKind[Kind]> {
  readonly path: Path
  readonly propertyKind: Kind
  readonly label: string
  readonly options?: readonly string[]
  readonly '~value'?: V
}
/** A link to records of another type, as a value: `Company.deals`. */
export interface Association<Path extends string = string, To extends string = string> {
  readonly path: Path
  readonly to: To
}

/** An object type: its properties and associations are its members. */
export type ObjectType<Name extends string, Members> = AnyObjectType<Name> & {
  readonly [K in keyof Members & string]: MemberOf<`${Name}.${K}`, Members[K]>
}
/** Any object type, known by its name. */
export interface AnyObjectType<Name extends string = string> {
  readonly objectType: Name
}
/** In the member list of an object type: an enumeration of known values. */
export interface OneOf<V extends string> {
  readonly oneOf: readonly V[]
}
/** In the member list of an object type: several of known values. */
export interface SomeOf<V extends string> {
  readonly someOf: readonly V[]
}
/** In the member list of an object type: a link. */
export interface LinkTo<Type extends string> {
  readonly linkTo: Type
}
/** What a member of the list becomes. */
export type MemberOf<Path extends string, M> =
  M extends OneOf<infer V>
    ? Property<Path, 'enumeration', V>
    : M extends SomeOf<infer V>
      ? Property<Path, 'multi_enumeration', readonly V[]>
      : M extends LinkTo<infer T>
        ? Association<Path, T>
        : M extends PropertyKind
          ? Property<Path, M>
          : never
/** What a member list may hold. */
export type MemberSpec = PropertyKind | OneOf<string> | SomeOf<string> | LinkTo<string>

/** The value that a property takes. */
export type Given<P extends Property> = P extends Property<string, PropertyKind, infer V> ? V : never
/** A property of one of these kinds. */
export type OfKind<Kind extends PropertyKind> = Property<string, Kind>
/** A path without its object type. */
export type NameOf<Path extends string> = Path extends `${string}.${infer Name}` ? Name : never

/** The object type and the name in a path: `company.name` is `['company', 'name']`, `contact.companies.name` is `['contact', 'companies.name']`. */
export function splitPath(path: string): readonly [type: string, name: string] {
  const dot = path.indexOf('.')
  return dot < 0 ? ['', path] : [path.slice(0, dot), path.slice(dot + 1)]
}
/** The association and the property in a name that reads through a link (`companies.name`); nothing for the name of an own property. */
export function splitLinked(name: string): readonly [association: string, property: string] | undefined {
  const dot = name.indexOf('.')
  return dot < 0 ? undefined : [name.slice(0, dot), name.slice(dot + 1)]
}
/** A name as a label: `renewalDate` is `Renewal date`. */
export function toLabel(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
/**
 * A property of the record that a link picks: `through(Contact.companies, Company.name)` is selected, filtered and sorted by like a
 * property of the contact, and its rows have it under `companies.name`. Of several linked records that the user may see, the one labelled
 * `primary` counts, else the first by id; without one it is `null`.
 *
 * `through(Contact.companies, 'id')` is the id of that record: it is selected, and nothing is filtered or sorted by it.
 *
 * Errors: `input.invalid` for a property that is read through a link itself: a path follows one link.
 */
export function through<From extends string>(link: Association<From>, id: 'id'): Property<`${From}.id`, 'string', string>
export function through<From extends string, To extends string, P extends Property<`${NoInfer<To>}.${string}`>>(
  link: Association<From, To>,
  property: P,
  label?: string,
): Property<`${From}.${NameOf<P['path']>}`, P['propertyKind'], Given<P>>
export function through(link: Association, property: Property | 'id', given?: string): unknown {
  if (property === 'id') return Object.freeze({ path: `${link.path}.id`, propertyKind: 'string', label: `${toLabel(link.to)} id` })
  const label = given ?? toLinkedLabel(link, property.label)
  const [type, name] = splitPath(property.path)
  if (splitLinked(name) !== undefined || type !== link.to)
    throw invalid(`${link.path} leads to ${link.to}, and ${property.path} is not a property of ${link.to} itself.`)
  const { propertyKind, options } = property
  const path = `${link.path}.${name}`
  return Object.freeze({ path, propertyKind, label, ...(options && { options }) })
}
// `Company health score`, but `Company ARR`; a link within one type goes by its own name: `Parent name`.
function toLinkedLabel({ path, to }: Association, label: string): string {
  const [type, name] = splitPath(path)
  const rest = /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
  return `${toLabel(type === to ? name : to)} ${rest}`
}

/** An object type whose members are properties and associations, from its list of members. */
export function objectType<const Name extends string, const Members extends Readonly<Record<string, MemberSpec>>>(
  name: Name,
  members: Members,
  labels: Readonly<Record<string, string>> = {},
): ObjectType<Name, Members> {
  const entries = Object.entries(members).map(([key, member]) => [key, toMember(`${name}.${key}`, member, labels[key] ?? toLabel(key))])
  return Object.freeze({ objectType: name, ...Object.fromEntries(entries) })
}

function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
function toMember(path: string, member: MemberSpec, label: string): Property | Association {
  if (typeof member === 'string') return Object.freeze({ path, propertyKind: member, label })
  if ('oneOf' in member) return Object.freeze({ path, propertyKind: 'enumeration', label, options: member.oneOf })
  if ('someOf' in member) return Object.freeze({ path, propertyKind: 'multi_enumeration', label, options: member.someOf })
  return Object.freeze({ path, to: member.linkTo })
}
