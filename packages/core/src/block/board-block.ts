import { z } from 'zod'
import { TenureError } from '../errors/tenure-error.js'
import { type Property, splitPath } from '../schema/property.js'
import { type Column, columnsSchema, toColumns } from './field.js'
import { type IconName, iconNames } from './icon-name.js'
import { providerOf, type Reference, rowsOf } from './reference.js'
import { type AnyBlock, idSchema, type Source } from './source.js'
import { type CollectionTable, type Listed, table, tableSchema } from './table-block.js'

const money = z.strictObject({ amount: z.string(), currency: z.string() })
/**
 * What a provider of figures answers with: some numbers in one line, each with its name. `amounts` has one amount for each currency; `ratio` is
 * decimal text, 1 = 100 %, and `null` where nothing can be worked out. A figure with neither says in `note` why.
 */
export const figuresOutput = z.strictObject({
  figures: z.array(
    z.strictObject({
      label: z.string(),
      amounts: z.array(money).exactOptional(),
      ratio: z.string().nullable().exactOptional(),
      /** How many records are behind it. */
      count: z.int().exactOptional(),
      /** How much the ratio rose since the period before, as decimal text; below zero it fell. */
      change: z.string().exactOptional(),
      status: z.enum(['at-risk', 'neutral', 'healthy']).exactOptional(),
      note: z.string().exactOptional(),
    }),
  ),
  /** What holds of all of them, such as that they cover only what the user may see. */
  note: z.string().exactOptional(),
})
/** A further layout of a board's tab: another block about the same records. */
export interface BoardLayout<Inner> {
  readonly id: string
  readonly title: string
  readonly icon?: IconName
  readonly block: Inner
}
const ownSchema = z
  .strictObject({
    kind: z.literal('board'),
    title: z.string().exactOptional(),
    /** The same records as a table: views, filters, search and what a row opens are its own. */
    table: tableSchema,
    /** Provider of the pipelines, and of the layout that is shown first. */
    pipelines: idSchema,
    /** Provider of what each stage comes to. */
    groups: idSchema,
    /** What a card shows below the name of its record. */
    fields: columnsSchema,
    /** The amount that is summed for each stage, as it is and weighted. */
    amount: z.string().exactOptional(),
    /** Provider of figures that are shown in a line above the records. */
    figures: idSchema.exactOptional(),
  })
  .readonly()
/** Records as cards in a column for each stage of a pipeline, which move by drag, touch and keys; the same records as a table; and further layouts. */
export interface BoardBlock<Inner> extends OwnBoard {
  readonly layouts?: readonly BoardLayout<Inner>[]
}
type OwnBoard = z.output<typeof ownSchema>
/** Schema of boards whose further layouts are such blocks. */
export function boardSchemaOf<Inner>(inner: z.ZodType<Inner, Inner>) {
  const layout = z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
    title: z.string(),
    icon: z.enum(iconNames).exactOptional(),
    block: inner,
  })
  return ownSchema
    .unwrap()
    .extend({ layouts: z.array(layout.readonly()).readonly().exactOptional() })
    .readonly()
}

/** A list of records in stages: what a board needs to know of a collection. */
export interface Staged<Row> extends Listed<Row> {
  readonly boardList: Source<unknown, Readonly<Record<never, never>>>
  readonly groupList: Source<unknown, Readonly<Record<never, never>>>
}
/** What a board says besides its collection. */
export interface BoardOptions<Row, Inner extends AnyBlock> extends CollectionTable<Row> {
  /** What a card shows below the name of its record. */
  readonly fields: readonly Column<string>[]
  /** The amount that is summed for each stage; the collection's totals have its sum and its weighted sum. */
  readonly amount?: Property
  /** Figures in a line above the records. Its answer is that of `figuresOutput`. */
  readonly figures?: Source<z.output<typeof figuresOutput>, Readonly<Record<never, never>> | undefined>
  /** Layouts besides the board and the table, in the same switch. */
  readonly layouts?: readonly BoardLayout<Inner>[]
}

/** A board of a collection whose records are in pipelines, with its table as the other layout. Errors: `input.invalid` for a layout whose id is taken. */
export function board<Row, Inner extends AnyBlock = never>(
  collection: Staged<Row>,
  { fields, amount, figures, layouts = [], ...options }: BoardOptions<NoInfer<Row>, Inner>,
): BoardBlock<Inner> {
  const ids = ['board', 'table', ...layouts.map(({ id }) => id)]
  const taken = ids.find((id, at) => ids.indexOf(id) !== at)
  if (taken !== undefined) throw takenLayout(taken)
  const inner = table(collection, options as CollectionTable<NoInfer<Row>>)
  return Object.freeze({
    kind: 'board',
    ...(options.title !== undefined && { title: options.title }),
    table: inner,
    pipelines: collection.boardList.id,
    groups: collection.groupList.id,
    fields: toColumns(fields),
    ...(amount && { amount: splitPath(amount.path)[1] }),
    ...(figures && { figures: figures.id }),
    ...(layouts.length > 0 && { layouts }),
  })
}
function takenLayout(id: string): TenureError {
  const message = `A board has one layout ${id}; its own are board and table. Give the other another id.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['layouts'], message }] })
}

/** What a board expects of the providers that it names. */
export function referencesOfBoard({ table: inner, pipelines, groups, figures }: BoardBlock<unknown>): readonly Reference[] {
  return [...rowsOf(inner, {}), ...providerOf(pipelines, 'pipelines'), ...providerOf(groups, 'groups'), ...providerOf(figures, 'figures')]
}
