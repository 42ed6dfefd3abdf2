import { z } from 'zod'

const ratio = z.number()
/** An estimate with its 95 percent interval. */
export const estimateSchema = z.strictObject({ value: ratio, lower: ratio, upper: ratio })
/** What a backtest found. Ratios: 1 = 100 %. */
export const reportSchema = z.strictObject({
  verdict: z.enum(['too-few', 'wrong-way', 'nothing', 'no-better', 'foretells', 'suspicious']),
  form: z.enum(['landmarks', 'decisions', 'now']),
  horizonDays: z.number(),
  /** Scores that were compared: of so many customers, at so many instants. */
  observations: z.number(),
  customers: z.number(),
  churned: z.number(),
  /** Fixed days that were dropped, as their outcome is not known yet. */
  unknownDays: z.number(),
  /** Customers at instants that the profile did not score, or that were not there yet. */
  unscored: z.number(),
  auc: estimateSchema.nullable(),
  /** How much better the score is than the best of its criteria alone. */
  overBest: estimateSchema.nullable(),
  best: z.string().nullable(),
  statuses: z.array(
    z.strictObject({
      status: z.enum(['at-risk', 'neutral', 'healthy']),
      ...{ customers: z.number(), churned: z.number() },
      ...{ precision: ratio.nullable(), recall: ratio.nullable(), lift: ratio.nullable() },
    }),
  ),
  /** The lowest tenth first. */
  tenths: z.array(z.strictObject({ customers: z.number(), churned: z.number(), lift: ratio })),
  /** The one that tells most first. */
  criteria: z.array(
    z.strictObject({
      ...{ id: z.string(), name: z.string(), group: z.string() },
      /** The most that it can earn. */
      points: z.number(),
      /** The share of the observations in which it could be judged. */
      judged: ratio,
      auc: estimateSchema.nullable(),
    }),
  ),
  /** The same score at other horizons. */
  early: z.array(z.strictObject({ days: z.number(), observations: z.number(), churned: z.number(), auc: estimateSchema.nullable() })),
})
/** What a backtest found, as plain data. */
export type BacktestReport = z.output<typeof reportSchema>
