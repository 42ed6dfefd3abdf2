import type { Measure, StoreAggregate, StoreGrouping } from '@tenure/core/aggregate'
import { sql } from 'kysely'
import type { GroupPlan, Sql } from '../dialect.js'
import { fixedColumns } from '../layout.js'
import type { TypeView } from '../layout-view.js'
import { at, guarded } from './atom-sql.js'
import { areInOrder } from './covered.js'
import type { Compiling, Shape } from './expression-sql.js'
import type { QueryColumns, ReadColumn } from './linked-sql.js'

/**
 * The columns of an aggregate's answer: those of the groupings, the number of records, one for each measure; or all groups as one text.
 * And what they need joined, and what follows the condition.
 */
export interface AggregateParts {
  readonly columns: readonly Sql[]
  readonly joins: Sql
  readonly end: Sql
}

/** Adds groupings and measures to the shape. Errors: `input.invalid` for a property that the store does not have. */
export function shapeAggregate(aggregate: StoreAggregate, columns: QueryColumns, shape: Shape): void {
  const { by, measures, most } = aggregate
  const gathered = isGathered(aggregate, columns)
  for (const { property, bounds } of by) {
    shape.key += `;${columns.keyOf(property)}:${bounds?.length ?? ''}`
    // Pushed one by one: a list of thousands is no argument list.
    if (bounds !== undefined) for (const middle of middlesOf(0, bounds.length)) shape.values.push(bounds[middle] ?? null)
  }
  for (const { measure, property, weights } of measures) {
    shape.key += `,${measure}${columns.keyOf(property)}${weights === undefined ? '' : `*${columns.keyOf(weights.property)}`}`
    if (weights !== undefined && !gathered) shape.values.push(JSON.stringify(weights.shares))
  }
  shape.values.push(gathered ? JSON.stringify(toPlan(aggregate)) : most + 1)
}
/**
 * Whether the groups are gathered in a table of them while the records pass. A database sorts the records by their groups instead, which takes
 * several times as long, unless an index has them in that order. Different values are counted by the database, which needs less memory.
 */
export function isGathered({ by, measures, query }: StoreAggregate, { own }: QueryColumns): boolean {
  return by.length > 0 && measures.every(({ measure }) => measure !== 'distinct') && !areInOrder({ by, measures, query }, own.type)
}
function toPlan({ by, measures, most }: StoreAggregate): GroupPlan {
  return {
    ...{ keys: by.length, most },
    measures: measures.map(({ measure, kind, weights }) => ({ measure, kind, ...(weights && { shares: weights.shares }) })),
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
export function aggregateSql(aggregate: StoreAggregate, columns: QueryColumns, to: Compiling): AggregateParts {
  const { by, measures } = aggregate
  const each: Sql[] = []
  const keys = by.map((grouping, place) => {
    const read = columns.get(grouping.property)
    if (read.column.kind !== 'multi_enumeration') return keySql(grouping, columnSql(read), to)
    const alias = `m${place}`
    each.push(to.dialect.eachItem(columnSql(read), alias))
    return sql`${sql.id(alias, 'value')}`
  })
  const joins = each.length === 0 ? sql`` : sql.join(each, sql``)
  if (isGathered(aggregate, columns)) {
    const measured = measures.flatMap((measure) => measuredSql(measure, columns))
    return { columns: [to.dialect.groups(to.next(), [...keys, ...measured])], joins, end: sql`` }
  }
  const measured = measures.map((measure) => measureSql(measure, (property) => columns.get(property), to))
  const groups = by.length === 0 ? sql`` : sql` GROUP BY ${sql.join(by.map((_, place) => sql.lit(place + 1)))}`
  return { columns: [...keys, sql`count(*)`, ...measured], joins, end: sql`${groups} LIMIT ${to.next()}` }
}
// The value of a measure, the currency of an amount, and what its weight depends on.
function measuredSql({ property, weights }: Measure, columns: QueryColumns): readonly Sql[] {
  const read = columns.get(property)
  const { currency } = read.column
  return [
    columnSql(read),
    ...(currency === undefined ? [] : [at(read.place, currency)]),
    ...(weights === undefined ? [] : [columnSql(columns.get(weights.property))]),
  ]
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
