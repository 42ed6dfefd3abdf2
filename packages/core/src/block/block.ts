import { z } from 'zod'
import type { FilterData } from '../query/filter-data.js'
import { filterSchema } from '../query/parse.js'
import { schemas as valueSchemas } from '../schema/row.js'
import { type BoardBlock, boardSchemaOf, referencesOfBoard } from './board-block.js'
import { type CalendarBlock, calendarSchema, referencesOfCalendar } from './calendar/calendar-block.js'
import { type CardsBlock, cardsSchema, referencesOfCards } from './cards-block.js'
import { type ChartBlock, chartSchema, listBehind, referencesOfChart } from './chart/chart-block.js'
import { type CustomBlock, customSchemaOf, referencesOfCustom } from './custom-block.js'
import { type DetailBlock, detailSchema, referencesOfDetail } from './detail-block.js'
import { type FeedBlock, feedSchema, referencesOfFeed } from './feed-block.js'
import { type FormBlock, formSchema, referencesOfForm } from './form-block.js'
import {
  type GridBlock,
  gridSchemaOf,
  type OverviewBlock,
  overviewSchemaOf,
  type SlotBlock,
  type StackBlock,
  slotSchema,
  stackSchemaOf,
} from './layout-block.js'
import { type MetricBlock, metricSchema, referencesOfMetric } from './metric-block.js'
import type { Reference } from './reference.js'
import { referencesOfTable, type TableBlock, tableSchema } from './table-block.js'

type PlainBlock =
  | TableBlock
  | BoardBlock<Block>
  | FeedBlock
  | MetricBlock
  | CalendarBlock
  | ChartBlock
  | DetailBlock
  | FormBlock
  | CardsBlock
  | StackBlock<Block>
  | GridBlock<Block>
  | SlotBlock
  | OverviewBlock<Block>
/** A part of a page described as data, in a closed vocabulary; no expressions. What it cannot say is a provider's work, or a custom element's. */
export type Block = PlainBlock | CustomBlock<PlainBlock>

const inner: z.ZodType<Block, Block> = z.lazy(() => blockSchema)
const plainSchema = z.discriminatedUnion('kind', [
  tableSchema,
  boardSchemaOf(inner),
  feedSchema,
  metricSchema,
  calendarSchema,
  chartSchema,
  detailSchema,
  formSchema,
  cardsSchema,
  stackSchemaOf(inner),
  gridSchemaOf(inner),
  slotSchema,
  overviewSchemaOf(inner),
])
/** Schema of blocks. */
export const blockSchema: z.ZodType<Block, Block> = z.discriminatedUnion('kind', [plainSchema, customSchemaOf(plainSchema)])
/** Schemas of values, of filters and of blocks, for inputs and outputs. */
export const schemas: typeof valueSchemas & {
  readonly block: z.ZodType<Block, Block>
  readonly filter: z.ZodType<FilterData, FilterData>
} = { ...valueSchemas, block: blockSchema, filter: filterSchema }

/** A block and all that lie in it, outermost first. */
export function flattenBlock(block: Block): readonly Block[] {
  if (block.kind === 'board') return [block, block.table, ...(block.layouts ?? []).flatMap((layout) => flattenBlock(layout.block))]
  if (block.kind === 'feed') return [block, block.list?.table ?? []].flat()
  if (block.kind === 'chart') return [block, listBehind(block) ?? []].flat()
  if (block.kind === 'overview') return [block, ...(block.areas ?? []).flatMap((area) => flattenBlock(area.block))]
  if ('children' in block) return [block, ...block.children.flatMap(flattenBlock)]
  return block.kind === 'custom' ? [block, ...flattenBlock(block.fallback)] : [block]
}
/** The providers and actions that a block itself names, without those of the blocks in it, and what it expects of them. */
export function referencesOf(block: Block): readonly Reference[] {
  switch (block.kind) {
    case 'table':
      return referencesOfTable(block)
    case 'board':
      return referencesOfBoard(block)
    case 'feed':
      return referencesOfFeed(block)
    case 'metric':
      return referencesOfMetric(block)
    case 'calendar':
      return referencesOfCalendar(block)
    case 'chart':
      return referencesOfChart(block)
    case 'detail':
      return referencesOfDetail(block)
    case 'form':
      return referencesOfForm(block)
    case 'cards':
      return referencesOfCards(block)
    case 'custom':
      return referencesOfCustom(block)
    case 'stack':
    case 'grid':
    case 'slot':
    case 'overview':
      return []
  }
}
/** What a message calls a block: its kind, and its title where it has one. */
export function nameOfBlock({ kind, title }: Block): string {
  return title === undefined ? `the ${kind} block` : `the ${kind} block “${title}”`
}
