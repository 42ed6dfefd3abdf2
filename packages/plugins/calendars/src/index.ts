// `@tenure/calendars`: calendars of other programs.
export { calendars } from './calendars.js'
export { calendarPages } from './calendars-page/calendar-pages.js'
export { checkCalendarContract, importCalendarContract } from './import/import-contract.js'
