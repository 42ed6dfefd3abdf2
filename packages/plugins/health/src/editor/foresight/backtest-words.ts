import type { BacktestReport } from '../../backtest/report.js'
import type { ChosenQuestion } from './chosen-question.js'

type Verdict = BacktestReport['verdict']

/** What each verdict says, and what follows from it. */
export const verdictTexts: Readonly<Record<Verdict, { readonly title: string; readonly why: string }>> = {
  foretells: {
    title: 'Yes, it foretells who leaves, {n} days ahead.',
    why: 'That is better than any of its criteria alone.',
  },
  'no-better': {
    title: 'It foretells who leaves, but no better than one criterion alone.',
    why: '“{best}” alone may do as well: see below which of the others earn their points.',
  },
  nothing: {
    title: 'It does not foretell anything yet.',
    why: 'That may be chance: the interval reaches the middle.',
  },
  'wrong-way': {
    title: 'Its points go the wrong way.',
    why: 'Those who left had the higher scores: see below which criteria to turn round.',
  },
  suspicious: {
    title: 'Too good to be true.',
    why: 'A criterion probably has the outcome in it, such as a property that is set when a customer leaves.',
  },
  'too-few': {
    title: 'Too few outcomes to tell.',
    why: 'Known are {churned} who left and {stayed} who stayed; 20 of each are needed. Choose further days, another outcome, or come back once more is decided.',
  },
}
/** Of values of now beside outcomes of now. */
export const nowTitles: Partial<Readonly<Record<Verdict, string>>> = {
  foretells: 'It tells apart who left. Whether it foretells, values of now cannot say.',
  'no-better': 'It tells apart who left, but no better than one criterion alone.',
  nothing: 'It does not tell apart who left.',
}

/** What each form of question compares. */
export const formWords: Readonly<Record<ChosenQuestion['form'], string>> = {
  decisions: 'Each customer so many days before it was decided. Those who stayed need a date as well as those who left.',
  landmarks: 'Every customer as it was on the first day of a month or quarter. What counts is what became of it in the days that follow.',
  now: 'Scores of now beside outcomes of now, for data without a past. That tells apart; it foretells nothing.',
}
