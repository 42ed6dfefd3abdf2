export { amountKey } from './amount-key.js'
export {
  type BatchWork,
  own,
  type RecordState,
  type RecordWork,
  type StoredLink,
  type StoredView,
  toChange,
  toStored,
  workOut,
} from './batch-work.js'
export { encodeJson, encodeScalar, encodeValue, type SqlValue } from './codec.js'
export { type GroupPlan, type Sql, type SqlDialect, type SqliteDialectOptions, sqliteDialect } from './dialect.js'
export type { GatheredGroup } from './group-reader.js'
export {
  type ColumnLayout,
  columnsOf,
  creationRow,
  describeLayout,
  emptyLayout,
  extendLayout,
  fixedColumns,
  type IndexLayout,
  type StoreLayout,
  sideTables,
  type TypeLayout,
} from './layout.js'
export { LayoutView, type PlacedColumn, TypeView } from './layout-view.js'
export { laterColumnSteps, laterColumns, migrate, sideTableSteps } from './migration.js'
export { BoundedCache } from './query/bounded-cache.js'
export type { Walk } from './query/expression-sql.js'
export {
  bind,
  type CompiledAggregate,
  type CompiledPass,
  type CompiledQuery,
  type Look,
  QueryCompiler,
  type QueryStatements,
  type Statement,
} from './query/query-compiler.js'
export { type RowReader, rowReader, type SqlRow, setOwn } from './row-reader.js'
