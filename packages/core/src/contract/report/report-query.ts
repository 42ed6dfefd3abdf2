import { z } from 'zod'
import type { AggregateData, GroupingData, MeasureData, MeasureName } from '../../query/aggregate/aggregate-data.js'
import type { FilterData } from '../../query/filter-data.js'
import { filterSchema } from '../../query/parse.js'

/** How a report is drawn. */
export const reportPictures = ['number', 'bar', 'line', 'area', 'pie', 'funnel', 'table', 'heat-map'] as const
/** How a report is drawn. */
export type ReportPicture = (typeof reportPictures)[number]
/** What a report works out of one property. */
export type ReportMeasureName = Exclude<MeasureName, 'weighted'>
/** One figure of a report: how many records there are, or what one of their properties comes to. */
export type ReportMeasure = { readonly measure: 'count' } | (MeasureData & { readonly measure: ReportMeasureName })
/**
 * A question about records, and the picture that answers it, as data (DSH-2). Paths are those of filters and may name roles: `customer.arr`.
 * Of two object types that play the role, `about` is the one that is meant. Days and months of instants are those of the viewer's zone.
 */
export interface ReportQuery {
  readonly type: string
  readonly about?: string
  readonly where?: FilterData
  readonly measures: readonly ReportMeasure[]
  readonly by: readonly GroupingData[]
  readonly picture: ReportPicture
  /** Bars and areas of the second grouping lie on each other, so that they add up. */
  readonly stacked?: true
}

/** How many measures and groupings a report has at most. */
export const reportLimits = { measures: 4, groupings: 2 } as const

const property = z.string().min(1, 'A property is written as objectType.name.').max(500)
const measure = z.union([
  z.strictObject({ measure: z.literal('count') }),
  z.strictObject({ measure: z.enum(['sum', 'average', 'minimum', 'maximum', 'distinct']), property }),
])
const grouping = z.strictObject({ property, period: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional() })

const shape = z.strictObject({
  type: z.string().min(1).max(200),
  about: z.string().min(1).max(200).optional(),
  where: filterSchema.optional(),
  measures: z.array(measure).min(1, 'A report has at least one measure.').max(reportLimits.measures),
  by: z.array(grouping).max(reportLimits.groupings, `Records are grouped by at most ${reportLimits.groupings} properties.`),
  picture: z.enum(reportPictures),
  stacked: z.literal(true).optional(),
})
/** Schema of a report that is being built: its picture may not fit yet. */
export const reportDraftSchema = shape as unknown as z.ZodType<ReportQuery, ReportQuery>
/** Schema of what a report asks. A picture that the question cannot feed is refused, with the reason. */
export const reportQuerySchema: z.ZodType<ReportQuery, ReportQuery> = shape.superRefine((query, context) => {
  const message = unfitFor(query as ReportQuery, query.picture)
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['picture'], message })
}) as unknown as z.ZodType<ReportQuery, ReportQuery>

/** Why a picture cannot show what a report asks, in a sentence; `undefined` where it can. */
export function unfitFor({ measures, by }: Pick<ReportQuery, 'measures' | 'by'>, picture: ReportPicture): string | undefined {
  if (picture === 'table') return undefined
  if (picture === 'number') return by.length === 0 ? undefined : 'A number has no groupings.'
  if (by.length === 0) return 'This picture needs a grouping.'
  if (by.length > 1 && measures.length > 1) return 'With two groupings a picture shows one measure; a table shows all.'
  if (picture === 'heat-map') return by.length === 2 ? undefined : 'A heat map takes two groupings.'
  if (picture !== 'pie' && picture !== 'funnel') return undefined
  if (by.length > 1) return picture === 'pie' ? 'A pie takes one grouping.' : 'A funnel takes one grouping.'
  if (measures.length > 1) return 'A pie or a funnel shows one measure.'
  const adds = measures.every(({ measure: name }) => name === 'count' || name === 'sum')
  return adds ? undefined : 'Parts of a whole are counts or sums; this measure does not add up.'
}

/** The chosen picture where it can show what a report asks, else the one that shows it best. */
export function fittingPicture(query: ReportQuery): ReportPicture {
  const { by, measures, picture } = query
  if (unfitFor(query, picture) === undefined) return picture
  if (by.length === 0) return 'number'
  if (by.length === 2 && measures.length > 1) return 'table'
  return by[0]?.period === undefined ? 'bar' : 'line'
}

/** The aggregate that answers a report. The number of records is always there. */
export function toReportAggregate({ type, about, where, measures, by }: ReportQuery): AggregateData & { readonly about?: string } {
  return {
    type,
    ...(about !== undefined && { about }),
    ...(where !== undefined && { where }),
    by,
    measures: measures.flatMap((each) => (each.measure === 'count' ? [] : [each])),
  }
}
