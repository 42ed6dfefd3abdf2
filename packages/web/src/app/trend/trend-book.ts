import { healthTrendContract } from '@tenure/core/health'
import type { Subscription } from 'rxjs'
import type { z } from 'zod'
import type { Source } from '../data/source.js'

/** The past of one score: each change within the days, oldest first. */
export type TrendPoints = z.output<typeof healthTrendContract.output>[number]['points']
/** How far back a list shows the past of a score. */
export const trendDays = 90
/** So long it waits for more rows to come into sight, so that a scroll asks once, where it ends. */
const restMs = 150
/** As many as one call takes. */
const most = 200

const none: TrendPoints = []

/** The past of the scores that are in sight, of one object type: one live call for all of them, and another one where others come into sight. */
export class TrendBook {
  readonly #source: Pick<Source, 'watch'>
  readonly #type: string
  readonly #inSight = new Map<string, Set<() => void>>()
  readonly #known = new Map<string, TrendPoints>()
  #asked: ReadonlySet<string> = new Set()
  #subscription: Subscription | undefined
  #later: ReturnType<typeof setTimeout> | undefined

  constructor(source: Pick<Source, 'watch'>, type: string) {
    this.#source = source
    this.#type = type
  }

  /** The past of one score, oldest first; `undefined` before it is known, and none where the score has no past. */
  of(id: string): TrendPoints | undefined {
    return this.#known.get(id)
  }

  /** Says that a row is in sight, until the returned function is called. */
  show(id: string, listener: () => void): () => void {
    const listeners = this.#inSight.get(id) ?? new Set()
    this.#inSight.set(id, listeners.add(listener))
    this.#askSoon()
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#inSight.get(id) === listeners) this.#inSight.delete(id)
      this.#askSoon()
    }
  }

  #askSoon(): void {
    clearTimeout(this.#later)
    this.#later = setTimeout(() => this.#ask(), restMs)
  }

  #ask(): void {
    const ids = [...this.#inSight.keys()].slice(0, most)
    if (ids.length > 0 && ids.every((id) => this.#asked.has(id))) return
    this.#subscription?.unsubscribe()
    this.#asked = new Set(ids)
    // What was out of sight is not live any more.
    for (const id of this.#known.keys()) if (!this.#asked.has(id)) this.#known.delete(id)
    if (ids.length === 0) return
    this.#subscription = this.#source.watch(healthTrendContract, { type: this.#type, ids, days: trendDays }).subscribe((frame) => {
      // Without an answer nothing is known of a past: there may be one.
      if (frame.value === undefined) return
      const found = new Map(frame.value.map(({ id, points }) => [id, points]))
      for (const id of ids) this.#known.set(id, found.get(id) ?? none)
      for (const listeners of this.#inSight.values()) for (const listener of listeners) listener()
    })
  }
}
