import {
  type AnyObjectType,
  endOf,
  type Property,
  type PropertyKind,
  type RecordId,
  type RecordRef,
  TenureError,
  type Value,
  type Values,
} from '@tenure/core/adapter'
import type { Association } from '@tenure/core/contract'
import type { IdOf, LinkTarget, OneOrMore } from '@tenure/core/plugin'

/** A record by its values and links; `record` makes one from an object type. */
export interface SeedRecord<Type extends string = string> {
  readonly type: Type
  readonly id: IdOf<Type>
  readonly values: Values
  readonly links?: readonly SeedLink[]
}
/** A link of a seed's record, as a store keeps it: the edge, and whether the record is its first end. */
export interface SeedLink {
  readonly edge: string
  readonly forward: boolean
  readonly to: RecordRef
  readonly label?: string
}
/** The properties of an object type that a seed may give, and what they take. */
export type PropertyValues<T> = {
  readonly [K in keyof T as T[K] extends Property ? K : never]: T[K] extends Property<string, PropertyKind, infer V> ? V : never
}
/** The links of an object type that a seed may give: ids, or records of the seed, of the right type. */
export type SeedLinks<T> = {
  readonly [K in keyof T as T[K] extends Association ? K : never]?: T[K] extends Association<string, infer To>
    ? OneOrMore<LinkTarget<To> | SeedRecord<To>>
    : never
}

/**
 * One record of an object type, with its properties and links by name; its linked records must be in the seed as well. Values that the
 * core works out (last activity date) are given, not worked out. Errors: `input.invalid` for a property or a link that the type does not have.
 */
export function record<T extends AnyObjectType>(
  of: T,
  id: RecordId,
  values: Partial<PropertyValues<T>>,
  links: SeedLinks<T> = {},
): SeedRecord<T['objectType']> {
  const members = of as unknown as Readonly<Record<string, unknown>>
  const given = Object.entries(values as Values).map(([name, value]) => [name, canonical(memberOf(of, id, name, isProperty), value)])
  const linked = Object.entries(links as Readonly<Record<string, Targets | undefined>>).flatMap(([name, targets = []]) =>
    toLinks(memberOf(of, id, name, isAssociation), id, targets),
  )
  return Object.freeze({ type: of.objectType, id, values: Object.fromEntries(given), ...(linked.length > 0 && { links: linked }) })

  function memberOf<M>(type: T, record: RecordId, name: string, is: (member: unknown) => member is M): M {
    const member = Object.hasOwn(members, name) ? members[name] : undefined
    if (is(member)) return member
    throw invalid(
      unknownMember(
        type.objectType,
        record,
        name,
        Object.keys(members).filter((key) => is(members[key])),
      ),
    )
  }
}

/** An object type with what plugins add to it, for seeds: `record(withAdded(Company, riskNote), 'c1', { riskNote: 'Champion left' })`. */
export function withAdded<T extends AnyObjectType, const Added extends readonly (Property | Association)[]>(
  of: T,
  ...added: Added
): T & { readonly [X in Added[number] as NameIn<X['path']>]: X } {
  const strange = added.find(({ path }) => !path.startsWith(`${of.objectType}.`))
  if (strange !== undefined) throw invalid(`${strange.path} is not of ${of.objectType}. Give properties and links of that type.`)
  const more = Object.fromEntries(added.map((member) => [member.path.slice(of.objectType.length + 1), member]))
  return Object.freeze({ ...of, ...more }) as T & { readonly [X in Added[number] as NameIn<X['path']>]: X }
}

/** A set is sorted and has no duplicates; an empty one is a missing value. */
export function toSet(values: readonly string[] = []): readonly string[] | null {
  return values.length > 0 ? [...new Set(values)].sort() : null
}

type NameIn<Path extends string> = Path extends `${string}.${infer Name}` ? Name : never
type Targets = OneOrMore<LinkTarget | SeedRecord>
function toLinks(association: Association, id: RecordId, given: Targets): readonly SeedLink[] {
  const { edge, forward, single } = endOf(association)
  const targets = Array.isArray(given) ? (given as readonly (LinkTarget | SeedRecord)[]) : [given as LinkTarget | SeedRecord]
  if (single && targets.length > 1)
    throw invalid(`${association.path} is one link at most; the record ${id} of the seed has ${targets.length}.`)
  return targets.map((target) => {
    const { id: to, label } = typeof target === 'string' ? { id: target } : { label: undefined, ...target }
    return { edge, forward, to: { type: association.to, id: to }, ...(label !== undefined && { label }) }
  })
}
function canonical({ propertyKind }: Property, value: Value | undefined): Value {
  return propertyKind === 'multi_enumeration' && Array.isArray(value) ? toSet(value as readonly string[]) : (value ?? null)
}
function isProperty(member: unknown): member is Property {
  return typeof member === 'object' && member !== null && 'propertyKind' in member
}
function isAssociation(member: unknown): member is Association {
  return typeof member === 'object' && member !== null && 'to' in member && 'path' in member
}
function unknownMember(type: string, id: RecordId, name: string, known: readonly string[]): string {
  return `The record ${type} ${id} of the seed has ${name}, which ${type} does not have. It has ${known.join(', ')}; use \`withAdded\` for what plugins add.`
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: ['records'], message }] })
}
