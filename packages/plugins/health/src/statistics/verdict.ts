import type { Estimate } from './auc.js'

/** What a backtest comes to; the first that holds. */
export type Verdict = 'too-few' | 'wrong-way' | 'nothing' | 'no-better' | 'foretells' | 'suspicious'
/** What a verdict is reached from. */
export interface VerdictOf {
  readonly churned: number
  readonly others: number
  readonly auc: Estimate | undefined
  /** By how much the score is better than the best of its criteria alone. */
  readonly overBest: Estimate | undefined
}

/** Fewer of either say nothing. */
export const fewestOutcomes = 20
/** Scores seldom know so much: a criterion probably has the outcome in it. */
const tooGood = 0.95

/** Whether a score foretells anything. */
export function verdictOf({ churned, others, auc, overBest }: VerdictOf): Verdict {
  if (churned < fewestOutcomes || others < fewestOutcomes || auc === undefined) return 'too-few'
  if (auc.upper < 0.5) return 'wrong-way'
  if (auc.lower <= 0.5) return 'nothing'
  if (auc.value > tooGood) return 'suspicious'
  return overBest !== undefined && overBest.lower <= 0 ? 'no-better' : 'foretells'
}
