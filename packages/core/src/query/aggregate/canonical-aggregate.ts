import type { CalendarDay } from '../../base/clock.js'
import type { Value } from '../../schema/value.js'
import type { AtomKind, CanonicalQuery } from '../canonical.js'
import { queryKey } from '../canonicalise.js'
import type { Period } from '../filter-data.js'
import type { MeasureName } from './aggregate-data.js'

/** What records are grouped by, as one column of the query. A set counts once under each of its values. */
export interface Grouping {
  readonly property: string
  readonly kind: AtomKind
  readonly bucket?: Bucket
  /** The order of an enumeration's values. */
  readonly positions?: readonly string[]
}
/** A period of the calendar; `zone` only for instants, since a day is the same everywhere. */
export interface Bucket {
  readonly period: Period
  readonly zone?: string
}
/** What is worked out, of one column of the query. */
export interface Measure {
  readonly measure: MeasureName
  readonly property: string
  readonly kind: AtomKind
  /** Of `weighted`: what each amount counts, by the value of another column. */
  readonly weights?: Weights
}
/** The share that counts of an amount, as decimal text, for each value of `property`; of any other value nothing counts. */
export interface Weights {
  readonly property: string
  readonly shares: readonly (readonly [value: string, share: string])[]
}
/** An aggregate in its one normal form: `query` says which records, with the policy joined, and selects the columns that the rest names. */
export interface CanonicalAggregate {
  readonly query: CanonicalQuery
  readonly by: readonly Grouping[]
  readonly measures: readonly Measure[]
}

/**
 * What a store groups by. With `bounds`, ascending days or instants, the group of a value is how many of the bounds are not after it;
 * otherwise it is the value, text by its raw form. Of a set, each value is a group that the record counts in; an empty set is as if missing.
 */
export interface StoreGrouping extends Pick<Grouping, 'property' | 'kind'> {
  readonly bounds?: readonly (CalendarDay | number)[]
}
/** An aggregate as a store gets it: no zones and no periods, only bounds. A store may stop after more than `most` groups, or refuse them with `input.too-large`. */
export interface StoreAggregate {
  readonly query: CanonicalQuery
  readonly by: readonly StoreGrouping[]
  readonly measures: readonly Measure[]
  readonly most: number
}
/** Part of a sum: exact decimal text, of how many values, and of which currency where it is money. */
export interface SumPart {
  readonly currency?: string
  readonly amount: string
  readonly count: number
}
/** What a store found of a measure. `sum`, `average` and `weighted`: parts, by currency. `minimum`, `maximum`: the value, or one of each currency. `distinct`: how many. */
export type MeasureState = number | readonly SumPart[] | readonly NonNullable<Value>[]
/** One group as a store found it. `key` has a value for each grouping, `null` for a missing one. */
export interface StoreGroup {
  readonly key: readonly Value[]
  readonly count: number
  readonly measures: readonly MeasureState[]
}

/** The columns that groupings and measures read. */
export function columnsOf({ by, measures }: Pick<CanonicalAggregate, 'by' | 'measures'>): readonly string[] {
  const weights = measures.flatMap((measure) => measure.weights?.property ?? [])
  return [...new Set([...by.map(({ property }) => property), ...measures.map(({ property }) => property), ...weights])]
}

/** Text that two aggregates share when they ask the same of the same. */
export function aggregateKey({ query, by, measures }: CanonicalAggregate): string {
  const groupings = by.map(({ property, bucket, positions }) => [property, bucket?.period ?? null, bucket?.zone ?? null, positions ?? null])
  const asked = measures.map(({ measure, property, weights }) =>
    weights ? [measure, property, weights.property, weights.shares] : [measure, property],
  )
  return `${JSON.stringify([groupings, asked])}${queryKey(query)}`
}
