import type { CompileOptions, ScoreProfile, ScoreThresholds } from '@tenure/core/score'
import type { Candidate } from './candidates.js'
import type { FittedCriterion } from './fit-points.js'
import { withPoints } from './with-points.js'

/** What a draft is put together from. */
export interface DraftOf {
  readonly name: string
  readonly objectType: string
  readonly segments: ScoreProfile['segments']
  readonly candidates: readonly Candidate[]
  readonly fitted: readonly FittedCriterion[]
  readonly thresholds: Pick<ScoreThresholds, 'neutral' | 'healthy'>
}

/** A profile of the fitted criteria: the maximum of a group is the sum of theirs, so the maxima sum to exactly 100. */
export function draftOf({ name, objectType, segments, candidates, fitted, thresholds }: DraftOf): ScoreProfile {
  const chosen = fitted.flatMap(({ feature, maximum, bins }) => {
    const candidate = candidates.find(({ criterion }) => criterion.id === feature)
    return candidate === undefined ? [] : [{ group: candidate.group, maximum, criterion: withPoints(candidate.criterion, bins) }]
  })
  const groups = [...new Map(chosen.map(({ group }) => [group.id, group])).values()].map((group) => {
    const own = chosen.filter((one) => one.group.id === group.id)
    return {
      ...{ ...group, combine: 'sum' as const, start: 0, missing: 'zero' as const },
      id: `group-${group.id}`,
      maximum: own.reduce((sum, { maximum }) => sum + maximum, 0),
      criteria: own.map(({ criterion }) => criterion),
    }
  })
  return {
    ...{ name, objectType, segments, groups, combine: 'sum', start: 0, missing: 'zero' },
    thresholds: { ...thresholds, bound: 'above', hysteresis: 0 },
  }
}
/** A profile that looks at all candidates, to read what each of them is. */
export function profileOfAll(of: Pick<DraftOf, 'objectType' | 'segments' | 'candidates'>): ScoreProfile {
  const group = { id: 'group-all', name: 'All', kind: 'property', maximum: 100, combine: 'sum', start: 0, missing: 'zero' } as const
  const criteria = of.candidates.map(({ criterion }) => criterion)
  const thresholds = { neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 } as const
  return {
    ...{ name: 'All', combine: 'sum', start: 0, missing: 'zero', thresholds },
    objectType: of.objectType,
    segments: of.segments,
    groups: [{ ...group, criteria }],
  }
}
/** What compiling needs. */
export type Schema = CompileOptions['schema']
