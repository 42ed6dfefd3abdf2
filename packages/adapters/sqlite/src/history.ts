import type { HistoryEntry, RecordRef, Value, Values } from '@tenure/core/adapter'
import { creationRow, type SqlRow, type SqlValue, sideTables } from '@tenure/sql'
import type { Connection } from './connection.js'

const { history } = sideTables
/** The columns of a row that `entriesOf` reads, in order. */
export const historyColumns = 'property, value, before, at, actor, version, batch_group'

/** Past values of a record, newest first. A creation is one row with all its values; stores of an earlier version have one for each. */
export function readHistory(
  connection: Connection,
  { type, id }: RecordRef,
  properties: readonly string[] | undefined,
  limit: number,
): readonly HistoryEntry[] {
  const wanted = properties === undefined ? '' : ` AND (property = '${creationRow}' OR property IN (SELECT value FROM json_each(?)))`
  const sql = `SELECT ${historyColumns} FROM ${history} WHERE type = ? AND id = ?${wanted} ORDER BY version DESC, property LIMIT ?`
  // One more: a creation may have nothing that is wanted, where that is dated and has a row of its own.
  const rows = connection.all(sql, [type, id, ...(properties === undefined ? [] : [JSON.stringify(properties)]), limit + 1])
  const entries = rows.flatMap((row) => entriesOf(row, properties))
  return entries.length > limit ? entries.slice(0, limit) : entries
}

/** What a row says of these properties, or of all. */
export function entriesOf(row: SqlRow, properties: readonly string[] | undefined): readonly HistoryEntry[] {
  return row[0] === creationRow ? created(row, properties) : [toEntry(row)]
}

function created(row: SqlRow, properties: readonly string[] | undefined): readonly HistoryEntry[] {
  const values = Object.entries(parse(row[1]) as Values).filter(([property]) => properties?.includes(property) ?? true)
  return values.sort(([a], [b]) => (a < b ? -1 : 1)).map(([property, value = null]) => ({ ...toEntry(row), property, value }))
}

function toEntry([property, value, before, at, actor, version, group]: SqlRow): HistoryEntry {
  return {
    property: property as string,
    value: parse(value),
    before: parse(before),
    at: at as number,
    actor: JSON.parse(actor as string) as HistoryEntry['actor'],
    version: String(version),
    ...(typeof group === 'string' && { group }),
  }
}
function parse(value: SqlValue | undefined): Value {
  return typeof value === 'string' ? (JSON.parse(value) as Value) : null
}
