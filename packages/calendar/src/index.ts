// `@tenure/calendar`: calendars of other programs, and rules in words; it runs anywhere. Rules and series are of the core.
export {
  between,
  checkSeries,
  type ExpandOptions,
  expandRule,
  type Following,
  following,
  next,
  type Occurrence,
  type Series,
  type SeriesChange,
} from '@tenure/core/recurrence'
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
export { fromForm, type RuleForm, toForm } from './words/rule-form.js'
export { type RuleWordsOptions, ruleWords } from './words/rule-words.js'
