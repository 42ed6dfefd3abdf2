import type { Clock, Instant } from '../base/clock.js'

/** A clock that moves when a test says so. */
export class FakeClock implements Clock {
  time: Instant
  readonly #timers = new Set<{ readonly at: Instant; readonly run: () => void }>()

  constructor(time: Instant = 1_000) {
    this.time = time
  }

  now(): Instant {
    return this.time
  }

  today(): string {
    return new Date(this.time).toISOString().slice(0, 10)
  }

  watchToday(): never {
    throw new Error('not used')
  }

  at(at: Instant, run: () => void): Disposable {
    const timer = { at, run }
    this.#timers.add(timer)
    return { [Symbol.dispose]: () => this.#timers.delete(timer) }
  }

  /** Timers that are still to come. */
  get pending(): number {
    return this.#timers.size
  }

  advance(ms: number): void {
    this.time += ms
    for (const timer of [...this.#timers]) if (timer.at <= this.time && this.#timers.delete(timer)) timer.run()
  }
}
