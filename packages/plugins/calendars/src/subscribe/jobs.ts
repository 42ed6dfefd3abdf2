import { rowOf } from '@tenure/core/contract'
import { changes, defineJob, every, hours } from '@tenure/core/job'
import { all, any, isBefore, isDeactivated, isUnknown, not } from '@tenure/core/query'
import { followed, look, lookKeys } from './look.js'
import { Subscription, subscriptionRow } from './subscription.js'

/** Looks at every calendar that somebody subscribes to, each hour; one that fails, later and later. */
export const lookHourly = defineJob({
  id: 'tenure.calendars/look',
  title: 'Calendars',
  description: 'Fetches the calendars that people subscribe to, each hour, and takes in what changed.',
  on: every(hours(1)),
  of: Subscription,
  uses: lookKeys,
  list: ({ records, clock, page }) => {
    const isDue = any(isUnknown(Subscription.nextAt), isBefore(Subscription.nextAt, clock.now() + 1))
    return records.list({ select: subscriptionRow, where: all(isDue, not(isDeactivated(Subscription.owner))), ...page })
  },
  run: ({ record, ...keys }) => look(keys, record, {}),
})
/** Looks at a calendar as soon as its user subscribes to it, or wants it looked at. */
export const lookNow = defineJob({
  id: 'tenure.calendars/look-now',
  title: 'New calendars',
  description: 'Fetches a calendar when somebody subscribes to it, or asks for it.',
  on: changes({ properties: [Subscription.askedAt] }),
  of: Subscription,
  select: subscriptionRow,
  uses: lookKeys,
  run: ({ record, change, ...keys }) => look(keys, record, { isAsked: true, isNew: change === 'created' }),
})
/** Takes the meetings of a calendar away when its user subscribes to it no longer. */
export const takeAway = defineJob({
  id: 'tenure.calendars/take-away',
  title: 'Calendars that are given up',
  description: 'Archives the meetings of a calendar when its user no longer subscribes to it.',
  on: changes({ kinds: ['archived'] }),
  of: Subscription,
  select: rowOf(Subscription.name),
  uses: { records: lookKeys.records, gone: lookKeys.gone },
  run: async ({ record, records, gone }) => {
    for (const { calendarKey, subscribed } of await followed({ records }, record)) if (subscribed === true) gone.archive(calendarKey ?? '')
  },
})
