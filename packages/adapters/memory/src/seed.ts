import type {
  Instant,
  Json,
  ObjectType,
  Property,
  PropertyKind,
  RecordId,
  UserId,
  Value,
  Values,
  Write,
  WriteBatch,
} from '@tenure/core/adapter'

/** What a memory store holds when it opens. */
export interface Seed {
  readonly users?: readonly SeedUser[]
  readonly records?: readonly SeedRecord[]
}
/** A user. Without `objects` the user may view, edit and delete every record: a seed is a grant written by hand. */
export interface SeedUser {
  readonly id: UserId
  readonly name: string
  readonly email?: string
  readonly permissions?: readonly string[]
  /** Ids of teams; a team that is not among the records is made, with its id as its name. */
  readonly teams?: readonly string[]
  readonly primaryTeam?: string
  readonly superAdmin?: boolean
  readonly seat?: boolean
  readonly active?: boolean
  readonly timeZone?: string
  readonly locale?: string
  /** Object permissions by object type; `*` stands for every type. */
  readonly objects?: Json
}
/** A record by its values; `record` makes one from an object type. */
export interface SeedRecord {
  readonly type: string
  readonly id: RecordId
  readonly values: Values
}
/** The properties of an object type that a seed may give, and what they take. */
export type PropertyValues<T> = {
  readonly [K in keyof T as T[K] extends Property ? K : never]: T[K] extends Property<string, PropertyKind, infer V> ? V : never
}

/** One record of an object type, with its properties by name. */
export function record<Name extends string, Members>(
  of: ObjectType<Name, Members>,
  id: RecordId,
  values: Partial<PropertyValues<ObjectType<Name, Members>>>,
): SeedRecord {
  const kinds = of as unknown as Readonly<Record<string, Partial<Property>>>
  const entries = Object.entries(values as Values).map(([name, value]) => [name, canonical(kinds[name]?.propertyKind, value)])
  return Object.freeze({ type: of.objectType, id, values: Object.fromEntries(entries) })
}

/** The one commit that writes a seed. */
export function toSeedBatch({ users = [], records = [] }: Seed, now: Instant): WriteBatch {
  const teams = new Set(users.flatMap(teamsOf))
  for (const { type, id } of records) if (type === 'team') teams.delete(id)
  const dated = records.map((each) => ({ ...each, values: { createdAt: now, updatedAt: now, ...each.values } }))
  return {
    atomic: true,
    at: now,
    actor: { source: 'system' },
    writes: [...[...teams].map(toTeam), ...users.map(toUser), ...dated].map(toWrite),
  }
}

function toWrite({ type, id, values }: SeedRecord): Write {
  return { write: 'create', ref: { type, id }, values }
}
function toTeam(id: string): SeedRecord {
  return { type: 'team', id, values: { name: id } }
}
function toUser(user: SeedUser): SeedRecord {
  return {
    type: 'user',
    id: user.id,
    values: {
      name: user.name,
      email: user.email ?? null,
      active: user.active ?? true,
      timeZone: user.timeZone ?? 'UTC',
      locale: user.locale ?? 'en',
      seat: user.seat ?? false,
      superAdmin: user.superAdmin ?? false,
      permissions: toSet(user.permissions),
      primaryTeam: user.primaryTeam ?? null,
      teams: toSet(user.teams),
      objects: user.objects ?? everything,
    },
  }
}
const everything: Json = { '*': { view: 'all', edit: 'all', delete: 'all' } }

function teamsOf({ teams = [], primaryTeam }: SeedUser): readonly string[] {
  return primaryTeam === undefined ? teams : [primaryTeam, ...teams]
}
function canonical(kind: PropertyKind | undefined, value: Value | undefined): Value {
  return kind === 'multi_enumeration' && Array.isArray(value) ? toSet(value as readonly string[]) : (value ?? null)
}
// A set is sorted and has no duplicates; an empty one is a missing value.
function toSet(values: readonly string[] = []): readonly string[] | null {
  return values.length > 0 ? [...new Set(values)].sort() : null
}
