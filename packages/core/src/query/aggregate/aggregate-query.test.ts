import { expect, test } from 'vitest'
import { Company, Deal } from '../../schema/object-types.js'
import { is } from '../builders.js'
import { averageOf, byPeriod, byValue, distinctOf, maximumOf, minimumOf, sumOf, toAggregateData, weightedSumOf } from './aggregate-query.js'

test('[AGG-1] a typed aggregate is plain, frozen data on the wire, without what was left out', () => {
  const by = [byValue(Deal.stage), byPeriod(Deal.closeDate, 'month')]
  const measures = [
    sumOf(Deal.amount),
    weightedSumOf(Deal.amount),
    averageOf(Deal.amount),
    minimumOf(Deal.closeDate),
    maximumOf(Deal.closeDate),
    distinctOf(Deal.name),
  ]
  expect(toAggregateData({ of: Deal, by, measures, where: is(Deal.name, 'Renewal') })).toEqual({
    type: 'deal',
    where: { test: 'is', property: 'deal.name', value: 'Renewal' },
    by: [{ property: 'deal.stage' }, { property: 'deal.closeDate', period: 'month' }],
    measures: [
      { measure: 'sum', property: 'deal.amount' },
      { measure: 'weighted', property: 'deal.amount' },
      { measure: 'average', property: 'deal.amount' },
      { measure: 'minimum', property: 'deal.closeDate' },
      { measure: 'maximum', property: 'deal.closeDate' },
      { measure: 'distinct', property: 'deal.name' },
    ],
  })
  expect(Object.keys(toAggregateData({ of: Company }))).toEqual(['type'])
  expect([...by, ...measures].every(Object.isFrozen)).toBe(true)
})
