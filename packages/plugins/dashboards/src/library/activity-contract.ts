import { defineProviderContract, schemas } from '@tenure/core/contract'
import { reportQuerySchema } from '@tenure/core/report'
import { z } from 'zod'

/** How many weeks back activities are counted. */
export const activityWeeks = 5
/** Calls, emails, meetings and notes of the last weeks, by type and week. */
export const activityContract = defineProviderContract({
  id: 'tenure.dashboards/activity-by-type',
  title: 'Activity by type',
  description: 'How many calls, emails, meetings and notes there were in each of the last five weeks, of those that you may see.',
  permission: 'summary',
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        type: z.string(),
        /** Its first day. */
        week: schemas.day,
        count: z.int(),
        /** What the list behind the number is asked. */
        query: reportQuerySchema,
        key: z.string(),
      }),
    ),
  }),
})
