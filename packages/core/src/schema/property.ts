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
/** In the member list of an object type: a link. */
export interface LinkTo<Type extends string> {
  readonly linkTo: Type
}
/** What a member of the list becomes. */
export type MemberOf<Path extends string, M> =
  M extends OneOf<infer V>
    ? Property<Path, 'enumeration', V>
    : M extends LinkTo<infer T>
      ? Association<Path, T>
      : M extends PropertyKind
        ? Property<Path, M>
        : never
/** What a member list may hold. */
export type MemberSpec = PropertyKind | OneOf<string> | LinkTo<string>

/** The value that a property takes. */
export type Given<P extends Property> = P extends Property<string, PropertyKind, infer V> ? V : never
/** A property of one of these kinds. */
export type OfKind<Kind extends PropertyKind> = Property<string, Kind>
/** The last part of a path. */
export type NameOf<Path extends string> = Path extends `${string}.${infer Name}` ? Name : never

/** The object type and the name in a path: `company.name` is `['company', 'name']`. */
export function splitPath(path: string): readonly [type: string, name: string] {
  const dot = path.lastIndexOf('.')
  return [path.slice(0, dot), path.slice(dot + 1)]
}
/** A name as a label: `renewalDate` is `Renewal date`. */
export function toLabel(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
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

function toMember(path: string, member: MemberSpec, label: string): Property | Association {
  if (typeof member === 'string') return Object.freeze({ path, propertyKind: member, label })
  if ('oneOf' in member) return Object.freeze({ path, propertyKind: 'enumeration', label, options: member.oneOf })
  return Object.freeze({ path, to: member.linkTo })
}
