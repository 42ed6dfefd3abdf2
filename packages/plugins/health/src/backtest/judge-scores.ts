import { type CompiledProfile, toPoints } from '@tenure/core/score'
import type { Steps } from '@tenure/core/slices'
import { aucDifference, aucOf, type Judged } from '../statistics/auc.js'
import { liftByTenth } from '../statistics/lift.js'
import { perStatus } from '../statistics/per-status.js'
import { verdictOf } from '../statistics/verdict.js'
import type { BacktestReport } from './report.js'
import type { Scoreboard } from './scoreboard.js'

/** Places of a scoreboard, with what became of the customer at each. */
export interface Compared {
  readonly places: readonly number[]
  readonly churned: readonly boolean[]
}
type Judgement = Pick<
  BacktestReport,
  'verdict' | 'observations' | 'customers' | 'churned' | 'auc' | 'overBest' | 'best' | 'statuses' | 'tenths' | 'criteria'
>

/** Compares the scores with what became of the customers. */
export function* judgeScores(profile: CompiledProfile, board: Scoreboard, { places, churned }: Compared): Steps<Judgement> {
  const scores = places.map((at) => board.scores[at] as number)
  yield
  const customers = places.map((at) => board.customers[at] as number)
  yield
  const judged: Judged = { scores, churned, customers }
  const auc = (yield* aucOf(judged)) ?? null
  const criteria = yield* judgeCriteria(profile, board, { places, judged })
  // A score of one criterion is that criterion.
  const best = criteria.length > 1 ? criteria[0] : undefined
  const overBest = best === undefined ? undefined : yield* aucDifference(judged, best.values)
  const bad = churned.filter(Boolean).length
  yield
  const tenths = [...liftByTenth(scores, churned)]
  yield
  const statuses = statusRows(board, { places, churned })
  yield
  return {
    verdict: verdictOf({ churned: bad, others: churned.length - bad, auc: auc ?? undefined, overBest }),
    ...{ observations: places.length, customers: new Set(customers).size, churned: bad, auc, tenths },
    ...{ overBest: overBest ?? null, best: best?.shown.name ?? null },
    statuses,
    criteria: criteria.map(({ shown }) => shown),
  }
}
/** How well the scores tell apart what became of the customers. */
export function* aucAt(board: Scoreboard, { places, churned }: Compared): Steps<BacktestReport['auc']> {
  const [scores, customers] = [places.map((at) => board.scores[at] as number), places.map((at) => board.customers[at] as number)]
  yield
  return (yield* aucOf({ scores, churned, customers })) ?? null
}

function statusRows(board: Scoreboard, { places, churned }: Compared): BacktestReport['statuses'] {
  const rows = perStatus(
    places.map((at) => board.statuses[at] as Scoreboard['statuses'][number]),
    churned,
  )
  return rows.map(({ precision = null, recall = null, lift = null, ...row }) => ({ ...row, precision, recall, lift }))
}

interface CriterionOf {
  readonly places: readonly number[]
  readonly judged: Judged
}
interface OneCriterion {
  readonly shown: BacktestReport['criteria'][number]
  readonly values: readonly number[]
}
function* judgeCriteria(profile: CompiledProfile, board: Scoreboard, { places, judged }: CriterionOf): Steps<readonly OneCriterion[]> {
  const found: OneCriterion[] = []
  const all = profile.groups.flatMap(({ group, criteria }) =>
    criteria.map(({ criterion, bounds }) => ({ criterion, group: group.name, bounds })),
  )
  for (const [column, { criterion, group, bounds }] of all.entries()) {
    const points = board.criteria[column] ?? []
    const known = places.reduce((sum, at) => sum + (Number.isNaN(points[at]) ? 0 : 1), 0)
    yield
    // What cannot be judged earns nothing, as in the score.
    const values = places.map((at) => points[at] || 0)
    yield
    const auc = (yield* aucOf({ ...judged, scores: values })) ?? null
    const most = Math.round(toPoints(bounds[1]) * 100) / 100
    const shown = {
      id: criterion.id,
      name: criterion.name,
      group,
      points: most,
      judged: places.length === 0 ? 0 : known / places.length,
      auc,
    }
    found.push({ shown, values })
  }
  return found.sort((a, b) => (b.shown.auc?.value ?? 0) - (a.shown.auc?.value ?? 0))
}
