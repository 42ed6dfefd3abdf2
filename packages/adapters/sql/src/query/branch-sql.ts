import type { CanonicalQuery } from '@tenure/core/adapter'
import { sql } from 'kysely'
import type { Sql } from '../dialect.js'
import { fixedColumns } from '../layout.js'
import { at, comparedColumn, guarded, type Place } from './atom-sql.js'
import type { Branch, Branches, Placed } from './branches.js'
import { type Compiling, expressionSql } from './expression-sql.js'
import { queryColumns } from './linked-sql.js'
import { orderSql, termSql } from './order-sql.js'

/** Compiling that takes the query's constants from this one on. */
export type CompilingFrom = (slot: number) => Compiling
/** What the rows of a list in branches are made from. */
export interface BranchRows {
  readonly query: CanonicalQuery
  readonly branches: Branches
  readonly columns: readonly string[]
  readonly from: CompilingFrom
  readonly limit: (to: Compiling) => Sql
}

/** The rows of all branches, merged in the order of their indexes: no more are read than shown. The last columns are those of the order. */
export function branchRowsSql({ query, branches, columns, from, limit }: BranchRows): Sql {
  const place = placeOf(branches)
  const walks = branches.each.flatMap((branch) => walksOf(branch, place, from))
  const selects = walks.map((walk) => {
    const to = from(branches.orderSlot)
    const { keys, after } = orderSql(query, queryColumns(query, place, to.view), to)
    const shown = sql.join([...columns.map((column) => at(place, column)), ...keys.map(({ by }) => by)])
    return sql`SELECT ${shown} ${whereSql(branches, [walk, ...(after === undefined ? [] : [after])], from)}`
  })
  const to = from(branches.orderSlot)
  const terms = orderSql(query, queryColumns(query, place, to.view), to).keys.map((key, at) =>
    termSql({ ...key, by: sql.lit(columns.length + 1 + at) }),
  )
  return sql`${sql.join(selects, sql` UNION ALL `)} ORDER BY ${sql.join(terms)}${limit(to)}`
}

/** The number of all rows of the branches, each row once. */
export function branchTotalSql(branches: Branches, from: CompilingFrom): Sql {
  const place = placeOf(branches)
  const count = (tests: readonly Sql[]): Sql => sql`(SELECT count(*) ${whereSql(branches, tests, from)})`
  const counts = branches.each.map((branch) => {
    const reason = reasonSql(branch.reason, place, from)
    if (!branch.countsShared) return count([reason, ...othersSql(branch, place, from)])
    const shared = branch.others.map((other) => reasonSql(other, place, from))
    return sql`${count([reason])} - ${count([reason, ...shared])}`
  })
  return sql`SELECT ${sql.join(counts, sql` + `)}`
}

function placeOf({ type }: Branches): Place {
  return { type, alias: 't0' }
}

function whereSql(branches: Branches, tests: readonly Sql[], from: CompilingFrom): Sql {
  const place = placeOf(branches)
  const rest = branches.rest.map((part) => reasonSql(part, place, from))
  const all = [sql`${at(place, fixedColumns.archivedAt)} IS NULL`, guarded(place, from(0).dialect, [...tests, ...rest])]
  return sql`FROM ${sql.id(place.type.table)} AS ${sql.id(place.alias)} WHERE ${sql.join(all, sql` AND `)}`
}

function reasonSql({ where, slot }: Placed, place: Place, from: CompilingFrom): Sql {
  return expressionSql(where, place, from(slot))
}

function othersSql({ others }: Branch, place: Place, from: CompilingFrom): readonly Sql[] {
  return others.map((other) => sql`(${reasonSql(other, place, from)}) IS NOT TRUE`)
}

// A list of values is filled up with its last one, which is walked once.
function walksOf(branch: Branch, place: Place, from: CompilingFrom): readonly Sql[] {
  const { reason, values } = branch
  const others = othersSql(branch, place, from)
  const join = (tests: readonly Sql[]): Sql => sql.join([...tests, ...others], sql` AND `)
  if (values === undefined || !('test' in reason.where) || !('property' in reason.where)) return [join([reasonSql(reason, place, from)])]
  const column = at(place, comparedColumn(place.type.get(reason.where.property)))
  const value = (number: number): Sql => from(reason.slot + number).next()
  return Array.from({ length: values }, (_, number) => {
    const same = sql`${column} = ${value(number)}`
    return join(number === 0 ? [same] : [same, sql`${value(number)} <> ${value(number - 1)}`])
  })
}
