import type { Frame } from '@tenure/core/contract'
import type { Observable } from 'rxjs'

/** An answer that stays current: its newest frame, and a way to hear of the next. Nothing is read before somebody listens. */
export interface Live<T> {
  /** The newest frame: live, or stale with the last good value and the problem. `undefined` before the first. */
  now(): Frame<T> | undefined
  /** Calls the listener after each new frame, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

/** A stream as a live answer: it is open while somebody listens. */
export function liveOf<T>(open: () => Observable<Frame<T>>): Live<T> {
  const listeners = new Set<() => void>()
  let frame: Frame<T> | undefined
  let close: (() => void) | undefined
  return Object.freeze({
    now: () => frame,
    subscribe(listener: () => void) {
      listeners.add(listener)
      if (close === undefined) {
        const subscription = open().subscribe((next) => {
          frame = next
          for (const each of [...listeners]) each()
        })
        close = () => subscription.unsubscribe()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        close?.()
        close = undefined
      }
    },
  })
}

/** A live answer that is fed from outside, and the way to feed it. */
export function fedLive<T>(first: Frame<T>): { readonly live: Live<T>; readonly feed: (frame: Frame<T>) => void } {
  const listeners = new Set<() => void>()
  let frame = first
  const live: Live<T> = Object.freeze({
    now: () => frame,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  const feed = (next: Frame<T>) => {
    frame = next
    for (const each of [...listeners]) each()
  }
  return { live, feed }
}
