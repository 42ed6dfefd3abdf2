// `@tenure/core/adapter`: for authors of storage adapters.
export { type CalendarDay, Clock, type Instant } from './base/clock.js'
export { type Duration, days, minutes } from './base/duration.js'
export { newId } from './base/id.js'
export { type Facts, Log, silentLog } from './base/log.js'
export { addDays } from './base/zone/calendar-day.js'
export { dayOf, startOfDay } from './base/zone/zone.js'
export { type Issue, isTenureError, type Problem, TenureError, toProblem } from './errors/tenure-error.js'
export type { Atom, AtomKind, CanonicalQuery, Expression, Hop, Image, LinkedColumn, OrderTerm } from './query/canonical.js'
export { canonicalise } from './query/canonicalise.js'
export { compareImages } from './query/compare-images.js'
export { compileExpression, compileLinked, type World } from './query/evaluator.js'
export { endOf } from './schema/built-in-edges.js'
export { fold } from './schema/fold.js'
export { type AnyObjectType, type ObjectType, objectType, type Property } from './schema/property.js'
export type { Json, Money, PropertyKind, RecordId, RecordRef, UserId, Value, Values } from './schema/value.js'
export { compareCodePoints, compareDecimal, compareText, compareValues, sameValue } from './schema/value-order.js'
export type {
  Actor,
  AdapterEnv,
  Capabilities,
  Change,
  ChangeBatch,
  CommitResult,
  EdgeSnapshot,
  FeedCursor,
  HistoryEntry,
  HistoryOps,
  IO,
  LinkEnd,
  LinkOps,
  LinkSelection,
  Page,
  PlanOffer,
  SchemaOps,
  SchemaSnapshot,
  StorageAdapter,
  StoredRecord,
  TypeSnapshot,
  Write,
  WriteBatch,
} from './storage/adapter.js'
export { type Pushed, pollChanges, pushDown, refuseWrites } from './storage/helpers.js'
export { explainQuery, runQuery, type WindowResult } from './storage/planner.js'
