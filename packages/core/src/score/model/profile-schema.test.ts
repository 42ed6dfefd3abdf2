import { expect, test } from 'vitest'
import { aGroup, aNumber } from '../engine/test-profile.js'
import { scoreProfileSchema } from './profile-schema.js'

const aProfile = (groups: readonly unknown[], rest: object = {}) => ({ name: 'Test', objectType: 'company', groups, ...rest })
const everybody = { test: 'all', filters: [] }
const number = (more: object = {}) => aNumber('c', 'employees', [30], more)
const events = (more: object = {}) => ({
  ...{ kind: 'events', id: 'c', name: 'c', association: 'company.meetings', days: 28, earn: { each: 1 } },
  ...more,
})
const ofGroup = (more: object) => aProfile([aGroup('g', 100, [number()], more)])
const ofCriterion = (criterion: unknown) => aProfile([aGroup('g', 100, [criterion])])
const takes = (profile: object) => scoreProfileSchema.safeParse(profile).success

// Each with the least and the greatest that is taken, and what lies just outside.
const bounds: readonly (readonly [string, (value: number) => object, readonly number[], readonly number[]])[] = [
  ['segments', (count) => aProfile([], { segments: Array(count).fill({ name: 's', filter: everybody }) }), [0, 5], [6]],
  ['groups', (count) => aProfile(Array(count).fill(aGroup('g', 5, [number()]))), [0, 20], [21]],
  ['criteria of a group', (count) => aProfile([aGroup('g', 100, Array(count).fill(number()))]), [0, 40], [41]],
  ['ranges', (count) => ofCriterion(number({ ranges: Array(count).fill({ points: 1 }) })), [1, 50], [0, 51]],
  ['days', (days) => ofCriterion(events({ days })), [1, 3650], [0, 1.5, 3651]],
  ['points', (points) => ofCriterion(number({ ranges: [{ points }] })), [-1000, 0.5, 1000], [-1001, 1001]],
  ['weight', (weight) => ofGroup({ weight }), [0.01, 100_000], [0, -1, 100_001]],
  ['maximum', (maximum) => ofGroup({ maximum }), [0.01, 100], [0, -1, 101]],
  ['rounding', (round) => ofGroup({ round }), [0.01, 100], [0, 101]],
  ['percent of decay', (percent) => ofCriterion(events({ decay: { percent, everyDays: 7 } })), [1, 100], [0, 1.5, 101]],
  ['days of decay', (everyDays) => ofCriterion(events({ decay: { percent: 5, everyDays } })), [1, 3650], [0, 3651]],
  ['letters of a name', (count) => aProfile([], { name: 'n'.repeat(count) }), [1, 200], [0, 201]],
  ['letters of an id', (count) => aProfile([aGroup('g'.repeat(count), 100, [number()])]), [1, 100], [0, 101]],
  ['letters of a path', (count) => ofCriterion(number({ property: 'p'.repeat(count) })), [3, 300], [2, 301]],
  ['hysteresis', (hysteresis) => aProfile([], { thresholds: { hysteresis } }), [0, 100], [-1, 101]],
]
test.each(bounds)('[HS-1] [HS-2] [HS-3] a profile is taken up to its limits, and not beyond: %s', (_name, make, taken, refused) => {
  expect(taken.map((value) => takes(make(value)))).toEqual(taken.map(() => true))
  expect(refused.map((value) => takes(make(value)))).toEqual(refused.map(() => false))
})

test('[HS-5] [HS-6] what a profile leaves open has the defaults of the product', () => {
  const { thresholds, segments, ...profile } = scoreProfileSchema.parse({ name: ' Main ', objectType: 'company', groups: [] })
  expect(profile).toEqual({ name: 'Main', objectType: 'company', groups: [], combine: 'sum', start: 0, missing: 'zero' })
  expect([thresholds, segments]).toEqual([{ neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 }, []])
  expect(scoreProfileSchema.parse({ ...profile, thresholds: {} }).thresholds).toEqual(thresholds)
})
