import type { Series } from '@tenure/core/recurrence'
import type { WallTime } from '@tenure/core/zone'

/** Somebody at a meeting, by the address that invitations go to. */
export interface Attendee {
  readonly email: string
  readonly name?: string
  readonly isOptional?: boolean
  readonly answer?: 'accepted' | 'declined' | 'tentative' | 'needs-action'
}
/** What an event of a calendar says beside its times. */
export interface EventDetails {
  readonly summary?: string
  readonly description?: string
  readonly location?: string
  /** The address of the page on which people join; http or https. */
  readonly joinUrl?: string
  readonly status?: 'confirmed' | 'tentative' | 'cancelled'
  readonly organiser?: Attendee
  readonly attendees?: readonly Attendee[]
}
/** One event of a calendar: a meeting, once or again and again. */
export interface CalendarEvent extends EventDetails {
  readonly uid: string
  /** Rises with each change that its organiser makes. */
  readonly sequence: number
  readonly series: Series
  /** Of one time of a series that the calendar does not hold: when it was to begin, on the clock of `series`. */
  readonly instance?: WallTime
  /** What single instances say otherwise, by the wall time that names them in `series.changes`. */
  readonly details?: ReadonlyMap<WallTime, EventDetails>
}
/** A part of a calendar that was not read, and why. */
export interface RejectedLine {
  /** Line of the file, from 1. */
  readonly line: number
  readonly message: string
}
