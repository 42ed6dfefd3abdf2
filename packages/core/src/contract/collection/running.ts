import type { Key } from '../../base/key.js'
import type { Format } from '../../block/field.js'
import type { MeasureOf } from '../../query/aggregate/aggregate-query.js'
import type { Property } from '../../schema/property.js'
import type { ReadNeed } from '../call.js'
import type { Grant } from '../grant.js'
import type { DynamicRecords } from '../records.js'
import type { CollectionContract } from './collection-contract.js'
import { type BuiltInView, BuiltInViews } from './collection-view.js'
import { RemovedRecords, SavedViews } from './saved-views.js'

/** A default column with what it is shown as. */
export interface ShownColumn {
  readonly property: Property
  readonly label?: string
  readonly format?: Format
}
/** How configuration and settings change a collection. */
export interface Adapt {
  readonly uses: unknown
  readonly view?: ((view: BuiltInView, used: never) => BuiltInView) | undefined
  readonly layout?: ((used: never, type: string) => 'table' | 'board') | undefined
}
/** A collection as its providers work with it. */
export interface RunningCollection {
  readonly contract: CollectionContract
  readonly grant: Grant<DynamicRecords, string>
  readonly columns: readonly ShownColumn[]
  readonly searched: readonly string[]
  /** Names that read through a link (`companies.name`), which the type itself does not list. */
  readonly linked: readonly string[]
  /** What the records come to. */
  readonly totals: readonly MeasureOf[]
  /** Name of the property that they are grouped by unless another is asked for. */
  readonly groupedBy: string | undefined
  /** Whether a user may take records out of it for themselves. */
  readonly isRemovable: boolean
  readonly adapt?: Adapt | undefined
}
/** What the providers of a collection use. */
export type CollectionUses = {
  readonly records: Key<DynamicRecords, ReadNeed>
  readonly builtIn: typeof BuiltInViews
  readonly saved: typeof SavedViews
  readonly removed: typeof RemovedRecords
}

/** Keys of the providers: the records, the built-in and the saved views, and what adapting a view needs. */
export function usesOf({ grant, adapt }: RunningCollection): CollectionUses {
  return {
    ...(adapt?.uses as Readonly<Record<string, never>> | undefined),
    records: grant,
    builtIn: BuiltInViews,
    saved: SavedViews,
    removed: RemovedRecords,
  } as CollectionUses
}
/** The records of a question: of two object types that play the collection's role, those of the one that it names. */
export function recordsFor(records: DynamicRecords, { object: about }: { readonly object?: string | undefined }): DynamicRecords {
  if (about === undefined) return records
  return {
    watch: (query) => records.watch({ ...query, about }),
    list: (query) => records.list({ ...query, about }),
    aggregate: (query) => records.aggregate({ ...query, about }),
    watchAggregate: (query) => records.watchAggregate({ ...query, about }),
    watchProperties: (type, linked) => records.watchProperties(type, linked, about),
    watchPipelines: (type) => records.watchPipelines(type, about),
    watchObjects: (type) => records.watchObjects(type),
    histories: (query) => records.histories({ ...query, about }),
    watchReach: (type) => records.watchReach(type, about),
  }
}
/** The view as the plugin's configuration has it. */
export function adapted({ adapt }: RunningCollection, view: BuiltInView, used: unknown): BuiltInView {
  return adapt?.view === undefined ? view : adapt.view(view, used as never)
}
