import { expect, test } from 'vitest'
import { aGroup, aNumber, aProfile, testSchema } from '../engine/test-profile.js'
import { profileFaults } from './profile-faults.js'
import { scoreProfileSchema } from './profile-schema.js'

const number = (id: string) => aNumber(id, 'employees', [30])
const talks = (id: string) => ({ kind: 'events', id, name: id, association: 'company.meetings', days: 28, earn: { each: 1 } })
const pathsOf = (groups: readonly unknown[], rest: object = {}) =>
  profileFaults(aProfile(groups, rest), testSchema).map(({ path }) => path.join('.'))

test('[HS-2] the maxima of all groups sum to exactly 100', () => {
  const sums = (...maxima: readonly number[]) => pathsOf(maxima.map((maximum, at) => aGroup(`g${at}`, maximum, [number(`c${at}`)])))
  expect([sums(100), sums(60, 40), sums(33.3, 33.3, 33.4)]).toEqual([[], [], []])
  expect([sums(60, 39), sums(60, 41), sums(33.3, 33.3, 33.3)]).toEqual([['groups'], ['groups'], ['groups']])
})

test('[HS-2] a group of properties takes no events, and a group of events nothing else', () => {
  const group = (kind: string, criterion: unknown) => pathsOf([aGroup('g', 100, [criterion], { kind })])
  expect([group('property', number('c')), group('event', talks('c'))]).toEqual([[], []])
  expect([group('property', talks('c')), group('event', number('c'))]).toEqual([['groups.0.criteria.0'], ['groups.0.criteria.0']])
})

test('[HS-5] thresholds ascend strictly, within 0 and 100', () => {
  const group = aGroup('g', 100, [number('c')])
  const thresholds = (neutral: number, healthy: number) => pathsOf([group], { thresholds: { neutral, healthy } })
  expect([thresholds(40, 70), thresholds(1, 2), thresholds(98, 99)]).toEqual([[], [], []])
  for (const [neutral, healthy] of [
    [70, 70],
    [70, 40],
    [0, 70],
    [40, 100],
  ] as const)
    expect(thresholds(neutral, healthy)).toEqual(['thresholds'])
})

test('[HS-1] a profile has up to five segments', () => {
  const segment = { name: 'Air', filter: { test: 'is', property: 'company.industry', value: 'Air' } }
  const takes = (segments: number) =>
    scoreProfileSchema.safeParse({ name: 'x', objectType: 'company', groups: [], segments: Array(segments).fill(segment) }).success
  expect([takes(5), takes(6)]).toEqual([true, false])
})
