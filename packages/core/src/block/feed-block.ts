import { z } from 'zod'
import type { Window } from '../schema/row.js'
import { type Reference, rowsOf } from './reference.js'
import { type From, sourced, toSourced } from './source.js'

/** Schema of feeds. */
export const feedSchema = z.strictObject({ kind: z.literal('feed'), ...sourced, at: z.string(), text: z.string() }).readonly()
/** What happened, newest first. */
export type FeedBlock = z.output<typeof feedSchema>

/** What happened, newest first: the fields of a row that say when, and what. */
export function feed<Row, Asked>(
  spec: From<Window<Row>, Asked> & { readonly at: keyof NoInfer<Row> & string; readonly text: keyof NoInfer<Row> & string },
): FeedBlock {
  return Object.freeze({ kind: 'feed', ...toSourced(spec), at: spec.at, text: spec.text })
}

/** What a feed expects of its provider. */
export function referencesOfFeed(block: FeedBlock): readonly Reference[] {
  return rowsOf(block, { at: [block.at], text: [block.text] })
}
