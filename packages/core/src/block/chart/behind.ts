import { z } from 'zod'
import { filterSchema } from '../../query/parse.js'
import type { Window } from '../../schema/row.js'
import type { Column } from '../field.js'
import { type Bound, idSchema, type Source } from '../source.js'
import { type Opens, tableSchema, toTable } from '../table-block.js'

/** Schema of lists behind numbers. */
export const behindSchema = z
  .strictObject({
    list: tableSchema,
    /** Which input of the list comes from which field of the row; a row that lacks one of them opens nothing. */
    fill: z.record(z.string(), z.string()).readonly(),
    /** Provider that says in which tab the same records are listed; asked as the list is. */
    place: idSchema.exactOptional(),
  })
  .readonly()
/** Where the records of a list are listed in a tab, so that a person can work on there; without `tab` nowhere. */
export const placeOutput = z.strictObject({
  tab: z.string().exactOptional(),
  view: z.string().exactOptional(),
  /** In place of the view's condition. */
  filter: filterSchema.exactOptional(),
  /** Of two object types that play the tab's role, the one that is meant. */
  object: z.string().exactOptional(),
  pipeline: z.string().exactOptional(),
  layout: z.literal('table').exactOptional(),
  sort: z.array(z.strictObject({ property: z.string(), direction: z.enum(['ascending', 'descending']) })).exactOptional(),
})
/** The list behind a number, as data. */
export type BehindData = z.output<typeof behindSchema>
/** The list of the records behind a number. `Row` is what it takes from the row of the number. */
export type Behind<Row> = BehindData & { readonly '~row'?: (row: Row) => void }

/** What the list behind a number shows, and what it is asked besides what the row fills in. */
export interface BehindOptions<Row, Asked> {
  readonly title?: string
  readonly columns: readonly Column<keyof Row & string>[]
  readonly opens?: Opens<keyof Row & string>
  readonly input?: Partial<Bound<Asked>>
}

/** The records behind a number, as a list of another provider, which fills these inputs from fields of the number's row. */
export function behind<Row, Asked, const Fill extends { readonly [K in keyof Asked]?: string }>(
  from: Source<Window<Row>, Asked>,
  fill: Fill,
  options: BehindOptions<NoInfer<Row>, NoInfer<Asked>>,
): Behind<{ readonly [K in keyof Fill & keyof Asked as Fill[K] & string]: Asked[K] | null | undefined }> {
  return Object.freeze({ list: toTable({ ...options, from }), fill: fill as Readonly<Record<string, string>> })
}
