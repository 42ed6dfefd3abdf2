import type { Instant } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import { type BindEnv, bindFilter, bindOrder } from '../query/bind.js'
import type { CanonicalQuery, Expression } from '../query/canonical.js'
import { canonicalise } from '../query/canonicalise.js'
import type { FilterData, QueryData } from '../query/filter-data.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import { splitPath } from '../schema/property.js'
import { openCursor } from './cursor.js'
import type { Directory } from './directory.js'
import type { ObjectAction } from './permissions.js'
import { isReadable, policyOf } from './policy.js'
import type { Principal } from './principal.js'

/** What a role (`customer`) stands for: the object type, and the properties that were chosen or are named otherwise there. */
export interface RoleMapping {
  readonly type: string
  readonly properties: Readonly<Record<string, string | undefined>>
}
/** Roles by name; a role without a mapping needs configuration. */
export type Roles = ReadonlyMap<string, RoleMapping>

/** What access looks at; every part is asked at each use, so that a change acts at once. */
export interface AccessOptions {
  readonly schema: () => SchemaDefinition
  readonly directory: Directory
  readonly roles: () => Roles
  readonly now: () => Instant
}
/** A query with the rights of its user joined in, ready for a store. `until`: bind again then, the clock has moved its constants. */
export interface BoundQuery {
  readonly query: CanonicalQuery
  readonly until?: Instant
}
/** What binding needs beside the query: whether the total is asked for, and archived records. */
export interface BindOptions {
  readonly count?: boolean
  readonly archived?: CanonicalQuery['archived']
  /** Select what the list is ordered by, too: a place in the list is named by it. */
  readonly withOrder?: boolean
}

/** The one place where rights are joined to questions. */
export interface Access {
  bind(principal: Principal, query: QueryData, options?: BindOptions): BoundQuery
  /** The condition alone, for checks of single records. */
  bindFilter(principal: Principal, filter: FilterData, type: string): Expression
  policy(principal: Principal, type: string, action: ObjectAction): Expression
  /** Definition of a type that the user may at least ask about. Errors: `input.invalid` for one that does not exist. */
  type(name: string): ObjectTypeDefinition
  /** Object type and property behind a path that may name a role. `undefined`: the type has no such property. */
  resolve(path: string): string
  roleType(name: string): string
}

/** Access over a directory. */
export function createAccess(options: AccessOptions): Access {
  const { schema, directory, roles, now } = options
  const policies = new WeakMap<Principal, Map<string, Expression>>()
  const type = (name: string): ObjectTypeDefinition => {
    const definition = schema().get(name)
    if (definition === undefined) throw invalid(`There is no object type ${name}.`)
    return definition
  }
  const policy = (principal: Principal, name: string, action: ObjectAction): Expression => {
    const known = policies.get(principal) ?? new Map<string, Expression>()
    policies.set(principal, known)
    const definition = type(name)
    const key = `${action} ${name} ${definition.ownership.join()}`
    const found = known.get(key) ?? policyOf(principal, definition, action)
    known.set(key, found)
    return found
  }
  const roleType = (name: string): string => roles().get(name)?.type ?? name
  const resolve = (path: string): string => resolvePath(path, roles())
  const env = (principal: Principal): BindEnv => ({
    schema: schema(),
    user: principal.user,
    now: now(),
    zone: principal.timeZone,
    resolve,
    checkReadable: (path) => checkReadable(principal, schema(), resolve(path), path),
    policy: (name) => policy(principal, name, 'view'),
    teamMembers: () => directory.members(principal.teams),
    deactivated: () => directory.deactivated(),
  })
  return {
    type,
    policy,
    resolve,
    roleType,
    bindFilter: (principal, filter, name) => bindFilter(filter, name, env(principal)).value,
    bind(principal, query, { count = false, archived = 'no', withOrder = false } = {}) {
      const name = roleType(query.type)
      const bindings = env(principal)
      const filter = query.where === undefined ? { value: { all: [] } } : bindFilter(query.where, name, bindings)
      const order = bindOrder(query.orderBy ?? [], name, bindings)
      const definition = type(name)
      const asked = withOrder ? [...new Set([...query.select, ...order.map(({ property }) => property)])] : query.select
      const readable = asked.filter((property) => hasProperty(definition, property) && isReadable(principal, definition, property))
      const { limit, offset, after } = query
      checkSizes({ limit, offset })
      const bound = canonicalise({
        type: name,
        user: filter.value,
        policy: policy(principal, name, 'view'),
        order,
        select: readable,
        ...(limit === undefined ? {} : { limit }),
        ...(offset === undefined ? {} : { offset }),
        ...(after === undefined ? {} : { after: openCursor(after, order, definition) }),
        count,
        archived,
      })
      return filter.until === undefined ? { query: bound } : { query: bound, until: filter.until }
    },
  }
}

/** Real path behind one that may name a role. Errors: `input.invalid` where the role, or the property for it, is not configured. */
function resolvePath(path: string, roles: Roles): string {
  const [role, name] = splitPath(path)
  const mapping = roles.get(role)
  if (mapping === undefined) return path
  if (!Object.hasOwn(mapping.properties, name)) return `${mapping.type}.${name}`
  const chosen = mapping.properties[name]
  if (chosen === undefined)
    throw invalid(`The workspace has not chosen what ${path} means. An administrator can choose it in the Customers settings.`)
  return `${mapping.type}.${chosen}`
}

// A hidden property answers in the same words as one that does not exist (ACC-8).
function checkReadable(principal: Principal, schema: SchemaDefinition, path: string, asked: string): void {
  const [typeName, name] = splitPath(path)
  const definition = schema.get(typeName)
  if (definition !== undefined && hasProperty(definition, name) && isReadable(principal, definition, name)) return
  throw invalid(`There is no property ${asked}.`)
}
function checkSizes(sizes: Readonly<Record<string, number | undefined>>): void {
  for (const [name, size] of Object.entries(sizes))
    if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0))
      throw invalid(`The ${name} of a list is a whole number, 0 or more.`)
}
function hasProperty({ properties }: ObjectTypeDefinition, name: string): boolean {
  return properties.some((property) => property.name === name)
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
