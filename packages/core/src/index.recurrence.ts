// `@tenure/core/recurrence`: for code that works out when something takes place: rules expanded in wall time, series with exceptions, and meetings.
export { type ExpandOptions, expandRule } from './base/rule/expand-rule.js'
export { dayAt, dayNumber, weekdayOf } from './base/rule/period.js'
export { between, next } from './base/series/expand-series.js'
export { type Following, following } from './base/series/follow-rule.js'
export { checkSeries, longestMs, mostExceptions, type Occurrence, type Series, type SeriesChange } from './base/series/series.js'
export { occasionsOf, readWallTime, toSeries, wholeDays, writeWallTime } from './schema/occasion/occasion.js'
export { occasionIssues } from './schema/occasion/occasion-issues.js'
