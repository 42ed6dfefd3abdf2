import { z } from 'zod'
import { defineProviderContract } from '../../contract/provider.js'
import { schemas } from '../../schema/row.js'

const id = z.string().min(1).max(500)
const status = z.enum(['at-risk', 'neutral', 'healthy'])
const days = z.int().min(1).max(3650).default(90)

/** How the scores of some customers moved: each change within the last days, oldest first, with the score that there was before (HS-9). */
export const healthTrendContract = defineProviderContract({
  id: 'tenure.core/health-trend',
  title: 'How health moved',
  description:
    'The history of score and status of some customers within the last days. A customer that has none, or that the user may not see, is left out.',
  permission: 'workspace.access',
  input: z.strictObject({ type: z.string().min(1), ids: z.array(id).min(1).max(200), days }),
  output: z.array(
    z.strictObject({
      id: z.string(),
      points: z.array(z.strictObject({ at: z.int(), score: z.number().nullable(), status: status.nullable() })),
    }),
  ),
})

/** Score and status of the customers that the user may see, or of a portfolio: average, distribution, and the average over time (HS-9). */
export const healthOverviewContract = defineProviderContract({
  id: 'tenure.core/health-overview',
  title: 'Health of a portfolio',
  description:
    'Average score, customers per status and per tenth, and the average of past weeks, of the own portfolio or of all visible customers.',
  permission: 'summary',
  input: z.strictObject({
    /** `mine`: the customers whose CSM the user is. */
    of: z.enum(['mine', 'all']).default('mine'),
    profile: id.optional(),
    /** So many weeks back; none where it is 0, which is quicker. */
    weeks: z.int().min(0).max(104).default(0),
  }),
  output: z.strictObject({
    objectType: z.string(),
    average: z.number().nullable(),
    ...{ atRisk: z.int(), neutral: z.int(), healthy: z.int(), none: z.int(), tenths: z.array(z.int()) },
    /** At the end of each week in UTC, oldest first, the last one being now. */
    overTime: z.array(z.strictObject({ at: z.int(), average: z.number().nullable(), scored: z.int() })),
    /** While it is worked out; the numbers are not there yet. */
    progress: schemas.progress.exactOptional(),
  }),
})
