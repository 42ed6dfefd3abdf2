import { expect, test } from 'vitest'
import {
  fittingPicture,
  type ReportMeasure,
  type ReportPicture,
  type ReportQuery,
  reportDraftSchema,
  reportPictures,
  reportQuerySchema,
  toReportAggregate,
  unfitFor,
} from './report-query.js'

const count: ReportMeasure = { measure: 'count' }
const sum: ReportMeasure = { measure: 'sum', property: 'deal.amount' }
const average: ReportMeasure = { measure: 'average', property: 'deal.amount' }
const stage = { property: 'deal.stage' }
const month = { property: 'deal.closeDate', period: 'month' } as const
const report = (measures: readonly ReportMeasure[], by: ReportQuery['by'], picture: ReportPicture = 'table'): ReportQuery => ({
  ...{ type: 'deal', measures, by, picture },
})
const fits = (measures: readonly ReportMeasure[], ...by: ReportQuery['by']) =>
  reportPictures.filter((picture) => unfitFor({ measures, by }, picture) === undefined)

test('[DSH-2] what a picture can show follows from the measures and groupings', () => {
  expect(fits([count])).toEqual(['number', 'table'])
  expect(fits([count, sum])).toEqual(['number', 'table'])
  expect(fits([count], stage)).toEqual(['bar', 'line', 'area', 'pie', 'funnel', 'table'])
  expect(fits([sum], stage)).toEqual(['bar', 'line', 'area', 'pie', 'funnel', 'table'])
  expect(fits([average], stage)).toEqual(['bar', 'line', 'area', 'table'])
  expect(fits([count, sum], stage)).toEqual(['bar', 'line', 'area', 'table'])
  expect(fits([count], stage, month)).toEqual(['bar', 'line', 'area', 'table', 'heat-map'])
  expect(fits([count, sum], stage, month)).toEqual(['table'])
})

test('[DSH-2] a picture that cannot show a report says why', () => {
  const why = (picture: ReportPicture, measures: readonly ReportMeasure[], ...by: ReportQuery['by']) => unfitFor({ measures, by }, picture)
  expect(why('number', [count], stage)).toBe('A number has no groupings.')
  expect(why('bar', [count])).toBe('This picture needs a grouping.')
  expect(why('bar', [count, sum], stage, month)).toBe('With two groupings a picture shows one measure; a table shows all.')
  expect(why('heat-map', [count], stage)).toBe('A heat map takes two groupings.')
  expect(why('pie', [count], stage, month)).toBe('A pie takes one grouping.')
  expect(why('funnel', [count], stage, month)).toBe('A funnel takes one grouping.')
  expect(why('pie', [count, sum], stage)).toBe('A pie or a funnel shows one measure.')
  expect(why('funnel', [average], stage)).toBe('Parts of a whole are counts or sums; this measure does not add up.')
})

test('[DSH-2] a picture stays where it fits; else a report is shown by the one that shows it best', () => {
  expect(fittingPicture(report([count], [stage], 'pie'))).toBe('pie')
  expect(fittingPicture(report([count], [], 'pie'))).toBe('number')
  expect(fittingPicture(report([count], [stage], 'number'))).toBe('bar')
  expect(fittingPicture(report([count], [month], 'number'))).toBe('line')
  expect(fittingPicture(report([count], [stage, month], 'number'))).toBe('bar')
  expect(fittingPicture(report([count, sum], [stage, month], 'bar'))).toBe('table')
  expect(fittingPicture(report([count, sum], [stage], 'pie'))).toBe('bar')
})

test('[DSH-2] the aggregate of a report leaves out its count, which is there anyway, and what is not said', () => {
  expect(toReportAggregate(report([count, sum], [stage]))).toEqual({ type: 'deal', by: [stage], measures: [sum] })
  const where = { test: 'is-known', property: 'deal.amount' } as const
  expect(toReportAggregate({ ...report([average], []), about: 'order', where })).toEqual({
    ...{ type: 'deal', about: 'order', where, by: [], measures: [average] },
  })
})

test('[DSH-2] a report is refused at the place that is wrong; a draft may have a picture that does not fit yet', () => {
  const issues = (given: object, schema = reportQuerySchema) => {
    const { error } = schema.safeParse({ ...report([count], [stage], 'bar'), ...given })
    return error?.issues.map(({ path, message }) => [path.join('.'), message])
  }
  expect(issues({})).toBeUndefined()
  expect(issues({ by: [], picture: 'bar' })).toEqual([['picture', 'This picture needs a grouping.']])
  expect(issues({ by: [], picture: 'bar' }, reportDraftSchema)).toBeUndefined()
  expect(issues({ measures: [] })).toEqual([['measures', 'A report has at least one measure.']])
  expect(issues({ by: [stage, month, stage], picture: 'table' })).toEqual([['by', 'Records are grouped by at most 2 properties.']])
  expect(issues({ measures: [count, sum, average, sum] })).toBeUndefined()
  expect(issues({ measures: [count, sum, average, sum, sum] })?.map(([path]) => path)).toEqual(['measures'])
  expect(issues({ by: [{ property: '' }] })).toEqual([['by.0.property', 'A property is written as objectType.name.']])
  expect(issues({ stacked: true, about: 'order' })).toBeUndefined()
  for (const more of [{ stacked: false }, { about: '' }, { type: '' }, { other: 1 }, { by: [{ ...month, period: 'hour' }] }])
    expect(issues(more), JSON.stringify(more)).toHaveLength(1)
  expect(issues({ measures: [{ ...sum, measure: 'weighted' }] })).toHaveLength(1)
})
