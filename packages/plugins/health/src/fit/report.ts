import { scoreProfileSchema } from '@tenure/core/score'
import { z } from 'zod'
import { estimateSchema } from '../backtest/report.js'

/** What a fit found: a draft, and how well drafts that are made so tell apart customers that were no part of them. */
export const fitSchema = z.strictObject({
  /** Nothing where no criterion tells anything. */
  draft: z.union([scoreProfileSchema, z.null()]),
  observations: z.number(),
  customers: z.number(),
  churned: z.number(),
  /** Cross-validated: bins, selection and points were worked out without the customers that they are judged on. */
  auc: estimateSchema.nullable(),
  folds: z.number(),
  seed: z.number(),
  /** The profile that it was compared with, on the same customers; `difference` is how much better the fit is. */
  against: z.strictObject({ name: z.string(), auc: estimateSchema.nullable(), difference: estimateSchema.nullable() }).nullable(),
})
/** What a fit found, as plain data. */
export type FitReport = z.output<typeof fitSchema>
