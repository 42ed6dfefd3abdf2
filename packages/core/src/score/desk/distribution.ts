import type { ScoredStatus } from '../criterion/range-points.js'

/** How many customers have each status and a score in each tenth, while it is counted. */
export interface Counting {
  atRisk: number
  neutral: number
  healthy: number
  none: number
  readonly tenths: number[]
  sum: number
}
/** Nobody counted yet. */
export function startCounting(): Counting {
  return { atRisk: 0, neutral: 0, healthy: 0, none: 0, tenths: Array.from({ length: 10 }, () => 0), sum: 0 }
}
/** Counts so many customers of one score and status. */
export function count(counting: Counting, score: number | null, status: ScoredStatus | null, customers = 1): void {
  if (status === 'at-risk') counting.atRisk += customers
  else if (status === null) counting.none += customers
  else counting[status] += customers
  if (score === null) return
  counting.sum += score * customers
  const tenth = Math.min(9, Math.max(0, Math.floor(score / 10)))
  counting.tenths[tenth] = (counting.tenths[tenth] ?? 0) + customers
}
/** How many were counted. */
export function customersIn({ atRisk, neutral, healthy, none }: Counting): number {
  return atRisk + neutral + healthy + none
}
/** The numbers, with the average of those that are scored. */
export function toDistribution({ sum, tenths, ...counts }: Counting) {
  const scored = tenths.reduce((all, one) => all + one, 0)
  return { ...counts, tenths: [...tenths], average: scored === 0 ? null : Math.round((sum / scored) * 10) / 10 }
}
