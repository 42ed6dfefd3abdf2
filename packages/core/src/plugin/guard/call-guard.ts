import { from, isObservable, type Observable, Subscription } from 'rxjs'
import type { Clock } from '../../base/clock.js'
import { fromProblem } from '../../base/outcome.js'
import type { Contribution } from '../../contract/contribution.js'
import { isUnderWay } from '../../contract/long/under-way.js'
import { isTenureError, type Problem, TenureError } from '../../errors/tenure-error.js'
import { describeIssues, validate } from '../../errors/validate.js'
import type { Schema } from '../../schema/row.js'
import { toBroken, toUnavailable } from '../plugin-state.js'
import { checkOnce } from './check-once.js'
import { emptyAnswer, endQuietly, lateAnswer } from './stream-guard.js'

/** One contribution of a plugin, for messages and blame. */
export interface Blamed {
  readonly plugin: string
  readonly contribution: Contribution
  readonly answerMs: number
}
/** The problem of a failure in a plugin's code, and whether the plugin itself is to blame. The cause is not part of it. */
export function judge(error: unknown, { plugin, contribution, answerMs }: Blamed): { readonly problem: Problem; readonly own: boolean } {
  const { id } = contribution
  if (error === lateAnswer) return { problem: toBroken(plugin, id, `${id} did not answer within ${answerMs / 1000} s.`), own: true }
  if (error === emptyAnswer) return { problem: toBroken(plugin, id, `${id} ended without an answer.`), own: true }
  if (!isTenureError(error)) return { problem: toBroken(plugin, id, `${id} failed.`), own: true }
  const { problem } = error
  return { problem, own: problem.code === 'plugin.broken' && problem.details.plugin === plugin }
}
/** The answer, parsed by its schema. Errors: `plugin.broken`. */
export function checkAnswer(schema: Schema, value: unknown, blamed: Pick<Blamed, 'plugin' | 'contribution'>): unknown {
  return checkOnce(schema, value, () => checkNow(schema, value, blamed))
}
function checkNow(schema: Schema, value: unknown, { plugin, contribution }: Pick<Blamed, 'plugin' | 'contribution'>): unknown {
  const checked = validate(schema, value)
  if (checked.ok) return checked.value
  if (checked.cause !== undefined) throw checked.cause
  const { id } = contribution
  const message = `The plugin ${plugin} is broken. ${id} gave an answer that does not fit its schema: ${describeIssues(checked.issues.slice(0, 1))}`
  throw new TenureError('plugin.broken', message, { plugin, contribution: id }, { cause: checked.issues })
}
/** The answer of a provider as an observable, whether it is one or a promise. Errors: it is neither. */
export function toStream(answer: unknown): Observable<unknown> {
  if (isObservable(answer)) return answer
  const isThenable = typeof answer === 'object' && answer !== null && ('then' in answer || 'subscribe' in answer)
  if (isThenable) return from(answer as Promise<unknown>)
  throw new TypeError('A provider answers with an observable or a promise.')
}
/** Why a call's signal aborts when nobody waits for its answer. All calls share it, since a new one would cost more than the call. */
export const ended = Object.freeze({ name: 'AbortError', message: 'The answer is no longer waited for.' })
/** What a call works with: `onFault` hears what the end of a source throws once nobody waits for it. */
export interface FirstOf extends Blamed {
  readonly clock: Clock
  readonly stopped: Observable<void>
  readonly left?: AbortSignal | undefined
  readonly onFault: (plugin: string, contribution: string, cause: unknown) => void
}
/** The first value that is whole. Rejects with what was thrown, `lateAnswer`, `emptyAnswer`, or `plugin.unavailable` when the plugin stops or the caller leaves meanwhile. */
export function takeFirst(
  open: (signal: AbortSignal) => Observable<unknown>,
  { clock, stopped, left, plugin, contribution, answerMs, onFault }: FirstOf,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const life = new Subscription()
    const controller = new AbortController()
    const note = (cause: unknown): void => onFault(plugin, contribution.id, cause)
    const end = (settle: () => void) => (): void => {
      if (life.closed) return
      endQuietly(life, note)
      settle()
    }
    const refuse = (reason: unknown): void => end(() => reject(reason))()
    const unavailable = (because: string): void => refuse(fromProblem(toUnavailable(plugin, because)))
    const leave = (): void => unavailable('The caller has left.')
    // Work that says how far it is has so much time again.
    const wait = (): Disposable => clock.at(clock.now() + answerMs, () => refuse(lateAnswer))
    let timer = wait()
    life.add(() => timer[Symbol.dispose]())
    life.add(() => controller.abort(ended))
    life.add(stopped.subscribe(() => unavailable('It was stopped.')))
    left?.addEventListener('abort', leave)
    life.add(() => left?.removeEventListener('abort', leave))
    if (left?.aborted) leave()
    if (life.closed) return
    try {
      life.add(
        open(controller.signal).subscribe({
          next: (value) => {
            if (!isUnderWay(value)) return end(() => resolve(value))()
            timer[Symbol.dispose]()
            timer = wait()
          },
          error: refuse,
          complete: () => refuse(emptyAnswer),
        }),
      )
    } catch (error) {
      // It may have answered before its end threw.
      if (life.closed) note(error)
      else refuse(error)
    }
  })
}
