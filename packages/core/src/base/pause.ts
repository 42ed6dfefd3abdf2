import type { Clock } from './clock.js'

/** Waits by the host's clock; an abort ends the waiting. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = (): void => {
      timer[Symbol.dispose]()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = clock.at(clock.now() + ms, done)
    signal.addEventListener('abort', done)
  })
}
