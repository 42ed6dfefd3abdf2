import { sql } from 'kysely'
import type { Sql, SqlDialect } from '../dialect.js'
import { type ColumnLayout, creationRow, fixedColumns, sideTables } from '../layout.js'
import type { TypeView } from '../layout-view.js'
import type { PropertyAtom } from './atom-constants.js'

/** A table under its name in a statement. */
export interface Place {
  readonly type: TypeView
  readonly alias: string
}

/** A column of the table. */
export function at({ alias }: Place, column: string): Sql {
  return sql`${sql.id(alias, column)}`
}

/** The tests in one, with that of the guard before them where the dialect has one. */
export function guarded({ alias }: Place, { guard }: SqlDialect, tests: readonly Sql[]): Sql {
  return sql.join(guard === undefined ? tests : [guard(alias), ...tests], sql` AND `)
}

/** SQL of a test of one property; `constants` are its parameters. Missing values make it null, which no condition treats as true. */
export function atomSql(atom: PropertyAtom, place: Place, constants: readonly Sql[], dialect: SqlDialect): Sql {
  const column = place.type.get(atom.property)
  const [first, second] = constants
  const compared = at(place, comparedColumn(column))
  switch (atom.test) {
    case 'is-known':
      return sql`${at(place, column.column)} IS NOT NULL`
    case 'is':
      return sameSql(column, place, constants)
    case 'any-of':
      return listSql(joined(column, place), constants, dialect)
    case 'contains-any':
      return sql`EXISTS (SELECT 1 FROM (${dialect.items(compared)}) AS held WHERE held.value IN (${dialect.items(first ?? sql`NULL`)}))`
    case 'contains-all':
      return sql`(${compared} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM (${dialect.items(first ?? sql`NULL`)}) AS wanted WHERE wanted.value NOT IN (${dialect.items(compared)})))`
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return textSql(atom.test, foldedColumn(column, place, dialect), constants, dialect)
    case 'before-property': {
      const other = at(place, comparedColumn(place.type.get(atom.other)))
      return atom.orEqual ? sql`${compared} <= ${other}` : sql`${compared} < ${other}`
    }
    case 'changed':
      return changedSql(column, place, constants, dialect)
    default:
      return boundSql({ column, place, sign: sign[atom.test], value: first ?? sql`NULL`, second })
  }
}

function sameSql(column: ColumnLayout, place: Place, [first, second]: readonly Sql[]): Sql {
  const same = sql`${at(place, comparedColumn(column))} = ${first}`
  return column.currency === undefined ? same : sql`(${same} AND ${at(place, column.currency)} = ${second})`
}

// Amount and currency as one text, so that money can be in a list.
function joined(column: ColumnLayout, place: Place): Sql {
  const compared = at(place, comparedColumn(column))
  return column.currency === undefined ? compared : sql`${compared} || ' ' || ${at(place, column.currency)}`
}

/** Whether the value is in the list that `listOf` made. */
export function listSql(value: Sql, constants: readonly Sql[], dialect: SqlDialect): Sql {
  const [only] = constants
  if (only === undefined) return sql`1 = 0`
  return constants.length === 1 ? sql`${value} IN (${dialect.items(only)})` : sql`${value} IN (${sql.join([...constants])})`
}

/** The column by which values are compared; money has its currency besides. */
export function comparedColumn({ column, fold, key }: ColumnLayout): string {
  return fold ?? key ?? column
}

const sign = { less: sql`<`, 'at-most': sql`<=`, more: sql`>`, 'at-least': sql`>=` }

interface BoundParts {
  readonly column: ColumnLayout
  readonly place: Place
  readonly sign: Sql
  readonly value: Sql
  readonly second: Sql | undefined
}

function boundSql({ column, place, sign, value, second }: BoundParts): Sql {
  if (column.fold !== undefined) return sql`(${at(place, column.fold)}, ${at(place, column.column)}) ${sign} (${value}, ${second})`
  const compared = sql`${at(place, comparedColumn(column))} ${sign} ${value}`
  return column.currency === undefined ? compared : sql`(${compared} AND ${at(place, column.currency)} = ${second})`
}

function foldedColumn(column: ColumnLayout, place: Place, dialect: SqlDialect): Sql {
  return column.fold === undefined ? dialect.fold(at(place, column.column)) : at(place, column.fold)
}

function textSql(test: 'contains' | 'starts-with' | 'ends-with', folded: Sql, [part, after]: readonly Sql[], dialect: SqlDialect): Sql {
  if (part === undefined) return sql`${folded} IS NOT NULL`
  if (test === 'contains') return dialect.includes(folded, part)
  if (test === 'ends-with') return dialect.endsWith(folded, part)
  return after === undefined ? sql`${folded} >= ${part}` : sql`(${folded} >= ${part} AND ${folded} < ${after})`
}

/** Ends the query of an EXISTS: without a limit SQLite 3.53 runs it as a join, which gave a row once for each match (seen with OFFSET). */
export const once: Sql = sql`LIMIT 1`

function changedSql(column: ColumnLayout, place: Place, [since, to, ...stored]: readonly Sql[], dialect: SqlDialect): Sql {
  const { property } = column
  const value = to === undefined ? sql`IS NOT NULL` : sql`= ${to}`
  const rows = (alias: string, name: string): Sql =>
    sql`FROM ${sql.id(sideTables.history)} AS ${sql.id(alias)} WHERE ${sql.id(alias, 'type')} = ${sql.lit(place.type.type)} AND ${sql.id(alias, 'id')} = ${at(place, fixedColumns.id)} AND ${sql.id(alias, 'property')} = ${sql.lit(name)}`
  const past = (name: string, test: Sql): Sql =>
    sql`EXISTS (SELECT 1 ${rows('past', name)} AND ${sql.id('past', 'at')} >= ${since} AND ${test} ${once})`
  const given = sql.id('past', 'value')
  const before = sql`(SELECT ${sql.id('later', 'before')} ${rows('later', property)} ORDER BY ${sql.id('later', 'version')} LIMIT 1)`
  const created = sql`CASE WHEN ${given} IS NOT NULL THEN ${dialect.member(given, property)} ${value} WHEN EXISTS (SELECT 1 ${rows('later', property)} ${once}) THEN ${before} ${value} ELSE ${nowSql(column, place, stored)} END`
  return sql`(${past(property, sql`${given} ${value}`)} OR ${past(creationRow, created)})`
}
// Whether the record has that value now, as it was written; or any.
function nowSql({ column, currency }: ColumnLayout, place: Place, [value, inCurrency]: readonly Sql[]): Sql {
  if (value === undefined) return sql`${at(place, column)} IS NOT NULL`
  const same = sql`${at(place, column)} = ${value}`
  return currency === undefined ? same : sql`(${same} AND ${at(place, currency)} = ${inCurrency})`
}
