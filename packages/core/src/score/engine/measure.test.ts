import { expect, test } from 'vitest'
import { measure, scoreOf } from './measure.js'
import { aGroup, aNumber, aProfile, compiled, facts } from './test-profile.js'
import { toPoints } from './units.js'

const now = Date.parse('2026-07-01T12:00:00Z')
const earns = (points: number) => aNumber('a', 'employees', [], { ranges: [{ from: 1, points }] })
const profileOf = (points: number, rest: object = {}) => compiled([aGroup('g', 100, [earns(points)])], rest)
const customer = facts({ employees: 1 })

test('[HS-5] the total is held between 0 and 100', () => {
  const total = (start: number) => {
    const measured = measure(profileOf(30, { start }), customer, now)
    return measured && [toPoints(measured.raw), toPoints(measured.total)]
  }
  expect([-50, -30, 0, 70, 90].map(total)).toEqual([
    [-20, 0],
    [0, 0],
    [30, 30],
    [100, 100],
    [120, 100],
  ])
})

test('[HS-5] the status follows from the total before it is rounded, by 40 and 70 where nothing else is said', () => {
  expect([39.6, 40, 69.6, 70].map((points) => scoreOf(profileOf(points), customer, now))).toMatchObject([
    { score: 39, status: 'at-risk' },
    { score: 40, status: 'neutral' },
    { score: 69, status: 'neutral' },
    { score: 70, status: 'healthy' },
  ])
  const usual = { neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 }
  expect([aProfile([]).thresholds, aProfile([], { thresholds: {} }).thresholds]).toEqual([usual, usual])
})

test('[HS-1] a profile scores who is in any of its segments, and everybody where it has none', () => {
  const segment = (industry: string) => ({ name: industry, filter: { test: 'is', property: 'company.industry', value: industry } })
  const scored = (segments: readonly object[]) =>
    ['Air', 'Rail', 'Road'].map((industry) => scoreOf(profileOf(30, { segments }), facts({ employees: 1, industry }), now).score)
  expect(scored([])).toEqual([30, 30, 30])
  expect(scored([segment('Air')])).toEqual([30, null, null])
  expect(scored([segment('Air'), segment('Rail')])).toEqual([30, 30, null])
})
