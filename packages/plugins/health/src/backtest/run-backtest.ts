import { TenureError } from '@tenure/core/contract'
import type { AnyRecords } from '@tenure/core/plugin'
import { type CompiledProfile, type CriterionKinds, compileProfile, type ScoreProfile, type Timeline } from '@tenure/core/score'
import { createSlices, inSlices } from '@tenure/core/slices'
import { firstValueFrom } from 'rxjs'
import { demandFew, readTimelines } from '../replay/read-timelines.js'
import { schemaOf } from '../replay/schema-of.js'
import { aucAt, type Compared, judgeScores } from './judge-scores.js'
import { landmarksOf, observationsOf, type Sight } from './observe.js'
import type { Question } from './question.js'
import { needsOf } from './question-needs.js'
import type { BacktestReport } from './report.js'
import { addScore, createScoreboard, type Scoreboard } from './scoreboard.js'

/** What a backtest works with. */
export interface BacktestOf {
  readonly records: AnyRecords
  readonly profile: ScoreProfile
  readonly question: Question
  /** Kinds of criteria of plugins. */
  readonly kinds: CriterionKinds
  readonly now: number
  readonly signal: AbortSignal
  readonly onProgress: (done: number, of: number) => void
}

/** Further horizons, so that a team sees how early its score knows. */
const horizons: readonly number[] = [30, 60, 90, 180, 270]

/**
 * Replays the scores of all customers from the history that the user may see, each by what was recorded before its instant, and compares them with
 * what became of the customers (HS-11). Works in slices, and ends once nobody waits for it.
 *
 * Errors: `input.invalid` where profile or question do not fit the object types, `input.too-large`.
 */
export async function runBacktest({ records, profile, question, kinds, now, signal, onProgress }: BacktestOf): Promise<BacktestReport> {
  const schema = schemaOf(await firstValueFrom(records.watchTypes()))
  const compiled = compileProfile(profile, { schema, kinds })
  const { needs, happenedAt } = needsOf(schema, profile.objectType, question, compiled.needs)
  const sights = horizonsOf(question).map((horizonDays): Sight => ({ question, horizonDays, now, happenedAt }))
  const replay = createReplay(compiled, sights)
  const slices = createSlices(signal)
  let [done, total] = [0, 0]
  const onTotal = (found: number): void => {
    total = found
    demandFew(found * Math.max(1, landmarksOf(sights[0] as Sight).length))
    onProgress(0, total)
  }
  for await (const timelines of readTimelines(records, { type: profile.objectType, needs, signal, onTotal })) {
    for (const timeline of timelines) {
      replay.add(timeline)
      await slices.next()
    }
    done += timelines.length
    onProgress(done, Math.max(done, total))
  }
  return inSlices(reportOf(replay, question), slices)
}
function horizonsOf({ horizonDays, when }: Question): readonly number[] {
  return [horizonDays, ...(when.form === 'now' ? [] : horizons.filter((days) => days !== horizonDays))]
}

interface Replay {
  readonly compiled: CompiledProfile
  readonly board: Scoreboard
  /** For each horizon, the question's own first. */
  readonly compared: readonly (Compared & { readonly sight: Sight })[]
  unscored: number
  add(timeline: Timeline): void
}
function createReplay(compiled: CompiledProfile, sights: readonly Sight[]): Replay {
  const board = createScoreboard(compiled)
  const compared = sights.map((sight) => ({ sight, places: [] as number[], churned: [] as boolean[] }))
  let customer = 0
  const replay: Replay = {
    ...{ compiled, board, compared, unscored: 0 },
    add(timeline) {
      const known = new Map<number, number | undefined>()
      for (const { sight, places, churned } of compared)
        for (const seen of observationsOf(timeline, sight)) {
          if (!known.has(seen.at)) known.set(seen.at, addScore(board, compiled, { timeline, customer, at: seen.at }))
          const place = known.get(seen.at)
          if (place === undefined) replay.unscored += sight === sights[0] ? 1 : 0
          else {
            places.push(place)
            churned.push(seen.churned)
          }
        }
      customer += 1
      demandFew(board.scores.length, 2_000_000)
    },
  }
  return replay
}

function* reportOf({ compiled, board, compared, unscored }: Replay, { when, horizonDays }: Question) {
  const [main, ...others] = compared
  if (main === undefined) throw new TenureError('internal.invariant', 'A backtest has a horizon.', { invariant: 'horizon' })
  const judged = yield* judgeScores(compiled, board, main)
  const early: BacktestReport['early'] = [
    { days: horizonDays, observations: judged.observations, churned: judged.churned, auc: judged.auc },
  ]
  for (const other of others) {
    const auc = yield* aucAt(board, other)
    early.push({ days: other.sight.horizonDays, observations: other.places.length, churned: other.churned.filter(Boolean).length, auc })
  }
  const days = when.form === 'landmarks' ? new Set(when.days).size : 0
  return {
    ...judged,
    ...{ form: when.form, horizonDays, unscored, unknownDays: days - landmarksOf(main.sight).length },
    early: early.toSorted((a, b) => a.days - b.days),
  }
}
