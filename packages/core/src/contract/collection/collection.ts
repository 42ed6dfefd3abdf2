import type { Format } from '../../block/field.js'
import type { MeasureOf } from '../../query/aggregate/aggregate-query.js'
import { pathsOf } from '../../query/filter-data.js'
import { type AnyObjectType, type Property, splitPath } from '../../schema/property.js'
import type { NeedOf, Nothing, ReadNeed, Used, Uses } from '../call.js'
import type { Contribution, ContributionId } from '../contribution.js'
import type { Grant } from '../grant.js'
import { readsCollection } from '../grant.js'
import type { DynamicRecords } from '../records.js'
import { implementBoard, implementColumns } from './collection-columns.js'
import { implementCondition } from './collection-condition.js'
import {
  type CollectionContract,
  type CollectionContractSpec,
  type CollectionRow,
  defineCollectionContract,
} from './collection-contract.js'
import { implementFilterCounts } from './collection-filter.js'
import { implementList } from './collection-list.js'
import { implementGroups, implementTotals } from './collection-totals.js'
import { type BuiltInView, type ContributedView, defineView, type ViewSpec } from './collection-view.js'
import { implementCards, implementViews } from './collection-views.js'
import type { ShownColumn } from './running.js'

/** A column that is shown until a person chooses; with a label and a format where the property's own do not fit. */
export type CollectionColumn = Property | { readonly property: Property; readonly label?: string; readonly format?: Format }
/** The parts of a collection besides its contract. */
export interface CollectionCode<U extends Uses<ReadNeed> = Nothing> {
  /** Columns shown until a person chooses, in this order; all other properties can be chosen too. */
  readonly columns: readonly CollectionColumn[]
  /** Text properties that a search looks through, as far as the object type has them. */
  readonly searched?: readonly Property[]
  /** Its built-in views in the order in which they are shown, before those of other plugins. Without any there is one with every record. */
  readonly views?: readonly ViewSpec[]
  /** Properties that people often sort by, besides those of the views: a store prepares indexes for them. */
  readonly sorted?: readonly Property[]
  /** What its records come to: `sumOf(Deal.amount)`, `averageOf(Company.healthScore)`. */
  readonly totals?: readonly MeasureOf[]
  /** Its default views are cards of the Summary tab (SUM-4): `cardList` answers there. */
  readonly onSummary?: true
  /** What a board has a column for; the stage of a type with pipelines where nothing is said. */
  readonly groupedBy?: Property
  /** A user may take records out of the list for themselves (FEED-3): `setRemovedContract` does it, and the views of this user have them no longer. */
  readonly removable?: true
  /** What configuration or settings change. */
  readonly adapt?: {
    readonly uses: U
    /** Changes a built-in view before it is used. It may follow only links that the rest of the collection names. */
    readonly view?: (view: BuiltInView, used: Used<U>) => BuiltInView
    /** The layout that is shown first of the records of an object type. */
    readonly layout?: (used: Used<U>, type: string) => 'table' | 'board'
  }
}
/** A list of records as a contribution: `list`, `viewList`, `columnList`, `totalList` and `groupList` are its providers, `grant` is what the plugin must be granted. */
export interface Collection<Row, Need extends string> extends CollectionContract<Row>, Contribution<Need> {
  readonly kind: 'collection'
  readonly id: ContributionId
  readonly grant: Grant<DynamicRecords, Need>
  /** The columns shown until a person chooses. */
  readonly shown: readonly string[]
  /** The same with their properties, and the labels and formats that it gives them. */
  readonly columns: readonly ShownColumn[]
  /** Paths of the properties that its records are shown, sorted, grouped and added up by. */
  readonly named: readonly string[]
  /** Whether it has text to search. */
  readonly searchable: boolean
  /** Orders that the store should serve quickly. */
  readonly sorts: readonly string[]
  readonly parts: readonly Contribution<string>[]
}
type NeedFor<Type extends AnyObjectType> = `read ${Type['objectType']}.*`

/**
 * A list of records with everything that such a list needs: a live window, views with live counts, columns to choose, search, filters and sort.
 * Put it into `contributes`, and its `grant` into `grants`.
 */
export function defineCollection<const Type extends AnyObjectType, const Always extends Property, U extends Uses<ReadNeed> = Nothing>(
  spec: CollectionContractSpec<Always> & { readonly of: Type } & CollectionCode<U>,
): Collection<CollectionRow<Always>, NeedFor<Type> | NeedOf<U>> {
  const { id, of, title, always, ...code } = spec
  return implementCollection<CollectionRow<Always>, Type, U>({ ...defineCollectionContract({ id, of, title, always }), of }, code)
}

/** A collection whose contract is in another file. */
export function implementCollection<Row, const Type extends AnyObjectType, U extends Uses<ReadNeed> = Nothing>(
  contract: CollectionContract<Row> & { readonly of: Type },
  code: CollectionCode<U>,
): Collection<Row, NeedFor<Type> | NeedOf<U>> {
  const columns = code.columns.map((column) => ('property' in column ? column : { property: column }))
  const named = namedBy(contract, code)
  const paths = throughLinks(named, code)
  const grant = readsCollection<NeedFor<Type> | NeedOf<U>>(contract.of, [...paths, ...ofOthers(contract, code.views)])
  const views = inOrder(code.views ?? [everyRecord(contract)]).map((view) => defineView({ ...view, of: contract.id }))
  const running = {
    contract,
    grant,
    columns,
    searched: (code.searched ?? []).map(nameOf),
    linked: paths.map((path) => splitPath(path)[1]),
    totals: code.totals ?? [],
    groupedBy: code.groupedBy && nameOf(code.groupedBy),
    isRemovable: code.removable === true,
    adapt: code.adapt,
  }
  return Object.freeze({
    ...contract,
    contribution: 1,
    kind: 'collection',
    grant,
    searchable: (code.searched ?? []).length > 0,
    shown: columns.map(({ property }) => nameOf(property)),
    columns,
    named,
    sorts: [...new Set([...views.flatMap(sortOf), ...(code.sorted ?? []).map(nameOf)])],
    parts: [
      ...views,
      implementList(running),
      implementViews(running),
      implementColumns(running),
      implementTotals(running),
      implementGroups(running),
      implementBoard(running),
      implementCondition(running),
      implementFilterCounts(running),
      ...(code.onSummary ? [implementCards(running)] : []),
    ],
  })
}

// Ranks below zero, which is the rank of a view that says none.
function inOrder(views: readonly ViewSpec[]): readonly ViewSpec[] {
  return views.map((view, at) => ({ ...view, order: { rank: at - views.length, ...view.order } }))
}
// What the records are shown, sorted, grouped and added up by; a search takes what the object type has.
function namedBy({ of, always }: CollectionContract, { columns, sorted = [], totals = [], groupedBy }: Named): readonly string[] {
  const properties = [...columns.map((column) => ('property' in column ? column.property : column)), ...sorted]
  return [
    ...new Set([
      ...always.map((name) => `${of.objectType}.${name}`),
      ...properties.map(({ path }) => path),
      ...(groupedBy ? [groupedBy.path] : []),
      ...totals.map(({ property }) => property),
    ]),
  ]
}
// Every path of the collection that reads through a link, whether it has a column or not.
function throughLinks(named: readonly string[], { searched = [], views = [] }: Named): readonly string[] {
  const asked = views.flatMap(({ where, orderBy = [] }) => [...(where ? pathsOf(where) : []), ...orderBy.map(({ by }) => by)])
  return [...new Set([...named, ...searched.map(({ path }) => path), ...asked])].filter((path) => path.split('.').length > 2)
}
// What the views look at on records at the other end of a link, as `some` does.
function ofOthers({ of }: CollectionContract, views: readonly ViewSpec[] = []): readonly string[] {
  return views.flatMap(({ where }) => (where ? pathsOf(where) : [])).filter((path) => splitPath(path)[0] !== of.objectType)
}
type Named = Pick<CollectionCode, 'columns' | 'searched' | 'sorted' | 'views' | 'totals' | 'groupedBy'>
function everyRecord({ id }: CollectionContract): ViewSpec {
  return { id: `${id}-all`, title: 'All', icon: 'list' }
}
function nameOf({ path }: Property): string {
  return splitPath(path)[1]
}
function sortOf({ orderBy = [] }: ContributedView): readonly string[] {
  return orderBy.slice(0, 1).map(({ by }) => splitPath(by)[1])
}
