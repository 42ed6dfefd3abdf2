// `@tenure/calendars`: calendars of other programs.
export { calendars } from './calendars.js'
