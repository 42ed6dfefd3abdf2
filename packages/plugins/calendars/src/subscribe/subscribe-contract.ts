import { defineActionContract, defineProviderContract, schemas } from '@tenure/core/contract'
import { z } from 'zod'

const one = z.strictObject({ id: schemas.recordId })
/** The calendars that the user subscribes to. Their addresses are not among what it says. */
export const subscriptionsContract = defineProviderContract({
  id: 'tenure.calendars/subscriptions',
  title: 'Your calendars',
  description: 'The calendars that you subscribe to, and what the last look at each came to.',
  permission: 'workspace.access',
  output: z.strictObject({
    subscriptions: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        state: z.enum(['waiting', 'working', 'failing']),
        problem: z.string().exactOptional(),
        failingSince: z.int().exactOptional(),
        nextAt: z.int().exactOptional(),
        checkedAt: z.int().exactOptional(),
        changedAt: z.int().exactOptional(),
        meetings: z.int(),
        unread: z.int(),
        unreadWhy: z.array(z.string()),
      }),
    ),
  }),
})
/** Subscribes to a calendar; its meetings come into the schedule of the user. Errors: `input.invalid` for an address that gives no calendar, with the reason. */
export const subscribeContract = defineActionContract({
  id: 'tenure.calendars/subscribe',
  title: 'Subscribe to a calendar',
  description: 'Fetches a calendar from its address from now on, and keeps its meetings in your schedule. Only you see the address.',
  permission: 'workspace.access',
  input: z.strictObject({ address: z.string().trim().min(1).max(2_000), name: z.string().trim().max(100).exactOptional() }),
  output: one,
})
/** Has a calendar looked at now. */
export const refreshContract = defineActionContract({
  id: 'tenure.calendars/refresh',
  title: 'Refresh a calendar',
  description: 'Fetches a calendar that you subscribe to now.',
  permission: 'workspace.access',
  input: one,
})
/** Ends a subscription; its meetings go, and come back when this is undone. */
export const unsubscribeContract = defineActionContract({
  id: 'tenure.calendars/unsubscribe',
  title: 'Unsubscribe from a calendar',
  description: 'Ends a subscription and archives its meetings. Undoing it brings them back.',
  permission: 'workspace.access',
  input: one,
})
/** The address of a subscription, for its user alone. */
export const showAddressContract = defineActionContract({
  id: 'tenure.calendars/show-address',
  title: 'Show the address of a calendar',
  description: 'The address of a calendar that you subscribe to. Anyone who has it may read the calendar.',
  permission: 'workspace.access',
  input: one,
  output: z.strictObject({ address: z.string() }),
})
