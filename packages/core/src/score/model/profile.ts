import type { FilterData } from '../../query/filter-data.js'
import type { BoundSide, Criterion } from './criterion.js'

/** How the parts of a group, or the groups of a profile, come together: added, or as their mean by weight. */
export type Combine = 'sum' | 'mean'
/** What a part that cannot be judged does: it earns nothing, or leaves its share to those that can be judged. */
export type Missing = 'zero' | 'skip'

/** A named filter on the customer. */
export interface ScoreSegment {
  readonly name: string
  readonly filter: FilterData
}
/** Criteria that belong together, with a maximum. */
export interface ScoreGroup {
  /** Unique in the profile among groups and criteria, and the same in its later versions. */
  readonly id: string
  readonly name: string
  /** `property`: properties, associated records, segments. `event`: activities. */
  readonly kind: 'property' | 'event'
  readonly maximum: number
  /** Its share in a profile that is a mean; by default its maximum. */
  readonly weight?: number
  readonly combine: Combine
  /** What it has before any criterion earned something. */
  readonly start: number
  /** Least and most; by default from 0 to the maximum. */
  readonly clamp?: readonly [number, number]
  readonly missing: Missing
  /** The step to which it is rounded, half up; it is not rounded where there is none. */
  readonly round?: number
  readonly criteria: readonly Criterion[]
}
/** Where the statuses begin. */
export interface ScoreThresholds {
  readonly neutral: number
  readonly healthy: number
  readonly bound: BoundSide
  /** A status gets better only so many points above its threshold. */
  readonly hysteresis: number
}
/** A whole scoring model (HS-1), as data. Points are of 100. */
export interface ScoreProfile {
  readonly name: string
  /** The object type of the customers that it scores. */
  readonly objectType: string
  /** It scores the customers in any of these; every customer, where there is none. */
  readonly segments: readonly ScoreSegment[]
  readonly combine: Combine
  readonly start: number
  readonly missing: Missing
  readonly round?: number
  readonly groups: readonly ScoreGroup[]
  readonly thresholds: ScoreThresholds
}
