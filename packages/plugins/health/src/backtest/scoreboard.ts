import { type CompiledProfile, factsAt, measure, type ScoredStatus, statusOfTotal, type Timeline, toPoints } from '@tenure/core/score'

/** Scores of customers at instants, column by column, as each customer was known just before the instant. */
export interface Scoreboard {
  readonly customers: number[]
  /** Points, not rounded. */
  readonly scores: number[]
  readonly statuses: ScoredStatus[]
  /** For each criterion of the profile its points; `NaN` where it could not be judged. */
  readonly criteria: readonly number[][]
}

/** An empty scoreboard for a profile. */
export function createScoreboard({ groups }: CompiledProfile): Scoreboard {
  return { customers: [], scores: [], statuses: [], criteria: groups.flatMap(({ criteria }) => criteria.map(() => [])) }
}

/**
 * Scores a customer by what was recorded before the instant, and adds it. The place of the score; nothing where the customer was not there then, or is
 * not scored by the profile.
 */
export function addScore(board: Scoreboard, profile: CompiledProfile, { timeline, customer, at }: Scored): number | undefined {
  const facts = factsAt(timeline, at)
  if (facts === undefined || !profile.includes(facts, at).is) return undefined
  const measured = measure(profile, facts, at)
  if (measured === undefined) return undefined
  let column = 0
  for (const { units } of measured.groups)
    for (const one of units) board.criteria[column++]?.push(one === undefined ? Number.NaN : toPoints(one))
  board.customers.push(customer)
  board.scores.push(toPoints(measured.total))
  board.statuses.push(statusOfTotal(profile, measured.total))
  return board.scores.length - 1
}
interface Scored {
  readonly timeline: Timeline
  /** The number of the customer. */
  readonly customer: number
  readonly at: number
}
