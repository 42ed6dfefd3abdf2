// `@tenure/core/plugin`: for whoever writes a plugin. Contracts and queries have entries of their own.
export { Clock } from './base/clock.js'
export { defineToken, type Key, optional, type Token } from './base/key.js'
export { Log } from './base/log.js'
export type { Owned, Scope } from './base/scope.js'
export { type Action, defineAction, implementAction } from './contract/action.js'
export type { Call, Session } from './contract/call.js'
export { Providers } from './contract/caller.js'
export { type Config, creates, defineConfig, edits, type Grant, reads, readsAll } from './contract/grant.js'
export { contribute, definePoint, type Point, providerOf } from './contract/point.js'
export { defineProvider, implementProvider, type Provider } from './contract/provider.js'
export {
  type Creates,
  type DynamicQuery,
  type DynamicRecords,
  type DynamicRow,
  type DynamicWindow,
  type Edits,
  mapRows,
  type Records,
} from './contract/records.js'
export { defineResource, defineService } from './contract/service.js'
export { type BuiltInView, BuiltInViews, defineTab, defineView, type Place, type When } from './contract/tab.js'
export type { ColumnData, Format, View } from './contract/view.js'
export {
  type Column,
  type ColumnChoice,
  cards,
  currentRecord,
  custom,
  detail,
  feed,
  form,
  grid,
  metric,
  onRow,
  type RowAction,
  slot,
  stack,
  table,
  type ViewChoice,
} from './contract/view-builders.js'
export { definePlugin, type Manifest, type Plugin } from './plugin/plugin.js'
export type { OptionDefinition, PropertyDefinition } from './schema/definition.js'
