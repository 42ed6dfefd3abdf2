import type { CanonicalQuery } from '@tenure/core/adapter'
import { sql } from 'kysely'
import { at, type Place } from './atom-sql.js'
import { BoundedCache } from './bounded-cache.js'
import type { SqlValue } from './codec.js'
import type { Sql, SqlDialect } from './dialect.js'
import { type Compiling, expressionSql, type Shape, shapeExpression } from './expression-sql.js'
import { fixedColumns } from './layout.js'
import type { LayoutView, TypeView } from './layout-view.js'
import { orderSql, shapeOrder } from './order-sql.js'
import { type RowReader, rowReader } from './row-reader.js'

/** SQL, and which of the query's values stands at each of its parameters. */
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

/** Turns queries into statements; queries of the same shape share theirs. */
export class QueryCompiler {
  readonly #view: LayoutView
  readonly #dialect: SqlDialect
  readonly #known = new BoundedCache<QueryStatements>(500)

  constructor(view: LayoutView, dialect: SqlDialect) {
    this.#view = view
    this.#dialect = dialect
  }

  /** Errors: `input.invalid` where the query names what the store does not have. */
  compile(query: CanonicalQuery): CompiledQuery {
    const type = this.#view.get(query.type)
    const shape = toShape(query, type, this.#view)
    const statements = this.#known.get(shape.key, () => this.#toStatements(query, type, shape.key))
    return { statements, values: shape.values, limit: query.limit, offset: query.offset ?? 0, whole: query.after === undefined }
  }

  #toStatements(query: CanonicalQuery, type: TypeView, key: string): QueryStatements {
    const columns = query.select.map((property) => type.get(property))
    const reader = rowReader(type, columns, { sparse: false, archived: query.archived !== 'no' })
    return { key, reader, rows: this.#rows(query, type, reader), total: query.count ? this.#total(query, type) : undefined }
  }

  #rows(query: CanonicalQuery, type: TypeView, reader: RowReader): Statement {
    const to = this.#compiling()
    const place: Place = { type, alias: 't0' }
    const where = whereSql(query, place, to)
    const order = orderSql(query, place, to)
    const after = order.after === undefined ? sql`` : sql` AND ${order.after}`
    const columns = sql.join(reader.columns.map((column) => at(place, column)))
    return this.#statement(sql`SELECT ${columns} FROM ${tableSql(place)} WHERE ${where}${after} ORDER BY ${order.by}${limitSql(query, to)}`)
  }

  #total(query: CanonicalQuery, type: TypeView): Statement {
    const place: Place = { type, alias: 't0' }
    return this.#statement(sql`SELECT count(*) FROM ${tableSql(place)} WHERE ${whereSql(query, place, this.#compiling())}`)
  }

  #compiling(): Compiling {
    let slot = 0
    return { view: this.#view, dialect: this.#dialect, depth: 0, next: () => sql`${{ slot: slot++ }}` }
  }

  #statement(statement: Sql): Statement {
    const { sql: text, parameters } = this.#dialect.compile(statement)
    return { sql: text, slots: (parameters as readonly { readonly slot: number }[]).map(({ slot }) => slot) }
  }
}

/** What a statement of the query binds, in its order. */
export function bind({ slots }: Statement, values: readonly SqlValue[]): readonly SqlValue[] {
  return slots.map((slot) => values[slot] ?? null)
}

function toShape(query: CanonicalQuery, type: TypeView, view: LayoutView): Shape {
  const shape: Shape = { key: `${type.place}${query.archived}${query.count ? 'n' : ''}`, values: [] }
  for (const property of query.select) shape.key += `,${type.get(property).place}`
  shapeExpression(query.where, type, view, shape)
  shape.key += query.after === undefined ? '|' : '@'
  shapeOrder(query, type, shape)
  shape.key += `${query.limit === undefined ? '' : 'l'}${query.offset === undefined ? '' : 'o'}`
  if (query.limit !== undefined) shape.values.push(query.limit)
  if (query.offset !== undefined) shape.values.push(query.offset)
  return shape
}

function tableSql({ type, alias }: Place): Sql {
  return sql`${sql.id(type.table)} AS ${sql.id(alias)}`
}

const archived: Readonly<Record<CanonicalQuery['archived'], Sql | undefined>> = { no: sql`IS NULL`, only: sql`IS NOT NULL`, any: undefined }

function whereSql(query: CanonicalQuery, place: Place, to: Compiling): Sql {
  const state = archived[query.archived]
  const where = expressionSql(query.where, place, to)
  return state === undefined ? where : sql`${at(place, fixedColumns.archivedAt)} ${state} AND ${where}`
}

function limitSql({ limit, offset }: CanonicalQuery, to: Compiling): Sql {
  if (limit === undefined && offset === undefined) return sql``
  const most = limit === undefined ? to.dialect.noLimit : to.next()
  return offset === undefined ? sql` LIMIT ${most}` : sql` LIMIT ${most} OFFSET ${to.next()}`
}
