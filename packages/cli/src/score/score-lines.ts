import type { BacktestReport, FitReport } from '@tenure/health'

/** What each verdict says. */
const verdicts: Readonly<Record<BacktestReport['verdict'], string>> = {
  'too-few': 'Too few outcomes to say.',
  'wrong-way': 'Points the wrong way: customers that left had the higher scores.',
  nothing: 'This score does not foretell anything yet.',
  'no-better': 'No better than its best criterion alone.',
  foretells: 'This score foretells the outcome.',
  suspicious: 'Too good to be true: look for a criterion that has the outcome in it.',
}

/** A backtest for people to read. */
export function backtestLines(report: BacktestReport): readonly string[] {
  const { verdict, form, churned, observations, best, statuses, criteria, auc, horizonDays, unknownDays } = report
  return [
    `${form === 'now' && verdict === 'foretells' ? 'This score tells those apart that left.' : verdicts[verdict]}${verdict === 'no-better' && best !== null ? ` That is: ${best}.` : ''}`,
    `AUC ${interval(auc)}, ${form === 'now' ? 'values of now' : `${horizonDays} days`}; ${churned} of ${observations} left.`,
    ...(form === 'now' ? ['Values of now tell apart, they foretell nothing: some may have been recorded after a customer had left.'] : []),
    ...(unknownDays > 0 ? [`Days whose outcome is not known yet, and that were dropped: ${unknownDays}.`] : []),
    ...statuses.map(
      ({ status, customers, churned: left, precision, recall }) =>
        `  ${status.padEnd(8)} ${customers} customers, ${left} left; precision ${percent(precision)}, recall ${percent(recall)}`,
    ),
    `Lift by tenth, lowest first: ${report.tenths.map(({ lift }) => lift.toFixed(2)).join(' ')}`,
    ...criteria.map(({ name, auc: own, judged }) => `  ${name}: AUC ${interval(own)}, judged ${percent(judged)}`),
  ]
}

/** A fit for people to read. */
export function fitLines({ draft, auc, folds, seed, observations, churned, against }: FitReport): readonly string[] {
  return [
    `Cross-validated AUC ${interval(auc)}, ${folds} folds, seed ${seed}; ${churned} of ${observations} left.`,
    ...(auc !== null && auc.lower <= 0.5 ? ['That may be chance: on customers that were no part of it, the draft foretells nothing.'] : []),
    ...(against === null ? [] : [`${against.name}: AUC ${interval(against.auc)}; the fit is better by ${interval(against.difference)}.`]),
    ...(draft === null ? ['No criterion tells anything: there is no draft.'] : draftLines(draft)),
  ]
}
function draftLines({ groups, thresholds }: NonNullable<FitReport['draft']>): readonly string[] {
  return [
    ...groups.flatMap(({ name, maximum, criteria }) => [
      `${name}: ${maximum} points`,
      ...criteria.map((criterion) => `  ${criterion.name}`),
    ]),
    `Neutral from ${thresholds.neutral}, healthy from ${thresholds.healthy}.`,
  ]
}

function interval(estimate: BacktestReport['auc']): string {
  if (estimate === null) return 'unknown'
  return `${estimate.value.toFixed(3)} [${estimate.lower.toFixed(3)}, ${estimate.upper.toFixed(3)}]`
}
function percent(ratio: number | null): string {
  return ratio === null ? 'unknown' : `${(100 * ratio).toFixed(1)} %`
}
