import type { Instant } from '@tenure/core/contract'
import { Observable } from 'rxjs'

/** What a run is given: when it is, the sign to stop, and whom to tell how far it is. */
export interface RunProgress {
  readonly now: Instant
  readonly signal: AbortSignal
  readonly onProgress: (done: number, of: number) => void
}
/** How far a run is. */
export interface Running {
  readonly state: 'running'
  readonly done: number
  readonly of: number
  /** The share that is done, from 0 to 1. */
  readonly progress: number
}

/** A run that goes on while somebody watches it: first how far it is, at last its answer. */
export function runWatched<T>(clock: { now(): Instant }, run: (progress: RunProgress) => Promise<T>): Observable<T | Running> {
  return new Observable((watcher) => {
    const stop = new AbortController()
    let said = -1
    const onProgress = (done: number, of: number): void => {
      const percent = of === 0 ? 0 : Math.floor((100 * done) / of)
      if (percent === said || stop.signal.aborted) return
      said = percent
      watcher.next({ state: 'running', done, of, progress: of === 0 ? 0 : Math.min(1, done / of) })
    }
    onProgress(0, 0)
    run({ now: clock.now(), signal: stop.signal, onProgress }).then(
      (answer) => {
        if (!stop.signal.aborted) watcher.next(answer)
      },
      (error: unknown) => {
        if (!stop.signal.aborted) watcher.error(error)
      },
    )
    return () => stop.abort()
  })
}
