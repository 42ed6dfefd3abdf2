import type { Instant } from '../../base/clock.js'
import type { Facts } from '../criterion/facts.js'
import { earlier } from '../criterion/judge.js'
import { type ScoredStatus, statusOf } from '../criterion/range-points.js'
import type { CompiledCriterion, CompiledGroup, CompiledProfile, Shares } from './compile-profile.js'
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
  const { groups, until: ofCriteria } = judgeGroups(profile, facts, now)
  const until = earlier(included.until, ofCriteria)
  const combined = combineGroups(profile, groups)
  if (combined === undefined) return { score: null, status: null, until }
  return { score: Math.floor(toPoints(combined.total)), status: statusOfTotal(profile, combined.total, before), until }
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
export function measureAt(profile: CompiledProfile, facts: Facts, now: Instant): Measuring {
  const { groups, until } = judgeGroups(profile, facts, now)
  const combined = combineGroups(profile, groups)
  return { measured: combined && { groups, ...combined, coverage: coverageOf(groups), until }, until }
}
/** A group before its share in the whole is known. */
interface JudgedGroup extends MeasuredGroup {
  factor: number
}
type Combined = Pick<Measured, 'raw' | 'clamped' | 'total'>
const whole = [0, 100 * unitsPerPoint] as const

// This runs for every customer of a run over all of them, so it makes no lists that it does not answer.
function judgeGroups(
  { groups }: CompiledProfile,
  facts: Facts,
  now: Instant,
): { readonly groups: readonly JudgedGroup[]; readonly until: Instant | undefined } {
  let until: Instant | undefined
  const judged = groups.map((compiled) => {
    const units = compiled.criteria.map((criterion) => {
      const judgement = criterion.judge(facts, now)
      until = earlier(until, judgement.until)
      return judgement.units
    })
    return measureGroup(compiled, units)
  })
  return { groups: judged, until }
}
// Nothing where the missing are skipped and nothing could be judged. It sets the share of each group.
function combineGroups({ profile, shares }: CompiledProfile, groups: readonly JudgedGroup[]): Combined | undefined {
  if (profile.missing === 'skip' && !groups.some(({ units }) => units.some(isJudged))) return undefined
  const factors = factorsOf(shares, (at) => groups[at]?.units.some(isJudged) === true)
  let sum = 0
  for (let at = 0; at < groups.length; at += 1) {
    const group = groups[at] as JudgedGroup
    group.factor = factors[at] as number
    sum += group.value * group.factor
  }
  const raw = Math.round(profile.start * unitsPerPoint + sum)
  const clamped = clampTo(raw, whole)
  return { raw, clamped, total: rounded(clamped, profile.round) }
}
function isJudged(units: number | undefined): boolean {
  return units !== undefined
}

function measureGroup(compiled: CompiledGroup, units: readonly (number | undefined)[]): JudgedGroup {
  const { group, criteria, start, bounds, shares } = compiled
  const factors = factorsOf(shares, (at) => isJudged(units[at]))
  let sum = start
  for (let at = 0; at < units.length; at += 1) {
    const one = units[at]
    if (one !== undefined) sum += clampTo(one, (criteria[at] as CompiledCriterion).bounds) * (factors[at] as number)
  }
  const raw = Math.round(sum)
  const clamped = clampTo(raw, bounds)
  return { compiled, units, factors, raw, clamped, value: rounded(clamped, group.round), factor: 0 }
}

// A mean takes each part by its share of the weight; of a sum whose missing parts are skipped, the others reach its whole maximum.
function factorsOf({ combine, missing, weights, plain }: Shares, isKnown: (at: number) => boolean): readonly number[] {
  if (combine === 'sum' && missing === 'zero') return plain
  const isHeld = weights.map((_, at) => missing === 'zero' || isKnown(at))
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

function coverageOf(groups: readonly MeasuredGroup[]): number {
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
