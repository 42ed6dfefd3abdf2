import { defineObjectType, defineProperty, Meeting, rowOf } from '@tenure/core/contract'

/**
 * A calendar that a user subscribes to. Its address is often a secret, so it is not here: `kept` is the id under which the host keeps it.
 *
 * Shape: `state` is what the last look came to; while it fails, `problem` says why and `failingSince` since when. `askedAt` is when the user last
 * wanted it looked at, `changedAt` when its meetings last changed, `etag` what its server calls that state.
 */
export const Subscription = defineObjectType({
  name: 'calendarSubscription',
  label: 'Calendar subscription',
  playsRoles: false,
  members: {
    name: 'string',
    kept: 'string',
    state: { oneOf: ['waiting', 'working', 'failing'] },
    problem: 'string',
    failingSince: 'datetime',
    failures: 'number',
    nextAt: 'datetime',
    askedAt: 'datetime',
    checkedAt: 'datetime',
    changedAt: 'datetime',
    etag: 'string',
    meetings: 'number',
    unread: 'number',
    unreadWhy: 'text',
  },
})
/** Which subscription a meeting follows, and which event of it. */
export const calendarKey = defineProperty({ on: Meeting, name: 'calendarKey', kind: 'string', label: 'Key in its calendar' })

/** What a look reads of a subscription. */
export const subscriptionRow = rowOf(
  ...[Subscription.name, Subscription.kept, Subscription.state, Subscription.failingSince, Subscription.failures, Subscription.nextAt],
  ...[Subscription.askedAt, Subscription.etag, Subscription.owner, Subscription.meetings, Subscription.unread, Subscription.unreadWhy],
)
/** What a look compares of a meeting. */
export const followedRow = rowOf(
  ...[Meeting.title, Meeting.body, Meeting.at, Meeting.endAt, Meeting.startDate, Meeting.endDate, Meeting.timeZone, Meeting.location],
  ...[Meeting.joinUrl, Meeting.repeat, Meeting.repeatExcept, Meeting.repeatAlso, Meeting.cancelled, Meeting.originalAt, Meeting.uid],
  ...[Meeting.calendar, Meeting.owner, Meeting.subscribed, calendarKey],
)
