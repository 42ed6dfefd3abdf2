import type { ScoredStatus } from '@tenure/core/score'

/** What became of the customers of one status. Ratios: 1 = 100 %; `undefined` where nothing is divided. */
export interface StatusOutcome {
  readonly status: ScoredStatus
  readonly customers: number
  readonly churned: number
  /** Of the customers of the status, the share that churned. */
  readonly precision?: number | undefined
  /** Of those that churned, the share that had the status. */
  readonly recall?: number | undefined
  /** How much more often they churned than all. */
  readonly lift?: number | undefined
}
const statuses: readonly ScoredStatus[] = ['at-risk', 'neutral', 'healthy']

/** Precision and recall of churn for each status, the worst first. */
export function perStatus(found: readonly ScoredStatus[], churned: readonly boolean[]): readonly StatusOutcome[] {
  const counts = { 'at-risk': { all: 0, bad: 0 }, neutral: { all: 0, bad: 0 }, healthy: { all: 0, bad: 0 } }
  for (let at = 0; at < found.length; at += 1) {
    const count = counts[found[at] as ScoredStatus]
    count.all += 1
    if (churned[at]) count.bad += 1
  }
  const all = statuses.reduce((sum, status) => sum + counts[status].bad, 0)
  return statuses.map((status) => {
    const { all: customers, bad } = counts[status]
    const precision = ratio(bad, customers)
    return {
      ...{ status, customers, churned: bad, precision, recall: ratio(bad, all) },
      lift: precision === undefined ? undefined : ratio(precision * churned.length, all),
    }
  })
}
function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}
