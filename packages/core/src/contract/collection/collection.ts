import type { Format } from '../../block/field.js'
import { type AnyObjectType, type Property, splitPath } from '../../schema/property.js'
import type { NeedOf, Nothing, ReadNeed, Used, Uses } from '../call.js'
import type { Contribution, ContributionId } from '../contribution.js'
import type { Grant } from '../grant.js'
import { readsCollection } from '../grant.js'
import type { DynamicRecords } from '../records.js'
import { implementColumns } from './collection-columns.js'
import {
  type CollectionContract,
  type CollectionContractSpec,
  type CollectionRow,
  defineCollectionContract,
} from './collection-contract.js'
import { implementList } from './collection-list.js'
import { type BuiltInView, type ContributedView, defineView, type ViewSpec } from './collection-view.js'
import { implementViews } from './collection-views.js'

/** A column that is shown until a person chooses; with a label and a format where the property's own do not fit. */
export type CollectionColumn = Property | { readonly property: Property; readonly label?: string; readonly format?: Format }
/** What a collection is beside its contract. */
export interface CollectionCode<U extends Uses<ReadNeed> = Nothing> {
  /** Columns shown until a person chooses, in this order; all other properties can be chosen too. */
  readonly columns: readonly CollectionColumn[]
  /** Text properties that a search looks through, as far as the object type has them. */
  readonly searched?: readonly Property[]
  /** Its built-in views, the first shown first. Without any there is one with every record. */
  readonly views?: readonly ViewSpec[]
  readonly layouts?: readonly 'table'[]
  /** Properties that people often sort by, beside those that the views are sorted by: a store keeps them ready. */
  readonly sorted?: readonly Property[]
  /** Changes a built-in view before it is used: by the plugin's configuration, or by settings. */
  readonly adapt?: { readonly uses: U; readonly view: (view: BuiltInView, used: Used<U>) => BuiltInView }
}
/** A list of records as a contribution: `list`, `viewList` and `columnList` are its providers, `grant` is what the plugin must be granted. */
export interface Collection<Row, Need extends string> extends CollectionContract<Row>, Contribution<Need> {
  readonly kind: 'collection'
  readonly id: ContributionId
  readonly grant: Grant<DynamicRecords, Need>
  /** The columns shown until a person chooses. */
  readonly shown: readonly string[]
  /** Whether it has text to search. */
  readonly searchable: boolean
  /** Orders that the store should serve quickly. */
  readonly sorts: readonly string[]
  readonly parts: readonly Contribution<string>[]
}
type NeedFor<Type extends AnyObjectType> = `read ${Type['objectType']}.*`

/**
 * A list of records with everything that such a list needs: a live window, views with live counts, columns to choose, search, filters and sort.
 * Stand it among `contributes`, and its `grant` among `grants`.
 */
export function defineCollection<const Type extends AnyObjectType, const Always extends Property, U extends Uses<ReadNeed> = Nothing>(
  spec: CollectionContractSpec<Always> & { readonly of: Type } & CollectionCode<U>,
): Collection<CollectionRow<Always>, NeedFor<Type> | NeedOf<U>> {
  const { id, of, title, always, ...code } = spec
  return implementCollection<CollectionRow<Always>, Type, U>({ ...defineCollectionContract({ id, of, title, always }), of }, code)
}

/** A collection whose contract lies elsewhere. */
export function implementCollection<Row, const Type extends AnyObjectType, U extends Uses<ReadNeed> = Nothing>(
  contract: CollectionContract<Row> & { readonly of: Type },
  code: CollectionCode<U>,
): Collection<Row, NeedFor<Type> | NeedOf<U>> {
  const columns = code.columns.map((column) => ('property' in column ? column : { property: column }))
  const grant = readsCollection<NeedFor<Type> | NeedOf<U>>(
    contract.of,
    columns.map(({ property }) => property.path),
  )
  const views = (code.views ?? [everyRecord(contract)]).map((view) => defineView({ ...view, of: contract.id }))
  const running = { contract, grant, columns, searched: (code.searched ?? []).map(nameOf), adapt: code.adapt }
  return Object.freeze({
    ...contract,
    contribution: 1,
    kind: 'collection',
    grant,
    searchable: (code.searched ?? []).length > 0,
    shown: columns.map(({ property }) => nameOf(property)),
    sorts: [...new Set([...views.flatMap(sortOf), ...(code.sorted ?? []).map(nameOf)])],
    parts: [...views, implementList(running), implementViews(running), implementColumns(running)],
  })
}

function everyRecord({ id }: CollectionContract): ViewSpec {
  return { id: `${id}-all`, title: 'All', icon: 'list' }
}
function nameOf({ path }: Property): string {
  return splitPath(path)[1]
}
function sortOf({ orderBy = [] }: ContributedView): readonly string[] {
  return orderBy.slice(0, 1).map(({ by }) => splitPath(by)[1])
}
