import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PointRanges } from '../model/criterion.js'
import { nextWhole, rangePoints, statusOf, wholeEdges } from './range-points.js'

const ranges: PointRanges['ranges'] = [
  { to: 0, points: 1 },
  { from: 0, to: 50, points: 2 },
  { from: 50, points: 3 },
]
const pointsAt = (bound: PointRanges['bound'], ...values: number[]) => values.map((value) => rangePoints({ ranges, bound }, value))

test('[HS-3] a value at a bound belongs to the range above it, or to the one below', () => {
  expect(pointsAt('above', -1, 0, 49.9, 50, 1e9)).toEqual([1, 2, 2, 3, 3])
  expect(pointsAt('below', -1, 0, 0.1, 50, 50.1)).toEqual([1, 1, 2, 2, 3])
})

test('[HS-3] the lowest range has its lower bound, and the first range that has a value counts', () => {
  const from = (least: number, bound: PointRanges['bound']) => rangePoints({ ranges: [{ from: least, to: 50, points: 2 }], bound }, least)
  expect([from(0, 'below'), from(5, 'below'), from(0, 'above'), from(5, 'above')]).toEqual([2, 0, 2, 2])
  expect(
    rangePoints(
      {
        ranges: [
          { from: 1, points: 4 },
          { from: 0, points: 5 },
        ],
        bound: 'above',
      },
      1,
    ),
  ).toBe(4)
  expect(rangePoints({ ranges: [], bound: 'above' }, 1)).toBe(0)
})

const bound = fc.constantFrom('above' as const, 'below' as const)
const edge = fc.option(
  fc.integer({ min: -40, max: 40 }).map((half) => half / 2),
  { nil: undefined },
)
const anyRange = fc.record({ from: edge, to: edge, points: fc.integer({ min: 0, max: 2 }) })

test('[HS-8] the next whole number with other points is the one that a search finds', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  const direction = fc.constantFrom(1 as const, -1 as const)
  fc.assert(
    fc.property(fc.array(anyRange, { maxLength: 4 }), bound, fc.integer({ min: -30, max: 30 }), direction, (given, side, from, step) => {
      const whole = { ranges: given, bound: side } as PointRanges
      let searched: number | undefined
      for (let at = from + step; Math.abs(at) <= 40 && searched === undefined; at += step)
        if (rangePoints(whole, at) !== rangePoints(whole, from)) searched = at
      expect(nextWhole(whole, wholeEdges(whole), from, step)).toBe(searched)
    }),
    { seed, numRuns: 3000 },
  )
})

const thresholds = { neutral: 40, healthy: 70, bound: 'above', hysteresis: 5 } as const
const statuses = (before: Parameters<typeof statusOf>[2], ...totals: number[]) => totals.map((total) => statusOf(thresholds, total, before))

test('[HS-5] a total at a threshold has reached it, unless the bound is below', () => {
  expect(statuses(undefined, 39.9, 40, 69.9, 70)).toEqual(['at-risk', 'neutral', 'neutral', 'healthy'])
  expect([40, 40.1, 70, 70.1].map((total) => statusOf({ ...thresholds, bound: 'below' }, total))).toEqual([
    'at-risk',
    'neutral',
    'neutral',
    'healthy',
  ])
})

test('[HS-5] with a hysteresis a status gets better only some points above the threshold, and worse at once', () => {
  expect(statuses('at-risk', 44.9, 45, 74.9, 75)).toEqual(['at-risk', 'neutral', 'neutral', 'healthy'])
  expect(statuses('neutral', 39.9, 44, 74.9, 75)).toEqual(['at-risk', 'neutral', 'neutral', 'healthy'])
  expect(statuses('healthy', 39.9, 69.9, 70)).toEqual(['at-risk', 'neutral', 'healthy'])
})
