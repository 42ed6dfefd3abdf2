import { fromWallTime, type RuleEnd, readTime, toWallTime, type WallTime } from '@tenure/core/zone'
import ICAL from 'ical.js'
import { findZoneName } from './find-zone-name.js'
import type { Property } from './read-property.js'

/** A time of a calendar: a day, or a wall time with its zone; without one it is of the reader's clock. */
export interface CalendarTime {
  readonly at: WallTime
  readonly isDay: boolean
  readonly zone?: string
}

/** The times of a property; an error says what is wrong with it. */
export function readTimes(property: Property): readonly CalendarTime[] {
  return property.values.map((value) => {
    // Of a period the beginning counts: all instances are as long as the series.
    const time = readTime((value.split('/')[0] ?? '').replace(/[-:]/g, ''))
    if (time === undefined)
      throw new Error(`${property.name.toUpperCase()} takes a day or a moment, such as 20261231T170000Z; it is ${value.slice(0, 40)}.`)
    return withZone(time, property)
  })
}
function withZone({ at, kind }: RuleEnd, property: Property): CalendarTime {
  if (kind === 'day') return { at, isDay: true }
  if (kind === 'utc') return { at, isDay: false, zone: 'Etc/UTC' }
  const named = property.parameter('tzid')
  if (named === undefined) return { at, isDay: false }
  const zone = findZoneName(named)
  if (zone === undefined) throw new Error(`The time zone ${named.slice(0, 60)} is neither an IANA name nor one of Windows.`)
  return { at, isDay: false, zone }
}
/** The same moment as clocks of the series show it; a day of a series with times is the one at its time of day. */
export function inSeries(time: CalendarTime, start: CalendarTime): WallTime {
  const dayMs = 86_400_000
  if (start.isDay) return Math.floor(time.at / dayMs) * dayMs
  if (time.isDay) return time.at + (((start.at % dayMs) + dayMs) % dayMs)
  if (time.zone === undefined || start.zone === undefined || time.zone === start.zone) return time.at
  return toWallTime(fromWallTime(time.at, time.zone), start.zone)
}
/** How long something lasts from its start to its end. */
export function lengthBetween(start: CalendarTime, end: CalendarTime): number {
  if (start.isDay || start.zone === undefined) return inSeries(end, start) - start.at
  const startAt = fromWallTime(start.at, start.zone)
  return fromWallTime(inSeries(end, start), start.zone) - startAt
}
/** Milliseconds of a DURATION such as `PT1H30M`. */
export function readDuration(text: string): number {
  return ICAL.Duration.fromString(text).toSeconds() * 1000
}
