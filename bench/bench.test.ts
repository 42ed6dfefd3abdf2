import { expect, test } from 'vitest'
import { judge, toRow } from './bench.js'

const figure = { bench: 'page', case: 'a page', metric: 'p50', unit: 'us', value: 30 }

test('a goal is held against the ratio, or against the value where there is no ratio', () => {
  expect(judge(toRow({ ...figure, limit: 20, ratio: 1.5, goal: 1.5 })).met).toBe(true)
  expect(judge(toRow({ ...figure, limit: 20, ratio: 1.51, goal: 1.5 })).met).toBe(false)
  expect(judge(toRow({ ...figure, goal: 0 })).met).toBe(false)
  expect(judge(toRow(figure)).met).toBeNull()
})
