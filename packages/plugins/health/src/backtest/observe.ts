import type { Timeline } from '@tenure/core/score'
import { type Decision, decisionsOf, happeningsOf, nameOf } from './decisions.js'
import type { Question } from './question.js'

/** A customer at an instant, with what became of it. */
export interface Observation {
  readonly at: number
  readonly churned: boolean
}
/** Where observations are made. */
export interface Sight {
  readonly question: Question
  readonly horizonDays: number
  readonly now: number
  /** Of an outcome by activities: their property with the time. */
  readonly happenedAt?: string | undefined
}

/** A whole day. */
export const dayMs = 86_400_000

/** The instants of fixed days whose outcome is known: one that reaches beyond the end of the data is dropped for everybody. */
export function landmarksOf({ question: { when, until }, horizonDays, now }: Sight): readonly number[] {
  if (when.form !== 'landmarks') return []
  const end = until === undefined ? now : Math.min(now, Date.parse(until))
  return [...new Set(when.days)].map((day) => Date.parse(day)).filter((at) => at + horizonDays * dayMs <= end)
}

/** What is to be learnt of one customer: at which instants it was at risk, and whether it left in the days after each. */
export function observationsOf(timeline: Timeline, sight: Sight): readonly Observation[] {
  const { question } = sight
  if (question.when.form === 'now') return asOfNow(timeline, sight)
  return question.when.form === 'decisions' ? atDecisions(timeline, sight) : atLandmarks(timeline, sight)
}

function asOfNow(timeline: Timeline, { question: { outcome }, now }: Sight): readonly Observation[] {
  if (outcome.of !== 'property') return []
  const value = timeline.customer.values[nameOf(outcome.property)]?.at(-1)?.value ?? null
  const churned = outcome.churned.some((one) => one === value)
  const isKnown = churned || (outcome.renewed === undefined ? value !== null : outcome.renewed.some((one) => one === value))
  return isKnown ? [{ at: now + 1, churned }] : []
}

function atDecisions(timeline: Timeline, sight: Sight): readonly Observation[] {
  const { question, horizonDays, now } = sight
  if (question.outcome.of !== 'property') return []
  const end = question.until === undefined ? now : Math.min(now, Date.parse(question.until))
  return decisionsOf(timeline, question.outcome)
    .filter(({ at }) => at <= end)
    .map(({ at, churned }) => ({ at: at - horizonDays * dayMs, churned }))
}

function atLandmarks(timeline: Timeline, sight: Sight): readonly Observation[] {
  const becameOf = fateOf(timeline, sight)
  const archivedAt = timeline.customer.spans.at(-1)?.to
  return landmarksOf(sight).flatMap((at) => {
    const end = at + sight.horizonDays * dayMs
    const churned = becameOf(at, end)
    // Of one that was archived before the time was over, nobody knows what became of it.
    if (churned === undefined || (!churned && archivedAt !== undefined && archivedAt < end)) return []
    return [{ at, churned }]
  })
}
/** Whether it left in a time; nothing where it had left before. */
type Fate = (from: number, to: number) => boolean | undefined
function fateOf(timeline: Timeline, { question: { outcome }, happenedAt }: Sight): Fate {
  if (outcome.of === 'activity') {
    const times = happeningsOf(timeline, outcome.association, happenedAt ?? '')
    return (from, to) => times.some((at) => at >= from && at < to) === (outcome.churned === 'some')
  }
  const decisions = decisionsOf(timeline, outcome)
  return (from, to) => (hasLeft(decisions, from) ? undefined : decideIn(decisions, outcome.renewed !== undefined, from, to))
}
function hasLeft(decisions: readonly Decision[], at: number): boolean {
  return decisions.filter((decision) => decision.at < at).at(-1)?.churned ?? false
}
// Where there are values for staying, a customer about which nothing was decided says nothing.
function decideIn(decisions: readonly Decision[], knowsStaying: boolean, from: number, to: number): boolean | undefined {
  const within = decisions.filter(({ at }) => at >= from && at < to)
  if (within.some(({ churned }) => churned)) return true
  return knowsStaying && within.length === 0 ? undefined : false
}
