import { z } from 'zod'
import { type Block, blockSchema } from '../../block/block.js'
import { areaColumns } from '../../block/layout-block.js'
import { definePoint, type Point } from '../point.js'

/** A block of the Summary tab. Of a wide page it takes so many of twelve columns; rows fill up in order. */
export interface SummaryBlock {
  readonly columns: number
  /** Its providers need the permission `summary`: no other answers a super admin without a seat, and a user who looks at another's Summary. */
  readonly block: Block
}

/** Where plugins add blocks to the Summary tab (SUM-1). Without the tab they wait; without the plugin its block is absent. */
export const SummaryBlocks: Point<SummaryBlock, SummaryBlock> = definePoint({
  key: 'tenure.summary/blocks@1',
  item: z.strictObject({ columns: areaColumns, block: blockSchema }) as unknown as z.ZodType<SummaryBlock, SummaryBlock>,
})
