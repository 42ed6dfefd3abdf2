import { type PropertyKind, TenureError } from '@tenure/core/adapter'
import type { Measure, Weights } from '@tenure/core/aggregate'
import { type CompiledQuery, DefaultQueryExecutor, type RawBuilder, SqliteAdapter, SqliteQueryCompiler, sql } from 'kysely'

/** A piece of SQL with its parameters. */
export type Sql = RawBuilder<unknown>
/**
 * What is gathered of the values of each record: those that name its group come first, as many as there are `keys`; then each measure's value,
 * the currency of an amount, and of `weighted` the value that the weight depends on. Groups beyond one more than `most` may be left out.
 */
export interface GroupPlan {
  readonly keys: number
  readonly most: number
  readonly measures: readonly (Pick<Measure, 'measure' | 'kind'> & { readonly shares?: Weights['shares'] })[]
}
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
  /** A member of a JSON object, as JSON text; NULL where it has none. */
  member(json: Sql, name: string): Sql
  /** Joins each value of a JSON array of text as a row, under a name; without one the row stays, with `NULL`. */
  eachItem(json: Sql, alias: string): Sql
  /** An aggregate: the exact parts of a sum by currency, as the JSON text of a list of `SumPart`. Numbers have no currency. */
  sum(amount: Sql, currency: Sql | undefined): Sql
  /** The same of what counts of each amount: `shares` is the JSON text of a measure's weights, and `value` what they depend on. */
  weightedSum(amount: Sql, currency: Sql, value: Sql, shares: Sql): Sql
  /** An aggregate: the least or greatest amount of each currency, as the JSON text of a list of `Money`. */
  extreme(which: 'minimum' | 'maximum', amount: Sql, currency: Sql): Sql
  /** An aggregate: all groups of the records, as the JSON text of a list of `GatheredGroup`. `plan` is the JSON text of a `GroupPlan`. */
  groups(plan: Sql, values: readonly Sql[]): Sql
  /** The same value, for which no index is used. */
  unindexed(value: Sql): Sql
  /** After the name of a table: its rows are read one after the other, whatever index there is. */
  readonly inPlace: Sql
  /** The limit that means no limit. */
  readonly noLimit: Sql
  /** Ending of a table that is kept in the order of its primary key. */
  readonly clustered: Sql
  /** A test of a row of that table which always holds: the store's chance to stop a statement that takes too long. */
  readonly guard?: (alias: string) => Sql
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

/** How statements for SQLite are made. */
export interface SqliteDialectOptions {
  /** The database also has a function `tenure_fuse`, called for about one row in 64, which is 1 or throws. */
  readonly fused?: boolean
}
/**
 * SQLite's words. The database that runs them has a function `tenure_fold`, and the aggregates `tenure_sum`, `tenure_weighted_sum`,
 * `tenure_minimum`, `tenure_maximum` and `tenure_groups`.
 */
export function sqliteDialect({ fused = false }: SqliteDialectOptions = {}): SqlDialect {
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
    member: (json, name) => sql`(${json} -> ${sql.lit(`$.${JSON.stringify(name)}`)})`,
    eachItem: (json, alias) => sql` LEFT JOIN json_each(${json}) AS ${sql.id(alias)} ON TRUE`,
    weightedSum: (amount, currency, value, shares) => sql`tenure_weighted_sum(${amount}, ${currency}, ${value}, ${shares})`,
    sum: (amount, currency) => sql`tenure_sum(${amount}, ${currency ?? sql`NULL`})`,
    extreme: (which, amount, currency) => sql`${sql.raw(`tenure_${which}`)}(${amount}, ${currency})`,
    groups: (plan, values) => sql`tenure_groups(${sql.join([plan, ...values])})`,
    unindexed: (value) => sql`+${value}`,
    inPlace: sql` NOT INDEXED`,
    noLimit: sql`-1`,
    clustered: sql` WITHOUT ROWID`,
    // One row in 64 by its number: a call for each would cost more than the row.
    ...(fused && { guard: (alias) => sql`((${sql.id(alias, 'rowid')} & 63) <> 0 OR tenure_fuse())` }),
  }
}

function neverRun(): never {
  throw new TenureError('internal.invariant', 'A compiled statement was run.', {
    invariant: 'statements are compiled here and run by the store',
  })
}
