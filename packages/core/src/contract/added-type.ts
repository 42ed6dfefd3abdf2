import { TenureError } from '../errors/tenure-error.js'
import { edgeOf } from '../schema/built-in-edges.js'
import { type AssociationExtension, inverseName, type ObjectTypeExtension } from '../schema/extend-schema.js'
import {
  type AnyObjectType,
  type Association,
  type MemberOf,
  type MemberSpec,
  type OneOf,
  objectType,
  type Property,
  type SomeOf,
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
}): AddedProperty<`${On}.${Name}`, Kind, [V] extends [never] ? ValueByKind[Kind] : Kind extends 'multi_enumeration' ? readonly V[] : V> {
  const { on, name, kind, label, options } = spec
  const path = `${on.objectType}.${checked(name)}` as const
  return Object.freeze({ contribution: 1, kind: 'property', id: path, path, propertyKind: kind, label, ...(options && { options }) })
}

/**
 * A link of a plugin's own object type. It is declared only here and has two ends: `Project.company`, and `Project.company.inverse` on the
 * other type, which is named by `inverse`. Without it the other end has the name of this type; of a link to the type itself, `<name>Of`.
 */
export interface OwnLink {
  /** The other object type, or its name where its value is not at hand. */
  readonly linkTo: string | AnyObjectType
  readonly label?: string
  /** A record has at most one of these links; a second replaces the first. */
  readonly single?: true
  readonly inverse?: string | InverseSpec
}
/** The other end of a link. */
export interface InverseSpec {
  readonly name: string
  readonly label?: string
  readonly single?: true
}
/** What the member list of a plugin's own object type may hold: `{ oneOf: […] }` is an enumeration, `{ someOf: […] }` one of several values. */
export type OwnMemberSpec = PropertyKind | OneOf<string> | SomeOf<string> | OwnLink
/** A link with the end that it has on the other type. */
export type TwoEndedAssociation<Path extends string, To extends string, Inverse extends string, From extends string> = Association<
  Path,
  To
> & { readonly inverse: Association<Inverse, From> }

/** An object type of a plugin's own; besides its members it has `owner`, `createdAt` and `updatedAt`, as every type. */
export type OwnObjectType<Name extends string, Members> = AnyObjectType<Name> &
  Contribution & { readonly [K in keyof Members & string]: OwnMember<Name, K, Members[K]> } & {
    readonly [K in Exclude<keyof typeof common, keyof Members>]: MemberOf<`${Name}.${K}`, (typeof common)[K]>
  }
type OwnMember<Name extends string, K extends string, M> = M extends { readonly linkTo: infer Target }
  ? TwoEndedAssociation<`${Name}.${K}`, NameOfType<Target>, `${NameOfType<Target>}.${InverseName<Name, K, M, NameOfType<Target>>}`, Name>
  : MemberOf<`${Name}.${K}`, M>
type NameOfType<Target> = Target extends AnyObjectType<infer Name> ? Name : Target extends string ? Target : never
type InverseName<Name extends string, K extends string, M, To> = M extends { readonly inverse: infer I extends string }
  ? I
  : M extends { readonly inverse: { readonly name: infer I extends string } }
    ? I
    : To extends Name
      ? `${K}Of`
      : Name
/** Between which numbers a member lies, of all records or of those in which another member has a value. */
export interface OwnScale<Member extends string> {
  readonly property: Member
  readonly from: number
  readonly to: number
  readonly where?: { readonly property: Member; readonly value: string }
}
type TextMember<Members> = { readonly [K in keyof Members]: Members[K] extends 'string' | 'text' ? K : never }[keyof Members] & string

/** An object type of the plugin's own; its properties and links are members, as those of the built-in ones. Errors: `input.invalid` for a name that cannot be one. */
export function defineObjectType<const Name extends string, const Members extends Readonly<Record<string, OwnMemberSpec>>>(spec: {
  readonly name: Name
  readonly label: string
  readonly plural?: string
  /** The property that names a record to a person; by default `name`, or else the first text. */
  readonly title?: TextMember<NoInfer<Members>>
  /** `false`: nobody is offered it as customer, service or revenue, since the plugin keeps its own work there. */
  readonly playsRoles?: false
  /** Between which numbers members lie; with `where`, of records in which another member has that value. Other numbers are refused. */
  readonly scales?: readonly OwnScale<keyof NoInfer<Members> & string>[]
  readonly members: Members
}): OwnObjectType<Name, Members> {
  const reserved = Object.keys(spec.members).filter((name) => ['contribution', 'kind', 'id', 'objectType'].includes(name))
  if (reserved.length > 0) throw invalid(`An object type has no property ${reserved[0]}; the name is taken.`)
  for (const name of [spec.name, ...Object.keys(spec.members)]) checked(name)
  const links = Object.entries(spec.members).flatMap(([name, member]) => (isLink(member) ? [toExtension(name, member)] : []))
  const type = objectType(spec.name, { ...common, ...toPlain(spec.members) })
  const members: readonly unknown[] = Object.values(type)
  const added: AddedObjectType = {
    contribution: 1,
    kind: 'object-type',
    id: spec.name,
    '~extension': toTypeExtension(spec, members.filter(isProperty), links),
  }
  const ends = Object.fromEntries(links.map((link) => [link.name, toEnds(spec.name, link)]))
  return Object.freeze({ ...type, ...ends, ...added }) as unknown as OwnObjectType<Name, Members>
}

/** What a contributed object type is as data. */
export interface AddedObjectType extends Contribution {
  readonly kind: 'object-type'
  readonly '~extension': ObjectTypeExtension
}

/** Properties of every object type, which the core adds. */
const common = { createdAt: 'datetime', updatedAt: 'datetime', owner: 'user' } as const
interface TypeSpec {
  readonly name: string
  readonly label: string
  readonly plural?: string
  readonly title?: string
  readonly playsRoles?: false
  readonly scales?: readonly OwnScale<string>[]
}
function toTypeExtension(
  { name, label, plural, title, playsRoles, scales }: TypeSpec,
  properties: readonly Property[],
  associations: readonly AssociationExtension[],
): ObjectTypeExtension {
  const own = properties.map(toPropertyDefinition).filter((property) => !isCommon(property))
  const titled = title ?? (own.find((property) => property.name === 'name') ?? own.find(({ kind }) => kind === 'string'))?.name
  if (titled === undefined) throw invalid(`The object type ${name} needs a text property that names its records.`)
  return {
    ...{ name, label, ...(plural !== undefined && { plural }), title: titled, properties: own, associations },
    ...(playsRoles !== undefined && { playsRoles }),
    ...(scales !== undefined && { scales }),
  }
}
function toExtension(name: string, { linkTo, label, single, inverse }: OwnLink): AssociationExtension {
  const to = typeof linkTo === 'string' ? linkTo : linkTo.objectType
  const other = typeof inverse === 'string' ? { name: inverse } : inverse
  if (other !== undefined) checked(other.name)
  return { name, to, ...(label !== undefined && { label }), ...(single && { single }), ...(other && { inverse: other }) }
}
function toEnds(from: string, { name, to, single, inverse }: AssociationExtension): Association & { readonly inverse: Association } {
  const edge = edgeOf(from, name)
  const back = inverse?.name ?? inverseName(from, name, to)
  return Object.freeze({
    path: `${from}.${name}`,
    to,
    '~end': { edge, forward: true, ...(single && { single }) },
    inverse: Object.freeze({ path: `${to}.${back}`, to: from, '~end': { edge, forward: false, ...(inverse?.single && { single: true }) } }),
  })
}
function toPlain(members: Readonly<Record<string, OwnMemberSpec>>): Readonly<Record<string, MemberSpec>> {
  const plain = (member: OwnMemberSpec): MemberSpec =>
    isLink(member) ? { linkTo: typeof member.linkTo === 'string' ? member.linkTo : member.linkTo.objectType } : member
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, plain(member)]))
}
function isLink(member: OwnMemberSpec): member is OwnLink {
  return typeof member === 'object' && 'linkTo' in member
}
function isProperty(member: unknown): member is Property {
  return typeof member === 'object' && member !== null && 'propertyKind' in member
}
function isCommon({ name, kind }: { readonly name: string; readonly kind: PropertyKind }): boolean {
  return Object.hasOwn(common, name) && common[name as keyof typeof common] === kind
}
function checked<Name extends string>(name: Name): Name {
  if (/^[a-z][A-Za-z0-9_]*$/.test(name)) return name
  throw invalid(`${JSON.stringify(name)} is no name: a small letter, then letters, digits and underscores.`)
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
