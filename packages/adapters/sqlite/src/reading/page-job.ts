import type { CanonicalQuery } from '@tenure/core/adapter'
import { bind, type CompiledQuery, type SqlValue, type Statement, sideTables } from '@tenure/sql'
import { partSize, type ReadJob, type ReadStatement } from './read-job.js'

/** So many rows are kept in order at no cost while all are looked at. */
const mostSorted = 1000

/** Whether the rows are few enough to come at once. */
export function isPage({ limit }: CanonicalQuery): boolean {
  return limit !== undefined && limit <= partSize
}

/** Whether it is worth the total to see how far the page is from the end. */
export function isFar(query: CanonicalQuery, farFrom: number): boolean {
  return isPage(query) && query.after === undefined && (query.offset ?? 0) >= farFrom
}

/** Whether all rows may as well be looked at: the total needs that too, and only the first are kept. */
export function mayBeSorted(query: CanonicalQuery): boolean {
  return isPage(query) && query.count && (query.offset ?? 0) + (query.limit ?? 0) <= mostSorted
}

/** Reads the place of the last batch. */
export const feedHead: ReadStatement = { sql: `SELECT coalesce(max(seq), 0) FROM ${sideTables.feed}`, values: [] }

/** A statement with the values that it binds. */
export function bound(statement: Statement, values: readonly SqlValue[]): { readonly sql: string; readonly values: readonly SqlValue[] } {
  return { sql: statement.sql, values: bind(statement, values) }
}

/** The job of a query: head, rows and total of a page; of more rows, the total first and then rows in parts. */
export function toJob({ statements, values, limit, offset, whole }: CompiledQuery, isPage: boolean, rows: ReadStatement): ReadJob {
  const total = statements.total === undefined ? [] : [bound(statements.total, values)]
  if (!isPage) return { statements: [feedHead, ...total], parts: rows }
  // A page that is not full says itself how many there are.
  const unlessFewer = whole && offset === 0 ? limit : 0
  return { statements: [feedHead, rows, ...total.map((each) => ({ ...each, ...(unlessFewer && { unlessFewer }) }))] }
}

/** The total, where a page that is not full says it. */
export function totalOf({ limit, offset, whole }: CompiledQuery, found: number): number | undefined {
  const all = whole && limit !== undefined && found < limit && (found > 0 || offset === 0)
  return all ? offset + found : undefined
}

/** What the total of a query is known by: it does not depend on the order, nor on which part is shown. */
export function totalKey({ statements: { total }, values }: CompiledQuery): string {
  return total === undefined ? '' : JSON.stringify([total.sql, bind(total, values)])
}

/** Whether it follows links or the past, which have as many rows for one record as there may be. */
export function looksFar({ sql }: Statement): boolean {
  return sql.includes(sideTables.edge) || sql.includes(sideTables.history)
}
