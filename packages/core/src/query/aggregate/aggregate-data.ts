import { z } from 'zod'
import type { LiveMode } from '../../schema/row.js'
import type { Money, Value } from '../../schema/value.js'
import type { FilterData, Period } from '../filter-data.js'
import { filterSchema } from '../parse.js'

/** What an aggregate may hold at most; more groups than that are refused, so that no answer grows without bound. */
export const aggregateLimits = { groupings: 3, measures: 20, groups: 10_000 } as const

/** What records are grouped by: the value of a property, or the period of the calendar that a day or instant is in. */
export interface GroupingData {
  readonly property: string
  readonly period?: Period
}
/** What can be worked out of a property; the number of records is always there. */
export type MeasureName = 'sum' | 'average' | 'weighted' | 'minimum' | 'maximum' | 'distinct'
/** One figure of each group. */
export interface MeasureData {
  readonly measure: MeasureName
  readonly property: string
}
/**
 * A question about many records at once, as data: how many there are and what their properties come to, in all or by group.
 * `property` is a path, as in a filter: `deal.amount`, `customer.csm`, `contact.companies.industry`.
 */
export interface AggregateData {
  readonly type: string
  readonly where?: FilterData
  readonly by?: readonly GroupingData[]
  readonly measures?: readonly MeasureData[]
}

/**
 * What a measure came to. Sums and averages are exact decimal text, of money one amount for each currency; averages have at most six places. A
 * weighted sum counts each amount times the probability of its record's stage, rounded for each record; what has no probability is left out.
 * The least and the greatest are values of the property, of money one for each currency. `null`, or an empty list: no record has a value.
 */
export type MeasureValue = Value | readonly Money[]
/** The records with the same values of the groupings; a missing value is a group of its own, and a period is named by its first day. */
export interface AggregateGroup {
  readonly by: readonly Value[]
  readonly count: number
  /** In the order of the question. */
  readonly measures: readonly MeasureValue[]
}
/** Answer to an aggregate: its groups in order, missing values last. Without groupings there is one group, even of no record. */
export interface Aggregate {
  readonly groups: readonly AggregateGroup[]
  /** How a live one is kept right. */
  readonly mode?: LiveMode
}

const property = z.string().min(1, 'A property is written as objectType.name.')
const period = z.enum(['day', 'week', 'month', 'quarter', 'year'])
const { groupings, measures } = aggregateLimits
/** Schema of an aggregate as plain data. Unknown keys are refused. */
export const aggregateSchema: z.ZodType<AggregateData, AggregateData> = z.strictObject({
  type: z.string().min(1),
  where: filterSchema.optional(),
  by: z
    .array(z.strictObject({ property, period: period.optional() }))
    .max(groupings, `Records are grouped by at most ${groupings} properties.`)
    .optional(),
  measures: z
    .array(z.strictObject({ measure: z.enum(['sum', 'average', 'weighted', 'minimum', 'maximum', 'distinct']), property }))
    .max(measures, `An aggregate has at most ${measures} measures.`)
    .optional(),
}) as unknown as z.ZodType<AggregateData, AggregateData>
