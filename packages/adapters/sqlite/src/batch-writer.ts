import type { WriteBatch } from '@tenure/core/adapter'
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
const { edge: edgeTable, history: historyTable } = sideTables
/** Writes one row of the history. */
export const historySql = `INSERT INTO ${historyTable} (type, id, property, version, at, value, before, actor, batch_group) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
type Worked = Extract<BatchWork, { readonly ok: true }>

interface Updated {
  readonly before: RecordState
  readonly after: RecordState
  readonly changed: readonly string[]
}

/** Writes prepared batches: records, links and history. The caller has the transaction open. */
export class BatchWriter {
  readonly #connection: Connection
  readonly #view: LayoutView
  readonly #inserts = new Map<string, string>()
  readonly #updates = new BoundedCache<string>(500)

  constructor(connection: Connection, view: LayoutView) {
    this.#connection = connection
    this.#view = view
  }

  write({ records, links }: Worked, { at, actor, group }: WriteBatch): void {
    for (const work of records) this.#giveUp(work)
    for (const work of records) this.#record(work)
    for (const { present, ...link } of links) this.link(link, present)
    const by = JSON.stringify(actor)
    for (const work of records) this.#history(this.#withPast(work), [at, by, group ?? null])
  }

  #withPast(work: RecordWork): RecordWork {
    const { internal } = this.#view.get(work.ref.type)
    return internal.length === 0 ? work : { ...work, changed: work.changed.filter((property) => !internal.includes(property)) }
  }

  // Values that must be unique are let go of before anybody takes them.
  #giveUp({ ref, before, after, changed }: RecordWork): void {
    if (before === undefined) return
    const type = this.#view.get(ref.type)
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
    for (const column of type.columns) for (const value of encodeValue(column, own(after.values, column.property))) values.push(value)
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
    const columns = changed.map((property) => type.get(property))
    const archived = before.archivedAt === after.archivedAt ? [] : [archivedAt]
    const values = columns.flatMap((column) => encodeValue(column, own(after.values, column.property)))
    const sql = this.#updateSql(type, [version, ...archived], columns)
    this.#connection.run(sql, [after.version, ...archived.map(() => after.archivedAt ?? null), ...values, recordId])
  }

  #updateSql(type: TypeView, fixed: readonly string[], columns: readonly PlacedColumn[]): string {
    const shape = `${type.place} ${fixed.length} ${columns.map(({ place }) => place).join()}`
    return this.#updates.get(shape, () => {
      const names = [...fixed, ...columns.flatMap(columnsOf)]
      return `UPDATE ${quote(type.table)} SET ${names.map((name) => `${quote(name)} = ?`).join()} WHERE ${id} = ?`
    })
  }

  /** A link that is there from now on, or no longer. */
  link({ edge, from, to, label }: StoredLink, present: boolean): void {
    const values = [edge, from.id, to.id, encodeScalar({ kind: 'string', property: 'label' }, label)]
    if (present)
      this.#connection.run(`INSERT INTO ${edgeTable} (edge, from_id, to_id, label) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, values)
    else this.#connection.run(`DELETE FROM ${edgeTable} WHERE edge = ? AND from_id = ? AND to_id = ? AND label = ?`, values)
  }

  #history({ ref, before, after, did, changed, since }: RecordWork, [at, by, group]: readonly [number, string, string | null]): void {
    if (did === 'purge') this.#connection.run(`DELETE FROM ${historyTable} WHERE type = ? AND id = ?`, [ref.type, ref.id])
    if (after === undefined) return
    const dateOf = (property: string): number => since?.get(property) ?? at
    const insert = (property: string, when: number, value: string | null, earlier: string | null): void =>
      this.#connection.run(historySql, [ref.type, ref.id, property, after.version, when, value, earlier, by, group])
    const type = this.#view.get(ref.type)
    // A creation is one row; values that are dated unlike it have rows of their own.
    const usual = changed.every((property) => since?.has(property)) ? dateOf(changed[0] ?? '') : at
    const isTogether = (property: string): boolean => before === undefined && dateOf(property) === usual
    if (before === undefined) insert(creationRow, usual, allValues(type, changed.filter(isTogether), after), null)
    for (const property of changed) {
      if (isTogether(property)) continue
      const { kind } = type.get(property)
      const [value = null, earlier = null] = [own(after.values, property), own(before?.values, property)].map((each) =>
        each === null ? null : encodeJson(each, kind),
      )
      insert(property, dateOf(property), value, earlier)
    }
  }
}

// As JSON, each value written as in a row of its own: a test of the past compares it as text.
function allValues(type: TypeView, names: readonly string[], { values }: RecordState): string {
  const members = names.flatMap((name) => {
    const value = own(values, name)
    return value === null ? [] : [`${JSON.stringify(name)}:${encodeJson(value, type.get(name).kind)}`]
  })
  return `{${members.join()}}`
}
