import { type Money, toShare, weigh as weighShare } from '@tenure/core/contract'

/** What is expected of a renewal. */
export type Expectation = 'committed' | 'best-case' | 'at-risk'
/** What a forecast looks at. `probability` is from 0 to 1. */
export interface Outlook {
  /** Closed: `probability` 1 is won, 0 is lost. */
  readonly closed: boolean
  readonly probability: number | null
  readonly customerAtRisk: boolean
}
/** Where the forecast draws its lines. */
export interface ForecastLines {
  /** At and above it a renewal is committed. */
  readonly committedFrom: number
  /** Below it a renewal is at risk. */
  readonly atRiskBelow: number
}
/** The lines unless an account draws others. */
export const usualLines: ForecastLines = { committedFrom: 0.9, atRiskBelow: 0.5 }

/** What is expected of a renewal, by the first rule that matches; `undefined` of one that is lost. What is not known matches nothing. */
export function expectationOf(
  { closed, probability, customerAtRisk }: Outlook,
  lines: ForecastLines = usualLines,
): Expectation | undefined {
  if (closed && probability === 0) return undefined
  if (closed) return 'committed'
  if (customerAtRisk || (probability !== null && probability < lines.atRiskBelow)) return 'at-risk'
  return probability !== null && probability >= lines.committedFrom ? 'committed' : 'best-case'
}

/** An amount times a probability from 0 to 1, rounded to minor units of its currency, half away from zero. */
export function weigh(amount: Money, probability: number): Money {
  return weighShare(amount, toShare(probability))
}
