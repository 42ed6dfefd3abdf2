import { z } from 'zod'
import type { Window } from '../schema/row.js'
import { type Column, columnsSchema, describeRows, toColumns } from './field.js'
import { type Reference, rowsOf } from './reference.js'
import { type From, sourced, toSourced } from './source.js'

/** Schema of cards. */
export const cardsSchema = z.strictObject({ kind: z.literal('cards'), ...sourced, heading: z.string(), fields: columnsSchema }).readonly()
/** Rows as cards. */
export type CardsBlock = z.output<typeof cardsSchema>

/** Rows as cards: the field that heads each, and the fields below it. */
export function cards<Row, Asked>(
  spec: From<Window<Row>, Asked> & {
    readonly heading: keyof NoInfer<Row> & string
    readonly fields: readonly Column<keyof NoInfer<Row> & string>[]
  },
): CardsBlock {
  return Object.freeze({
    kind: 'cards',
    ...toSourced(spec),
    heading: spec.heading,
    fields: toColumns(spec.fields, describeRows(spec.from.output)),
  })
}

/** What cards expect of their provider. */
export function referencesOfCards(block: CardsBlock): readonly Reference[] {
  return rowsOf(block, { heading: [block.heading], fields: block.fields.map(({ field }) => field) })
}
