import type { PointRange, PointRanges } from '../model/criterion.js'
import type { ScoreThresholds } from '../model/profile.js'

/** The points of the first range that has the value. */
export function rangePoints({ ranges, bound }: PointRanges, value: number): number {
  const isIn = bound === 'above' ? isAbove : isBelow
  return ranges.find((range) => isIn(range, value))?.points ?? 0
}
function isAbove({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: PointRange, value: number): boolean {
  return value >= from && value < to
}
// The lowest range has its lower bound too: (0, 50] is [0, 50] where nothing is below.
function isBelow({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: PointRange, value: number): boolean {
  return (value > from || (value === from && from === 0)) && value <= to
}

/** The next whole number in the direction whose points are others. */
export function nextWhole(ranges: PointRanges, from: number, direction: 1 | -1): number | undefined {
  const points = rangePoints(ranges, from)
  const edges = ranges.ranges.flatMap(({ from: low, to }) => [low, to]).filter((edge) => edge !== undefined)
  const candidates = edges.flatMap((edge) => [Math.floor(edge) - 1, Math.floor(edge), Math.ceil(edge), Math.ceil(edge) + 1])
  const ahead = candidates.filter((value) => (value - from) * direction > 0).sort((a, b) => (a - b) * direction)
  return ahead.find((value) => rangePoints(ranges, value) !== points)
}

/** A status of health, from the worst. */
export type ScoredStatus = 'at-risk' | 'neutral' | 'healthy'
const statuses: readonly ScoredStatus[] = ['at-risk', 'neutral', 'healthy']

/**
 * The status of an unrounded total (HS-5). With a hysteresis, one that was known before gets better only so many points above a threshold; it gets
 * worse at once.
 */
export function statusOf({ neutral, healthy, bound, hysteresis }: ScoreThresholds, total: number, before?: ScoredStatus): ScoredStatus {
  const reached = (threshold: number): boolean => (bound === 'above' ? total >= threshold : total > threshold)
  const rank = (more: number): number => (reached(healthy + more) ? 2 : reached(neutral + more) ? 1 : 0)
  const plain = rank(0)
  const was = before === undefined ? plain : statuses.indexOf(before)
  return statuses[plain > was ? Math.max(was, rank(hysteresis)) : plain] as ScoredStatus
}
