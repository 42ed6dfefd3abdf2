import { type HistoryEntry, TenureError, type Value } from '@tenure/core/adapter'
import type { KeptPage, KeptRecord } from '@tenure/core/backup'
import { creationRow, encodeJson, type LayoutView, sideTables, type TypeView } from '@tenure/sql'
import { type BatchWriter, historySql } from '../batch-writer.js'
import type { Connection } from '../connection.js'
import { quote } from '../record-store.js'

const { edge: edgeTable, purged: purgedTable } = sideTables

/** Fills the store in one transaction: what the pages throw takes everything back. */
export async function restoreAll(connection: Connection, writer: KeptWriter, pages: AsyncIterable<KeptPage>): Promise<void> {
  connection.exec('BEGIN IMMEDIATE')
  try {
    writer.checkEmpty()
    for await (const page of pages) writer.write(page)
    writer.checkLinks()
    connection.exec('COMMIT')
  } catch (error) {
    connection.exec('ROLLBACK')
    throw error
  }
}

/** Fills an empty store. The caller has the transaction open, and takes it back where this throws. Errors: `storage.refused`, `input.invalid`. */
export class KeptWriter {
  readonly #connection: Connection
  readonly #view: LayoutView
  readonly #writer: BatchWriter

  constructor(connection: Connection, view: LayoutView, writer: BatchWriter) {
    this.#connection = connection
    this.#view = view
    this.#writer = writer
  }

  /** Errors: `storage.refused` where there are records. */
  checkEmpty(): void {
    const isFilled = ({ table }: { readonly table: string }): boolean =>
      this.#connection.get(`SELECT 1 FROM ${quote(table)} LIMIT 1`, []) !== undefined
    if (this.#view.layout.types.some(isFilled)) throw refused('The store has records: only an empty one can be filled.')
  }

  write({ records, purged = [] }: KeptPage): void {
    for (const record of records) this.#record(record)
    for (const { type, id } of purged)
      this.#connection.run(`INSERT INTO ${purgedTable} (type, id) VALUES (?, ?) ON CONFLICT DO NOTHING`, [type, id])
  }

  /** Makes sure that every link has both its ends. */
  checkLinks(): void {
    for (const { edge, to } of this.#view.layout.edges) {
      const { table } = this.#view.get(to)
      const sql = `SELECT to_id FROM ${edgeTable} WHERE edge = ? AND NOT EXISTS (SELECT 1 FROM ${quote(table)} AS other WHERE other.id = to_id) LIMIT 1`
      const missing = this.#connection.get(sql, [edge])
      if (missing !== undefined) throw refused(`A link along ${edge} leads to ${to} ${missing[0]}, which is not there.`)
    }
  }

  #record({ ref, version, values, archivedAt, links, history }: KeptRecord): void {
    const type = this.#view.get(ref.type)
    this.#writer.insert(type, ref.id, { version: Number(version), values, ...(archivedAt !== undefined && { archivedAt }) })
    for (const { edge, to, label = '' } of links) {
      if (!this.#view.layout.edges.some((each) => each.edge === edge && each.from === ref.type && each.to === to.type))
        throw refused(`No link along ${edge} goes from ${ref.type} to ${to.type}.`)
      this.#writer.link({ edge, from: ref, to, label }, true)
    }
    const created = history.filter(({ version }) => version === '1')
    // A creation is one row; values that are dated unlike the first have rows of their own.
    const together = created.filter(({ at, before }) => before === null && at === created[0]?.at)
    if (together.length > 0) this.#past(ref, together[0] as HistoryEntry, { property: creationRow, value: allValues(type, together) })
    for (const entry of history) {
      if (together.includes(entry)) continue
      const { kind } = type.get(entry.property)
      this.#past(ref, entry, { property: entry.property, value: encoded(entry.value, kind), before: encoded(entry.before, kind) })
    }
  }

  #past(
    { type, id }: KeptRecord['ref'],
    { version, at, actor, group }: HistoryEntry,
    { property, value, before = null }: { readonly property: string; readonly value: string | null; readonly before?: string | null },
  ): void {
    this.#connection.run(historySql, [type, id, property, Number(version), at, value, before, JSON.stringify(actor), group ?? null])
  }
}

type Kind = ReturnType<TypeView['get']>['kind']
function encoded(value: Value, kind: Kind): string | null {
  return value === null ? null : encodeJson(value, kind)
}
function allValues(type: TypeView, entries: readonly HistoryEntry[]): string {
  return `{${entries.map(({ property, value }) => `${JSON.stringify(property)}:${encodeJson(value, type.get(property).kind)}`).join()}}`
}
function refused(message: string): TenureError {
  return new TenureError('storage.refused', message, { capability: 'backup' })
}
