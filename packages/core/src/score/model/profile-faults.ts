import { type ErrorDetails, isTenureError } from '../../errors/tenure-error.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { compileProfile } from '../engine/compile-profile.js'
import type { Criterion, PointRanges } from './criterion.js'
import { type CriterionKinds, pointBounds, sumOfMaxima } from './point-bounds.js'
import type { ScoreGroup, ScoreProfile } from './profile.js'

/** What does not fit in a profile: where, and what to do about it in words of people. */
export interface ProfileFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What keeps a profile from being activated. A draft may have faults. None means that `compileProfile` takes it. */
export function profileFaults(profile: ScoreProfile, schema: SchemaDefinition, kinds: CriterionKinds = new Map()): readonly ProfileFault[] {
  return [
    ...ofWhole(profile),
    ...ofThresholds(profile),
    ...ofIds(profile),
    ...profile.groups.flatMap((group, at) => ofGroup(group, ['groups', at], kinds)),
    ...ofTypes(profile, schema, kinds),
  ]
}
function ofWhole(profile: ScoreProfile): readonly ProfileFault[] {
  const sum = sumOfMaxima(profile)
  if (profile.groups.length === 0) return [{ path: ['groups'], message: 'A profile needs a group of criteria.' }]
  if (profile.combine === 'mean' || sum === 100) return []
  const difference = Math.round(Math.abs(100 - sum) * 1e6) / 1e6
  const what = sum < 100 ? `${difference} short of 100` : `${difference} over 100`
  return [{ path: ['groups'], message: `The maxima of the groups sum to ${sum}: ${what}. They have to sum to exactly 100.` }]
}
function ofThresholds({ thresholds: { neutral, healthy } }: ScoreProfile): readonly ProfileFault[] {
  if (neutral > 0 && neutral < healthy && healthy < 100) return []
  return [
    {
      path: ['thresholds'],
      message: `Neutral begins at ${neutral} and healthy at ${healthy}: both lie between 0 and 100, and neutral begins below healthy.`,
    },
  ]
}
function ofIds({ groups }: ScoreProfile): readonly ProfileFault[] {
  const seen = new Set<string>(['total'])
  const check = (id: string, path: ProfileFault['path']): readonly ProfileFault[] => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ path: [...path, 'id'], message: `The id ${id} is taken: each group and each criterion has its own.` }]
  }
  return groups.flatMap((group, at) => [
    ...check(group.id, ['groups', at]),
    ...group.criteria.flatMap(({ id }, place) => check(id, ['groups', at, 'criteria', place])),
  ])
}

function ofGroup(group: ScoreGroup, path: ProfileFault['path'], kinds: CriterionKinds): readonly ProfileFault[] {
  const { criteria, clamp, name, kind } = group
  const faults: ProfileFault[] = []
  if (criteria.length === 0) faults.push({ path: [...path, 'criteria'], message: `The group ${name} has no criteria.` })
  if (clamp !== undefined && clamp[0] >= clamp[1])
    faults.push({ path: [...path, 'clamp'], message: `The least of ${name} has to be below its most.` })
  for (const [at, criterion] of criteria.entries()) {
    const place = [...path, 'criteria', at]
    if (criterion.kind !== 'custom' && (criterion.kind === 'events') !== (kind === 'event'))
      faults.push({ path: place, message: groupKindFault(group, criterion) })
    faults.push(...ofCriterion(criterion, place, kinds, group))
  }
  return faults
}
function groupKindFault({ name }: ScoreGroup, { name: criterion, kind }: Criterion): string {
  return kind === 'events'
    ? `${criterion} counts activities, so it belongs in a group of events; ${name} is one of properties.`
    : `${criterion} looks at properties or records, so it belongs in a group of properties; ${name} is one of events.`
}
function ofCriterion(criterion: Criterion, path: ProfileFault['path'], kinds: CriterionKinds, group: ScoreGroup): readonly ProfileFault[] {
  const { least, most, name } = criterion
  const faults: ProfileFault[] = []
  if (least !== undefined && most !== undefined && least > most)
    faults.push({ path: [...path, 'least'], message: `The fewest points of ${name} are more than its most.` })
  if (group.combine === 'mean' && criterion.weight === undefined && pointBounds(criterion, group, kinds)[1] <= 0)
    faults.push({ path: [...path, 'weight'], message: `${name} needs a weight: its group is a mean, and it earns no points.` })
  const ranges = rangesOf(criterion)
  if (ranges !== undefined) faults.push(...ofRanges(ranges, [...path, ...(criterion.kind === 'events' ? ['earn'] : []), 'ranges'], name))
  if (criterion.kind === 'custom' && !kinds.has(criterion.of))
    faults.push({ path: [...path, 'of'], message: `No plugin of this workspace has the kind of criterion ${criterion.of}.` })
  return faults
}
function rangesOf(criterion: Criterion): PointRanges | undefined {
  if (criterion.kind === 'events') return 'ranges' in criterion.earn ? criterion.earn : undefined
  return 'ranges' in criterion ? criterion : undefined
}
function ofRanges({ ranges }: PointRanges, path: ProfileFault['path'], name: string): readonly ProfileFault[] {
  return ranges.flatMap(({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }, at): readonly ProfileFault[] => {
    if (from >= to) return [{ path: [...path, at], message: `A range of ${name} ends at ${to}, at or below its start of ${from}.` }]
    const previous = ranges[at - 1]
    if (previous === undefined || (previous.to ?? Number.POSITIVE_INFINITY) <= from) return []
    return [{ path: [...path, at], message: `The ranges of ${name} overlap: each begins where the one before it ends, or later.` }]
  })
}

// One part at a time, so that every fault is named, not just the first.
function ofTypes(profile: ScoreProfile, schema: SchemaDefinition, kinds: CriterionKinds): readonly ProfileFault[] {
  const alone = (part: Partial<ScoreProfile>): ScoreProfile => ({ ...profile, segments: [], groups: [], ...part })
  const base = faultsOf(alone({}), schema, kinds)
  if (base.length > 0) return base
  const ofSegments = profile.segments.flatMap((segment, at) =>
    placed(faultsOf(alone({ segments: [segment] }), schema, kinds), [['segments', at]]),
  )
  const ofCriteria = profile.groups.flatMap((group, at) =>
    group.criteria.flatMap((criterion, place) =>
      placed(faultsOf(alone({ groups: [{ ...group, criteria: [criterion] }] }), schema, kinds), [
        ['groups', at],
        ['criteria', place],
      ]),
    ),
  )
  return [...ofSegments, ...ofCriteria]
}
function placed(faults: readonly ProfileFault[], places: readonly (readonly [string, number])[]): readonly ProfileFault[] {
  const prefix = places.flat()
  return faults.map(({ path, message }) => ({ path: [...prefix, ...path.slice(prefix.length)], message }))
}
function faultsOf(profile: ScoreProfile, schema: SchemaDefinition, kinds: CriterionKinds): readonly ProfileFault[] {
  try {
    compileProfile(profile, { schema, kinds })
    return []
  } catch (error) {
    if (!isTenureError(error) || !error.problem.code.startsWith('input.')) throw error
    if (error.problem.code !== 'input.invalid') return [{ path: [], message: error.message }]
    return (error.problem.details as ErrorDetails['input.invalid']).issues.map(({ path, message }) => ({
      path: path.map((key) => (typeof key === 'number' ? key : String(key))),
      message,
    }))
  }
}
