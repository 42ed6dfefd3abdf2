import { z } from 'zod'
import { defineProviderContract } from '../provider.js'

/** The account's edition: what it has, what other editions have, and what exceeds it and is kept as it is (EDN-4). */
export const editionContract = defineProviderContract({
  id: 'tenure.core/edition',
  title: 'Edition',
  description: 'What the edition of the account has and lacks, and what exceeds it: kept as it is, and not to be edited.',
  permission: 'settings.manage',
  output: z.strictObject({
    name: z.string(),
    label: z.string(),
    capabilities: z.array(z.strictObject({ name: z.string(), has: z.boolean() })),
    limits: z.array(z.strictObject({ name: z.string(), max: z.int() })),
    exceeding: z.array(
      z.strictObject({
        what: z.enum(['workspace', 'role']),
        /** Of a workspace its id, of a role its name. */
        id: z.string(),
        label: z.string(),
        message: z.string(),
      }),
    ),
  }),
})
