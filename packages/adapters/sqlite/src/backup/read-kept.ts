import { compareCodePoints, type HistoryEntry, type RecordRef, type StoredRecord } from '@tenure/core/adapter'
import type { KeptLink, KeptPage } from '@tenure/core/backup'
import {
  creationRow,
  fixedColumns,
  type LayoutView,
  rowReader,
  type SqlRow,
  type SqlValue,
  type StoreLayout,
  sideTables,
  type TypeView,
} from '@tenure/sql'
import { Connection, type ConnectionOptions } from '../connection.js'
import { before, entriesOf, historyColumns, keptValues } from '../history.js'
import { quote } from '../record-store.js'

const { edge: edgeTable, history: historyTable, purged: purgedTable } = sideTables
const rowsOfPage = 500

/** Everything in the store, all of one state: over a connection of its own, or, where there is no file, read at once. */
export async function* keptPages(options: ConnectionOptions, own: Connection, view: LayoutView): AsyncGenerator<KeptPage> {
  if (options.file === ':memory:') return yield* [...readKept(own, view)]
  const connection = new Connection({ ...options, readonly: true })
  try {
    connection.exec('BEGIN')
    yield* readKept(connection, view)
  } finally {
    connection.close()
  }
}

function* readKept(connection: Connection, view: LayoutView): Generator<KeptPage> {
  const types = view.layout.types.map(({ type }) => type).sort(compareCodePoints)
  for (const type of types) yield* readType(connection, view.get(type), view.layout)
  const purged = connection.all(`SELECT type, id FROM ${purgedTable} ORDER BY type, id`, [])
  yield { records: [], purged: purged.map(([type, id]) => ({ type: type as string, id: id as string })) }
}

function* readType(connection: Connection, type: TypeView, { edges }: StoreLayout): Generator<KeptPage> {
  const reader = rowReader(type, type.columns, { sparse: true, archived: true })
  const { id } = fixedColumns
  const sql = `SELECT ${reader.columns.map(quote).join()} FROM ${quote(type.table)} WHERE ${id} > ? ORDER BY ${id} LIMIT ${rowsOfPage}`
  const own = edges.filter(({ from }) => from === type.type).sort((a, b) => compareCodePoints(a.edge, b.edge))
  // No id is empty.
  for (let last = ''; ; ) {
    const records = connection.all(sql, [last]).map((row) => reader.read(row))
    if (records.length === 0) return
    const range: Range = { connection, from: records[0]?.ref.id ?? '', to: records.at(-1)?.ref.id ?? '' }
    const links = readLinks(range, own)
    const history = readPast(range, type, records)
    yield {
      records: records.map((record) => ({ ...record, links: links.get(idOf(record)) ?? [], history: history.get(idOf(record)) ?? [] })),
    }
    last = range.to
  }
}

interface Range {
  readonly connection: Connection
  readonly from: string
  readonly to: string
}
function readLinks({ connection, from, to }: Range, edges: StoreLayout['edges']): ReadonlyMap<string, readonly KeptLink[]> {
  const sql = `SELECT from_id, to_id, label FROM ${edgeTable} WHERE edge = ? AND from_id BETWEEN ? AND ? ORDER BY from_id, to_id, label`
  const links = new Map<string, KeptLink[]>()
  for (const { edge, to: type } of edges)
    for (const [own, other, label] of connection.all(sql, [edge, from, to])) {
      const ref: RecordRef = { type, id: other as string }
      add(links, own as string, [{ edge, to: ref, ...(label !== '' && { label: label as string }) }])
    }
  return links
}

// The order of properties within a commit is not that of the rows where one row has several.
function readPast(
  { connection, from, to }: Range,
  type: TypeView,
  records: readonly StoredRecord[],
): ReadonlyMap<string, readonly HistoryEntry[]> {
  const sql = `SELECT ${historyColumns}, id FROM ${historyTable} WHERE type = ? AND id BETWEEN ? AND ? ORDER BY id, version, property`
  const rows = new Map<string, SqlRow[]>()
  for (const row of connection.all(sql, [type.type, from, to])) add(rows, row.at(-1) as string, [row])
  const past = new Map<string, readonly HistoryEntry[]>()
  for (const record of records) {
    const own = rows.get(idOf(record)) ?? []
    const entries = own.flatMap((row) => entriesOf(row, undefined, () => before(keptValues(type, record.values), firstOf(own))))
    past.set(
      idOf(record),
      entries.sort((a, b) => Number(a.version) - Number(b.version) || compareCodePoints(a.property, b.property)),
    )
  }
  return past
}
// Of each property the first row after the creation: its name, and what it was.
function firstOf(rows: readonly SqlRow[]): readonly SqlRow[] {
  const first = new Map<SqlValue, SqlRow>()
  for (const [property = null, , was = null] of rows)
    if (property !== creationRow && !first.has(property)) first.set(property, [property, was])
  return [...first.values()]
}

function add<T>(lists: Map<string, T[]>, key: string, items: readonly T[]): void {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [...items])
  else known.push(...items)
}
function idOf({ ref }: StoredRecord): string {
  return ref.id
}
