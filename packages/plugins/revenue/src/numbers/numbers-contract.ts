import { figuresOutput } from '@tenure/core/block'
import { defineProviderContract, schemas } from '@tenure/core/contract'
import { z } from 'zod'
import { leftOutReasons } from '../agreement/left-out.js'

const permission = 'workspace.access'
const object = z.string().min(1).max(63).optional()
const { day, money } = schemas
/** While it is worked out; the rows are not there yet. */
const underWay = { progress: schemas.progress.exactOptional() }
const ofObject = z.strictObject({ object })
const status = z.enum(['at-risk', 'neutral', 'healthy']).nullable()
const healthGroup = z.enum(['at-risk', 'neutral', 'healthy', 'none'])
/** What is expected of a renewal (REV-6). */
const expectation = z.enum(['committed', 'best-case', 'at-risk'])
/** The first day of a month, or a when of its own: open and past, beyond the months that are shown, or without a date. */
const when = z.string().max(10)

/** Due this quarter, what is expected of it, and retention over twelve months: one line above the records. */
export const revenueFigures = defineProviderContract({
  id: 'tenure.revenue/figures',
  title: 'Figures of revenue',
  description: 'What is due this quarter, what is expected of it, and gross and net retention over the last 12 whole months.',
  permission,
  input: ofObject,
  output: figuresOutput,
})

const renewalsInput = z.strictObject({
  object,
  /** The first month; this one where it is left out. */
  from: day.optional(),
  months: z.int().min(1).max(36).default(24),
})
/** The renewals of each month by the health of the customer, and by what is expected. Lost ones are left out. */
export const renewalsContract = defineProviderContract({
  id: 'tenure.revenue/renewals-by-month',
  title: 'Renewals by month',
  description:
    'For each month the records whose renewal date falls in it: number, amount and weighted amount in each currency, by health and expectation.',
  permission,
  input: renewalsInput,
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        when,
        status,
        expectation,
        count: z.int(),
        /** Of a currency; `null` for records without an amount. */
        amount: money.nullable(),
        /** Weighted by the probability of each record's stage; what has none is left out, and `null` where none has one. */
        weighted: money.nullable(),
      }),
    ),
    ...underWay,
  }),
})
const part = {
  when: when.optional(),
  status: healthGroup.optional(),
  expectation: expectation.optional(),
}
/** The same, with one row for each month and health status. */
export const renewalHealthContract = defineProviderContract({
  id: 'tenure.revenue/renewal-health',
  title: 'Renewals by month and health',
  permission,
  input: renewalsInput,
  output: z.strictObject({
    rows: z.array(z.strictObject({ when, status: healthGroup, count: z.int(), amount: money.nullable() })),
    ...underWay,
  }),
})
/** The same, with one row for each month. */
export const renewalMonthsContract = defineProviderContract({
  id: 'tenure.revenue/renewal-months',
  title: 'Renewals by month, weighted',
  permission,
  input: renewalsInput,
  output: z.strictObject({
    rows: z.array(z.strictObject({ when, count: z.int(), amount: money.nullable(), weighted: money.nullable() })),
    ...underWay,
  }),
})
/** The same, with one row for each expectation. */
export const forecastContract = defineProviderContract({
  id: 'tenure.revenue/forecast',
  title: 'Forecast',
  description: 'Committed, best case and at risk: number, amount and weighted amount in each currency.',
  permission,
  input: renewalsInput,
  output: z.strictObject({
    rows: z.array(z.strictObject({ expectation, count: z.int(), amount: money.nullable(), weighted: money.nullable() })),
    ...underWay,
  }),
})
/** The records behind a number of renewals, the largest first; at most 500. */
export const renewalRecordsContract = defineProviderContract({
  id: 'tenure.revenue/renewal-records',
  title: 'Records behind renewals',
  permission,
  input: renewalsInput.extend(part),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        id: z.string(),
        /** The object type of the record. */
        type: z.string(),
        name: z.string(),
        customer: z.string().nullable(),
        status: z.string().nullable(),
        renewalDate: day.nullable(),
        amount: money.nullable(),
        weighted: money.nullable(),
        expectation,
      }),
    ),
    total: z.int(),
  }),
})

/** A period, as people choose it: its length, and a day in the last month of it; the last whole one where no day is given. */
const length = z.enum(['month', 'quarter', '12-months'])
const periodInput = z.strictObject({
  object,
  period: length.default('12-months').meta({ title: 'Period' }),
  ending: day.optional().meta({ title: 'With the day' }),
  /** What was recorded after this day is left out. */
  known: day.optional().meta({ title: 'As known on' }),
})
/** What is new are two steps: customers who come for the first time, and those who came back (R11). */
const kinds = ['opening', 'first-time', 'came-back', 'expansion', 'contraction', 'churn', 'exchange', 'closing'] as const
/** Opening + new + expansion − contraction − churn (+ exchange) = closing, in each currency: a step in each row, in the order of the sum. */
export const movementsContract = defineProviderContract({
  id: 'tenure.revenue/movements',
  title: 'Movements of recurring revenue',
  description: 'From the opening of a period to its closing, to the minor unit, in each currency or in the reporting currency.',
  permission,
  input: periodInput,
  output: z.strictObject({
    from: day,
    /** The first day after the period. */
    to: day,
    rows: z.array(
      z.strictObject({
        step: z.enum(kinds),
        currency: z.string(),
        /** What it adds; below zero for what it takes away. */
        amount: money,
        customers: z.int(),
        /** The opening and the closing. */
        level: z.boolean(),
        ...{ period: length, ending: day, known: day },
      }),
    ),
    ...underWay,
  }),
})
/** Gross and net retention of a period with what they are worked out from. */
export const retentionContract = defineProviderContract({
  id: 'tenure.revenue/retention',
  title: 'Retention',
  description:
    'GRR is the smaller of closing and opening of each customer, over the opening; NRR is the closing over the opening, of the same customers.',
  permission,
  input: periodInput,
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        measure: z.enum(['GRR', 'NRR']),
        currency: z.string(),
        /** 1 = 100 %; `null` where nothing was there at the opening. */
        ratio: z.number().nullable(),
        kept: money,
        of: money,
        /** The division with its numbers. */
        formula: z.string(),
        customers: z.int(),
      }),
    ),
    total: z.int(),
  }),
})
/** Retention of each of the last periods in one currency: the one named, or that of most customers. */
export const retentionTrendContract = defineProviderContract({
  id: 'tenure.revenue/retention-trend',
  title: 'Retention over time',
  permission,
  input: periodInput.extend({ periods: z.int().min(1).max(24).default(8), currency: z.string().max(3).optional() }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        /** The first day of the period. */
        from: day,
        currency: z.string(),
        measure: z.string(),
        ratio: z.number().nullable(),
        ...{ period: length, ending: day, known: day },
      }),
    ),
    ...underWay,
  }),
})
/** The customers behind a number of a period: those behind one step, or all that had or have something; the largest first, at most 500. */
export const customersBehindContract = defineProviderContract({
  id: 'tenure.revenue/customers-behind',
  title: 'Customers behind a number',
  permission,
  input: periodInput.extend({ step: z.enum(kinds).optional(), currency: z.string().max(3).optional() }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        ...(Object.fromEntries(
          ['opening', 'new', 'expansion', 'contraction', 'churn', 'closing', 'keptGross', 'keptNet'].map((name) => [
            name,
            money.nullable(),
          ]),
        ) as Readonly<
          Record<
            'opening' | 'new' | 'expansion' | 'contraction' | 'churn' | 'closing' | 'keptGross' | 'keptNet',
            z.ZodNullable<typeof money>
          >
        >),
      }),
    ),
    total: z.int(),
  }),
})
/** Records that were won and are in no movement, by the reason. */
export const leftOutContract = defineProviderContract({
  id: 'tenure.revenue/left-out',
  title: 'What retention leaves out',
  permission,
  input: ofObject,
  output: z.strictObject({ rows: z.array(z.strictObject({ reason: z.enum(leftOutReasons), count: z.int() })) }),
})
