import { defer, finalize, Observable, type OperatorFunction, Subject, type SubjectLike, share, takeUntil } from 'rxjs'
import type { Clock } from '../base/clock.js'
import type { Frame } from '../contract/frame.js'
import type { Problem } from '../errors/tenure-error.js'
import { isWorthRetrying } from './guard/stream-guard.js'

/** Streams that several subscribers share: one subscription to the plugin for each question of each user. */
export interface LiveAnswers {
  /** The stream under that key; `start` creates it if it does not run. When `forget` emits, its last value is no longer sent. */
  share(key: string, start: () => Observable<Frame<unknown>>, forget: Observable<unknown>): Observable<Frame<unknown>>
  /** How many run. */
  size(): number
}
/** No streams yet. One without subscribers is kept for `graceMs`, for a tab that is opened again. All end when `closing` emits. */
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
      share({ connector: () => lastValueSubject<Frame<unknown>>(), resetOnRefCountZero: () => after(graceMs, clock) }),
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

// Like `ReplaySubject(1)`, but without its list: each write passes here once for each user who watches.
function lastValueSubject<T>(): SubjectLike<T> {
  const subject = new Subject<T>()
  let last: { readonly value: T } | undefined
  return {
    next(value) {
      last = { value }
      subject.next(value)
    },
    error: (error) => subject.error(error),
    complete: () => subject.complete(),
    subscribe(observer) {
      const repeated = last
      const subscription = subject.subscribe(observer)
      if (repeated !== undefined) observer.next?.(repeated.value)
      return subscription
    },
  }
}

/** Operator: adds the last good value to a stale frame, unless the user may no longer have it. Does not repeat a problem. */
function keepLastValue(forget: Observable<unknown>): OperatorFunction<Frame<unknown>, Frame<unknown>> {
  return (frames) =>
    new Observable((subscriber) => {
      let last: (Frame<unknown> & { readonly state: 'live' }) | undefined
      let trouble: Problem | undefined
      const isRepeated = ({ code, message }: Problem): boolean => trouble?.code === code && trouble.message === message
      const forgetting = forget.subscribe(() => {
        last = undefined
        trouble = undefined
      })
      const tellTrouble = (frame: Frame<unknown> & { readonly state: 'stale' }): void => {
        if (!mayKeepValue(frame.problem)) last = undefined
        if (isRepeated(frame.problem)) return
        trouble = frame.problem
        subscriber.next(last === undefined ? frame : { ...frame, value: last.value, asOf: last.asOf })
      }
      const stream = frames.subscribe({
        next: (frame) => {
          if (frame.state === 'stale') return tellTrouble(frame)
          last = frame
          trouble = undefined
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
// A record that is gone, or that the user may no longer see, is not shown from memory.
function mayKeepValue(problem: Problem): boolean {
  return isWorthRetrying(problem) && !problem.code.startsWith('record.')
}
function after(ms: number, clock: Clock): Observable<void> {
  return new Observable((subscriber) => {
    const timer = clock.at(clock.now() + ms, () => subscriber.next())
    return () => timer[Symbol.dispose]()
  })
}
