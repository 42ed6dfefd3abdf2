import { defer, finalize, map, Observable, type OperatorFunction, ReplaySubject, share, takeUntil } from 'rxjs'
import type { Clock } from '../base/clock.js'
import type { Frame } from '../contract/frame.js'
import type { Problem } from '../errors/tenure-error.js'
import { isWorthRetrying } from './guard/stream-guard.js'

/** Streams that several subscribers share: one subscription to the plugin for the same question of the same user. */
export interface LiveAnswers {
  /** The stream under that key; `start` makes it where it does not run yet. When `forget` speaks, its last value may not be told any more. */
  share(key: string, start: () => Observable<Frame<unknown>>, forget: Observable<unknown>): Observable<Frame<unknown>>
  /** How many run. */
  size(): number
}
/** No streams yet. One without subscribers is kept for `graceMs`, for a tab that is opened again. All end when `closing` speaks. */
export function createLiveAnswers(options: {
  readonly clock: Clock
  readonly graceMs: number
  readonly closing: Observable<unknown>
}): LiveAnswers {
  const { clock, graceMs, closing } = options
  const running = new Map<string, Observable<Frame<unknown>>>()
  const begin = (key: string, start: () => Observable<Frame<unknown>>, forget: Observable<unknown>): Observable<Frame<unknown>> =>
    start().pipe(
      keepLastValue(forget),
      takeUntil(closing),
      finalize(() => running.delete(key)),
      share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: () => after(graceMs, clock) }),
      takeUntil(closing),
    )
  return {
    share: (key, start, forget) =>
      defer(() => {
        const known = running.get(key) ?? begin(key, start, forget)
        running.set(key, known)
        return known
      }),
    size: () => running.size,
  }
}

/** Operator: a stale frame carries the last good value, unless the user may not have it any more. The same trouble is not told twice. */
function keepLastValue(forget: Observable<unknown>): OperatorFunction<Frame<unknown>, Frame<unknown>> {
  return (frames) =>
    new Observable((subscriber) => {
      let last: Partial<Pick<Frame<unknown> & { readonly state: 'live' }, 'value' | 'asOf'>> = {}
      let trouble: Problem | undefined
      const told = ({ code, message }: Problem): boolean => trouble?.code === code && trouble.message === message
      const remember = map((frame: Frame<unknown>): Frame<unknown> => {
        if (frame.state === 'live') last = { value: frame.value, asOf: frame.asOf }
        else if (!mayKeepValue(frame.problem)) last = {}
        return frame.state === 'live' ? frame : { ...frame, ...last }
      })
      const forgetting = forget.subscribe(() => {
        last = {}
        trouble = undefined
      })
      const stream = remember(frames).subscribe({
        next: (frame) => {
          if (frame.state === 'stale' && told(frame.problem)) return
          trouble = frame.state === 'stale' ? frame.problem : undefined
          subscriber.next(frame)
        },
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      })
      return () => {
        stream.unsubscribe()
        forgetting.unsubscribe()
      }
    })
}
// A record that is gone, or may not be seen any more, is not shown from memory.
function mayKeepValue(problem: Problem): boolean {
  return isWorthRetrying(problem) && !problem.code.startsWith('record.')
}
function after(ms: number, clock: Clock): Observable<void> {
  return new Observable((subscriber) => {
    const timer = clock.at(clock.now() + ms, () => subscriber.next())
    return () => timer[Symbol.dispose]()
  })
}
