import type { Clock } from '../../base/clock.js'
import type { Outcome } from '../../base/outcome.js'
import type { Problem } from '../../errors/tenure-error.js'

/** A page asks many times while it is open: one look is one entry, until nothing was asked for so long. */
const quietMs = 30 * 60_000

/** The own Summary needs no view. */
export const ownSummary: Problem = {
  code: 'access.denied',
  message: 'This is your own Summary. Name another user to view it as.',
  details: { missing: 'another user' },
}

/** Which views of others the audit has already. */
export interface NotedViews {
  /** Notes a view unless it goes on; what the audit does not take is refused, and tried again with the next question. */
  note(key: string, write: () => Promise<Outcome<void>>): Promise<Outcome<void>>
}

/** None noted yet. */
export function createNotedViews(clock: Pick<Clock, 'now'>): NotedViews {
  const looks = new Map<string, { until: number; readonly noted: Promise<Outcome<void>> }>()
  return {
    async note(key, write) {
      const known = looks.get(key)
      const look = known !== undefined && known.until > clock.now() ? known : { until: 0, noted: write() }
      look.until = clock.now() + quietMs
      looks.set(key, look)
      const outcome = await look.noted
      if (!outcome.ok && looks.get(key) === look) looks.delete(key)
      return outcome
    },
  }
}
