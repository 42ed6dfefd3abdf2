import { type CanonicalQuery, fold, type Money, type OrderTerm, type Value } from '@tenure/core/adapter'
import { sql } from 'kysely'
import { amountKey } from '../amount-key.js'
import type { SqlValue } from '../codec.js'
import type { Sql } from '../dialect.js'
import { type ColumnLayout, fixedColumns } from '../layout.js'
import { at } from './atom-sql.js'
import { type Compiling, knownProperties, type Shape } from './expression-sql.js'
import type { QueryColumns, ReadColumn } from './linked-sql.js'

/** One expression of an order; a term of the query has one or two. `after` is where the last page ended, absent when there is none or it is missing. */
export interface SortKey {
  readonly by: Sql
  readonly descending: boolean
  readonly known: boolean
  readonly after?: Sql
  /** Missing values come first: the order is walked backwards. */
  readonly missingFirst?: boolean
  /** The next key is of the same value: the amount after its currency. */
  readonly continues?: true
}

/** Adds the order and the place to go on from to the shape. */
export function shapeOrder(query: CanonicalQuery, columns: QueryColumns, shape: Shape): void {
  for (const [place, term] of query.order.entries()) {
    const { column } = columns.get(term.property)
    shape.key += `${term.by}${term.direction === 'ascending' ? '+' : '-'}${columns.keyOf(term.property)}`
    push(shape, term.positions ?? [])
    if (query.after !== undefined) push(shape, afterConstants(term, column, query.after.values[place] ?? null))
  }
  if (query.after !== undefined) push(shape, [query.after.id])
}

function push(shape: Shape, values: readonly SqlValue[]): void {
  shape.key += `:${values.length}`
  for (const value of values) shape.values.push(value)
}

// How a term compares with the last row's value; none if that is missing.
function afterConstants(term: OrderTerm, column: ColumnLayout, value: Value): readonly SqlValue[] {
  if (value === null) return []
  switch (term.by) {
    case 'text':
      return [fold(String(value)), String(value)]
    case 'user':
      return [String(value)]
    case 'position': {
      const place = (term.positions ?? []).indexOf(String(value))
      return [place < 0 ? (term.positions ?? []).length : place, String(value)]
    }
    default:
      if (column.key !== undefined) return [(value as Money).currency, amountKey((value as Money).amount)]
      return [typeof value === 'boolean' ? Number(value) : (value as SqlValue)]
  }
}

/** The order of a query, key by key and as one text; the condition that a row comes after the last one. */
export interface OrderParts {
  readonly keys: readonly SortKey[]
  readonly by: Sql
  readonly after: Sql | undefined
}
/** The order of a query, and the condition that a row comes after the last one. Takes its constants in the order of `shapeOrder`. */
export function orderSql(query: CanonicalQuery, columns: QueryColumns, to: Compiling): OrderParts {
  const known = knownProperties(query)
  const keys = query.order.flatMap((term, at) =>
    sortKeys({
      term,
      ...columns.get(term.property),
      to,
      known: known.has(term.property),
      after: query.after && (query.after.values[at] ?? null),
    }),
  )
  const id: SortKey = { by: at(columns.own, fixedColumns.id), descending: false, known: true, ...(query.after && { after: to.next() }) }
  const all = inWalk([...keys, id], to)
  return { keys: all, by: sql.join(all.map(termSql)), after: query.after === undefined ? undefined : afterSql(all) }
}

// Backwards is the exact reverse, ties and missing values too. A first key that is no bare column has no index, so the rows are sorted.
function inWalk(keys: readonly SortKey[], { walk, dialect }: Compiling): readonly SortKey[] {
  if (walk === 'backwards') return keys.map((key) => ({ ...key, descending: !key.descending, missingFirst: true }))
  if (walk === 'sorted') return keys.map((key, place) => (place === 0 ? { ...key, by: dialect.unindexed(key.by) } : key))
  return keys
}

interface TermParts extends ReadColumn {
  readonly term: OrderTerm
  readonly to: Compiling
  readonly known: boolean
  readonly after: Value | undefined
}

function sortKeys({ term, place, column, to, known, after }: TermParts): readonly SortKey[] {
  const raw = at(place, column.column)
  const positions = (term.positions ?? []).map(to.next)
  const constants = after === undefined ? [] : afterConstants(term, column, after).map(to.next)
  const key = (by: Sql, constant: Sql | undefined): SortKey => ({
    by,
    descending: term.direction === 'descending',
    known,
    ...(constant && { after: constant }),
  })
  switch (term.by) {
    case 'text':
      return [key(column.fold === undefined ? to.dialect.fold(raw) : at(place, column.fold), constants[0]), key(raw, constants[1])]
    case 'position':
      return [key(positionSql(raw, positions), constants[0]), key(raw, constants[1])]
    case 'user': {
      const [user] = constants
      const names = (of: Sql): readonly [Sql, Sql] => userNames(of, to)
      const last = user === undefined ? undefined : names(user)
      return names(raw).map((by, place) => key(by, last?.[place]))
    }
    default:
      return valueColumns(column).map((name, which, names) => ({
        ...key(at(place, name), constants[which]),
        ...(which < names.length - 1 && { continues: true as const }),
      }))
  }
}

/** The columns by which values are ordered: money by its currency, then by the key of its amount. */
export function valueColumns({ column, key, currency }: ColumnLayout): readonly string[] {
  return key !== undefined && currency !== undefined ? [currency, key] : [column]
}

function positionSql(raw: Sql, positions: readonly Sql[]): Sql {
  const places = sql.join(
    positions.map((position, place) => sql`WHEN ${position} THEN ${sql.lit(place)}`),
    sql` `,
  )
  const others = sql`CASE WHEN ${raw} IS NOT NULL THEN ${sql.lit(positions.length)} END`
  return positions.length === 0 ? others : sql`CASE ${raw} ${places} ELSE ${others} END`
}

// A user without a name is ordered by the id; so is every one where no users are stored.
function userNames(user: Sql, { view, dialect }: Compiling): readonly [Sql, Sql] {
  const type = view.find('user')
  const name = type?.find('name')
  if (type === undefined || name === undefined) return [dialect.fold(user), user]
  const read = (of: string): Sql => sql`(SELECT ${sql.id('named', of)} FROM ${sql.id(type.table)} AS named WHERE named.id = ${user})`
  return [sql`coalesce(${read(name.fold ?? name.column)}, ${dialect.fold(user)})`, sql`coalesce(${read(name.column)}, ${user})`]
}

/** A key as a term of ORDER BY. Missing values come last in both directions; if there can be none, the plain order can use an index. */
export function termSql({ by, descending, known, missingFirst = false }: SortKey): Sql {
  const direction = descending ? sql`DESC` : sql`ASC`
  if (known) return sql`${by} ${direction}`
  return missingFirst ? sql`${by} ${direction} NULLS FIRST` : sql`${by} ${direction} NULLS LAST`
}

function afterSql(keys: readonly SortKey[]): Sql {
  const [first, second] = keys
  const rest = restSql(keys)
  // Repeated so that an index can start there.
  if (first?.after === undefined || !first.known || keys.length === 1) return rest
  const from = first.continues ? pairOf(first, second) : first
  return first.descending ? sql`${from.by} <= ${from.after} AND (${rest})` : sql`${from.by} >= ${from.after} AND (${rest})`
}

// Many rows share a currency: the index starts at the amount within it.
function pairOf(first: SortKey, second: SortKey | undefined): Pick<SortKey, 'by' | 'after'> {
  if (second?.after === undefined) return first
  return { by: sql`(${first.by}, ${second.by})`, after: sql`(${first.after}, ${second.after})` }
}

function restSql([key, ...others]: readonly SortKey[]): Sql {
  if (key === undefined) return sql`1 = 0`
  const { by, after, descending, known } = key
  if (after === undefined) return sql`(${by} IS NULL AND ${restSql(others)})`
  const beyond = descending ? sql`${by} < ${after}` : sql`${by} > ${after}`
  const later = known ? beyond : sql`(${beyond} OR ${by} IS NULL)`
  return others.length === 0 ? later : sql`(${later} OR (${by} = ${after} AND ${restSql(others)}))`
}
