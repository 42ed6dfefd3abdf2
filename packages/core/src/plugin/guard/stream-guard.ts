import { type Observable, Subscription } from 'rxjs'
import type { Clock, Instant } from '../../base/clock.js'
import type { Frame } from '../../contract/frame.js'
import type { Problem } from '../../errors/tenure-error.js'
import type { Breaker } from './breaker.js'
import type { FrameSource } from './restarted-frames.js'

/** A stream of a plugin, and what the host needs to guard it. */
export interface GuardedStream {
  readonly clock: Clock
  readonly answerMs: number
  readonly breaker: Breaker
  /** Emits when the plugin stops; the stream then waits until it is restarted from outside. */
  readonly stopped: Observable<void>
  /** Starts it; may throw. */
  readonly open: (signal: AbortSignal) => Observable<unknown>
  /** The value as its schema gives it. Errors: off the schema. */
  readonly check: (value: unknown) => unknown
  /** The problem of a failure, and whether the plugin itself is to blame. */
  readonly judge: (error: unknown) => { readonly problem: Problem; readonly own: boolean }
  /** The problem while it is switched off, until then. */
  readonly switchedOff: (until: Instant) => Problem
  /** Emits when the user's rights have changed. */
  readonly revive: Observable<unknown>
}

/** Frames of a plugin's stream. After a failure it restarts, after longer and longer pauses; it neither fails nor ends. */
export function guardStream(stream: GuardedStream): FrameSource {
  return (send) => {
    const run = new StreamRun(stream, send)
    const stopping = stream.stopped.subscribe(() => run.end())
    run.begin()
    return {
      [Symbol.dispose]: () => {
        stopping.unsubscribe()
        run.end()
      },
    }
  }
}
/** Whether a retry may help: not after a wrong input or a missing right. */
export function isWorthRetrying({ code }: Problem): boolean {
  return !code.startsWith('input.') && !code.startsWith('access.') && !code.startsWith('config.')
}

const firstPauseMs = 1000
const longestPauseMs = 60_000

class StreamRun {
  readonly #stream: GuardedStream
  readonly #send: (frame: Frame<unknown>) => void
  readonly #revival: Subscription
  #attempt = new Subscription()
  #pause: Disposable | undefined
  #failures = 0
  #waits = false
  #isEnded = false

  constructor(stream: GuardedStream, send: (frame: Frame<unknown>) => void) {
    this.#stream = stream
    this.#send = send
    this.#revival = stream.revive.subscribe(() => this.#waits && this.begin())
  }

  begin(): void {
    if (this.#isEnded) return
    const { clock, answerMs, breaker, check, open, switchedOff } = this.#stream
    this.#waits = false
    const pass = breaker.enter()
    if (typeof pass === 'number') {
      this.#standStill(switchedOff(pass), pass)
      return
    }
    const attempt = new Subscription()
    this.#attempt = attempt
    const controller = new AbortController()
    let answered = false
    const fail = (error: unknown): void => {
      if (attempt.closed) return
      const { problem, own } = this.#stream.judge(error)
      if (own) answered ? this.#countFailure() : pass.fail()
      endQuietly(attempt, this.#stream.judge)
      this.#afterFailure(problem)
    }
    const timer = clock.at(clock.now() + answerMs, () => fail(lateAnswer))
    attempt.add(() => timer[Symbol.dispose]())
    attempt.add(() => pass.leave())
    attempt.add(() => controller.abort())
    const next = (value: unknown): void => {
      if (attempt.closed) return
      let checked: unknown
      try {
        checked = check(value)
      } catch (error) {
        fail(error)
        return
      }
      if (!answered) {
        answered = true
        timer[Symbol.dispose]()
        pass.succeed()
        this.#failures = 0
      }
      this.#send({ state: 'live', value: checked, asOf: clock.now() })
    }
    try {
      attempt.add(open(controller.signal).subscribe({ next, error: fail, complete: () => answered || fail(emptyAnswer) }))
    } catch (error) {
      fail(error)
    }
  }

  end(): void {
    this.#isEnded = true
    this.#revival.unsubscribe()
    this.#pause?.[Symbol.dispose]()
    endQuietly(this.#attempt, this.#stream.judge)
  }

  #afterFailure(problem: Problem): void {
    const pauseMs = Math.min(firstPauseMs * 2 ** this.#failures, longestPauseMs)
    this.#failures += 1
    this.#waits = !isWorthRetrying(problem)
    if (this.#waits) this.#send({ state: 'stale', problem })
    else this.#standStill(problem, this.#stream.clock.now() + pauseMs)
  }
  #standStill(problem: Problem, until: Instant): void {
    this.#send({ state: 'stale', problem })
    if (this.#isEnded) return
    this.#pause?.[Symbol.dispose]()
    this.#pause = this.#stream.clock.at(until, () => this.begin())
  }
  #countFailure(): void {
    const pass = this.#stream.breaker.enter()
    if (typeof pass !== 'number') pass.fail()
  }
}

/** Ends what code of a plugin takes part in: what that code throws at its end is heard by `note`, and stops nobody. */
export function endQuietly(running: Subscription, note: (cause: unknown) => void): void {
  try {
    running.unsubscribe()
  } catch (cause) {
    note(cause)
  }
}

/** Reasons of failure: no answer in time, and an end without an answer. */
export const lateAnswer: unique symbol = Symbol('late answer')
export const emptyAnswer: unique symbol = Symbol('empty answer')
