import { dayOf, fromWallTime, startOfDay, toWallTime } from '@tenure/core/zone'
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

/**
 * The same of a time that a file says.
 *
 * Shape: midnight is the first instant of its day, wherever the clocks are put forward then.
 * Empty: a time that the clocks of the zone skip has no instant: `undefined`.
 */
export function toExistingInstant(parts: DateParts, zone: string): number | undefined {
  const { day, milliseconds, offsetMinutes } = parts
  if (offsetMinutes !== undefined) return toInstant(parts, zone)
  const at = milliseconds === 0 ? startOfDay(day, zone) : toInstant(parts, zone)
  const exists = milliseconds === 0 ? dayOf(at, zone) === day : toWallTime(at, zone) === Date.parse(`${day}T00:00:00Z`) + milliseconds
  return exists ? at : undefined
}
