import { z } from 'zod'
import { defineProviderContract } from '../../contract/provider.js'
import { scoreProfileSchema } from '../model/profile-schema.js'
import { shownHealth } from './health-contract.js'

const id = z.string().min(1).max(500)
const status = z.enum(['at-risk', 'neutral', 'healthy', 'none'])
/** How many customers have each status, and how many a score in each tenth: from 0, from 10, … from 90. */
const distribution = z.strictObject({
  atRisk: z.int(),
  neutral: z.int(),
  healthy: z.int(),
  none: z.int(),
  tenths: z.array(z.int()),
  average: z.number().nullable(),
})
const scored = z.strictObject({ score: z.int().nullable(), status })

/**
 * What a profile would do to all customers, against the active one (HS-10): the distribution, who changes status and which criterion did it most, and one
 * record in detail. It works through the customers part by part and says how far it is; whoever stops listening ends it.
 */
export const profilePreviewContract = defineProviderContract({
  id: 'tenure.core/profile-preview',
  title: 'What a health score would do',
  description:
    'Scores all customers by a profile that is not saved, beside the active one: distribution, changes of status with their causes, one record.',
  permission: 'settings.manage',
  input: z.strictObject({
    definition: scoreProfileSchema,
    /** The active profile to compare with; the main one of the same object, unless it is said. */
    against: id.optional(),
    record: id.optional(),
  }),
  output: z.strictObject({
    /** Where there are any, nothing is scored. */
    faults: z.array(z.strictObject({ path: z.array(z.union([z.string(), z.number()])).readonly(), message: z.string() })),
    /**
     * What is left out for this user. `scores`: all of it, since scores are hidden. `customers`: those that the user may not see with all the records that
     * the draft looks at.
     */
    hidden: z.array(z.enum(['scores', 'customers'])),
    done: z.int(),
    total: z.int(),
    draft: distribution,
    active: distribution.exactOptional(),
    /** Customers that change status; those that only one of the two scores are among them. */
    moves: z.array(z.strictObject({ from: status, to: status, count: z.int() })),
    /** The largest changes first, of those that the user may see; at most 50. */
    changed: z.array(
      z.strictObject({
        ...{ id: z.string(), title: z.string(), csm: z.string().exactOptional(), from: scored, to: scored },
        because: z.array(z.strictObject({ of: z.string(), name: z.string(), points: z.int() })),
      }),
    ),
    /** The record that was asked for, under both; `causes` sum to the difference. */
    one: z
      .strictObject({
        ...{ id: z.string(), title: z.string(), draft: shownHealth, active: shownHealth.exactOptional() },
        causes: z.array(z.strictObject({ of: z.string(), name: z.string(), points: z.int() })),
      })
      .exactOptional(),
  }),
})
