import type { CanonicalQuery, Expression } from '@tenure/core/adapter'
import { fixedColumns, type IndexLayout, type StoreLayout } from '@tenure/sql'
import type { Connection } from './connection.js'
import { quote } from './record-store.js'

/** Makes SQLite count again when a table has outgrown its last statistics, so that plans stay good as the data grows. */
export function refreshStatistics(connection: Connection, layout: StoreLayout): void {
  if (hasOutgrown(connection, layout)) gatherStatistics(connection, layout)
}

/** Has SQLite look at a part of every index. */
export function gatherStatistics(connection: Connection, layout: StoreLayout): void {
  connection.exec('ANALYZE')
  if (hasStatistics(connection))
    for (const { indexes } of layout.types) for (const { name, columns } of indexes) correct(connection, name, columns[0])
  connection.exec('ANALYZE sqlite_schema')
}

function hasStatistics(connection: Connection): boolean {
  return connection.get("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'", []) !== undefined
}

// Rows are never numbered below how many there are, and the last number is found at once.
function hasOutgrown(connection: Connection, { types }: StoreLayout): boolean {
  const told = new Map<string, number>()
  if (hasStatistics(connection)) {
    for (const [table, rows] of connection.all('SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl', []))
      told.set(String(table), Number(rows))
  }
  return types.some(
    ({ table }) => Number(connection.get(`SELECT max(rowid) FROM ${quote(table)}`, [])?.[0] ?? 0) > 500 + 2 * (told.get(table) ?? 0),
  )
}

// Nearly all records are not archived. A look at a part takes that for far fewer, and a plan might then read them all through an index.
function correct(connection: Connection, index: string, first: string | undefined): void {
  if (first !== fixedColumns.archivedAt) return
  const stat = connection.get('SELECT stat FROM sqlite_stat1 WHERE idx = ?', [index])?.[0]
  if (typeof stat !== 'string') return
  const [rows = '', , ...others] = stat.split(' ')
  connection.run('UPDATE sqlite_stat1 SET stat = ? WHERE idx = ?', [[rows, rows, ...others].join(' '), index])
}

/** What is known of the tables without looking at their rows. */
export interface Estimates {
  /** Records that the store expects to look at for the query. */
  rowsFor(query: CanonicalQuery): number
}
interface TableEstimate {
  readonly rows: number
  /** By indexed property: the records that share one of its values. */
  readonly perValue: ReadonlyMap<string, number>
}

/** The estimates of now, from the last statistics. */
export function readEstimates(connection: Connection, { types }: StoreLayout): Estimates {
  const stats = new Map<string, string>()
  if (hasStatistics(connection))
    for (const [index, stat] of connection.all('SELECT idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL', []))
      stats.set(String(index), String(stat))
  const tables = new Map(
    types.map(({ type, table, indexes }): [string, TableEstimate] => {
      const rows = Number(connection.get(`SELECT max(rowid) FROM ${quote(table)}`, [])?.[0] ?? 0)
      return [type, { rows, perValue: new Map(indexes.flatMap((index) => sharing(index, stats.get(index.name)))) }]
    }),
  )
  return { rowsFor: ({ type, where }) => rowsOf(tables.get(type), where) }
}

// A statistic is the number of rows, then how many share the first column of the index, the first two, and so on.
function sharing({ columns, properties }: IndexLayout, stat: string | undefined): readonly [string, number][] {
  const [property] = properties
  const numbers = stat?.split(' ').map(Number) ?? []
  const shared = numbers[columns[0] === fixedColumns.archivedAt ? 2 : 1]
  return property === undefined || shared === undefined ? [] : [[property, shared]]
}

function rowsOf(table: TableEstimate | undefined, where: Expression): number {
  if (table === undefined) return 0
  const parts = (expressions: readonly Expression[]): readonly number[] => expressions.map((part) => rowsOf(table, part))
  if ('all' in where) return Math.min(table.rows, ...parts(where.all))
  if ('any' in where)
    return Math.min(
      table.rows,
      parts(where.any).reduce((sum, rows) => sum + rows, 0),
    )
  if (!('test' in where)) return table.rows
  if (where.test === 'id-of') return Math.min(table.rows, where.ids.length)
  if (where.test !== 'is' && where.test !== 'any-of') return table.rows
  const values = where.test === 'is' ? 1 : where.values.length
  return Math.min(table.rows, values * (table.perValue.get(where.property) ?? table.rows))
}
