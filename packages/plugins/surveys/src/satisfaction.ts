import type { SurveyKind } from './survey.js'

/** What scores say together: the net promoter score, -100 to 100, or the share of those who are satisfied, 0 to 100. */
export interface Satisfaction {
  readonly answers: number
  /** Nothing where nobody answered. */
  readonly value?: number
}

/**
 * The net promoter score is the share of 9 and 10 less the share of 0 to 6; the satisfaction the share of 4 and 5.
 *
 * Units: points from -100 to 100, or percent; rounded. Empty: no value. Source: docs/glossary.md
 */
export function satisfactionOf(kind: SurveyKind, scores: readonly number[]): Satisfaction {
  const answers = scores.length
  if (answers === 0) return { answers }
  const share = (isIn: (score: number) => boolean): number => (scores.filter(isIn).length / answers) * 100
  const value = kind === 'nps' ? share((score) => score >= 9) - share((score) => score <= 6) : share((score) => score >= 4)
  return { answers, value: Math.round(value) }
}
