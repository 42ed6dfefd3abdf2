import { existsSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

const ofThread = '/proc/self/schedstat'
const isTold = existsSync(ofThread)

/** Processor time in ms of the main thread; of the whole program, collector and compiler with it, where the system does not tell. */
export function threadMs(): number {
  if (isTold) return Number(readFileSync(ofThread, 'utf8').split(' ')[0]) / 1_000_000
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

const beatMs = 5
/** The longest time between two turns of the event loop in ms: of the wall or of the thread, whichever is less, since the machine does other work too. */
export function startBeat(): { stop(): number } {
  let [longestMs, wall, busy] = [0, performance.now(), threadMs()]
  const look = (): void => {
    const [now, used] = [performance.now(), threadMs()]
    longestMs = Math.max(longestMs, Math.min(now - wall - beatMs, used - busy))
    wall = now
    busy = used
  }
  const beat = setInterval(look, beatMs)
  return {
    stop() {
      look()
      clearInterval(beat)
      return longestMs
    },
  }
}
