// `@tenure/calendars`: calendars of other programs.
export { calendars } from './calendars.js'
export { checkCalendarContract, importCalendarContract } from './import/import-contract.js'
export { calendarPages } from './page/calendar-pages.js'
export {
  refreshContract,
  showAddressContract,
  subscribeContract,
  subscriptionsContract,
  unsubscribeContract,
} from './subscribe/subscribe-contract.js'
