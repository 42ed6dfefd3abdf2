// `@tenure/core/zone`: for code that turns instants into days and wall times, and for recurrence rules as data. One table says when clocks change;
// `Intl` only writes what people read. `@tenure/core/recurrence` expands rules.
export type { CalendarDay, Instant } from './base/clock.js'
export { parseRule, validateRule } from './base/rule/parse-rule.js'
export { type Frequency, frequencies, type RecurrenceRule, type RuleEnd, type RuleWeekday, simpleRule } from './base/rule/rule.js'
export { readTime, writeTime } from './base/rule/rule-time.js'
export { writeRule } from './base/rule/write-rule.js'
export { addDays, addPeriods, type CalendarPeriod, startOfPeriod } from './base/zone/calendar-day.js'
export { dayOf, fromWallTime, isTimeZone, offsetAt, startOfDay, toWallTime, type WallTime } from './base/zone/zone.js'
export { findZone, type ZoneChanges, zoneNames } from './base/zone/zone-changes.js'
