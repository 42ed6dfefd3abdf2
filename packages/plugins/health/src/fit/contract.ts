import { defineProviderContract } from '@tenure/core/contract'
import { scoreProfileSchema } from '@tenure/core/score'
import { z } from 'zod'
import { runningSchema } from '../backtest/contract.js'
import { questionSchema } from '../backtest/question.js'
import { fitSchema } from './report.js'

/**
 * Proposes a profile from history by logistic regression (HS-12), as whole points that a person may edit. It is never saved or active by itself. Runs
 * while somebody watches, and says how far it is.
 */
export const fitContract = defineProviderContract({
  id: 'tenure.foresight/fit',
  title: 'Profile from history',
  description:
    'Proposes points and thresholds of a score from history by logistic regression, with the cross-validated quality. Streams progress, then the draft, which is not saved. For those who may edit scores.',
  permission: 'settings.manage',
  input: z.strictObject({
    ...questionSchema.shape,
    name: z.string().trim().min(1).max(200).default('From history'),
    objectType: z.string().min(1).max(200).default('company'),
    /** Properties and associations that the profile must not look at. */
    without: z.array(z.string().max(300)).max(200).default([]),
    /** The profile that the fit is compared with. */
    against: z.union([scoreProfileSchema, z.null()]).default(null),
    seed: z.int().min(0).max(1_000_000).default(0),
  }),
  output: z.discriminatedUnion('state', [runningSchema, z.strictObject({ state: z.literal('done'), fit: fitSchema })]),
})
