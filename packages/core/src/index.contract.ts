// `@tenure/core/contract`: for a file that both sides import. Plain data; nothing here reaches the runtime.
export type { CalendarDay, Instant } from './base/clock.js'
export { minorUnitsOf, parseDecimal, roundDivide, tenTo, toDecimalText } from './base/decimal.js'
export { type Duration, days, minutes } from './base/duration.js'
export { getValue, type Outcome } from './base/outcome.js'
export { addDays, addPeriods, startOfPeriod } from './base/zone/calendar-day.js'
export { dayOf } from './base/zone/zone.js'
export { schemas } from './block/block.js'
export { type ActionContract, defineActionContract } from './contract/action.js'
export { type AddedProperty, defineObjectType, defineProperty, type OwnObjectType } from './contract/added-type.js'
export type { ActOptions, Argument, Caller, ReadOptions } from './contract/caller.js'
export {
  type CollectionContract,
  type CollectionRow,
  type CollectionWindow,
  defineCollectionContract,
} from './contract/collection/collection-contract.js'
export { type Contribution, type ContributionId, definePermission, type Permission, type PermissionRef } from './contract/contribution.js'
export { type Frame, values } from './contract/frame.js'
export { defineProviderContract, type ProviderContract } from './contract/provider.js'
export { type Problem, TenureError } from './errors/tenure-error.js'
export { toShare, weigh } from './query/aggregate/weigh.js'
export type { FilterData } from './query/filter-data.js'
export {
  Call,
  Company,
  Contact,
  ContactActivity,
  CustomerRole,
  Deal,
  Email,
  type HealthStatus,
  Meeting,
  Note,
  Product,
  RevenueRole,
  Service,
  ServiceRole,
  Task,
  Ticket,
} from './schema/object-types.js'
export { type Association, type ObjectType, type Property, through } from './schema/property.js'
export { rememberRows } from './schema/remember-rows.js'
export { extendRow, type RowOf, type RowSchema, rowOf, type Schema, type Window, windowOf } from './schema/row.js'
export type { Json, Money, RecordId, RecordRef, UserId, Value, Values } from './schema/value.js'
