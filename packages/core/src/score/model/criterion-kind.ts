import type { z } from 'zod'
import type { Instant } from '../../base/clock.js'
import type { Contribution, ContributionId } from '../../contract/contribution.js'
import type { Json, RecordId, Value, Values } from '../../schema/value.js'

/** What a kind of criterion looks at: properties of the customer, and of the records of some of its associations. */
export interface CriterionReads {
  readonly properties?: readonly string[]
  readonly records?: readonly { readonly association: string; readonly properties: readonly string[] }[]
}
/** What a kind of criterion is given: the values that it reads, and nothing else of the customer. */
export interface CriterionSubject<Config = Json> {
  readonly config: Config
  readonly now: Instant
  value(property: string): Value
  records(association: string): readonly { readonly id: RecordId; readonly values: Values }[]
}
/** What it makes of that: points, `undefined` where it cannot be judged, and the instant at which the clock may change that. */
export interface CriterionJudgement {
  readonly points: number | undefined
  readonly until?: Instant
  /** What a person reads as the value: `3 breaches`. */
  readonly value?: Value
}
/** A kind of criterion of a plugin, as the host holds it. */
export interface CriterionKind<Config = Json> extends Contribution {
  readonly kind: 'criterionKind'
  readonly id: ContributionId
  readonly title: string
  readonly config: z.ZodType<Config>
  reads(config: Config): CriterionReads
  /** The fewest and the most points that it can give. */
  points(config: Config): readonly [number, number]
  judge(subject: CriterionSubject<Config>): CriterionJudgement
}

/**
 * A kind of criterion that profiles can use (HS-3). `judge` follows from its subject alone: the same values at the same instant give the same points,
 * or scores that are kept step by step would differ from those worked out afresh. What it throws counts as missing.
 */
export function defineCriterionKind<Config = Json>(spec: Omit<CriterionKind<Config>, 'contribution' | 'kind' | '~need'>): CriterionKind {
  return Object.freeze({ contribution: 1, kind: 'criterionKind', ...spec }) as unknown as CriterionKind
}
