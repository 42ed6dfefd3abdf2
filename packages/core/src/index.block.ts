// `@tenure/core/block`: for plugins that describe a page, and for the page that draws it.
export type { Block } from './block/block.js'
export { board, figuresOutput } from './block/board-block.js'
export {
  type CalendarBlock,
  type CalendarItem,
  type CalendarSpec,
  calendar,
  calendarInput,
  calendarLinked,
  calendarMove,
  calendarOutput,
} from './block/calendar/calendar-block.js'
export { cards } from './block/cards-block.js'
export { type Behind, behind, placeOutput } from './block/chart/behind.js'
export { type ChartShape, type ChartSpec, chart, type Grouping } from './block/chart/chart-block.js'
export { custom, tagOf } from './block/custom-block.js'
export { detail } from './block/detail-block.js'
export { type FeedLink, type FeedOptions, type FeedSentence, feed } from './block/feed-block.js'
export type { Column, ColumnData, Format } from './block/field.js'
export { form } from './block/form-block.js'
export type { FormField } from './block/form-field.js'
export type { IconName } from './block/icon-name.js'
export { grid, overview, slot, stack } from './block/layout-block.js'
export { metric } from './block/metric-block.js'
export { currentRecord } from './block/source.js'
export { type ColumnChoice, onRow, type RowAction, table, type ViewChoice } from './block/table-block.js'
export { defineElement, type PageElement } from './contract/page/element.js'
