import { fixedColumns, type StoreLayout } from '@tenure/sql'
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
