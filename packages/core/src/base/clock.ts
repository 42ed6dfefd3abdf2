import type { Observable } from 'rxjs'
import { defineToken, type Token } from './key.js'

/** Milliseconds since 1970, UTC. */
export type Instant = number
/** Calendar day, `YYYY-MM-DD`, without a zone. */
export type CalendarDay = string

/** The host's time; a test moves it. */
export interface Clock {
  now(): Instant
  /** The calendar day that it is now in that IANA zone. */
  today(zone: string): CalendarDay
  watchToday(zone: string): Observable<CalendarDay>
  /** Runs once at that instant or as soon after as possible; disposing before takes it back. */
  at(instant: Instant, run: () => void): Disposable
}
export const Clock: Token<Clock> = defineToken('tenure.core/clock@1')
