import { defineActionContract, defineProviderContract, schemas } from '@tenure/core/contract'
import { z } from 'zod'

const id = z.string().min(1).max(500)

/** The reports that a workspace shows on Summary (SUM-7), and those that it may choose from. */
export const summaryReportsContract = defineProviderContract({
  id: 'tenure.dashboards/summary-reports',
  title: 'Reports of Summary',
  description:
    'The reports of the library that your workspace shows on Summary, in order, as you may see them, and those it may choose from.',
  permission: 'summary',
  output: z.strictObject({
    reports: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        block: schemas.block.optional(),
        lacks: z.enum(['rights', 'plugin']).optional(),
      }),
    ),
    library: z.array(z.strictObject({ id: z.string(), title: z.string(), description: z.string(), icon: z.string().optional() })),
    /** How many there may be. */
    most: z.int(),
  }),
})
/** Chooses the reports of Summary, in order (SUM-7). */
export const setSummaryReportsContract = defineActionContract({
  id: 'tenure.dashboards/set-summary-reports',
  title: 'Choose the reports of Summary',
  description: 'Sets which reports of the library everyone in your workspace sees on Summary, in order. Their number is limited.',
  permission: 'summary',
  input: z.strictObject({ reports: z.array(id).max(100) }),
})
