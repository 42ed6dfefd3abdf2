// `@tenure/core/zone`: for code that turns instants into days and wall times. One table says when clocks change; `Intl` only writes what people read.
export type { CalendarDay, Instant } from './base/clock.js'
export { addDays, addPeriods, type CalendarPeriod, startOfPeriod } from './base/zone/calendar-day.js'
export { dayOf, fromWallTime, isTimeZone, offsetAt, startOfDay, toWallTime, type WallTime } from './base/zone/zone.js'
export { findZone, type ZoneChanges, zoneNames } from './base/zone/zone-changes.js'
