import { expect, test } from 'vitest'
import { measure } from '../engine/measure.js'
import { aGroup, compiled, facts } from '../engine/test-profile.js'
import { toPoints } from '../engine/units.js'

const now = Date.parse('2026-07-01T12:00:00Z')
/** Earns the number itself, from 0 to 49. */
const itself = Array.from({ length: 50 }, (_, points) => ({ from: points, to: points + 1, points }))
const pointsOf = (criterion: object, values: Parameters<typeof facts>[0], rest: object = {}) => {
  const measured = measure(compiled([aGroup('g', 100, [{ id: 'c', name: 'C', ...criterion }], rest)]), facts(values), now)
  return measured && toPoints(measured.total)
}

test('[HS-3] of the tests of a property the first that holds counts, and no later one', () => {
  const is = (value: string) => ({ test: 'is', property: 'company.industry', value })
  const cases = [
    { test: is('Air'), points: 10 },
    { test: { test: 'any', filters: [is('Air'), is('Rail')] }, points: 40 },
    { test: is('Rail'), points: 1 },
  ]
  const industry = (value: string) => pointsOf({ kind: 'property', property: 'company.industry', cases }, { industry: value })
  expect(['Air', 'Rail', 'Road'].map(industry)).toEqual([10, 40, 0])
})

test('[HS-3] whole days count since a date, or until it', () => {
  const counted = (count: string, renewalDate: string) =>
    pointsOf({ kind: 'date', property: 'company.renewalDate', count, ranges: itself }, { renewalDate })
  expect(['2026-06-11', '2026-07-01', '2026-07-21'].map((date) => counted('since', date))).toEqual([20, 0, 0])
  expect(['2026-06-11', '2026-07-01', '2026-07-21'].map((date) => counted('until', date))).toEqual([0, 0, 20])
})

test('[HS-3] a segment earns one number of points inside and another one outside', () => {
  const filter = { test: 'is', property: 'company.industry', value: 'Air' }
  const segment = { kind: 'segment', segment: 'Air', filter, inside: 20, outside: -5 }
  const at = (industry: string) => pointsOf(segment, { industry }, { start: 50 })
  expect([at('Air'), at('Rail')]).toEqual([70, 45])
})
