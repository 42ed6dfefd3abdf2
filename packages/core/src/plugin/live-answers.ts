import { Observable, type Subscriber } from 'rxjs'
import type { Clock } from '../base/clock.js'
import type { Frame } from '../contract/frame.js'
import { isUnderWay } from '../contract/long/under-way.js'
import type { Problem } from '../errors/tenure-error.js'
import type { FrameSink } from './guard/restarted-frames.js'
import { isWorthRetrying } from './guard/stream-guard.js'

/** Streams that several subscribers share: one subscription to the plugin for each question of each user. */
export interface LiveAnswers {
  /** The stream under that key; `start` creates it if it does not run. When `forget` emits, its last value is no longer sent. */
  share(key: string, start: Start, forget: Observable<unknown>): Observable<Frame<unknown>>
  /** How many run. */
  size(): number
}
type Start = (to: FrameSink) => Disposable

/** No streams yet. One that has answered is kept for `graceMs` without subscribers, for a tab that is opened again. All end when `closing` emits. */
export function createLiveAnswers(options: {
  readonly clock: Clock
  readonly graceMs: number
  readonly closing: Observable<unknown>
}): LiveAnswers {
  const { clock, graceMs, closing } = options
  const running = new Map<string, SharedStream>()
  closing.subscribe(() => {
    for (const stream of [...running.values()]) stream.complete()
  })
  const begin = (key: string, start: Start, forget: Observable<unknown>): SharedStream => {
    const keep = (end: () => void): Disposable => clock.at(clock.now() + graceMs, end)
    const stream = new SharedStream({ start, forget, keep, onEnd: () => running.delete(key) })
    running.set(key, stream)
    return stream
  }
  return {
    share: (key, start, forget) => new Observable((subscriber) => (running.get(key) ?? begin(key, start, forget)).join(subscriber)),
    size: () => running.size,
  }
}

interface SharedStreamOptions {
  readonly start: Start
  readonly forget: Observable<unknown>
  /** Calls back when a stream without subscribers has been kept long enough. */
  readonly keep: (end: () => void) => Disposable
  readonly onEnd: () => void
}

/** One running stream. A write passes here once for each user who watches, so each frame takes one loop and no operators. */
class SharedStream implements FrameSink {
  readonly #options: SharedStreamOptions
  readonly #memory = new LastValue()
  readonly #forgetting: { unsubscribe(): void }
  // Replaced, never changed: a frame reaches those who listened when it came.
  #listeners: readonly Subscriber<Frame<unknown>>[] = []
  #latest: Frame<unknown> | undefined
  #source: Disposable | undefined
  #kept: Disposable | undefined
  #state: 'new' | 'running' | 'ended' = 'new'

  constructor(options: SharedStreamOptions) {
    this.#options = options
    // Before the source listens for the same: what it sends under the new rights is remembered.
    this.#forgetting = options.forget.subscribe(() => {
      this.#memory.forget()
      this.#latest = undefined
    })
  }

  join(listener: Subscriber<Frame<unknown>>): () => void {
    this.#kept?.[Symbol.dispose]()
    this.#listeners = [...this.#listeners, listener]
    if (this.#state === 'new') this.#begin()
    else if (this.#latest !== undefined) listener.next(this.#latest)
    return () => this.#leave(listener)
  }

  next(given: Frame<unknown>): void {
    const frame = this.#memory.complete(given)
    if (frame === undefined) return
    this.#latest = frame
    for (const listener of this.#listeners) listener.next(frame)
  }

  error(cause: unknown): void {
    for (const listener of this.#end()) listener.error(cause)
  }

  complete(): void {
    for (const listener of this.#end()) listener.complete()
  }

  #begin(): void {
    this.#state = 'running'
    const source = this.#options.start(this)
    // It may have ended while it started.
    if (this.#isEnded()) source[Symbol.dispose]()
    else this.#source = source
  }

  #leave(listener: Subscriber<Frame<unknown>>): void {
    if (this.#isEnded()) return
    this.#listeners = this.#listeners.filter((each) => each !== listener)
    if (this.#listeners.length > 0) return
    // Nobody waits for an answer that has not come: what it still asks would be for nothing.
    if (this.#latest === undefined || isUnderWay(this.#latest.value)) this.#end()
    else this.#kept = this.#options.keep(() => this.#end())
  }

  #isEnded(): boolean {
    return this.#state === 'ended'
  }

  #end(): readonly Subscriber<Frame<unknown>>[] {
    if (this.#isEnded()) return []
    this.#state = 'ended'
    this.#kept?.[Symbol.dispose]()
    this.#forgetting.unsubscribe()
    this.#source?.[Symbol.dispose]()
    this.#options.onEnd()
    return this.#listeners
  }
}

/** Adds the last good value to a stale frame, unless the user may no longer have it. Does not repeat a problem. */
class LastValue {
  #last: (Frame<unknown> & { readonly state: 'live' }) | undefined
  #trouble: Problem | undefined

  /** The frame to send; `undefined` where it says nothing new. */
  complete(frame: Frame<unknown>): Frame<unknown> | undefined {
    if (frame.state === 'stale') return this.#withLast(frame)
    this.#last = frame
    this.#trouble = undefined
    return frame
  }

  forget(): void {
    this.#last = undefined
    this.#trouble = undefined
  }

  #withLast(frame: Frame<unknown> & { readonly state: 'stale' }): Frame<unknown> | undefined {
    if (!mayKeepValue(frame.problem)) this.#last = undefined
    if (this.#isRepeated(frame.problem)) return undefined
    this.#trouble = frame.problem
    return this.#last === undefined ? frame : { ...frame, value: this.#last.value, asOf: this.#last.asOf }
  }

  #isRepeated({ code, message }: Problem): boolean {
    return this.#trouble?.code === code && this.#trouble.message === message
  }
}
// A record that is gone, or that the user may no longer see, is not shown from memory.
function mayKeepValue(problem: Problem): boolean {
  return isWorthRetrying(problem) && !problem.code.startsWith('record.')
}
