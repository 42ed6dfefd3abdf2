import { expect, test } from 'vitest'
import { healthOf } from './health.js'

test('[FLT-9] health through a link has the status and the score of that record, not those of the row', () => {
  const row = { healthScore: 90, healthStatus: 'healthy', 'parent.healthScore': 20, 'parent.healthStatus': 'at-risk' }
  expect(healthOf(90, 'healthScore', row)).toEqual({ status: 'healthy', score: 90 })
  expect(healthOf(20, 'parent.healthScore', row)).toEqual({ status: 'risk', score: 20 })
  expect(healthOf('at-risk', 'parent.healthStatus', row)).toEqual({ status: 'risk', score: 20 })
  expect(healthOf('neutral', 'companies.healthStatus', row)).toEqual({ status: 'neutral', score: undefined })
})
