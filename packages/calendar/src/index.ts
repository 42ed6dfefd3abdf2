// `@tenure/calendar`: rules, series and calendars; it runs anywhere.
export {
  type Frequency,
  frequencies,
  parseRule,
  type RecurrenceRule,
  type RuleEnd,
  type RuleWeekday,
  simpleRule,
  validateRule,
  writeRule,
} from '@tenure/core/zone'
export type { Attendee, CalendarEvent, EventDetails, RejectedLine } from './ical/calendar-event.js'
export { findZoneName } from './ical/find-zone-name.js'
export { type ReadCalendar, readCalendar } from './ical/read-calendar.js'
export { type CalendarSpec, writeCalendar } from './ical/write-calendar.js'
export { type ExpandOptions, expandRule } from './rule/expand-rule.js'
export { between, next } from './series/expand-series.js'
export { checkSeries, type Occurrence, type Series, type SeriesChange } from './series/series.js'
export { fromForm, type RuleForm, toForm } from './words/rule-form.js'
export { type RuleWordsOptions, ruleWords } from './words/rule-words.js'
