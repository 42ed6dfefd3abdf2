import type { HistoryEntry, RecordId, RecordRef, StoredRecord, Value } from '@tenure/core/adapter'
import {
  encodeValue,
  fixedColumns,
  type LayoutView,
  type RecordState,
  type RowReader,
  rowReader,
  type SqlValue,
  type StoredLink,
  type StoredView,
  sideTables,
  type TypeView,
} from '@tenure/sql'
import type { Connection } from './connection.js'
import { readHistory } from './history.js'

const { edge: edgeTable, purged } = sideTables
// As many as a batch has at most in practice.
const mostRead = 1_000

/** What is stored, read record by record. */
export class RecordStore implements StoredView {
  readonly #connection: Connection
  readonly #view: LayoutView
  readonly #readers = new Map<string, { readonly sql: string; readonly reader: RowReader }>()
  /** What was read since the last commit: a batch is drafted from it, and needs the same images when it is committed. */
  readonly #read = new Map<string, StoredRecord>()
  #state: number | undefined

  constructor(connection: Connection, view: LayoutView) {
    this.#connection = connection
    this.#view = view
  }

  find({ type, id }: RecordRef): StoredRecord | null {
    const known = this.#view.find(type)
    if (known === undefined) return null
    const { sql, reader } = this.#reader(known)
    const row = this.#connection.get(sql, [id])
    return row === undefined ? null : reader.read(row)
  }

  /** The same, kept for the commit that may follow. */
  read(ref: RecordRef): StoredRecord | null {
    const found = this.find(ref)
    if (this.#read.size >= mostRead) this.#read.clear()
    if (found !== null) this.#read.set(keyOf(ref), found)
    return found
  }

  /** Begins a commit, inside its transaction. What was read before holds, unless another connection has written since the last commit. */
  begin(): void {
    const state = this.#connection.state()
    if (state !== this.#state) this.#read.clear()
    this.#state = state
  }

  /** Ends a commit: what was read before it no longer holds. */
  end(): void {
    this.#read.clear()
  }

  record(ref: RecordRef): RecordState | undefined {
    this.#view.get(ref.type)
    const found = this.#read.get(keyOf(ref)) ?? this.find(ref)
    if (found === null) return undefined
    const { version, values, archivedAt } = found
    return { version: Number(version), values, ...(archivedAt !== undefined && { archivedAt }) }
  }

  isPurged({ type, id }: RecordRef): boolean {
    return this.#connection.get(`SELECT 1 FROM ${purged} WHERE type = ? AND id = ?`, [type, id]) !== undefined
  }

  hasLink({ edge, from, to, label }: StoredLink): boolean {
    const sql = `SELECT 1 FROM ${edgeTable} WHERE edge = ? AND from_id = ? AND to_id = ? AND label = ?`
    return this.#connection.get(sql, [edge, from.id, to.id, label]) !== undefined
  }

  linksOf(ref: RecordRef): readonly StoredLink[] {
    const ends = this.#view.layout.edges.flatMap(({ edge, from, to }) => [
      ...(from === ref.type
        ? this.links(ref.id, edge, true).map(({ id, label }) => ({ edge, from: ref, to: { type: to, id }, label }))
        : []),
      ...(to === ref.type
        ? this.links(ref.id, edge, false).map(({ id, label }) => ({ edge, from: { type: from, id }, to: ref, label }))
        : []),
    ])
    return ends
  }

  /** The links of a record along one edge, by the other's id, then label; archived ones are among them. */
  links(id: RecordId, edge: string, forward: boolean): readonly { readonly id: RecordId; readonly label: string }[] {
    const [own, other] = forward ? ['from_id', 'to_id'] : ['to_id', 'from_id']
    const rows = this.#connection.all(`SELECT ${other}, label FROM ${edgeTable} WHERE edge = ? AND ${own} = ? ORDER BY ${other}, label`, [
      edge,
      id,
    ])
    return rows.map(([other, label]) => ({ id: other as string, label: label as string }))
  }

  holder(type: TypeView, property: string, value: NonNullable<Value>): string | undefined {
    const column = type.get(property)
    const encoded = encodeValue(column, value)
    const tests = column.currency === undefined ? [column.column] : [column.column, column.currency]
    const values: readonly SqlValue[] = column.currency === undefined ? [encoded[0] ?? null] : [encoded[0] ?? null, encoded[2] ?? null]
    const where = tests.map((name) => `${quote(name)} = ?`).join(' AND ')
    return this.#connection.get(`SELECT ${fixedColumns.id} FROM ${quote(type.table)} WHERE ${where}`, values)?.[0] as string | undefined
  }

  history(ref: RecordRef, properties: readonly string[] | undefined, limit: number): readonly HistoryEntry[] {
    return readHistory(this.#connection, ref, properties, limit)
  }

  #reader(type: TypeView): { readonly sql: string; readonly reader: RowReader } {
    const known = this.#readers.get(type.type)
    if (known !== undefined) return known
    const reader = rowReader(type, type.columns, { sparse: true, archived: true })
    const made = { reader, sql: `SELECT ${reader.columns.map(quote).join()} FROM ${quote(type.table)} WHERE ${fixedColumns.id} = ?` }
    this.#readers.set(type.type, made)
    return made
  }
}

/** A name as SQL takes it, whatever is in it. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function keyOf({ type, id }: RecordRef): string {
  return `${type}\0${id}`
}
