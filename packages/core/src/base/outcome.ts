import { type Problem, TenureError } from '../errors/tenure-error.js'

/** Answer of a call. An expected failure is a value, so callers cannot overlook it. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** The value of an outcome. Errors: the outcome's own problem. */
export function getValue<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw fromProblem(outcome.problem)
}

/** The error that carries this problem. */
export function fromProblem(problem: Problem): TenureError {
  return new TenureError(problem.code, problem.message, problem.details)
}
