import type { Timing } from './timing.js'

const minuteMs = 60_000

/** Counts requests in each minute of the clock, by what they are counted for. */
export class MinuteRate {
  readonly #timing: Pick<Timing, 'now'>
  readonly #counts = new Map<string, number>()
  #minute = 0

  constructor(timing: Pick<Timing, 'now'>) {
    this.#timing = timing
  }

  /** Counts one more, where fewer than `most` were counted in this minute. */
  admit(what: string, most: number): boolean {
    if (!this.has(what, most)) return false
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1)
    return true
  }

  /** Whether fewer than `most` were counted in this minute. */
  has(what: string, most: number): boolean {
    const minute = Math.floor(this.#timing.now() / minuteMs)
    if (minute !== this.#minute) this.#counts.clear()
    this.#minute = minute
    return (this.#counts.get(what) ?? 0) < most
  }
}
