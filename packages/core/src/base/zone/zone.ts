import { TenureError } from '../../errors/tenure-error.js'
import type { CalendarDay, Instant } from '../clock.js'
import { fromDay, toDay } from './calendar-day.js'
import { findZone, type ZoneChanges } from './zone-changes.js'

const dayMs = 86_400_000

/** Milliseconds as if the clocks of a place showed UTC: what people read off the wall, without a zone. */
export type WallTime = number

/** Whether the text is an IANA name of a time zone, in any case of its letters. */
export function isTimeZone(name: string): boolean {
  return findZone(name) !== undefined
}
/** Milliseconds that clocks in an IANA zone are ahead of UTC at an instant. Errors: `input.invalid`. */
export function offsetAt(instant: Instant, zone: string): number {
  const { changes, offsets } = getZone(zone)
  return offsets[countUntil(changes, instant)] as number
}
/** What clocks in an IANA zone show at an instant. Errors: `input.invalid`. */
export function toWallTime(instant: Instant, zone: string): WallTime {
  return instant + offsetAt(instant, zone)
}
/**
 * The instant at which clocks in an IANA zone show a wall time.
 *
 * Shape: of a time that comes twice, the first; a time that the clocks leave out is read with the offset before the change, so 2:30 becomes 3:30.
 * Errors: `input.invalid`.
 */
export function fromWallTime(wallTime: WallTime, zone: string): Instant {
  const known = getZone(zone)
  const { at, skippedFrom } = locate(wallTime, known)
  return wallTime - (known.offsets[skippedFrom ?? at] as number)
}
/** The calendar day that it is at an instant in an IANA zone. Errors: `input.invalid`. */
export function dayOf(instant: Instant, zone: string): CalendarDay {
  return toDay(toWallTime(instant, zone))
}
/** The first instant of a calendar day in an IANA zone; of a day that the zone left out, the first after it. Errors: `input.invalid`. */
export function startOfDay(day: CalendarDay, zone: string): Instant {
  const known = getZone(zone)
  const { at, skippedFrom } = locate(fromDay(day), known)
  return skippedFrom === undefined ? fromDay(day) - (known.offsets[at] as number) : (known.changes[skippedFrom] as Instant)
}

// The first stretch between two changes in which the wall time comes, or the one after the gap that leaves it out.
function locate(wallTime: WallTime, { changes, offsets }: ZoneChanges): { readonly at: number; readonly skippedFrom?: number } {
  // No clock is a whole day away from UTC.
  for (let at = countUntil(changes, wallTime - dayMs); ; at++) {
    const instant = wallTime - (offsets[at] as number)
    if (instant >= (changes[at] ?? Number.POSITIVE_INFINITY)) continue
    return instant < (changes[at - 1] ?? Number.NEGATIVE_INFINITY) ? { at, skippedFrom: at - 1 } : { at }
  }
}
function countUntil(changes: readonly Instant[], instant: Instant): number {
  let [from, to] = [0, changes.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((changes[middle] as Instant) <= instant) from = middle + 1
    else to = middle
  }
  return from
}

function getZone(name: string): ZoneChanges {
  const zone = findZone(name)
  if (zone !== undefined) return zone
  const message = `There is no time zone ${name}; write one of the IANA names, such as Europe/Berlin.`
  throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
