import type { Steps } from '@tenure/core/slices'
import { fitLogistic } from '../statistics/logistic.js'

/** Whole thresholds of a score. */
export interface ProposedThresholds {
  readonly neutral: number
  readonly healthy: number
}

/**
 * Thresholds at which the odds of churn are twice, and half, those of all: below the first a customer is at risk, from the second on healthy. The
 * scores have to come from customers that were no part of the fit.
 */
export function* proposeThresholds(scores: ArrayLike<number>, churned: readonly boolean[]): Steps<ProposedThresholds> {
  const rows = Array.from(scores, (score) => [score])
  yield
  const { intercept, coefficients } = yield* fitLogistic({ rows, outcome: churned, ridge: 1e-4 * rows.length })
  const bad = churned.filter(Boolean).length
  const base = Math.log(bad / (churned.length - bad))
  const slope = coefficients[0] as number
  // A score that tells nothing has no such place.
  if (!(slope < 0)) return { neutral: 40, healthy: 70 }
  const at = (odds: number): number => Math.round((base + Math.log(odds) - intercept) / slope)
  const neutral = Math.min(98, Math.max(1, at(2)))
  return { neutral, healthy: Math.min(99, Math.max(neutral + 1, at(0.5))) }
}
