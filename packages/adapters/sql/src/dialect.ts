import { type PropertyKind, TenureError } from '@tenure/core/adapter'
import { type CompiledQuery, DefaultQueryExecutor, type RawBuilder, SqliteAdapter, SqliteQueryCompiler, sql } from 'kysely'

/** A piece of SQL with its parameters. */
export type Sql = RawBuilder<unknown>
/** What differs between the databases that share this layout. */
export interface SqlDialect {
  compile(statement: Sql): CompiledQuery
  /** Column type of a kind; shadow columns are of type `text`. */
  columnType(kind: PropertyKind | 'key'): string
  /** The folded form of a column that has no shadow. */
  fold(column: Sql): Sql
  /** Whether the text contains the other, character by character. */
  includes(text: Sql, part: Sql): Sql
  endsWith(text: Sql, part: Sql): Sql
  /** The values of a JSON array of text, as rows of one column `value`. */
  items(json: Sql): Sql
  /** The limit that means no limit. */
  readonly noLimit: Sql
  /** Ending of a table that is kept in the order of its primary key. */
  readonly clustered: Sql
}

const types: Readonly<Record<PropertyKind | 'key', string>> = {
  string: 'TEXT',
  text: 'TEXT',
  enumeration: 'TEXT',
  multi_enumeration: 'TEXT',
  user: 'TEXT',
  json: 'TEXT',
  money: 'TEXT',
  date: 'TEXT',
  key: 'TEXT',
  number: 'REAL',
  boolean: 'INTEGER',
  datetime: 'INTEGER',
}

/** SQLite's words. The database that runs them has a function `tenure_fold`. */
export function sqliteDialect(): SqlDialect {
  // Statements are compiled here and run elsewhere: using only an executor keeps the query builder out of a bundled program.
  const provider = { provideConnection: neverRun }
  const executor = new DefaultQueryExecutor(new SqliteQueryCompiler(), new SqliteAdapter(), provider)
  return {
    compile: (statement) => statement.compile({ getExecutor: () => executor }),
    columnType: (kind) => types[kind],
    fold: (column) => sql`tenure_fold(${column})`,
    includes: (text, part) => sql`instr(${text}, ${part}) > 0`,
    endsWith: (text, part) => sql`substr(${text}, -length(${part})) = ${part}`,
    items: (json) => sql`SELECT value FROM json_each(${json})`,
    noLimit: sql`-1`,
    clustered: sql` WITHOUT ROWID`,
  }
}

function neverRun(): never {
  throw new TenureError('internal.invariant', 'A compiled statement was run.', {
    invariant: 'statements are compiled here and run by the store',
  })
}
