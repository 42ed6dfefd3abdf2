import { fromWallTime } from '@tenure/core/zone'
import type { DateParts } from './date-format.js'

/**
 * The instant of a day and time of day in a zone.
 *
 * Shape: a time that the clocks pass twice is the first; one that they leave out is read with the offset from before the change.
 */
export function toInstant({ day, milliseconds, offsetMinutes }: DateParts, zone: string): number {
  const wallTime = Date.parse(`${day}T00:00:00Z`) + milliseconds
  return offsetMinutes === undefined ? fromWallTime(wallTime, zone) : wallTime - offsetMinutes * 60_000
}
