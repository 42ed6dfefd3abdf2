import { defineProviderContract, schemas } from '@tenure/core/contract'
import { scoreProfileSchema } from '@tenure/core/score'
import { z } from 'zod'
import { questionSchema } from './question.js'
import { reportSchema } from './report.js'

/** How far it is: so many customers of so many. */
export const runningSchema = z.strictObject({ state: z.literal('running'), done: z.number(), of: z.number(), progress: schemas.progress })

/**
 * Whether the scores of a profile foretell an outcome (HS-11): replayed from the history that the user may see, without anything that was recorded at
 * or after the scored instant. Runs while somebody watches, and says how far it is.
 */
export const backtestContract = defineProviderContract({
  id: 'tenure.foresight/backtest',
  title: 'Backtest of a score',
  description:
    'Replays the scores of a profile from history and compares them with what became of the customers: AUC with its interval, precision and recall per status, lift by tenth, AUC per criterion. Streams progress, then the report. For those who may edit scores.',
  permission: 'settings.manage',
  input: z.strictObject({ profile: scoreProfileSchema, ...questionSchema.shape }),
  output: z.discriminatedUnion('state', [runningSchema, z.strictObject({ state: z.literal('done'), report: reportSchema })]),
})
