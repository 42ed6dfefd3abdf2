import type { HistoryEntry, LinkEnd, LinkSelection, RecordId, RecordRef, StoredRecord, Value, Values } from '@tenure/core/adapter'
import {
  BoundedCache,
  encodeValue,
  fixedColumns,
  type LayoutView,
  type RecordState,
  type RecordWork,
  type RowReader,
  rowReader,
  type SqlRow,
  type SqlValue,
  type StoredLink,
  type StoredView,
  sideTables,
  type TypeView,
  toStored,
} from '@tenure/sql'
import type { Connection } from './connection.js'
import { createdValues } from './feed/created-values.js'
import { keptValues, readHistory } from './history.js'

const { edge: edgeTable, purged } = sideTables
// As many as a batch has at most in practice.
const mostRead = 4_000
/** From so many on, records are read by one statement. */
const leastTogether = 3

/** What is stored, read record by record. */
export class RecordStore implements StoredView {
  readonly #connection: Connection
  readonly #view: LayoutView
  readonly #readers = new Map<string, TypeReader>()
  readonly #linkReaders = new BoundedCache<TypeReader>(100)
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
    const { one, reader } = this.#reader(known)
    const row = this.#connection.get(one, [id])
    return row === undefined ? null : reader.read(row)
  }

  /** Records in the order of `refs`, kept for the commit that may follow. */
  read(refs: readonly RecordRef[]): readonly (StoredRecord | null)[] {
    const found = refs.length < leastTogether ? refs.map((ref) => this.find(ref)) : this.#findAll(refs)
    if (refs.length > mostRead) return found
    if (this.#read.size + refs.length > mostRead) this.#read.clear()
    for (const record of found) if (record !== null) this.#read.set(keyOf(record.ref), record)
    return found
  }

  // One statement for all of a type: a call costs more than what it reads.
  #findAll(refs: readonly RecordRef[]): readonly (StoredRecord | null)[] {
    const found: (StoredRecord | null)[] = refs.map(() => null)
    for (const name of new Set(refs.map(({ type }) => type))) {
      const known = this.#view.find(name)
      if (known === undefined) continue
      const { together, reader } = this.#reader(known)
      const ids = refs.map(({ type, id }) => (type === name ? id : null))
      for (const row of this.#connection.all(together, [JSON.stringify(ids)])) found[row[row.length - 1] as number] = reader.read(row)
    }
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

  /** Part of a commit is written: its records are others now. */
  wrote(work: readonly RecordWork[]): void {
    for (const each of work) {
      const stored = toStored(each)
      if (stored === undefined) this.#read.delete(keyOf(each.ref))
      else this.#read.set(keyOf(each.ref), stored)
    }
  }

  record(ref: RecordRef): RecordState | undefined {
    this.#view.get(ref.type)
    const found = this.#read.get(keyOf(ref)) ?? this.find(ref)
    if (found === null) return undefined
    const { version, values, archivedAt } = found
    return archivedAt === undefined ? { version: Number(version), values } : { version: Number(version), values, archivedAt }
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

  /** The same of many records, in the order of their ids. */
  linksOfAll(ids: readonly RecordId[], edge: string, forward: boolean): readonly (readonly LinkRow[])[] {
    if (ids.length < leastTogether) return ids.map((id) => this.links(id, edge, forward))
    const [own, other] = forward ? ['from_id', 'to_id'] : ['to_id', 'from_id']
    const sql = `SELECT ${own}, ${other}, label FROM ${edgeTable} WHERE edge = ? AND ${own} IN (SELECT value FROM json_each(?)) ORDER BY ${own}, ${other}, label`
    const found = new Map<RecordId, LinkRow[]>()
    for (const [id, to, label] of this.#connection.all(sql, [edge, JSON.stringify(ids)])) {
      const link = { id: to as string, label: label as string }
      const known = found.get(id as string)
      if (known === undefined) found.set(id as string, [link])
      else known.push(link)
    }
    return ids.map((id) => found.get(id) ?? [])
  }

  /** The records at the other ends of the links of these, but for archived ones, in the order of the ids. */
  linkedRecords(ids: readonly RecordId[], along: LinkSelection): readonly (readonly LinkedRow[])[] {
    const { one, together, reader } = this.#linkReader(along)
    const read = (row: SqlRow): LinkedRow => {
      const [id, label, values] = [row[0] as string, row[1] as string, reader.values(row)]
      return label === '' ? { id, values } : { id, values, label }
    }
    const [only] = ids
    if (only !== undefined && ids.length === 1) return [this.#connection.all(one, [along.edge, only]).map(read)]
    const found: LinkedRow[][] = ids.map(() => [])
    for (const row of this.#connection.all(together, [JSON.stringify(ids), along.edge]))
      found[row[row.length - 1] as number]?.push(read(row))
    return found
  }

  /** The links of a record along one edge, by the other's id, then label; archived ones are among them. */
  links(id: RecordId, edge: string, forward: boolean): readonly LinkRow[] {
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
    return readHistory(this.#connection, { ref, properties, limit, now: () => this.#kept(ref) })
  }

  /** What a record was created with; nothing where it was purged. */
  created(ref: RecordRef): Values | undefined {
    return createdValues(this.#connection, ref, () => this.#kept(ref))
  }

  // What the record has of properties whose past is kept. A reader may follow a type that was added after it was opened: it knows none of them.
  #kept(ref: RecordRef): Values {
    const type = this.#view.find(ref.type)
    return type === undefined ? {} : keptValues(type, this.find(ref)?.values ?? {})
  }

  #linkReader({ forward, to, select }: LinkSelection): TypeReader {
    return this.#linkReaders.get(`${forward} ${to} ${select.join('\0')}`, () => {
      const type = this.#view.get(to)
      const columns = select.map((property) => type.get(property))
      const reader = rowReader(type, columns, { sparse: true, archived: false })
      const [own, other] = forward ? ['from_id', 'to_id'] : ['to_id', 'from_id']
      // The label has the place of the version, which nobody asks for.
      const [id, , ...values] = reader.columns.map((name) => `far.${quote(name)}`)
      const selected = [id, 'link.label', ...values].join()
      const far = `JOIN ${quote(type.table)} AS far ON far.${fixedColumns.id} = link.${other}`
      const isThere = `far.${fixedColumns.archivedAt} IS NULL`
      const order = `link.${other}, link.label`
      return {
        reader,
        one: `SELECT ${selected} FROM ${edgeTable} AS link ${far} WHERE link.edge = ? AND link.${own} = ? AND ${isThere} ORDER BY ${order}`,
        together:
          `SELECT ${selected}, wanted.key FROM json_each(?) AS wanted CROSS JOIN ${edgeTable} AS link ON link.${own} = wanted.value ${far} ` +
          `WHERE link.edge = ? AND ${isThere} ORDER BY wanted.key, ${order}`,
      }
    })
  }

  #reader(type: TypeView): TypeReader {
    const known = this.#readers.get(type.type)
    if (known !== undefined) return known
    const reader = rowReader(type, type.columns, { sparse: true, archived: true })
    const select = `SELECT ${reader.columns.map((name) => `own.${quote(name)}`).join()}`
    const [table, id] = [`${quote(type.table)} AS own`, `own.${fixedColumns.id}`]
    const one = `${select} FROM ${table} WHERE ${id} = ?`
    const together = `${select}, wanted.key FROM json_each(?) AS wanted CROSS JOIN ${table} ON ${id} = wanted.value`
    const made = { reader, one, together }
    this.#readers.set(type.type, made)
    return made
  }
}

interface TypeReader {
  readonly reader: RowReader
  /** The statement for one id, and for a list of ids as JSON: its last column is the place of the id. */
  readonly one: string
  readonly together: string
}
/** A record at the other end of a link. */
type LinkedRow = LinkEnd & Pick<StoredRecord, 'values'>
/** The other end of a link; no label is the empty text. */
interface LinkRow {
  readonly id: RecordId
  readonly label: string
}

/** A name as SQL takes it, whatever is in it. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function keyOf({ type, id }: RecordRef): string {
  return `${type}\0${id}`
}
