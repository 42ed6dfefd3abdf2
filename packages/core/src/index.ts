// `@tenure/core`: for programs that assemble a workspace.

export type { CalendarDay, Clock, Instant } from './base/clock.js'
export { type Log, silentLog } from './base/log.js'
export { didYouMean } from './base/nearest-name.js'
export { getValue, type Outcome } from './base/outcome.js'
export { systemClock } from './base/system-clock.js'
export { defineEditions, type EditionDefinition, type EditionSpec } from './contract/administration/edition.js'
export type { ActOptions, Caller, Desk, ReadOptions } from './contract/caller.js'
export { type Frame, values } from './contract/frame.js'
export { type Issue, isTenureError, type Problem, TenureError } from './errors/tenure-error.js'
export { createHost } from './host/create-host.js'
export type { AccountUser, Host, HostOptions, InstalledContracts } from './host/host.js'
export type { Importer, UserImporter } from './host/importer.js'
export type { ImportRecord, ImportTally } from './jobs/import-record.js'
export { type Manifest, type Plugin, type PluginUse, use } from './plugin/plugin.js'
export type { InstalledElement } from './plugin/plugin-host.js'
export type { PluginState } from './plugin/plugin-state.js'
export type { KnownKeys } from './records/import/import-batch.js'
export { type ImportLink, type ImportNote, type ImportOutcome, type ImportRow, importedId } from './records/import/import-row.js'
export type {
  AssociationDefinition,
  ObjectTypeDefinition,
  OptionDefinition,
  PipelineDefinition,
  PropertyDefinition,
  SchemaDefinition,
  StageDefinition,
} from './schema/definition.js'
export { type AssociationExtension, extensionSchema, type ObjectTypeExtension } from './schema/extend-schema.js'
export {
  Call,
  Company,
  Contact,
  CustomerRole,
  Deal,
  Email,
  Meeting,
  Note,
  Product,
  RevenueRole,
  Service,
  ServiceRole,
  Task,
  Ticket,
} from './schema/object-types.js'
export {
  type Json,
  type Money,
  type PropertyKind,
  propertyKinds,
  type RecordId,
  type RecordRef,
  type UserId,
  type Value,
  type Values,
} from './schema/value.js'
export type { StorageAdapter } from './storage/adapter.js'
export type { QueryBudget } from './storage/price.js'
export type { KeptSession } from './workspace/session-book.js'
export type { SessionDesk } from './workspace/session-desk.js'
