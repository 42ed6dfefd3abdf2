import type { Measure, StoreAggregate, StoreGrouping } from '@tenure/core/aggregate'
import { sql } from 'kysely'
import type { Sql } from '../dialect.js'
import { fixedColumns } from '../layout.js'
import type { TypeView } from '../layout-view.js'
import { at, guarded } from './atom-sql.js'
import type { Compiling, Shape } from './expression-sql.js'
import type { QueryColumns, ReadColumn } from './linked-sql.js'

/** The columns of an aggregate's answer: those of the groupings, the number of records, one for each measure; and what they need joined. */
export interface AggregateParts {
  readonly columns: readonly Sql[]
  readonly joins: Sql
}

/** Adds groupings and measures to the shape. Errors: `input.invalid` for a property that the store does not have. */
export function shapeAggregate({ by, measures }: StoreAggregate, columns: QueryColumns, shape: Shape): void {
  for (const { property, bounds } of by) {
    shape.key += `;${columns.keyOf(property)}:${bounds?.length ?? ''}`
    // Pushed one by one: a list of thousands is no argument list.
    if (bounds !== undefined) for (const middle of middlesOf(0, bounds.length)) shape.values.push(bounds[middle] ?? null)
  }
  for (const { measure, property, weights } of measures) {
    shape.key += `,${measure}${columns.keyOf(property)}${weights === undefined ? '' : `*${columns.keyOf(weights.property)}`}`
    if (weights !== undefined) shape.values.push(JSON.stringify(weights.shares))
  }
}
/**
 * Whether the least and the greatest values of all records are found at the ends of indexes, with the number of records counted in one:
 * nothing has to be looked at then.
 */
export function isAtEnds({ query, by, measures }: StoreAggregate, { own }: QueryColumns): boolean {
  const isAll = 'all' in query.where && query.where.all.length === 0
  if (by.length > 0 || measures.length === 0 || !isAll || query.archived !== 'no' || query.linked !== undefined) return false
  return measures.every(({ measure, property }) => (measure === 'minimum' || measure === 'maximum') && hasEnds(own.type, property))
}
function hasEnds(type: TypeView, property: string): boolean {
  const { column, key, fold } = type.get(property)
  const isPlain = key === undefined && fold === undefined
  return (
    isPlain &&
    type.layout.indexes.some(
      ({ columns: [first, next], known }) => first === fixedColumns.archivedAt && next === column && known === undefined,
    )
  )
}
/** One row, each column of which is found by itself: SQLite looks at an end of an index for one value alone. */
export function atEndsSql({ measures }: StoreAggregate, columns: QueryColumns, to: Compiling): Sql {
  const { own } = columns
  const of = (found: Sql): Sql =>
    sql`(SELECT ${found} FROM ${sql.id(own.type.table)} AS ${sql.id(own.alias)} WHERE ${at(own, fixedColumns.archivedAt)} IS NULL AND ${guarded(own, to.dialect, [sql`1 = 1`])})`
  const found = [sql`count(*)`, ...measures.map((measure) => measureSql(measure, (property) => columns.get(property), to))]
  return sql`SELECT ${sql.join(found.map(of))} LIMIT ${to.next()}`
}

/** The columns of an aggregate. Takes its constants in the order of `shapeAggregate`. */
export function aggregateSql({ by, measures }: StoreAggregate, columns: QueryColumns, to: Compiling): AggregateParts {
  const joins: Sql[] = []
  const keys = by.map((grouping, place) => {
    const read = columns.get(grouping.property)
    if (read.column.kind !== 'multi_enumeration') return keySql(grouping, columnSql(read), to)
    const alias = `m${place}`
    joins.push(to.dialect.eachItem(columnSql(read), alias))
    return sql`${sql.id(alias, 'value')}`
  })
  const measured = measures.map((measure) => measureSql(measure, (property) => columns.get(property), to))
  return { columns: [...keys, sql`count(*)`, ...measured], joins: joins.length === 0 ? sql`` : sql.join(joins, sql``) }
}

function columnSql({ place, column }: ReadColumn): Sql {
  return at(place, column.column)
}
function keySql({ bounds }: StoreGrouping, value: Sql, to: Compiling): Sql {
  if (bounds === undefined) return value
  return sql`CASE WHEN ${value} IS NULL THEN NULL ELSE ${boundsSql(value, 0, bounds.length, to)} END`
}
// How many of the bounds are not after the value, by halves: few comparisons, whatever their number.
function boundsSql(value: Sql, low: number, high: number, to: Compiling): Sql {
  if (low === high) return sql.lit(low)
  const middle = (low + high) >> 1
  const bound = to.next()
  return sql`CASE WHEN ${value} < ${bound} THEN ${boundsSql(value, low, middle, to)} ELSE ${boundsSql(value, middle + 1, high, to)} END`
}
// The places of the bounds in the order in which `boundsSql` takes them.
function* middlesOf(low: number, high: number): Iterable<number> {
  if (low === high) return
  const middle = (low + high) >> 1
  yield middle
  yield* middlesOf(low, middle)
  yield* middlesOf(middle + 1, high)
}

/** The column of one measure; its weights are the next constant. */
export function measureSql({ measure, property, weights }: Measure, columnOf: (property: string) => ReadColumn, to: Compiling): Sql {
  const { dialect } = to
  const read = columnOf(property)
  const { place, column } = read
  const value = columnSql(read)
  const currency = column.currency === undefined ? undefined : at(place, column.currency)
  if (measure === 'sum' || measure === 'average') return dialect.sum(value, currency)
  if (weights !== undefined) return dialect.weightedSum(value, currency ?? sql`NULL`, columnSql(columnOf(weights.property)), to.next())
  if (measure === 'distinct')
    return sql`count(DISTINCT ${currency === undefined ? value : sql`${at(place, column.key ?? column.column)} || ' ' || ${currency}`})`
  if (currency !== undefined && measure !== 'weighted') return dialect.extreme(measure, value, currency)
  return measure === 'minimum' ? sql`min(${value})` : sql`max(${value})`
}
