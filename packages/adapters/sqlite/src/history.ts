import type { HistoryEntry, RecordRef, Value, Values } from '@tenure/core/adapter'
import { creationRow, type SqlRow, type SqlValue, setOwn, sideTables, type TypeView } from '@tenure/sql'
import type { Connection } from './connection.js'

const { history, origin } = sideTables
const originOf = (column: string): string => `(SELECT ${column} FROM ${origin} AS origin WHERE origin.id = ${history}.actor)`
/** The columns of a row that `entriesOf` reads, in order. */
export const historyColumns = `property, value, before, at, coalesce(${originOf('origin.actor')}, actor), version, coalesce(${originOf("nullif(origin.batch_group, '')")}, batch_group)`
const firstRows = `SELECT property, before, min(version) FROM ${history} WHERE type = ? AND id = ? AND property > '${creationRow}' GROUP BY property`

/** Which past values are read, and what the record has now: of all properties whose past is kept. */
export interface PastQuestion {
  readonly ref: RecordRef
  readonly properties: readonly string[] | undefined
  readonly limit: number
  readonly now: () => Values
}

/** Past values of a record, newest first. */
export function readHistory(connection: Connection, { ref, properties, limit, now }: PastQuestion): readonly HistoryEntry[] {
  const wanted = properties === undefined ? '' : ` AND (property = '${creationRow}' OR property IN (SELECT value FROM json_each(?)))`
  const sql = `SELECT ${historyColumns} FROM ${history} WHERE type = ? AND id = ?${wanted} ORDER BY version DESC, property`
  const values = [ref.type, ref.id, ...(properties === undefined ? [] : [JSON.stringify(properties)])]
  // One more: a creation may have nothing that is wanted, where that is dated and has a row of its own.
  const rows = connection.first(sql, values, limit + 1)
  const entries = rows.flatMap((row) => entriesOf(row, properties, () => firstValues(connection, { ref, properties, now })))
  return entries.length > limit ? entries.slice(0, limit) : entries
}

/** What a row says of these properties, or of all. `created`: the values of a creation that refers to its record. */
export function entriesOf(row: SqlRow, properties: readonly string[] | undefined, created: () => Values): readonly HistoryEntry[] {
  const [property, value] = row
  if (property !== creationRow) return [toEntry(row)]
  const values = Object.entries(typeof value === 'string' ? (JSON.parse(value) as Values) : created())
  const known = values.filter(([name]) => properties?.includes(name) ?? true)
  return known.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, given = null]) => ({ ...toEntry(row), property: name, value: given }))
}

/** What a record was created with, where its creation refers to it: these properties at least. What it has now is read only for those that never changed. */
export function firstValues(connection: Connection, { ref, properties, now }: Omit<PastQuestion, 'limit'>): Values {
  const rows = connection.all(firstRows, [ref.type, ref.id])
  const changed = new Set(rows.map(([property]) => property))
  const isEnough = properties?.every((property) => changed.has(property)) === true
  return before(isEnough ? {} : now(), rows)
}

/** The values before the changes of these rows, the first of each property: its name, and what it was. */
export function before(now: Values, rows: readonly SqlRow[]): Values {
  if (rows.length === 0) return now
  const values: Record<string, Value> = { ...now }
  for (const [property, was] of rows) {
    if (typeof was === 'string') setOwn(values, property as string, parse(was))
    else delete values[property as string]
  }
  return values
}

/** The values of properties whose past is kept. */
export function keptValues({ internal }: TypeView, values: Values): Values {
  if (internal.length === 0) return values
  return Object.fromEntries(Object.entries(values).filter(([name]) => !internal.includes(name)))
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
