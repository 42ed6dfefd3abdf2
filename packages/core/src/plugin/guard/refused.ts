import type { Outcome } from '../../base/outcome.js'
import type { Session } from '../../contract/call.js'
import type { Contribution } from '../../contract/contribution.js'
import type { Problem } from '../../errors/tenure-error.js'

/** A call that was not allowed. */
export type Denied = Extract<Problem, { readonly code: 'access.denied' }>
/** What was called. */
export interface RefusedPlace {
  readonly id: string
  readonly title?: string
}
/** Whom to tell about refusals, for the audit. */
export interface RefusedEnv {
  readonly onRefused?: ((session: Session, place: RefusedPlace, problem: Denied) => void) | undefined
  readonly find: (id: string) => { readonly contribution: Contribution } | undefined
}

/** Notes a refusal; other problems are none. Only what is contributed is a place, so that nobody can make places up. */
export function noteRefused({ onRefused, find }: RefusedEnv, session: Session, id: string, problem: Problem): void {
  if (onRefused === undefined || problem.code !== 'access.denied') return
  const found = find(id)?.contribution as (Contribution & { readonly title?: string }) | undefined
  if (found !== undefined) onRefused(session, { id, ...(found.title !== undefined && { title: found.title }) }, problem)
}
/** The same for the answer of a call, which it passes on. */
export async function noted<T>(env: RefusedEnv, session: Session, id: string, call: Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await call
  if (!outcome.ok) noteRefused(env, session, id, outcome.problem)
  return outcome
}
