import type { Instant } from '../../base/clock.js'
import { type ErrorDetails, isTenureError, TenureError } from '../../errors/tenure-error.js'
import { refuse } from '../../query/binding.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { compileScoreFilter, type FilterPlace, type ScoreTest } from '../criterion/compile-filter.js'
import type { Facts } from '../criterion/facts.js'
import type { Judge } from '../criterion/judge.js'
import { judgeCustom } from '../criterion/judge-custom.js'
import { judgeDate, judgeNumber, judgeProperty, judgeSegment } from '../criterion/judge-property.js'
import { judgeEvents, judgeRecords } from '../criterion/judge-records.js'
import { createNeeds, type Needs, type ReadNeeds } from '../criterion/needs.js'
import type { Criterion } from '../model/criterion.js'
import { type CriterionKinds, pointBounds, weightOf } from '../model/point-bounds.js'
import type { ScoreGroup, ScoreProfile } from '../model/profile.js'
import { toUnits } from './units.js'

/** A criterion that is ready to judge, with its bounds in units. */
export interface CompiledCriterion extends Judge {
  readonly criterion: Criterion
  readonly bounds: readonly [number, number]
  /** Its share where weights decide. */
  readonly weight: number
  /** What this criterion alone looks at. */
  readonly needs: ReadNeeds
}
/** How parts come together: in a group its criteria, in a profile its groups. */
export interface Shares {
  readonly combine: 'sum' | 'mean'
  readonly missing: 'zero' | 'skip'
  readonly weights: readonly number[]
  /** The factors of a sum in which each part counts as it is. */
  readonly plain: readonly number[]
}
/** A group that is ready, with its bounds in units. */
export interface CompiledGroup {
  readonly group: ScoreGroup
  readonly bounds: readonly [number, number]
  readonly start: number
  /** Its share in a mean, or its maximum. */
  readonly weight: number
  readonly criteria: readonly CompiledCriterion[]
  readonly shares: Shares
}
/** A profile that is ready to score customers. */
export interface CompiledProfile {
  readonly profile: ScoreProfile
  readonly groups: readonly CompiledGroup[]
  readonly shares: Shares
  readonly needs: ReadNeeds
  /** Whether the profile scores the customer, and until when. */
  includes(facts: Facts, now: Instant): { readonly is: boolean; readonly until?: Instant | undefined }
}
/** What a profile is compiled with. */
export interface CompileOptions {
  readonly schema: SchemaDefinition
  readonly kinds?: CriterionKinds
}

/** A profile that is ready to score. Errors: `input.invalid` with the path of what does not fit the object types; run `profileFaults` for all of them. */
export function compileProfile(profile: ScoreProfile, { schema, kinds = new Map() }: CompileOptions): CompiledProfile {
  const customer = schema.get(profile.objectType)
  if (customer === undefined) throw refuse(['objectType'], `There is no object type ${profile.objectType}.`)
  const needs = createNeeds()
  const place: FilterPlace = { schema, customer, needs }
  const segments = profile.segments.map(({ filter }, at) => atPath(['segments', at, 'filter'], () => compileScoreFilter(place, filter)))
  const groups = profile.groups.map((group, at) => compileGroup(place, group, { kinds, combine: profile.combine, path: ['groups', at] }))
  return { profile, groups, shares: sharesOf(profile, groups), needs, includes: (facts, now) => includesIn(segments, facts, now) }
}
function sharesOf({ combine, missing }: Pick<Shares, 'combine' | 'missing'>, parts: readonly { readonly weight: number }[]): Shares {
  return { combine, missing, weights: parts.map(({ weight }) => weight), plain: parts.map(() => 1) }
}
function includesIn(
  segments: readonly ScoreTest[],
  facts: Facts,
  now: Instant,
): { readonly is: boolean; readonly until?: Instant | undefined } {
  if (segments.length === 0) return everybody
  const untils = segments.map((test) => test.until(now)).filter((until) => until !== undefined)
  const until = untils.length === 0 ? undefined : Math.min(...untils)
  return { is: segments.some((test) => test.holds(facts.customer, facts, now)), until }
}
const everybody = { is: true } as const

interface GroupCall {
  readonly kinds: CriterionKinds
  readonly combine: ScoreProfile['combine']
  readonly path: readonly (string | number)[]
}
function compileGroup(place: FilterPlace, group: ScoreGroup, { kinds, combine, path }: GroupCall): CompiledGroup {
  const [least, most] = group.clamp ?? [0, group.maximum]
  const criteria = group.criteria.map((criterion, at): CompiledCriterion => {
    const own = createNeeds()
    const both = joined(place.needs, own)
    const judge = atPath([...path, 'criteria', at], () => judgeOf({ ...place, needs: both }, criterion, kinds))
    const [fewest, top] = pointBounds(criterion, group, kinds)
    return { ...judge, criterion, needs: own, bounds: [toUnits(fewest), toUnits(top)], weight: weightOf(criterion, group, kinds) }
  })
  const weight = combine === 'mean' ? (group.weight ?? group.maximum) : group.maximum
  const bounds = [toUnits(least), toUnits(most)] as const
  return { group, criteria, weight, start: toUnits(group.start), bounds, shares: sharesOf(group, criteria) }
}
function joined(a: Needs, b: Needs): Needs {
  return {
    ...{ properties: b.properties, links: b.links },
    property(name) {
      a.property(name)
      b.property(name)
    },
    link(association, property) {
      a.link(association, property)
      b.link(association, property)
    },
  }
}
function judgeOf(place: FilterPlace, criterion: Criterion, kinds: CriterionKinds): Judge {
  switch (criterion.kind) {
    case 'property':
      return judgeProperty(place, criterion)
    case 'number':
      return judgeNumber(place, criterion)
    case 'date':
      return judgeDate(place, criterion)
    case 'events':
      return judgeEvents(place, criterion)
    case 'records':
      return judgeRecords(place, criterion)
    case 'segment':
      return judgeSegment(place, criterion)
    case 'custom':
      return judgeCustom(place, criterion, kinds)
  }
}
// What does not fit is named by its place in the profile.
function atPath<T>(path: readonly (string | number)[], run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!isTenureError(error) || error.problem.code !== 'input.invalid') throw error
    const { issues } = error.problem.details as ErrorDetails['input.invalid']
    const placed = issues.map((issue) => ({ path: [...path, ...issue.path], message: issue.message }))
    throw new TenureError('input.invalid', error.message, { issues: placed }, { cause: error })
  }
}
