import type { Atom, Expression } from '@tenure/core/adapter'
import type { StoreAggregate } from '@tenure/core/aggregate'
import { type ColumnLayout, columnsOf, fixedColumns, type IndexLayout } from '../layout.js'
import type { TypeView } from '../layout-view.js'
import { comparedColumn } from './atom-sql.js'

type Asked = Pick<StoreAggregate, 'query' | 'by' | 'measures'>

/** Whether one index has all that the aggregates look at, so that it is read in place of the records. */
export function areCovered(aggregates: readonly Asked[], type: TypeView): boolean {
  return coveringIndexes(aggregates, type).length > 0
}
/** Whether an index has all that the aggregate looks at, and its records in the order of their groups. */
export function areInOrder(aggregate: Asked, type: TypeView): boolean {
  if (aggregate.query.archived !== 'no') return false
  return coveringIndexes([aggregate], type).some(({ columns: [, ...columns] }) =>
    aggregate.by.every(({ property, bounds }, place) => bounds === undefined && columns[place] === type.get(property).column),
  )
}

function coveringIndexes(aggregates: readonly Asked[], type: TypeView): readonly IndexLayout[] {
  if (aggregates.some(({ query }) => query.linked !== undefined)) return []
  const needed = aggregates.flatMap(({ query, by, measures }): readonly (readonly string[] | undefined)[] => [
    columnsIn(query.where, type),
    ...[...by, ...measures].map(({ property }) => columnsOf(type.get(property))),
  ])
  return type.layout.indexes.filter(
    ({ columns: [first, ...columns], known }) =>
      first === fixedColumns.archivedAt && known === undefined && needed.every((each) => each?.every((column) => columns.includes(column))),
  )
}

/** Columns that a condition of the record itself looks at; none where it looks further. */
function columnsIn(where: Expression, type: TypeView): readonly string[] | undefined {
  if ('test' in where) return testedColumns(where, type)
  const parts = 'not' in where ? [where.not] : 'all' in where ? where.all : where.any
  const found = parts.map((part) => columnsIn(part, type))
  return found.includes(undefined) ? undefined : found.flatMap((each) => each ?? [])
}

/** The same of one test. */
export function testedColumns(atom: Atom, type: TypeView): readonly string[] | undefined {
  if (!('property' in atom) || atom.test === 'changed') return undefined
  const tested = [atom.property, ...(atom.test === 'before-property' ? [atom.other] : [])].map((property) => type.get(property))
  return tested.flatMap((column) => (atom.test === 'is-known' ? [column.column] : comparedColumns(column)))
}
function comparedColumns(column: ColumnLayout): readonly string[] {
  if (column.fold !== undefined) return [column.fold, column.column]
  return column.currency === undefined ? [comparedColumn(column)] : [comparedColumn(column), column.currency]
}
