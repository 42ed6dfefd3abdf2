import type { PointRange, PointRanges } from '../model/criterion.js'
import type { ScoreThresholds } from '../model/profile.js'

/** The points of the first range that has the value. */
export function rangePoints({ ranges, bound }: PointRanges, value: number): number {
  const isIn = bound === 'above' ? isAbove : isBelow
  for (const range of ranges) if (isIn(range, value)) return range.points
  return 0
}
function isAbove({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: PointRange, value: number): boolean {
  return value >= from && value < to
}
// The lowest range has its lower bound too: (0, 50] is [0, 50] where nothing is below.
function isBelow({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: PointRange, value: number): boolean {
  return (value > from || (value === from && from === 0)) && value <= to
}

/** Whole numbers around the bounds of ranges, ascending: only there can the points of whole numbers change. */
export function wholeEdges({ ranges }: PointRanges): readonly number[] {
  const bounds = ranges.flatMap(({ from, to }) => [from, to]).filter((bound) => bound !== undefined)
  const around = bounds.flatMap((bound) => [Math.floor(bound) - 1, Math.floor(bound), Math.ceil(bound), Math.ceil(bound) + 1])
  return [...new Set(around)].sort((a, b) => a - b)
}
/** The next whole number in the direction whose points are others; `edges` are those of the ranges. */
export function nextWhole(ranges: PointRanges, edges: readonly number[], from: number, direction: 1 | -1): number | undefined {
  const points = rangePoints(ranges, from)
  for (let at = direction > 0 ? 0 : edges.length - 1; at >= 0 && at < edges.length; at += direction) {
    const edge = edges[at] as number
    if ((edge - from) * direction > 0 && rangePoints(ranges, edge) !== points) return edge
  }
  return undefined
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
