import { z } from 'zod'
import { type Property, splitPath } from '../schema/property.js'
import { type Column, columnsSchema, toColumns } from './field.js'
import { providerOf, type Reference, rowsOf } from './reference.js'
import { idSchema, type Source } from './source.js'
import { type CollectionTable, type Listed, table, tableSchema } from './table-block.js'

/** Schema of boards. */
export const boardSchema = z
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
  })
  .readonly()
/** Records as cards in a column for each stage of a pipeline, which move by drag, touch and keys; and the same records as a table. */
export type BoardBlock = z.output<typeof boardSchema>

/** A list of records in stages: what a board needs to know of a collection. */
export interface Staged<Row> extends Listed<Row> {
  readonly boardList: Source<unknown, Readonly<Record<never, never>>>
  readonly groupList: Source<unknown, Readonly<Record<never, never>>>
}
/** What a board says besides its collection. */
export interface BoardOptions<Row> extends CollectionTable<Row> {
  /** What a card shows below the name of its record. */
  readonly fields: readonly Column<string>[]
  /** The amount that is summed for each stage; the collection's totals have its sum and its weighted sum. */
  readonly amount?: Property
}

/** A board of a collection whose records are in pipelines, with its table as the other layout. */
export function board<Row>(collection: Staged<Row>, { fields, amount, ...options }: BoardOptions<NoInfer<Row>>): BoardBlock {
  const inner = table(collection, options as CollectionTable<NoInfer<Row>>)
  return Object.freeze({
    kind: 'board',
    ...(options.title !== undefined && { title: options.title }),
    table: inner,
    pipelines: collection.boardList.id,
    groups: collection.groupList.id,
    fields: toColumns(fields),
    ...(amount && { amount: splitPath(amount.path)[1] }),
  })
}

/** What a board expects of the providers that it names. */
export function referencesOfBoard({ table: inner, pipelines, groups }: BoardBlock): readonly Reference[] {
  return [...rowsOf(inner, {}), ...providerOf(pipelines, 'pipelines'), ...providerOf(groups, 'groups')]
}
