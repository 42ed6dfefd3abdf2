// `@tenure/web/parts`: for plugins' own elements. The page offers it at `/parts/1/parts.js`; the package has its types.
// First here as on the page: in the chunk that both share it has to run before any schema is made.
import './app/data/content-policy.js'

export { Button, type ButtonProps } from './app/element/button.js'
export type { AnyAction, AnyProvider, ElementContext, RecordRef } from './app/element/element-context.js'
export type { Live } from './app/element/live.js'
export { type ElementComponent, registerElement } from './app/element/register-element.js'
export { useLive } from './app/element/use-live.js'
export { Value } from './app/element/value.js'
export type { FormatEnv, Formats, MoneyValue } from './app/format/formats.js'
export { Health, type HealthWord } from './app/part/health.js'
export { Icon } from './app/part/icon.js'
export { Failed, LoadingLines, Message } from './app/part/states.js'
export type { PlainColumn } from './app/plain/plain-rows.js'
export { PlainTable, type PlainTableProps } from './app/plain/plain-table.js'
