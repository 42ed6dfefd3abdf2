/** A score that held from an instant on, which lies at a share of the days that are shown. */
export interface Step {
  readonly at: number
  readonly from: number
  readonly score: number
  readonly status: string | null
}
interface Point {
  readonly at: number
  readonly score: number | null
  readonly status: string | null
}
const dayMs = 86_400_000

/**
 * The scores of the last days as steps, each of which holds until the next; what was not scored is left out. Empty where there is no score
 * now, or only one that is not an hour old: a line of an instant would show nothing.
 */
export function stepsOf(points: readonly Point[], now: number, days: number): readonly Step[] {
  const begin = now - days * dayMs
  const last = points.at(-1)
  if (last === undefined || last.score === null) return []
  const steps = points.flatMap(({ at, score, status }) =>
    score === null ? [] : [{ at: Math.max(at, begin), from: (Math.max(at, begin) - begin) / (now - begin), score, status }],
  )
  const isPast = steps.length > 1 || now - (steps[0]?.at ?? now) >= dayMs / 24
  return isPast ? steps : []
}
