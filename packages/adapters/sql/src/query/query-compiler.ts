import type { CanonicalQuery } from '@tenure/core/adapter'
import type { StoreAggregate, StoreGroup } from '@tenure/core/aggregate'
import { sql } from 'kysely'
import type { SqlValue } from '../codec.js'
import type { Sql, SqlDialect } from '../dialect.js'
import { gatheredReader, groupReader } from '../group-reader.js'
import { fixedColumns } from '../layout.js'
import type { LayoutView, TypeView } from '../layout-view.js'
import { type NamedColumn, type RowReader, rowReader, type SqlRow } from '../row-reader.js'
import { aggregateSql, atEndsSql, isAtEnds, isGathered, shapeAggregate } from './aggregate-sql.js'
import { at, guarded, type Place } from './atom-sql.js'
import { BoundedCache } from './bounded-cache.js'
import { branchRowsSql, branchTotalSql } from './branch-sql.js'
import { type Branches, findBranches } from './branches.js'
import { areCovered } from './covered.js'
import { type Compiling, expressionSql, type Shape, shapeExpression, type Walk } from './expression-sql.js'
import { picksSql, type QueryColumns, queryColumns, shapePicks } from './linked-sql.js'
import { orderSql, shapeOrder } from './order-sql.js'
import { passSql, planPass, shapePass } from './pass-sql.js'

/** SQL, and which of the query's values belongs to each of its parameters. */
export interface Statement {
  readonly sql: string
  readonly slots: readonly number[]
}
/** All that queries of one shape share. */
export interface QueryStatements {
  readonly key: string
  readonly rows: Statement
  readonly total: Statement | undefined
  readonly reader: RowReader
}
/** A query ready to run. */
export interface CompiledQuery {
  readonly statements: QueryStatements
  readonly values: readonly SqlValue[]
  readonly limit: number | undefined
  readonly offset: number
  readonly whole: boolean
}
/** An aggregate ready to run. */
export interface CompiledAggregate {
  readonly statement: Statement
  readonly values: readonly SqlValue[]
  readonly read: (rows: readonly SqlRow[]) => readonly StoreGroup[]
}

/** Aggregates that one statement answers; `read` gives a group for each, in their order. */
export interface CompiledPass {
  readonly statement: Statement
  readonly values: readonly SqlValue[]
  readonly read: (row: SqlRow) => readonly StoreGroup[]
}
/** How an aggregate looks at its records: by whatever index there is, or one after the other unless an index has all that it needs. */
export type Look = 'indexed' | 'in place'

/** Turns queries into statements; queries of the same shape share theirs. */
export class QueryCompiler {
  readonly #view: LayoutView
  readonly #dialect: SqlDialect
  readonly #known = new BoundedCache<QueryStatements>(500)
  // Fewer than of queries: one with many bounds is a long text.
  readonly #aggregates = new BoundedCache<Statement>(100)

  constructor(view: LayoutView, dialect: SqlDialect) {
    this.#view = view
    this.#dialect = dialect
  }

  /**
   * A walk backwards takes limit and offset from the end of the list, and gives the last row first; a query with `after` has none.
   * Errors: `input.invalid` where the query names what the store does not have.
   */
  compile(query: CanonicalQuery, walk: Walk = 'forwards'): CompiledQuery {
    const type = this.#view.get(query.type)
    const shape = toShape(query, type, this.#view)
    const key = walk === 'forwards' ? shape.key : `${walk} ${shape.key}`
    const statements = this.#known.get(key, () => this.#toStatements(query, type, { key, walk }))
    return { statements, values: shape.values, limit: query.limit, offset: query.offset ?? 0, whole: query.after === undefined }
  }

  /** Errors: `input.invalid` where the aggregate names what the store does not have. */
  compileAggregate(aggregate: StoreAggregate, look: Look = 'indexed'): CompiledAggregate {
    const { query } = aggregate
    const type = this.#view.get(query.type)
    const shape: Shape = { key: `${look} ${type.place}${query.archived}`, values: [] }
    const columns = queryColumns(query, { type, alias: 't0' }, this.#view)
    shapeExpression(query.where, type, this.#view, shape)
    shapePicks(columns, this.#view, shape)
    shapeAggregate(aggregate, columns, shape)
    const statement = this.#aggregates.get(shape.key, () => this.#aggregate(aggregate, columns, look))
    return { statement, values: shape.values, read: isGathered(aggregate, columns) ? gatheredReader(aggregate) : groupsReader(aggregate) }
  }

  /** Records of one type that are not archived, in one pass: aggregates without groupings and linked columns. */
  compilePass(aggregates: readonly StoreAggregate[], look: Look): CompiledPass {
    const type = this.#view.get(aggregates[0]?.query.type ?? '')
    const plan = planPass(aggregates, type, this.#view)
    const { key, values } = shapePass(plan)
    const table = sql`${tableSql({ type, alias: 't0' })}${look === 'in place' && !areCovered(aggregates, type) ? this.#dialect.inPlace : sql``}`
    const statement = this.#aggregates.get(`pass ${look} ${key}`, () => this.#statement(passSql(plan, table, this.#compiling())))
    return { statement, values, read: passReader(aggregates) }
  }

  #aggregate(aggregate: StoreAggregate, found: QueryColumns, look: Look): Statement {
    const to = this.#compiling()
    if (isAtEnds(aggregate, found)) return this.#statement(atEndsSql(aggregate, found, to))
    const where = whereSql(aggregate.query, found.own, to)
    const picks = picksSql(found, to)
    const { columns, joins, end } = aggregateSql(aggregate, found, to)
    return this.#statement(
      sql`SELECT ${sql.join([...columns])} FROM ${tableSql(found.own)}${look === 'in place' && !areCovered([aggregate], found.own.type) ? this.#dialect.inPlace : sql``}${picks}${joins} WHERE ${where}${end}`,
    )
  }

  #toStatements(query: CanonicalQuery, type: TypeView, { key, walk }: { readonly key: string; readonly walk: Walk }): QueryStatements {
    const found = queryColumns(query, { type, alias: 't0' }, this.#view)
    const columns = query.select.map((name) => toNamed(found, name))
    const reader = rowReader(type, columns, { sparse: false, archived: query.archived !== 'no' })
    const branches = findBranches(query, type, this.#view)
    const inBranches = walk === 'sorted' ? undefined : branches
    const rows =
      inBranches === undefined ? this.#rows(query, reader, this.#compiling(0, walk)) : this.#branchRows(query, inBranches, { reader, walk })
    return { key, reader, rows, total: query.count ? this.#total(query, type, branches) : undefined }
  }

  #branchRows(query: CanonicalQuery, branches: Branches, { reader, walk }: { readonly reader: RowReader; readonly walk: Walk }): Statement {
    const from = (slot: number): Compiling => this.#compiling(slot, walk)
    return this.#statement(branchRowsSql({ query, branches, columns: reader.columns, from, limit: (to) => limitSql(query, to) }))
  }

  #rows(query: CanonicalQuery, reader: RowReader, to: Compiling): Statement {
    const place: Place = { type: this.#view.get(query.type), alias: 't0' }
    const where = whereSql(query, place, to)
    const found = queryColumns(query, place, this.#view)
    const picks = picksSql(found, to)
    const order = orderSql(query, found, to)
    const after = order.after === undefined ? sql`` : sql` AND ${order.after}`
    const columns = sql.join(reader.columns.map((column, index) => sql.id(reader.tables[index] ?? place.alias, column)))
    return this.#statement(
      sql`SELECT ${columns} FROM ${tableSql(place)}${picks} WHERE ${where}${after} ORDER BY ${order.by}${limitSql(query, to)}`,
    )
  }

  #total(query: CanonicalQuery, type: TypeView, branches: Branches | undefined): Statement {
    if (branches !== undefined) return this.#statement(branchTotalSql(branches, (slot) => this.#compiling(slot)))
    const place: Place = { type, alias: 't0' }
    return this.#statement(
      sql`SELECT count(*) FROM ${tableSql(place)} WHERE ${whereSql(query, place, { ...this.#compiling(), isWhole: true })}`,
    )
  }

  #compiling(slot = 0, walk: Walk = 'forwards'): Compiling {
    return { view: this.#view, dialect: this.#dialect, walk, depth: 0, next: () => sql`${{ slot: slot++ }}` }
  }

  #statement(statement: Sql): Statement {
    const { sql: text, parameters } = this.#dialect.compile(statement)
    return { sql: text, slots: (parameters as readonly { readonly slot: number }[]).map(({ slot }) => slot) }
  }
}

function groupsReader(aggregate: StoreAggregate): CompiledAggregate['read'] {
  const read = groupReader(aggregate)
  return (rows) => rows.map(read)
}

// The columns of each aggregate follow those of the one before: how many records there are, then its measures.
function passReader(aggregates: readonly StoreAggregate[]): (row: SqlRow) => readonly StoreGroup[] {
  let next = 0
  const readers = aggregates.map((aggregate) => {
    const from = next
    next += 1 + aggregate.measures.length
    const [read, to] = [groupReader(aggregate), next]
    return (row: SqlRow): StoreGroup => read(row.slice(from, to))
  })
  return (row) => readers.map((read) => read(row))
}

/** What a statement of the query binds, in its order. */
export function bind({ slots }: Statement, values: readonly SqlValue[]): readonly SqlValue[] {
  return slots.map((slot) => values[slot] ?? null)
}

function toShape(query: CanonicalQuery, type: TypeView, view: LayoutView): Shape {
  const shape: Shape = { key: `${type.place}${query.archived}${query.count ? 'n' : ''}`, values: [] }
  const columns = queryColumns(query, { type, alias: 't0' }, view)
  for (const name of query.select) shape.key += `,${columns.keyOf(name)}`
  shapeExpression(query.where, type, view, shape)
  shapePicks(columns, view, shape)
  shape.key += query.after === undefined ? '|' : '@'
  shapeOrder(query, columns, shape)
  shape.key += `${query.limit === undefined ? '' : 'l'}${query.offset === undefined ? '' : 'o'}`
  if (query.limit !== undefined) shape.values.push(query.limit)
  if (query.offset !== undefined) shape.values.push(query.offset)
  return shape
}

function toNamed({ get, own }: QueryColumns, name: string): NamedColumn {
  const { place, column } = get(name)
  return { ...column, property: name, ...(place !== own && { table: place.alias }) }
}

function tableSql({ type, alias }: Place): Sql {
  return sql`${sql.id(type.table)} AS ${sql.id(alias)}`
}

const archived: Readonly<Record<CanonicalQuery['archived'], Sql | undefined>> = { no: sql`IS NULL`, only: sql`IS NOT NULL`, any: undefined }

function whereSql(query: CanonicalQuery, place: Place, to: Compiling): Sql {
  const state = archived[query.archived]
  const where = expressionSql(query.where, place, to)
  const asked = state === undefined ? [] : [sql`${at(place, fixedColumns.archivedAt)} ${state}`]
  return sql.join([...asked, guarded(place, to.dialect, [where])], sql` AND `)
}

function limitSql({ limit, offset }: CanonicalQuery, to: Compiling): Sql {
  if (limit === undefined && offset === undefined) return sql``
  const most = limit === undefined ? to.dialect.noLimit : to.next()
  return offset === undefined ? sql` LIMIT ${most}` : sql` LIMIT ${most} OFFSET ${to.next()}`
}
