import { type Clock, type IO, TenureError } from '@tenure/core/adapter'

/** Calls `stop` with the reason once the caller has left or the time is up. Disposing it ends the watch. Errors: the caller has left already. */
export function watchLimits({ signal, deadline }: IO, clock: Clock, stop: (reason: unknown) => void): Disposable {
  signal.throwIfAborted()
  const leave = (): void => stop(signal.reason)
  const timer = deadline === undefined ? undefined : clock.at(deadline, () => stop(tooSlow()))
  signal.addEventListener('abort', leave)
  return {
    [Symbol.dispose]: () => {
      timer?.[Symbol.dispose]()
      signal.removeEventListener('abort', leave)
    },
  }
}

function tooSlow(): TenureError {
  const message = 'This query took too long and was stopped. Narrow its filter, or try again when less is going on.'
  return new TenureError('storage.failed', message, { transient: true })
}
