import type { FilterData } from '../../query/filter-data.js'
import type { Json } from '../../schema/value.js'

/** To which side a value belongs that lies exactly at a bound: to the part above it, or to the one below. */
export type BoundSide = 'above' | 'below'
/** Points for values from `from` up to `to`; without one of them, the range has no end on that side. */
export interface PointRange {
  readonly from?: number
  readonly to?: number
  readonly points: number
}
/** Ranges of one number. The first that has the value counts; a value in none of them earns nothing. */
export interface PointRanges {
  readonly ranges: readonly PointRange[]
  readonly bound: BoundSide
}
/** Points for a test that holds. */
export interface PointCase {
  readonly test: FilterData
  readonly points: number
}
/** How events count less with age: so many percent for each whole interval (HS-4). */
export interface Decay {
  readonly percent: number
  readonly everyDays: number
}
interface Common {
  /** Unique in the profile among groups and criteria, and the same in its later versions. */
  readonly id: string
  readonly name: string
  /** Its share in a group that is a mean, and among those whose missing parts are skipped; by default the most that it can earn. */
  readonly weight?: number
  /** The fewest and the most points; by default what its parts can earn. */
  readonly least?: number
  readonly most?: number
}

/** The first case whose test holds earns its points. Where the property has no value, it is missing, unless a test asks whether it is known. */
export interface PropertyCriterion extends Common {
  readonly kind: 'property'
  /** `company.sentiment`; every test is about it. */
  readonly property: string
  readonly cases: readonly PointCase[]
}
/** Ranges of a number, or of an amount in one currency. */
export interface NumberCriterion extends Common, PointRanges {
  readonly kind: 'number'
  readonly property: string
  /** Of money: an amount in another currency is missing. */
  readonly currency?: string
}
/** Ranges of whole days since a date, or until it; days of a calendar day are those of UTC. */
export interface DateCriterion extends Common, PointRanges {
  readonly kind: 'date'
  readonly property: string
  readonly count: 'since' | 'until'
}
/** How many activities took place in the last days, each counted less with age where there is a decay. */
export interface EventsCriterion extends Common {
  readonly kind: 'events'
  /** The customer's association to activities: `company.meetings`. */
  readonly association: string
  readonly where?: FilterData
  readonly days: number
  readonly decay?: Decay
  /** By ranges of the count, or so many points for each. */
  readonly earn: PointRanges | { readonly each: number }
}
/** What is measured of associated records. */
export type RecordMeasure =
  | { readonly by: 'count' }
  | { readonly by: 'sum' | 'average' | 'minimum' | 'maximum'; readonly property: string; readonly currency?: string }
  /** That of the newest record by a date of theirs, among those that have both and are not in the future. */
  | { readonly by: 'latest'; readonly property: string; readonly date: string; readonly currency?: string }
/** Ranges of a measure of associated records. */
export interface RecordsCriterion extends Common, PointRanges {
  readonly kind: 'records'
  readonly association: string
  readonly where?: FilterData
  /** Only those whose date lies in the last days. */
  readonly within?: { readonly property: string; readonly days: number }
  readonly measure: RecordMeasure
}
/** Points for being in a segment, and for not being in it. */
export interface SegmentCriterion extends Common {
  readonly kind: 'segment'
  readonly segment: string
  readonly filter: FilterData
  readonly inside: number
  readonly outside: number
}
/** A kind that a plugin defined with `defineCriterionKind`. */
export interface CustomCriterion extends Common {
  readonly kind: 'custom'
  readonly of: string
  readonly config: Json
}
/** One rule of a profile: it adds or takes points (HS-3). */
export type Criterion =
  | PropertyCriterion
  | NumberCriterion
  | DateCriterion
  | EventsCriterion
  | RecordsCriterion
  | SegmentCriterion
  | CustomCriterion
