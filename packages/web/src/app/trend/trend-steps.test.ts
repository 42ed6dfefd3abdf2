import { expect, test } from 'vitest'
import { stepsOf } from './trend-steps.js'

const day = 86_400_000
const now = 200 * day
const at = (daysAgo: number, score: number | null, status: string | null = 'neutral') => ({ at: now - daysAgo * day, score, status })

test('[CUS-2] [HS-9] a trend holds each score until the next, and begins where the days or the score do', () => {
  expect(stepsOf([at(120, 60), at(45, 40)], now, 90)).toMatchObject([
    { from: 0, score: 60, at: now - 90 * day },
    { from: 0.5, score: 40 },
  ])
  expect(stepsOf([at(9, 70)], now, 90)).toMatchObject([{ from: 0.9, score: 70 }])
})

test('[CUS-2] [HS-9] no trend is made up: of no score, of one that has gone, and of one that has only just come', () => {
  expect(stepsOf([], now, 90)).toEqual([])
  expect(stepsOf([at(20, 50), at(3, null, null)], now, 90)).toEqual([])
  expect(stepsOf([at(0, 50)], now, 90)).toEqual([])
  expect(stepsOf([at(20, 50), at(10, null, null), at(5, 60)], now, 90).map(({ score }) => score)).toEqual([50, 60])
})
