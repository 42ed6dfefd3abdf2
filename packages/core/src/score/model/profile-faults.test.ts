import { expect, test } from 'vitest'
import { z } from 'zod'
import { aGroup, aNumber, aProfile, testSchema } from '../engine/test-profile.js'
import { defineCriterionKind } from './criterion-kind.js'
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

const faultsIn = (groups: readonly unknown[], rest: object = {}) => profileFaults(aProfile(groups, rest), testSchema)
const one = (criterion: unknown, rest: object = {}) => faultsIn([aGroup('g', 100, [criterion], rest)])
const place = ['groups', 0, 'criteria', 0]

test('[HS-2] maxima that do not sum to 100 say by how much, and those of a mean need no sum', () => {
  const sum = (...maxima: readonly number[]) => faultsIn(maxima.map((maximum, at) => aGroup(`g${at}`, maximum, [number(`c${at}`)])))
  const fault = (what: string) => [
    { path: ['groups'], message: `The maxima of the groups sum to ${what}. They have to sum to exactly 100.` },
  ]
  expect([sum(60, 50), sum(33.3, 33.3, 33.3)]).toEqual([fault('110: 10 over 100'), fault('99.9: 0.1 short of 100')])
  const good = aGroup('g', 60, [number('c')])
  expect([faultsIn([good], { combine: 'mean' }), faultsIn([], { combine: 'mean' })]).toEqual([
    [],
    [{ path: ['groups'], message: 'A profile needs a group of criteria.' }],
  ])
})

test('[HS-5] thresholds that do not ascend are named with both of their numbers', () => {
  const message = 'Neutral begins at 70 and healthy at 40: both lie between 0 and 100, and neutral begins below healthy.'
  expect(faultsIn([aGroup('g', 100, [number('c')])], { thresholds: { neutral: 70, healthy: 40 } })).toEqual([
    { path: ['thresholds'], message },
  ])
})

test('[HS-7] each group and each criterion has an id of its own, and none is called total', () => {
  const taken = (id: string) => `The id ${id} is taken: each group and each criterion has its own.`
  const groups = [aGroup('g', 50, [number('c'), number('c')]), aGroup('g', 50, [number('total')])]
  expect(faultsIn(groups)).toEqual([
    { path: ['groups', 0, 'criteria', 1, 'id'], message: taken('c') },
    { path: ['groups', 1, 'id'], message: taken('g') },
    { path: ['groups', 1, 'criteria', 0, 'id'], message: taken('total') },
  ])
})

test('[HS-2] a group without criteria, and one whose least is not below its most, are named', () => {
  expect(faultsIn([aGroup('g', 100, [])])).toEqual([{ path: ['groups', 0, 'criteria'], message: 'The group g has no criteria.' }])
  const clamp = (least: number, most: number) => one(number('c'), { clamp: [least, most] })
  const fault = [{ path: ['groups', 0, 'clamp'], message: 'The least of g has to be below its most.' }]
  expect([clamp(0, 1), clamp(1, 1), clamp(2, 1)]).toEqual([[], fault, fault])
})

test('[HS-2] a criterion in a group of the other kind is refused with where it belongs', () => {
  expect(one(number('c'), { kind: 'event' })).toEqual([
    { path: place, message: 'c looks at properties or records, so it belongs in a group of properties; g is one of events.' },
  ])
  expect(one(talks('c'))).toEqual([
    { path: place, message: 'c counts activities, so it belongs in a group of events; g is one of properties.' },
  ])
})

test('[HS-5] the fewest points of a criterion are at most its most', () => {
  const between = (least?: number, most?: number) => one({ ...(number('c') as object), least, most })
  expect([between(1, 1), between(0, 5), between(5), between(undefined, -5)]).toEqual([[], [], [], []])
  expect(between(2, 1)).toEqual([{ path: [...place, 'least'], message: 'The fewest points of c are more than its most.' }])
})

test('[BEY-3] a criterion of a mean that earns nothing needs a weight', () => {
  const takes = (rest: object, combine = 'mean') => one(aNumber('c', 'employees', [-5], rest), { combine })
  const fault = [{ path: [...place, 'weight'], message: 'c needs a weight: its group is a mean, and it earns no points.' }]
  expect([takes({}), takes({ most: 0 })]).toEqual([fault, fault])
  expect([takes({ weight: 1 }), takes({ most: 1 }), takes({}, 'sum')]).toEqual([[], [], []])
  const fading = (each: number) => one({ ...talks('c'), earn: { each } }, { kind: 'event', combine: 'mean' })
  expect([fading(1), fading(-1), fading(0)]).toEqual([[], fault, fault])
})

test('[HS-3] ranges ascend and do not overlap, each named by its place', () => {
  const of = (...ranges: readonly (readonly [number | undefined, number | undefined])[]) =>
    one(aNumber('c', 'employees', [], { ranges: ranges.map(([from, to]) => ({ from, to, points: 1 })) }))
  expect([of([0, 1], [1, 2]), of([undefined, 1], [2, undefined]), of([undefined, undefined])]).toEqual([[], [], []])
  const at = (place_: number, message: string) => [{ path: [...place, 'ranges', place_], message }]
  expect([of([2, 1]), of([0, 1], [5, 5])]).toEqual([
    at(0, 'A range of c ends at 1, at or below its start of 2.'),
    at(1, 'A range of c ends at 5, at or below its start of 5.'),
  ])
  const overlap = 'The ranges of c overlap: each begins where the one before it ends, or later.'
  expect([of([0, 2], [1, 3]), of([0, undefined], [5, 6]), of([0, 1], [undefined, 2])]).toEqual(Array(3).fill(at(1, overlap)))
  const earned = one({ ...talks('c'), earn: { ranges: [{ from: 2, to: 1, points: 1 }] } }, { kind: 'event' })
  expect(earned.map(({ path }) => path)).toEqual([[...place, 'earn', 'ranges', 0]])
})

test('[HS-3] a kind of criterion that no plugin has is named, and one that a plugin has belongs in either kind of group', () => {
  const custom = { kind: 'custom', id: 'c', name: 'c', of: 'acme/breaches', config: { each: 1 } }
  expect(one(custom)).toEqual([{ path: [...place, 'of'], message: 'No plugin of this workspace has the kind of criterion acme/breaches.' }])
  const kind = defineCriterionKind<{ each: number }>({
    ...{ id: 'acme/breaches', title: 'Breaches', config: z.object({ each: z.number('Each is a number.') }) },
    ...{ reads: () => ({}), points: () => [0, 10], judge: () => ({ points: 1 }) },
  })
  const known = (config: unknown, groupKind: string) =>
    profileFaults(
      aProfile([aGroup('g', 100, [{ ...custom, config }], { kind: groupKind })]),
      testSchema,
      new Map([['acme/breaches', kind]]),
    )
  expect([known({ each: 1 }, 'property'), known({ each: 1 }, 'event')]).toEqual([[], []])
  expect(known({ each: 'x' }, 'property')).toEqual([{ path: [...place, 'config', 'each'], message: 'Each is a number.' }])
})

test('[HS-1] of a profile of no object type nothing else is said, and of the others every fault is', () => {
  const criteria = [aNumber('a', 'nothing', [1]), aNumber('b', 'employees', [1]), aNumber('c', 'industry', [1])]
  const groups = [aGroup('g', 100, criteria)]
  const gone = { path: ['objectType'], message: 'There is no object type gone.' }
  expect(faultsIn(groups, { objectType: 'gone' })).toEqual([gone])
  const air = (property: string) => ({ name: 'Air', filter: { test: 'is', property, value: 'Air' } })
  const found = faultsIn(groups, { segments: [air('company.industry'), air('company.nothing')] })
  expect(found.map(({ path }) => path.slice(0, 4).join('.'))).toEqual([
    'segments.1.filter.property',
    'groups.0.criteria.0',
    'groups.0.criteria.2',
  ])
  expect(found.slice(1)).toEqual([
    { path: [...place, 'property'], message: 'There is no property company.nothing of Company.' },
    { path: ['groups', 0, 'criteria', 2, 'property'], message: 'company.industry is no number and no amount of money.' },
  ])
})
