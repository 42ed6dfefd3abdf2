import { definePlugin } from '@tenure/core/plugin'
import { feed, feedLink, Scheduled } from './feed.js'
import { calendarsGerman } from './german.js'
import { lookHourly, lookNow, takeAway } from './subscribe/jobs.js'
import { lookGrants } from './subscribe/look.js'
import { calendarKey, Subscription } from './subscribe/subscription.js'
import { subscriptionActions, subscriptionGrants, subscriptions } from './subscribe/subscriptions.js'

/** Calendars of other programs: the schedule of each user goes out as a feed, and calendars that a user subscribes to come in. */
export const calendars = definePlugin({
  id: 'tenure.calendars',
  version: '0.1.0',
  host: '1.0',
  grants: [Scheduled, ...lookGrants, ...subscriptionGrants],
  contributes: [
    ...[feed, feedLink, calendarsGerman, Subscription, calendarKey],
    ...[subscriptions, lookHourly, lookNow, takeAway],
    ...subscriptionActions,
  ],
})
