import type { CanonicalQuery, WriteBatch } from '@tenure/core/adapter'
import { type StoreLayout, sideTables, type TypeLayout } from '@tenure/sql'
import type { Connection } from './connection.js'
import { quote } from './record-store.js'

const { meta } = sideTables
/** A commit with as many new records of a type that has none begins its first fill. */
const fillFrom = 200

/**
 * The indexes of a type that is being filled for the first time. They are dropped while the table is empty, and made when the type is asked
 * for, changed in another way, or the store is closed: that is quicker than to keep them up to date line by line, and they are smaller. They are
 * made one by one, so that others have their turn in between. Unique ones stay. A store that was killed in between makes them when it opens.
 */
export class FirstFill {
  readonly #connection: Connection
  #filling: ReadonlySet<string>

  constructor(connection: Connection) {
    this.#connection = connection
    this.#filling = this.#stored()
  }

  /** Whether the type lacks its indexes. */
  has({ type }: TypeLayout): boolean {
    return this.#filling.has(type)
  }

  /** Types without indexes that a query reads, itself or over an edge. */
  readBy(query: CanonicalQuery, { types, edges }: StoreLayout): readonly TypeLayout[] {
    if (this.#filling.size === 0) return []
    const text = JSON.stringify(query)
    const isRead = (type: string): boolean =>
      query.type === type || edges.some(({ edge, from, to }) => (from === type || to === type) && text.includes(JSON.stringify(edge)))
    return types.filter(({ type }) => this.#filling.has(type) && isRead(type))
  }

  /** Before records of the type are written, inside their transaction. */
  write(type: TypeLayout, created: number): void {
    if (created < fillFrom || this.has(type) || this.#connection.get(`SELECT 1 FROM ${quote(type.table)} LIMIT 1`, []) !== undefined) return
    for (const { name } of ordered(type)) this.#connection.exec(`DROP INDEX IF EXISTS ${quote(name)}`)
    this.#note([...this.#filling, type.type])
  }

  /** Types whose first fill ends with a batch: it writes to them, and creates few. */
  endedBy({ writes }: WriteBatch, { types }: StoreLayout): readonly TypeLayout[] {
    if (this.#filling.size === 0) return []
    return types.filter((type) => {
      const own = writes.filter((write) => write.ref.type === type.type)
      return this.has(type) && own.length > 0 && own.filter(({ write }) => write === 'create').length < fillFrom
    })
  }

  /** Makes one of the indexes that the type lacks. Whether it made one. */
  makeNext(type: TypeLayout): boolean {
    if (!this.has(type)) return false
    const made = new Set(this.#connection.all("SELECT name FROM sqlite_schema WHERE type = 'index'", []).map(([name]) => name))
    const [next, ...others] = ordered(type).filter(({ name }) => !made.has(name))
    this.#connection.transact('immediate', () => {
      if (next !== undefined) this.#connection.exec(createSql(type, next))
      if (others.length === 0) this.#note([...this.#filling].filter((each) => each !== type.type))
    })
    return true
  }

  /** After a transaction that was taken back. */
  reset(): void {
    this.#filling = this.#stored()
  }

  #stored(): ReadonlySet<string> {
    const text = this.#connection.get(`SELECT value FROM ${meta} WHERE name = 'filling'`, [])?.[0]
    return new Set(typeof text === 'string' ? (JSON.parse(text) as readonly string[]) : [])
  }

  #note(filling: readonly string[]): void {
    const sql = `INSERT INTO ${meta} (name, value) VALUES ('filling', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`
    this.#connection.run(sql, [JSON.stringify(filling)])
    this.#filling = new Set(filling)
  }
}

function createSql({ table }: TypeLayout, { name, columns, known }: TypeLayout['indexes'][number]): string {
  const where = known === undefined ? '' : ` WHERE ${quote(known)} IS NOT NULL`
  return `CREATE INDEX IF NOT EXISTS ${quote(name)} ON ${quote(table)} (${columns.map(quote).join()})${where}`
}
function ordered({ indexes }: TypeLayout): TypeLayout['indexes'] {
  return indexes.filter(({ unique }) => !unique)
}
