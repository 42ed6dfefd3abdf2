import { addDays, type CalendarDay, type Clock, type Duration, dayOf, type Instant, startOfDay } from '@tenure/core/adapter'
import { Observable } from 'rxjs'

/** A clock that moves only when a test moves it. */
export interface FakeClock extends Clock {
  /** Moves on, stopping at every instant for which something is due; days are of 24 hours. */
  advance(by: Duration): Promise<void>
  /** Jumps to an instant, as a machine that slept does: what became due runs then, in its order. */
  set(instant: string | number): void
  /** How many calls of `at` are still to come. */
  readonly pending: number
}
interface Due {
  readonly at: Instant
  readonly run: () => void
}

/** A clock stopped at that instant: milliseconds, or text with a zone such as `2026-06-30T12:00:00Z`. */
export function createFakeClock(now: string | number): FakeClock {
  let current = toInstant(now)
  const due = new Set<Due>()
  const runNext = (until: Instant): boolean => {
    const next = earliest(due)
    if (next === undefined || next.at > until) return false
    due.delete(next)
    current = Math.max(current, next.at)
    next.run()
    return true
  }
  const today = (zone: string): CalendarDay => dayOf(current, zone)
  const at = (instant: Instant, run: () => void): Disposable => {
    const entry: Due = { at: instant, run }
    due.add(entry)
    if (instant <= current) queueMicrotask(() => due.delete(entry) && run())
    return { [Symbol.dispose]: () => void due.delete(entry) }
  }
  return {
    now: () => current,
    today,
    at,
    watchToday: (zone) => watchDay(zone, today, at),
    advance: async ({ days = 0, ms = 0 }) => {
      const target = current + days * dayMs + ms
      while (runNext(target)) await settle()
      current = target
      await settle()
    },
    set: (instant) => {
      current = toInstant(instant)
      while (runNext(current));
    },
    get pending() {
      return due.size
    },
  }
}

const dayMs = 86_400_000

function watchDay(zone: string, today: (zone: string) => CalendarDay, at: Clock['at']): Observable<CalendarDay> {
  return new Observable((subscriber) => {
    let next: Disposable | undefined
    const tell = (): void => {
      const day = today(zone)
      next = at(startOfDay(addDays(day, 1), zone), tell)
      subscriber.next(day)
    }
    tell()
    return () => next?.[Symbol.dispose]()
  })
}
function earliest(due: Iterable<Due>): Due | undefined {
  let first: Due | undefined
  for (const entry of due) if (first === undefined || entry.at < first.at) first = entry
  return first
}
function toInstant(time: string | number): Instant {
  const instant = typeof time === 'number' ? time : Date.parse(time)
  if (Number.isNaN(instant)) throw new RangeError(`${time} is no instant.`)
  return instant
}
// What was started may itself await, or let others have their turn, before it asks the clock again.
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
