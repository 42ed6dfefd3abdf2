import { Observable } from 'rxjs'

/** What long work is given: the sign to stop, and where it says which share of it is done, from 0 to 1. */
export interface LongWork {
  readonly signal: AbortSignal
  readonly onProgress: (share: number) => void
}
/** How long work is watched. */
export interface LongOptions<T> {
  /** So long an answer stays as it is at least, however many changes come in. */
  readonly settleMs: number
  /** What is said while there is no answer yet, of a share from 0 to 1. */
  readonly underWay?: ((share: number) => T) | undefined
}
/** Work that takes less says nothing of its progress: a bar that flashes up helps nobody. */
const shortMs = 300
/** After its work it rests that many times as long, so that busy records leave the workspace its time. */
const restFactor = 9

/**
 * Does long work now, and again after changes: not at each of them, but once they have settled. One run goes on at a time, what changed during it leads to
 * one more, and it ends with its watcher. Until the first answer it says how far it is.
 */
export function watchLong<T>(
  changes: Observable<unknown>,
  work: (long: LongWork) => Promise<T>,
  { settleMs, underWay }: LongOptions<T>,
): Observable<T> {
  return new Observable((subscriber) => {
    const end = new AbortController()
    const { signal } = end
    subscriber.add(() => end.abort())
    let [isDirty, isRunning, isAnswered] = [false, false, false]
    const run = async (): Promise<void> => {
      if (isRunning) return
      isRunning = true
      try {
        while (isDirty && !signal.aborted) {
          isDirty = false
          const began = performance.now()
          const say = isAnswered || underWay === undefined ? undefined : (share: number) => subscriber.next(underWay(share))
          subscriber.next(await work({ signal, onProgress: wholePercents(signal, say) }))
          isAnswered = true
          await rest(Math.max(settleMs, restFactor * (performance.now() - began)), signal)
        }
      } catch (error) {
        subscriber.error(error)
      } finally {
        isRunning = false
      }
    }
    return changes.subscribe({
      next: () => {
        isDirty = true
        void run()
      },
      error: (error: unknown) => subscriber.error(error),
    })
  })
}

function wholePercents(signal: AbortSignal, say: ((share: number) => void) | undefined): LongWork['onProgress'] {
  const began = performance.now()
  let said = -1
  return (share) => {
    const percent = Math.floor(100 * Math.min(1, Math.max(0, share)))
    if (say === undefined || signal.aborted || percent <= said || performance.now() - began < shortMs) return
    said = percent
    say(percent / 100)
  }
}
function rest(forMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, forMs)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
