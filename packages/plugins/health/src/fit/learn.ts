import { type CompiledProfile, type Facts, factsAt, type Timeline } from '@tenure/core/score'
import { dayMs } from '../backtest/observe.js'
import type { Feature } from './bins.js'
import type { Candidate } from './candidates.js'
import { choiceOf } from './with-points.js'

/** What is learnt from: each customer at an instant as it was known then, and what became of it. */
export interface Lessons {
  readonly customers: number[]
  readonly at: number[]
  readonly facts: Facts[]
  readonly churned: boolean[]
  /** For each candidate its value. */
  readonly columns: readonly (number | string | null)[][]
}

/** Nothing learnt yet. */
export function createLessons(candidates: readonly Candidate[]): Lessons {
  return { customers: [], at: [], facts: [], churned: [], columns: candidates.map(() => []) }
}

/** Adds a customer at an instant, by what was recorded before it. Nothing where it was not there, or is outside the segments. */
export function addLesson(lessons: Lessons, all: CompiledProfile, candidates: readonly Candidate[], lesson: Lesson): void {
  const { timeline, customer, at, churned } = lesson
  const facts = factsAt(timeline, at)
  if (facts === undefined || !all.includes(facts, at).is) return
  const criteria = all.groups.flatMap((group) => group.criteria)
  for (const [column, candidate] of candidates.entries()) {
    const value = criteria[column]?.inputs(facts, at)[0]?.value ?? null
    lessons.columns[column]?.push(candidate.of === 'choice' ? choiceOf(value) : numberOf(candidate, value, at))
  }
  lessons.customers.push(customer)
  lessons.at.push(at)
  lessons.facts.push(facts)
  lessons.churned.push(churned)
}
interface Lesson {
  readonly timeline: Timeline
  readonly customer: number
  readonly at: number
  readonly churned: boolean
}
// As the engine counts days.
function numberOf({ criterion }: Candidate, value: unknown, at: number): number {
  if (value === null || value === undefined) return Number.NaN
  if (criterion.kind === 'date') {
    if (typeof value === 'number') return Math.floor((at - value) / dayMs)
    return Math.floor((Math.floor(at / dayMs) * dayMs - Date.parse(String(value))) / dayMs)
  }
  return typeof value === 'object' && 'amount' in value ? Number(value.amount) : Number(value)
}

/** So many different choices are worth a criterion. */
const mostChoices = 20

/** What was learnt, as a regression looks at it; what nobody has, or what is different for everybody, is left out. */
export function featuresOf({ columns }: Lessons, candidates: readonly Candidate[]): readonly Feature[] {
  return candidates.flatMap(({ criterion, of }, column): readonly Feature[] => {
    const values = columns[column] ?? []
    if (of === 'number') return [{ id: criterion.id, of, values: Float64Array.from(values, Number) }]
    const choices = values as readonly (string | null)[]
    return new Set(choices).size > mostChoices ? [] : [{ id: criterion.id, of, values: choices }]
  })
}
