// `@tenure/core/plugin`: for authors of plugins. Contracts and queries have entries of their own.
export { Clock } from './base/clock.js'
export { defineToken, type Key, optional, type Token } from './base/key.js'
export { Log } from './base/log.js'
export { mapOnce } from './base/map-once.js'
export type { Owned, Scope } from './base/scope.js'
export { type Action, defineAction, implementAction } from './contract/action.js'
export type { OwnLink, OwnMemberSpec, TwoEndedAssociation } from './contract/added-type.js'
export type {
  AnyRecords,
  AnyWrites,
  MergeView,
  RecordView,
  StagedLink,
  TypeView,
} from './contract/any-records.js'
export type { Call, Session } from './contract/call.js'
export { Providers } from './contract/caller.js'
export { type Collection, type CollectionColumn, defineCollection, implementCollection } from './contract/collection/collection.js'
export { type BuiltInView, BuiltInViews, defineView, type ViewSpec } from './contract/collection/collection-view.js'
export {
  asks,
  type Config,
  creates,
  defineConfig,
  edits,
  type Grant,
  reads,
  readsAll,
  readsEverything,
  writesEverything,
} from './contract/grant.js'
export { contribute, definePoint, type Point, providerOf } from './contract/point.js'
export { defineProvider, implementProvider, type Provider } from './contract/provider.js'
export {
  type Creates,
  type DynamicQuery,
  type DynamicRecords,
  type DynamicRow,
  type DynamicWindow,
  type Edits,
  type IdOf,
  type Links,
  type LinkTarget,
  mapRows,
  type OneOrMore,
  type PastValue,
  type Records,
} from './contract/records.js'
export { defineResource, defineService } from './contract/service.js'
export { type Choice, defineSettings, oneOf, pipelinesOf, playingOf, propertiesOf, type Settings, typesFor } from './contract/settings.js'
export { defineTab, type Place, type When } from './contract/tab.js'
export { definePlugin, type Manifest, type Plugin } from './plugin/plugin.js'
export type { OptionDefinition, PropertyDefinition } from './schema/definition.js'
