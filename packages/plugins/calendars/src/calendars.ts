import { definePlugin } from '@tenure/core/plugin'
import { feed, feedLink, Scheduled } from './feed.js'
import { calendarsGerman } from './german.js'

/** Calendars of other programs: the schedule of each user goes out as a feed. */
export const calendars = definePlugin({
  id: 'tenure.calendars',
  version: '0.1.0',
  host: '1.0',
  grants: [Scheduled],
  contributes: [feed, feedLink, calendarsGerman],
})
