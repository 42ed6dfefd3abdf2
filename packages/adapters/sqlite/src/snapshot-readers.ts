import type { SqlRow, SqlValue } from '@tenure/sql'
import { Connection, type ConnectionOptions } from './connection.js'

const partSize = 500
/** Rows, in parts. */
export type Parts = IterableIterator<readonly SqlRow[]>

/**
 * Long reads: each on a connection of its own that keeps seeing one state while others write.
 * A store in memory has no second connection: there the rows are fetched at once.
 */
export class SnapshotReaders {
  readonly #options: ConnectionOptions | undefined
  readonly #idle: Connection[] = []
  readonly #active = new Set<Parts>()

  constructor(options: ConnectionOptions | undefined) {
    this.#options = options
  }

  /** The rows as they are now; the reader must end it. */
  read(main: Connection, sql: string, values: readonly SqlValue[]): Parts {
    const parts = this.#options === undefined ? splitRows(main.all(sql, values)) : this.#stream(this.#begin(), sql, values)
    this.#active.add(parts)
    return parts
  }

  /** Ends a read, whether or not it came to its end. */
  end(parts: Parts): void {
    parts.return?.()
    this.#active.delete(parts)
  }

  close(): void {
    for (const parts of this.#active) this.end(parts)
    for (const connection of this.#idle.splice(0)) connection.close()
  }

  #begin(): Connection {
    const { file, synchronous } = this.#options ?? { file: '', synchronous: 'full' as const }
    const connection = this.#idle.pop() ?? new Connection({ file, synchronous, readonly: true })
    connection.exec('BEGIN')
    // The state is that of the first read.
    connection.get('SELECT count(*) FROM sqlite_schema', [])
    return connection
  }

  *#stream(connection: Connection, sql: string, values: readonly SqlValue[]): Generator<readonly SqlRow[]> {
    const rows = connection.iterate(sql, values)
    try {
      for (let part = take(rows); part.length > 0; part = take(rows)) yield part
    } finally {
      rows.return?.()
      connection.exec('COMMIT')
      this.#idle.push(connection)
    }
  }
}

function take(rows: IterableIterator<SqlRow>): readonly SqlRow[] {
  const part: SqlRow[] = []
  while (part.length < partSize) {
    const next = rows.next()
    if (next.done) break
    part.push(next.value)
  }
  return part
}

function* splitRows(rows: readonly SqlRow[]): Generator<readonly SqlRow[]> {
  for (let from = 0; from < rows.length; from += partSize) yield rows.slice(from, from + partSize)
}
