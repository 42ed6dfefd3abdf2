import type { PropertyKind, Values, WriteBatch } from '@tenure/core/adapter'
import {
  type BatchWork,
  BoundedCache,
  columnsOf,
  creationRow,
  encodeJson,
  encodeScalar,
  encodeValue,
  fixedColumns,
  type LayoutView,
  own,
  type PlacedColumn,
  type RecordState,
  type RecordWork,
  type SqlValue,
  type StoredLink,
  sideTables,
  type TypeView,
} from '@tenure/sql'
import type { Connection } from './connection.js'
import { quote } from './record-store.js'

const { id, version, archivedAt } = fixedColumns
const { edge: edgeTable, history: historyTable, origin: originTable } = sideTables
const historyRow = '(?, ?, ?, ?, ?, ?, ?, ?, ?)'
/** Writes one row of the history. */
export const historySql = `INSERT INTO ${historyTable} (type, id, property, version, at, value, before, actor, batch_group) VALUES ${historyRow}`
/** Writes so many rows at once: a statement costs more than a row. */
const rowsTogether = 32
/** A commit of so many records names its actor and its group once, by a number. */
const manyRecords = 50
const togetherSql = `${historySql}${`, ${historyRow}`.repeat(rowsTogether - 1)}`
type Row = readonly SqlValue[]
type Worked = Extract<BatchWork, { readonly ok: true }>

interface Updated {
  readonly before: RecordState
  readonly after: RecordState
  readonly changed: readonly string[]
}

interface Update {
  readonly sql: string
  readonly columns: readonly PlacedColumn[]
}

/** Writes prepared batches: records, links and history. The caller has the transaction open. */
export class BatchWriter {
  readonly #connection: Connection
  readonly #view: LayoutView
  readonly #inserts = new Map<string, string>()
  readonly #updates = new BoundedCache<Update>(500)

  constructor(connection: Connection, view: LayoutView) {
    this.#connection = connection
    this.#view = view
  }

  write({ records, links }: Worked, { at, actor, group }: WriteBatch): void {
    for (const work of records) this.#giveUp(work)
    for (const work of records) this.#record(work)
    for (const { present, ...link } of links) this.link(link, present)
    const by = JSON.stringify(actor)
    const context: Context = records.length < manyRecords ? [at, by, group ?? null] : [at, this.#origin(by, group ?? ''), null]
    const rows: Row[] = []
    for (const work of records) this.#history(work, context, rows)
    this.#insertHistory(rows)
  }

  #origin(by: string, group: string): string {
    this.#connection.run(`INSERT INTO ${originTable} (actor, batch_group) VALUES (?, ?) ON CONFLICT DO NOTHING`, [by, group])
    const found = this.#connection.get(`SELECT id FROM ${originTable} WHERE actor = ? AND batch_group = ?`, [by, group])
    return String(found?.[0])
  }

  #insertHistory(rows: readonly Row[]): void {
    let from = 0
    for (; rows.length - from >= rowsTogether; from += rowsTogether) {
      const values: SqlValue[] = []
      for (let at = from; at < from + rowsTogether; at += 1) values.push(...(rows[at] as Row))
      this.#connection.run(togetherSql, values)
    }
    for (; from < rows.length; from += 1) this.#connection.run(historySql, rows[from] as Row)
  }

  // Values that must be unique are let go of before anybody takes them.
  #giveUp({ ref, before, after, changed }: RecordWork): void {
    if (before === undefined) return
    const type = this.#view.get(ref.type)
    if (after !== undefined && !type.hasUnique) return
    if (after === undefined) this.#connection.run(`DELETE FROM ${quote(type.table)} WHERE ${id} = ?`, [ref.id])
    else
      for (const property of changed) {
        const column = type.get(property)
        if (column.unique) this.#connection.run(`UPDATE ${quote(type.table)} SET ${quote(column.column)} = NULL WHERE ${id} = ?`, [ref.id])
      }
  }

  #record({ ref, before, after, changed }: RecordWork): void {
    if (after === undefined) return
    const type = this.#view.get(ref.type)
    if (before === undefined) this.insert(type, ref.id, after)
    else this.#update(type, ref.id, { before, after, changed })
  }

  /** A new row. */
  insert(type: TypeView, recordId: string, after: RecordState): void {
    const values: SqlValue[] = [encodeScalar({ kind: 'string', property: id }, recordId), after.version, after.archivedAt ?? null]
    for (const column of type.columns) values.push(...encodeValue(column, own(after.values, column.property)))
    this.#connection.run(this.#insertSql(type), values)
  }

  #insertSql(type: TypeView): string {
    const known = this.#inserts.get(type.type)
    if (known !== undefined) return known
    const names = [id, version, archivedAt, ...type.columns.flatMap(columnsOf)]
    const made = `INSERT INTO ${quote(type.table)} (${names.map(quote).join()}) VALUES (${names.map(() => '?').join()})`
    this.#inserts.set(type.type, made)
    return made
  }

  // Every index starts with `archived_at`: setting it, even to the same value, writes them all.
  #update(type: TypeView, recordId: string, { before, after, changed }: Updated): void {
    const isMoved = before.archivedAt !== after.archivedAt
    const { sql, columns } = this.#updateOf(type, isMoved, changed)
    const values: SqlValue[] = isMoved ? [after.version, after.archivedAt ?? null] : [after.version]
    for (const column of columns) for (const value of encodeValue(column, own(after.values, column.property))) values.push(value)
    values.push(recordId)
    this.#connection.run(sql, values)
  }

  #updateOf(type: TypeView, isMoved: boolean, changed: readonly string[]): Update {
    return this.#updates.get(`${type.place} ${isMoved} ${changed.join('\0')}`, () => {
      const columns = changed.map((property) => type.get(property))
      const names = [version, ...(isMoved ? [archivedAt] : []), ...columns.flatMap(columnsOf)]
      const sql = `UPDATE ${quote(type.table)} SET ${names.map((name) => `${quote(name)} = ?`).join()} WHERE ${id} = ?`
      return { sql, columns }
    })
  }

  /** A link that is there from now on, or no longer. */
  link({ edge, from, to, label }: StoredLink, present: boolean): void {
    const values = [edge, from.id, to.id, encodeScalar({ kind: 'string', property: 'label' }, label)]
    if (present)
      this.#connection.run(`INSERT INTO ${edgeTable} (edge, from_id, to_id, label) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, values)
    else this.#connection.run(`DELETE FROM ${edgeTable} WHERE edge = ? AND from_id = ? AND to_id = ? AND label = ?`, values)
  }

  #history({ ref, before, after, did, changed, since }: RecordWork, [at, by, group]: Context, rows: Row[]): void {
    if (did === 'purge') this.#connection.run(`DELETE FROM ${historyTable} WHERE type = ? AND id = ?`, [ref.type, ref.id])
    if (after === undefined) return
    const type = this.#view.get(ref.type)
    const kept = type.internal.length === 0 ? changed : changed.filter((property) => !type.internal.includes(property))
    const dateOf = (property: string): number => since?.get(property) ?? at
    const add = (property: string, when: number, value: string | null, earlier: string | null): void =>
      void rows.push([ref.type, ref.id, property, after.version, when, value, earlier, by, group])
    // A creation is one row, which refers to the record; where values are dated unlike it, it has the others, and they have rows of their own.
    const usual = kept.every((property) => since?.has(property)) ? dateOf(kept[0] ?? '') : at
    const isTogether = (property: string): boolean => before === undefined && dateOf(property) === usual
    if (before === undefined) add(creationRow, usual, kept.every(isTogether) ? null : allValues(type, kept.filter(isTogether), after), null)
    for (const property of kept) {
      if (isTogether(property)) continue
      const { kind } = type.get(property)
      add(property, dateOf(property), asJson(after.values, property, kind), asJson(before?.values, property, kind))
    }
  }
}

/** Of a batch: its time, its actor as JSON, its group; or the number of both in place of the actor. */
type Context = readonly [at: number, by: string, group: string | null]
function asJson(values: Values | undefined, property: string, kind: PropertyKind): string | null {
  const value = own(values, property)
  return value === null ? null : encodeJson(value, kind)
}
// As JSON, each value written as in a row of its own: a test of the past compares it as text.
function allValues(type: TypeView, names: readonly string[], { values }: RecordState): string {
  const members = names.flatMap((name) => {
    const value = own(values, name)
    return value === null ? [] : [`${JSON.stringify(name)}:${encodeJson(value, type.get(name).kind)}`]
  })
  return `{${members.join()}}`
}
