import { runPluginCode } from '../../errors/plugin-code.js'
import type { Json } from '../../schema/value.js'
import type { Criterion, PointRanges } from './criterion.js'
import type { CriterionKind } from './criterion-kind.js'
import type { ScoreGroup, ScoreProfile } from './profile.js'

/** The kinds of plugins by their ids. */
export type CriterionKinds = ReadonlyMap<string, CriterionKind>

/** The fewest and the most points that a criterion of the group can have. */
export function pointBounds(criterion: Criterion, group: Pick<ScoreGroup, 'maximum'>, kinds: CriterionKinds): readonly [number, number] {
  const [least, most] = earnable(criterion, group, kinds)
  return [criterion.least ?? Math.min(0, least), criterion.most ?? Math.max(0, most)]
}
function earnable(criterion: Criterion, { maximum }: Pick<ScoreGroup, 'maximum'>, kinds: CriterionKinds): readonly [number, number] {
  switch (criterion.kind) {
    case 'property':
      return spread(criterion.cases.map(({ points }) => points))
    case 'segment':
      return spread([criterion.inside, criterion.outside])
    case 'events':
      if ('ranges' in criterion.earn) return ofRanges(criterion.earn)
      return criterion.earn.each > 0 ? [0, maximum] : [-maximum, 0]
    case 'custom':
      return ofKind(kinds.get(criterion.of), criterion.config)
    default:
      return ofRanges(criterion)
  }
}
function ofKind(kind: CriterionKind | undefined, config: Json): readonly [number, number] {
  if (kind === undefined) return [0, 0]
  return runPluginCode({ contribution: kind.id, part: 'code *points*' }, () => kind.points(config), areBounds)
}
function areBounds(found: unknown): boolean {
  return Array.isArray(found) && found.length === 2 && found.every((each) => Number.isFinite(each))
}
function ofRanges({ ranges }: PointRanges): readonly [number, number] {
  return spread(ranges.map(({ points }) => points))
}
function spread(points: readonly number[]): readonly [number, number] {
  return [Math.min(...points), Math.max(...points)]
}

/** The share of a criterion where weights decide. */
export function weightOf(criterion: Criterion, group: Pick<ScoreGroup, 'maximum'>, kinds: CriterionKinds): number {
  return criterion.weight ?? Math.max(0, pointBounds(criterion, group, kinds)[1])
}
/** What the maxima of its groups come to. */
export function sumOfMaxima({ groups }: Pick<ScoreProfile, 'groups'>): number {
  return Math.round(groups.reduce((sum, { maximum }) => sum + maximum, 0) * 1e6) / 1e6
}
