// `@tenure/core/contract`: for a file that both sides import. Plain data; nothing here reaches the runtime.
export type { CalendarDay, Instant } from './base/clock.js'
export { type Duration, days, minutes } from './base/duration.js'
export { getValue, type Outcome } from './base/outcome.js'
export { type ActionContract, defineActionContract } from './contract/action.js'
export { type AddedProperty, defineObjectType, defineProperty } from './contract/added-type.js'
export type { ActOptions, Argument, Caller } from './contract/caller.js'
export { type Contribution, type ContributionId, definePermission, type Permission, type PermissionRef } from './contract/contribution.js'
export { type Frame, values } from './contract/frame.js'
export { defineProviderContract, type ProviderContract } from './contract/provider.js'
export { type ColumnData, type Format, schemas, type TableView, type View } from './contract/view.js'
export {
  archiveRecordContract,
  associateContract,
  columnsOutput,
  createRecordContract,
  customersSettingsContract,
  historyContract,
  listInput,
  listOutput,
  recordContract,
  restoreRecordContract,
  saveCustomersSettingsContract,
  sessionContract,
  unassociateContract,
  updateRecordContract,
  usersContract,
  viewListOutput,
} from './contract/workspace-contract.js'
export { type Problem, TenureError } from './errors/tenure-error.js'
export type { FilterData } from './query/filter-data.js'
export {
  Call,
  Company,
  Contact,
  CustomerRole,
  Deal,
  Email,
  type HealthStatus,
  Meeting,
  Note,
  Product,
  Service,
  Task,
  Ticket,
} from './schema/object-types.js'
export type { Association, ObjectType, Property } from './schema/property.js'
export { extendRow, type LiveMode, type RowOf, type RowSchema, rowOf, type Schema, type Window, windowOf } from './schema/row.js'
export type { Json, Money, RecordId, RecordRef, UserId, Value, Values } from './schema/value.js'
