import { type RawBuilder, sql } from 'kysely'
import type { SqlDialect } from './dialect.js'
import { type ColumnLayout, columnsOf, fixedColumns, type IndexLayout, type StoreLayout, sideTables, type TypeLayout } from './layout.js'

type Step = RawBuilder<unknown>

/** Statements that make a store of the one layout hold the other too. Nothing is dropped. */
export function migrate(before: StoreLayout, after: StoreLayout, dialect: SqlDialect): readonly string[] {
  const known = new Map(before.types.map((type) => [type.type, type]))
  const steps = after.types.flatMap((type) => typeSteps(known.get(type.type), type, dialect))
  return steps.map((step) => dialect.compile(step).sql)
}

/** Statements that make the tables beside those of the object types; they can be run again. */
export function sideTableSteps(dialect: SqlDialect): readonly string[] {
  const { edge, history, origin, feed, answer, purged, meta } = sideTables
  const key = sql.raw(dialect.columnType('key'))
  const integer = sql.raw(dialect.columnType('datetime'))
  const steps = [
    sql`CREATE TABLE IF NOT EXISTS ${sql.id(meta)} (name ${key} NOT NULL PRIMARY KEY, value ${key} NOT NULL)`,
    sql`CREATE TABLE IF NOT EXISTS ${sql.id(edge)} (edge ${key} NOT NULL, from_id ${key} NOT NULL, to_id ${key} NOT NULL, label ${key} NOT NULL, PRIMARY KEY (edge, from_id, to_id, label))${dialect.clustered}`,
    sql`CREATE UNIQUE INDEX IF NOT EXISTS ${sql.id(`${edge}__reverse`)} ON ${sql.id(edge)} (edge, to_id, from_id, label)`,
    sql`CREATE TABLE IF NOT EXISTS ${sql.id(history)} (type ${key} NOT NULL, id ${key} NOT NULL, property ${key} NOT NULL, version ${integer} NOT NULL, at ${integer} NOT NULL, value ${key}, before ${key}, actor ${key} NOT NULL, batch_group ${key}, PRIMARY KEY (type, id, property, version))${dialect.clustered}`,
    sql`CREATE TABLE IF NOT EXISTS ${sql.id(origin)} (id ${integer} NOT NULL PRIMARY KEY, actor ${key} NOT NULL, batch_group ${key} NOT NULL, UNIQUE (actor, batch_group))`,
    sql`CREATE TABLE IF NOT EXISTS ${sql.id(feed)} (seq ${integer} NOT NULL PRIMARY KEY, at ${integer} NOT NULL, changes ${key} NOT NULL, batch_group ${key})`,
    sql`CREATE TABLE IF NOT EXISTS ${sql.id(answer)} (key ${key} NOT NULL PRIMARY KEY, at ${integer} NOT NULL, result ${key} NOT NULL)`,
    sql`CREATE TABLE IF NOT EXISTS ${sql.id(purged)} (type ${key} NOT NULL, id ${key} NOT NULL, PRIMARY KEY (type, id))${dialect.clustered}`,
    sql`CREATE INDEX IF NOT EXISTS ${sql.id(`${answer}__by__at`)} ON ${sql.id(answer)} (at)`,
  ]
  return steps.map((step) => dialect.compile(step).sql)
}

/** Columns of those tables that came later, some with their table: stores that were made before lack them. */
export const laterColumns = [sideTables.history, sideTables.feed, sideTables.origin].map((table) => ({ table, column: 'batch_group' }))

/** Statements that add such columns. */
export function laterColumnSteps(missing: typeof laterColumns, dialect: SqlDialect): readonly string[] {
  const key = sql.raw(dialect.columnType('key'))
  const { feed } = sideTables
  const steps = [
    ...missing.map(({ table, column }) => sql`ALTER TABLE ${sql.id(table)} ADD COLUMN ${sql.id(column)} ${key}`),
    sql`CREATE INDEX IF NOT EXISTS ${sql.id(`${feed}__by__group`)} ON ${sql.id(feed)} (batch_group, seq) WHERE batch_group IS NOT NULL`,
  ]
  return steps.map((step) => dialect.compile(step).sql)
}

function typeSteps(before: TypeLayout | undefined, after: TypeLayout, dialect: SqlDialect): readonly Step[] {
  const columns = new Set((before?.columns ?? []).flatMap(columnsOf))
  const indexes = new Set((before?.indexes ?? []).map(({ name }) => name))
  const added = after.columns.flatMap((column) => definitions(column, dialect)).filter(([name]) => !columns.has(name))
  return [
    ...(before === undefined
      ? [createTable(after, readableFirst(after, added), dialect)]
      : added.map((column) => addColumn(after, column))),
    ...after.indexes.filter(({ name }) => !indexes.has(name)).map((index) => createIndex(after, index)),
  ]
}

type Definition = readonly [name: string, type: string]

function definitions(column: ColumnLayout, dialect: SqlDialect): readonly Definition[] {
  return columnsOf(column).map((name) => [name, dialect.columnType(name === column.column ? column.kind : 'key')])
}

// What people read, and what a page shows, lies together at the start of a row.
function readableFirst({ columns }: TypeLayout, added: readonly Definition[]): readonly Definition[] {
  const shadows = new Set(columns.flatMap(({ fold, key }) => [fold, key]))
  return [...added.filter(([name]) => !shadows.has(name)), ...added.filter(([name]) => shadows.has(name))]
}

function createTable({ table }: TypeLayout, columns: readonly Definition[], dialect: SqlDialect): Step {
  const integer = sql.raw(dialect.columnType('datetime'))
  const fixed = [
    sql`${sql.id(fixedColumns.id)} ${sql.raw(dialect.columnType('key'))} NOT NULL PRIMARY KEY`,
    sql`${sql.id(fixedColumns.version)} ${integer} NOT NULL`,
    sql`${sql.id(fixedColumns.archivedAt)} ${integer}`,
  ]
  return sql`CREATE TABLE ${sql.id(table)} (${sql.join([...fixed, ...columns.map(definitionSql)])})`
}

function addColumn({ table }: TypeLayout, column: Definition): Step {
  return sql`ALTER TABLE ${sql.id(table)} ADD COLUMN ${definitionSql(column)}`
}

function createIndex({ table }: TypeLayout, { name, columns, unique, known }: IndexLayout): Step {
  const kind = unique ? sql`UNIQUE INDEX` : sql`INDEX`
  return sql`CREATE ${kind} ${sql.id(name)} ON ${sql.id(table)} (${sql.join(columns.map((column) => sql.id(column)))})${known === undefined ? sql`` : sql` WHERE ${sql.id(known)} IS NOT NULL`}`
}

function definitionSql([name, type]: Definition): Step {
  return sql`${sql.id(name)} ${sql.raw(type)}`
}
