import type { Instant } from '../../base/clock.js'
import type { Facts } from '../criterion/facts.js'
import { earlier } from '../criterion/judge.js'
import { type ScoredStatus, statusOf } from '../criterion/range-points.js'
import type { CompiledCriterion, CompiledGroup, CompiledProfile } from './compile-profile.js'
import { clampTo, toPoints, unitsPerPoint } from './units.js'

/** A group as it was measured. */
export interface MeasuredGroup {
  readonly compiled: CompiledGroup
  /** Points of each criterion in units, before its bounds; `undefined` where it could not be judged. */
  readonly units: readonly (number | undefined)[]
  /** By which each criterion's points are taken. */
  readonly factors: readonly number[]
  /** In the group's own units: what its parts come to, the same within its bounds, and rounded. */
  readonly raw: number
  readonly clamped: number
  readonly value: number
  /** By which the group's points are taken; none where its share went to the other groups. */
  readonly factor: number
}
/** What a customer comes to at an instant, in whole units. */
export interface Measured {
  readonly groups: readonly MeasuredGroup[]
  readonly raw: number
  readonly clamped: number
  readonly total: number
  /** The share of the maximum that could be judged (HS-6), from 0 to 1. */
  readonly coverage: number
  /** The instant at which the clock may change something. */
  readonly until?: Instant | undefined
}
/** What a customer comes to, if anything could be judged, and until when. */
export interface Measuring {
  readonly measured: Measured | undefined
  readonly until: Instant | undefined
}
/** A score as it is kept. */
export interface Score {
  /** Whole points, rounded down: it never looks better than its status. `null`: the customer is not scored. */
  readonly score: number | null
  readonly status: ScoredStatus | null
  readonly until?: Instant | undefined
}

/** The score of a customer at an instant; `before` is the status that it had. */
export function scoreOf(profile: CompiledProfile, facts: Facts, now: Instant, before?: ScoredStatus): Score {
  const included = profile.includes(facts, now)
  if (!included.is) return { score: null, status: null, until: included.until }
  const { measured, until: ofCriteria } = measureAt(profile, facts, now)
  const until = earlier(included.until, ofCriteria)
  if (measured === undefined) return { score: null, status: null, until }
  return { score: Math.floor(toPoints(measured.total)), status: statusOfTotal(profile, measured.total, before), until }
}
/** The status of a total in units. */
export function statusOfTotal({ profile: { thresholds } }: CompiledProfile, total: number, before?: ScoredStatus): ScoredStatus {
  return statusOf(thresholds, toPoints(total), before)
}

/** Judges every criterion of the profile. Nothing where the missing are skipped and nothing could be judged. */
export function measure(profile: CompiledProfile, facts: Facts, now: Instant): Measured | undefined {
  return measureAt(profile, facts, now).measured
}
/** The same, and the instant at which the clock may change it: what cannot be judged now may be judged then. */
export function measureAt({ profile, groups }: CompiledProfile, facts: Facts, now: Instant): Measuring {
  let until: Instant | undefined
  const judged = groups.map((group) => {
    const units = group.criteria.map((criterion) => {
      const judgement = criterion.judge(facts, now)
      until = earlier(until, judgement.until)
      return judgement.units
    })
    return measureGroup(group, units)
  })
  const isHeld = judged.map(({ units }) => profile.missing === 'zero' || units.some((one) => one !== undefined))
  if (profile.missing === 'skip' && !isHeld.includes(true)) return { measured: undefined, until }
  const weights = judged.map(({ compiled }) => compiled.weight)
  const factors = factorsOf(profile.combine, profile.missing, weights, isHeld)
  const parts = judged.map((group, at) => ({ ...group, factor: factors[at] ?? 0 }))
  const raw = Math.round(profile.start * unitsPerPoint + parts.reduce((sum, { value, factor }) => sum + value * factor, 0))
  const clamped = clampTo(raw, whole)
  const measured = { groups: parts, raw, clamped, total: rounded(clamped, profile.round), coverage: coverageOf(judged), until }
  return { measured, until }
}
const whole = [0, 100 * unitsPerPoint] as const

function measureGroup(compiled: CompiledGroup, units: readonly (number | undefined)[]): Omit<MeasuredGroup, 'factor'> {
  const { group, criteria, start, bounds } = compiled
  const isHeld = units.map((one) => group.missing === 'zero' || one !== undefined)
  const weights = criteria.map(({ weight }) => weight)
  const factors = factorsOf(group.combine, group.missing, weights, isHeld)
  let sum = start
  for (const [at, one] of units.entries())
    if (one !== undefined) sum += clampTo(one, (criteria[at] as CompiledCriterion).bounds) * (factors[at] as number)
  const raw = Math.round(sum)
  const clamped = clampTo(raw, bounds)
  return { compiled, units, factors, raw, clamped, value: rounded(clamped, group.round) }
}

// A mean takes each part by its share of the weight; of a sum whose missing parts are skipped, the others reach its whole maximum.
function factorsOf(
  combine: 'sum' | 'mean',
  missing: 'zero' | 'skip',
  weights: readonly number[],
  isHeld: readonly boolean[],
): readonly number[] {
  if (combine === 'sum' && missing === 'zero') return weights.map(() => 1)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const held = weights.reduce((sum, weight, at) => (isHeld[at] ? sum + weight : sum), 0)
  return weights.map((weight, at) => {
    if (!isHeld[at]) return 0
    if (combine === 'mean') return held === 0 ? 0 : weight / held
    return held === 0 ? 1 : all / held
  })
}
function rounded(units: number, step: number | undefined): number {
  if (step === undefined) return units
  const whole = Math.round(step * unitsPerPoint)
  return Math.floor(units / whole + 0.5) * whole
}

function coverageOf(groups: readonly Omit<MeasuredGroup, 'factor'>[]): number {
  let judged = 0
  let all = 0
  for (const { compiled, units } of groups) {
    all += compiled.weight
    judged += compiled.weight * judgedShare(compiled, units)
  }
  return all === 0 ? 0 : Math.round((judged / all) * 10_000) / 10_000
}
// Criteria that only take points count alike where a group has no others.
function judgedShare({ criteria }: CompiledGroup, units: readonly (number | undefined)[]): number {
  const sum = criteria.reduce((total, { weight }) => total + weight, 0)
  const share = sum === 0 ? () => 1 : ({ weight }: CompiledCriterion) => weight
  const all = sum === 0 ? criteria.length : sum
  const judged = criteria.reduce((total, criterion, at) => (units[at] === undefined ? total : total + share(criterion)), 0)
  return all === 0 ? 0 : judged / all
}
