import type { Instant } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import type { AggregateData } from '../query/aggregate/aggregate-data.js'
import { bindMeasures } from '../query/aggregate/bind-aggregate.js'
import { type CanonicalAggregate, columnsOf } from '../query/aggregate/canonical-aggregate.js'
import { type BindEnv, bindFilter } from '../query/bind.js'
import { bindLinked, bindOrder } from '../query/bind-columns.js'
import type { CanonicalQuery, Expression } from '../query/canonical.js'
import { canonicalise } from '../query/canonicalise.js'
import type { FilterData, QueryData } from '../query/filter-data.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import { splitPath } from '../schema/property.js'
import type { RecordId, RecordRef } from '../schema/value.js'
import type { AliasBook } from './alias-book.js'
import type { Asker } from './asker.js'
import { openCursor } from './cursor.js'
import type { Directory } from './directory.js'
import type { ObjectAction } from './permissions.js'
import { isReadable, policyOf } from './policy.js'
import type { Principal } from './principal.js'
import { resolvePath, resolveType } from './role-path.js'

/** What access reads. It reads every part at each use, so a change takes effect at once. */
export interface AccessOptions {
  readonly schema: () => SchemaDefinition
  readonly directory: Pick<Directory, 'deactivated'>
  readonly now: () => Instant
  /** Where the ids of merged records lead. */
  readonly aliases?: Pick<AliasBook, 'resolve' | 'merged'>
  /** Refuses what costs more than its asker may spend; without it, nothing is refused. */
  readonly afford?: (query: CanonicalQuery, kind: 'call' | 'live') => void
}
/** A query limited to what its asker may see, ready for a store. `until`: bind again then, the clock has moved its constants. */
export interface BoundQuery {
  readonly query: CanonicalQuery
  readonly until?: Instant
}
/** An aggregate limited to what its asker may see, ready for a store; `until` as for a query. */
export interface BoundAggregate {
  readonly aggregate: CanonicalAggregate
  readonly until?: Instant
}
/** What binding needs beside the query: whether to count, and whether to include archived records. */
export interface BindOptions {
  readonly count?: boolean
  readonly archived?: CanonicalQuery['archived']
  readonly version?: CanonicalQuery['version']
  /** Also select the sort properties, which a cursor needs. */
  readonly withOrder?: boolean
  /** The query stays open, so it is held to the budget of those. */
  readonly live?: true
}

/** The one place where every query is limited to what its asker may see. */
export interface Access {
  bind(asker: Asker, query: QueryData, options?: BindOptions): BoundQuery
  /** The same for an aggregate; a hidden property is refused as in a filter. */
  bindAggregate(asker: Asker, aggregate: AggregateData, options?: Pick<BindOptions, 'live'>): BoundAggregate
  /** The condition alone, for checks of single records. */
  bindFilter(asker: Asker, filter: FilterData, type: string): Expression
  /** Which records of a type the asker may view, edit or delete. */
  policy(asker: Asker, type: string, action: ObjectAction): Expression
  /** Definition of a type, or of the type that plays a role for the asker. Errors: `input.invalid` for one that does not exist. */
  type(asker: Asker, name: string): ObjectTypeDefinition
  /** The record that an id names now: its own, or the one that it was merged into. */
  resolve(ref: RecordRef): RecordRef
  /** The ids of records that were merged into a record. */
  merged(ref: RecordRef): readonly RecordId[]
}

/** Access over a directory. */
export function createAccess(options: AccessOptions): Access {
  return new Rights(options)
}

class Rights implements Access {
  readonly #options: AccessOptions
  readonly #policies = new WeakMap<Asker, WeakMap<ObjectTypeDefinition, Partial<Record<ObjectAction, Expression>>>>()

  constructor(options: AccessOptions) {
    this.#options = options
  }

  type({ roles }: Asker, name: string): ObjectTypeDefinition {
    const real = resolveType(roles, name)
    const definition = this.#options.schema().get(real)
    if (definition === undefined) throw invalid(`There is no object type ${name}.`)
    return definition
  }

  resolve(ref: RecordRef): RecordRef {
    return this.#options.aliases?.resolve(ref) ?? ref
  }
  merged(ref: RecordRef): readonly RecordId[] {
    return this.#options.aliases?.merged(ref) ?? []
  }

  policy(asker: Asker, name: string, action: ObjectAction): Expression {
    const definition = this.type(asker, name)
    const known = this.#policies.get(asker)?.get(definition)
    if (known?.[action] !== undefined) return known[action]
    const types = this.#policies.get(asker) ?? new WeakMap<ObjectTypeDefinition, Partial<Record<ObjectAction, Expression>>>()
    const found = policyOf(asker, definition, action)
    this.#policies.set(asker, types.set(definition, { ...known, [action]: found }))
    return found
  }

  bindFilter(asker: Asker, filter: FilterData, name: string): Expression {
    return bindFilter(filter, name, this.#env(asker)).value
  }

  bind(asker: Asker, query: QueryData, { count = false, archived = 'no', version, withOrder = false, live }: BindOptions = {}): BoundQuery {
    const definition = this.type(asker, query.type)
    const { name } = definition
    const env = this.#env(asker)
    const filter = query.where === undefined ? { value: { all: [] } } : bindFilter(query.where, name, env)
    const order = bindOrder(query.orderBy ?? [], name, env)
    const asked = withOrder ? [...new Set([...query.select, ...order.map(({ property }) => property)])] : query.select
    const linked = bindLinked([...asked, ...order.map(({ property }) => property)], name, env)
    const isLinked = (property: string): boolean => linked.some((column) => column.name === property)
    const isOwn = (property: string): boolean => hasProperty(definition, property) && isReadable(asker.principal, definition, property)
    const { limit, offset, after } = query
    checkSizes({ limit, offset })
    const bound = canonicalise({
      type: name,
      user: filter.value,
      policy: this.policy(asker, name, 'view'),
      order,
      select: asked.filter((property) => isLinked(property) || isOwn(property)),
      linked,
      ...(limit === undefined ? {} : { limit }),
      ...(offset === undefined ? {} : { offset }),
      ...(after === undefined ? {} : { after: openCursor(after, order, [...definition.properties, ...linked]) }),
      count,
      archived,
      ...(version && { version }),
    })
    if (!asker.principal.system) this.#options.afford?.(bound, live ? 'live' : 'call')
    return filter.until === undefined ? { query: bound } : { query: bound, until: filter.until }
  }

  bindAggregate(asker: Asker, data: AggregateData, { live }: Pick<BindOptions, 'live'> = {}): BoundAggregate {
    const { name } = this.type(asker, data.type)
    const env = this.#env(asker)
    const { by, measures } = bindMeasures({ ...data, type: name }, env)
    const select = columnsOf({ by, measures })
    const filter = data.where === undefined ? { value: { all: [] } } : bindFilter(data.where, name, env)
    const query = canonicalise({
      type: name,
      user: filter.value,
      policy: this.policy(asker, name, 'view'),
      order: [],
      select,
      linked: bindLinked(select, name, env),
      count: false,
      archived: 'no',
    })
    if (!asker.principal.system) this.#options.afford?.(toPriced(query), live ? 'live' : 'call')
    return { aggregate: { query, by, measures }, ...(filter.until !== undefined && { until: filter.until }) }
  }

  #env(asker: Asker): BindEnv {
    const { principal, roles } = asker
    const { directory, schema, now } = this.#options
    const resolve = (path: string, about: string): string => resolvePath(roles, path, about)
    return {
      schema: schema(),
      user: principal.user,
      now: now(),
      zone: principal.timeZone,
      resolve,
      current: (type, id) => this.resolve({ type, id }).id,
      checkReadable: (path, about) => checkReadable(principal, schema(), resolve(path, about), path),
      policy: (name) => this.policy(asker, name, 'view'),
      teamMembers: () => (principal.teams.length === 0 ? [] : principal.teammates),
      deactivated: () => directory.deactivated(),
    }
  }
}

// An aggregate looks at its columns in each record, as an order does, and answers with few rows.
function toPriced(query: CanonicalQuery): CanonicalQuery {
  const order = query.select.map((property) => ({ property, direction: 'ascending', by: 'value' }) as const)
  return { ...query, order, limit: 0 }
}
// A hidden property is refused in the words for one that does not exist (ACC-8).
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
