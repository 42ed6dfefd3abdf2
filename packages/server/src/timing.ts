/** The part of the host's clock that the server uses; a `Clock` has it. */
export interface Timing {
  /** Milliseconds since 1970, UTC. */
  now(): number
  /** Runs once at that instant; disposing before takes it back. */
  at(instant: number, run: () => void): Disposable
}

// A timer has 31 bits of milliseconds; longer waits take several steps.
const longestDelay = 2 ** 31 - 1

/** The machine's own time. */
export const systemTiming: Timing = { now: () => Date.now(), at: startTimer }

function startTimer(instant: number, run: () => void): Disposable {
  let timer: NodeJS.Timeout
  const wait = (): void => {
    const delay = instant - Date.now()
    timer = delay > longestDelay ? setTimeout(wait, longestDelay) : setTimeout(run, Math.max(0, delay))
    timer.unref()
  }
  wait()
  return { [Symbol.dispose]: () => clearTimeout(timer) }
}
