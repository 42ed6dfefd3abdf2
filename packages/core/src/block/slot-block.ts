import { z } from 'zod'
import type { Schema } from '../schema/row.js'
import type { AnyBlock } from './source.js'

/** Schema of slots. */
export const slotSchema = z.strictObject({ kind: z.literal('slot'), title: z.string().exactOptional(), point: z.string() }).readonly()
/** A place for the blocks of others. The host puts them in; an empty slot takes no room. */
export type SlotBlock = z.output<typeof slotSchema>

/** A place for the blocks that others contribute to this point. */
export function slot(point: { readonly key: string; readonly item: Schema<{ readonly block: AnyBlock }> }): SlotBlock {
  return Object.freeze({ kind: 'slot', point: point.key })
}
