import { z } from 'zod'
import type { Window } from '../schema/row.js'
import { type IconName, iconNames } from './icon-name.js'
import { type Reference, rowsOf } from './reference.js'
import { type From, sourced, toSourced } from './source.js'
import { type CollectionTable, type Listed, referencesOfTable, table, tableSchema } from './table-block.js'

const linked = z.strictObject({ type: z.string(), id: z.string(), name: z.string() }).readonly()
const sentence = z.strictObject({ label: z.string(), icon: z.enum(iconNames) }).readonly()
const listSchema = z
  .strictObject({
    /** The same records as a table: its views, filters and search are those of the feed. */
    table: tableSchema,
    who: linked,
    kind: z.string(),
    sentences: z.record(z.string(), sentence).readonly(),
    about: z
      .array(z.strictObject({ type: z.string(), id: z.string() }).readonly())
      .readonly()
      .exactOptional(),
    parts: z.record(z.string(), z.string()).readonly().exactOptional(),
    quote: z.string().exactOptional(),
    company: linked.unwrap().extend({ score: z.string(), status: z.string() }).readonly().exactOptional(),
    removable: z.literal(true).exactOptional(),
  })
  .readonly()
/** Schema of feeds. */
export const feedSchema = z
  .strictObject({ kind: z.literal('feed'), ...sourced, at: z.string(), text: z.string(), list: listSchema.exactOptional() })
  .readonly()
/** What happened, newest first. As the whole of a tab, a feed of a collection has its views, filters and search. */
export type FeedBlock = z.output<typeof feedSchema>

/** A record at the other end of a link of each row: its type, and the fields of the row with its id and its name. */
export interface FeedLink<Field extends string> {
  readonly type: string
  readonly id: Field
  readonly name: Field
}
/**
 * How the feed says one kind of activity, after the name of who did it, and its icon. `{thing}` is what it is about; other names in braces are
 * those of `parts`. What is in brackets is left out where a part in it has no value: `opened {thing}[ {times} times]`.
 */
export interface FeedSentence {
  readonly label: string
  readonly icon: IconName
}
/** What a feed says besides its collection. Names of fields are those of its rows. */
export interface FeedOptions<Row> extends Pick<CollectionTable<Row>, 'quickFilters'> {
  readonly title?: string
  /** When it happened, and the name of what it is about. */
  readonly at: keyof Row & string
  readonly text: keyof Row & string
  /** Who did it: a click opens that record, and follow-ups are recorded on it. */
  readonly who: FeedLink<keyof Row & string>
  /** The field that says which sentence tells the row; a value without a sentence is told by that of `other`. */
  readonly kind: keyof Row & string
  readonly sentences: Readonly<Record<string, FeedSentence>>
  /** Records that it may be about, with the field of the id of each; the thing leads to the first that has one. */
  readonly about?: readonly { readonly type: string; readonly id: keyof Row & string }[]
  /** Fields with values of sentences: `times`, `score` and others are numbers, `duration` is in milliseconds, `when` an instant. */
  readonly parts?: Readonly<Record<string, keyof Row & string>>
  /** A text that is quoted below the sentence. */
  readonly quote?: keyof Row & string
  /** The customer, with its health. */
  readonly company?: FeedLink<keyof Row & string> & { readonly score: keyof Row & string; readonly status: keyof Row & string }
  /** A user may take a row out of their own feed; the collection is `removable`. */
  readonly removable?: true
}

/**
 * What happened, newest first: the fields of a row that say when, and what. Of a collection it tells each row in a sentence, with views, search,
 * filters, and follow-ups on who did it; new ones wait while somebody reads further down, and older ones are loaded by cursor.
 */
export function feed<Row>(collection: Listed<Row>, options: FeedOptions<NoInfer<Row>>): FeedBlock
export function feed<Row, Asked>(
  spec: From<Window<Row>, Asked> & { readonly at: keyof NoInfer<Row> & string; readonly text: keyof NoInfer<Row> & string },
): FeedBlock
export function feed(given: object, options?: object): FeedBlock {
  if (options !== undefined) return feedOf(given as Listed<never>, options as FeedOptions<never>)
  const spec = given as Parameters<typeof toSourced>[0] & { readonly at: string; readonly text: string }
  return Object.freeze({ kind: 'feed', ...toSourced(spec), at: spec.at, text: spec.text })
}

function feedOf(collection: Listed<never>, { title, at, text, quickFilters, ...told }: FeedOptions<never>): FeedBlock {
  const { type, id } = told.who
  const list = table(collection as Listed<object>, {
    ...(title !== undefined && { title }),
    ...(quickFilters && { quickFilters }),
    opens: { type, id } as never,
  })
  const titled = title === undefined ? {} : { title }
  return Object.freeze({ kind: 'feed', ...titled, provider: collection.list.id, at, text, list: { table: list, ...told } })
}

/** What a feed expects of its provider. */
export function referencesOfFeed(block: FeedBlock): readonly Reference[] {
  const { list } = block
  const own = { at: [block.at], text: [block.text] }
  if (list === undefined) return rowsOf(block, own)
  const { who, kind, about = [], parts = {}, quote, company } = list
  const fields = {
    who: [who.id, who.name],
    kind: [kind],
    about: about.map(({ id }) => id),
    parts: Object.values(parts),
    quote: [quote ?? []].flat(),
    company: company === undefined ? [] : [company.id, company.name, company.score, company.status],
  }
  return [...rowsOf(block, { ...own, ...fields }), ...referencesOfTable(list.table)]
}
