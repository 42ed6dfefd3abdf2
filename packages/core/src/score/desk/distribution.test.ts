import { expect, test } from 'vitest'
import { count, customersIn, startCounting, toDistribution } from './distribution.js'

test('[HS-9] a distribution has each score in its tenth, 100 in the last one, and an average of those that have a score', () => {
  const counting = startCounting()
  for (const score of [0, 9, 10, 39, 99, 100]) count(counting, score, 'neutral')
  count(counting, null, null)
  count(counting, 20, 'at-risk', 2)
  count(counting, 90, 'healthy')
  expect(toDistribution(counting)).toEqual({
    ...{ atRisk: 2, neutral: 6, healthy: 1, none: 1 },
    ...{ tenths: [2, 1, 2, 1, 0, 0, 0, 0, 0, 3], average: 43 },
  })
  expect(customersIn(counting)).toBe(10)
  expect(toDistribution(startCounting())).toMatchObject({ none: 0, average: null })
})
