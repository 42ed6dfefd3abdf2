import type { Instant } from '../../base/clock.js'
import type { RecordId, Value } from '../../schema/value.js'
import type { Facts } from './facts.js'

/** Points in units, `undefined` where the criterion cannot be judged, and the instant at which the clock may change them. */
export interface Judgement {
  readonly units: number | undefined
  readonly until?: Instant | undefined
}
/** What a criterion looked at (HS-7). `records`: all that counted, by their ids. */
export type CriterionInput =
  | { readonly of: 'property'; readonly property: string; readonly value: Value }
  | {
      readonly of: 'records'
      readonly association: string
      readonly properties: readonly string[]
      readonly records: readonly RecordId[]
      readonly value: Value
    }
  | {
      readonly of: 'segment'
      readonly segment: string
      readonly properties: readonly string[]
      readonly associations: readonly string[]
      readonly value: boolean
    }
/** A compiled criterion, before its bounds. */
export interface Judge {
  judge(facts: Facts, now: Instant): Judgement
  inputs(facts: Facts, now: Instant): readonly CriterionInput[]
}

/** The earlier of two instants that may be absent. */
export function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined) return b
  return b === undefined || a < b ? a : b
}
