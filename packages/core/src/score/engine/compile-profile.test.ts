import { expect, test } from 'vitest'
import { isTenureError } from '../../errors/tenure-error.js'
import { compileProfile } from './compile-profile.js'
import { aGroup, aNumber, aProfile, compiled, facts, issuesOf, testSchema } from './test-profile.js'
import { unitsPerPoint } from './units.js'

const now = Date.parse('2026-07-01T12:00:00Z')
const is = (property: string, value: unknown) => ({ test: 'is', property: `company.${property}`, value })
const tested = (id: string, property: string, points = 10) => ({
  ...{ kind: 'property', id, name: id, property: `company.${property}`, cases: [{ test: is(property, 'x'), points }] },
})

test('[HS-1] a profile of an object type that is not there is refused', () => {
  const profile = aProfile([aGroup('g', 100, [aNumber('n', 'a', [1])])], { objectType: 'nothing' })
  expect(issuesOf(() => compileProfile(profile, { schema: testSchema }))).toEqual([
    { path: ['objectType'], message: 'There is no object type nothing.' },
  ])
})

test('[HS-1] what does not fit the object type is named by its place in the profile, once', () => {
  const number = aNumber('n', 'nothing', [1])
  const found = issuesOf(() => compiled([aGroup('g', 60, [aNumber('m', 'a', [1])]), aGroup('h', 40, [aNumber('k', 'b', [1]), number])]))
  expect(found).toMatchObject([{ path: ['groups', 1, 'criteria', 1, 'property'] }])
  const segments = [
    { name: 'Good', filter: is('name', 'x') },
    { name: 'Bad', filter: is('nothing', 'x') },
  ]
  const other = issuesOf(() => compiled([aGroup('g', 100, [aNumber('n', 'a', [1])])], { segments }))
  expect(other).toMatchObject([{ path: expect.arrayContaining(['segments', 1, 'filter']) }])
  try {
    compiled([aGroup('g', 100, [number])])
  } catch (error) {
    expect(isTenureError(error) && [error.code, isTenureError(error.cause)]).toEqual(['input.invalid', true])
  }
})

test('[HS-5] bounds, starts and weights of groups and criteria are in units', () => {
  const { groups, shares } = compiled([
    aGroup('g', 60, [aNumber('n', 'a', [10, 20])], { start: 5 }),
    aGroup('h', 40, [aNumber('m', 'b', [10], { least: -3, most: 7 }), aNumber('k', 'c', [8], { weight: 3 })], {
      clamp: [-10, 30],
      weight: 9,
    }),
  ])
  const points = ([least, most]: readonly [number, number]) => [least / unitsPerPoint, most / unitsPerPoint]
  expect(groups.map(({ start, bounds, weight }) => [start / unitsPerPoint, points(bounds), weight])).toEqual([
    [5, [0, 60], 60],
    [0, [-10, 30], 40],
  ])
  expect(groups.map(({ group, criteria }) => [group.id, criteria.map(({ criterion }) => criterion.id)])).toEqual([
    ['g', ['n']],
    ['h', ['m', 'k']],
  ])
  expect(points(groups[1]?.criteria[0]?.bounds ?? [0, 0])).toEqual([-3, 7])
  expect(shares).toEqual({ combine: 'sum', missing: 'zero', weights: [60, 40], plain: [1, 1] })
})

test('[BEY-3] in a mean groups count by their weight, or by their maximum where they have none', () => {
  const groups = [aGroup('g', 60, [aNumber('n', 'a', [1])], { weight: 9 }), aGroup('h', 40, [aNumber('m', 'b', [1])])]
  const { shares } = compiled(groups, { combine: 'mean', missing: 'skip' })
  expect(shares).toEqual({ combine: 'mean', missing: 'skip', weights: [9, 40], plain: [1, 1] })
})

test('[HS-7] a profile needs what its segments and criteria look at, and each criterion what it looks at alone', () => {
  const open = {
    kind: 'records',
    id: 'open',
    name: 'Open',
    association: 'company.tickets',
    measure: { by: 'count' },
    ranges: [{ to: 1, points: 20 }],
  }
  const where = { test: 'is-unknown', property: 'ticket.closedAt' }
  const { needs, groups } = compiled([aGroup('g', 80, [aNumber('n', 'a', [1])]), aGroup('h', 20, [{ ...open, where }])], {
    segments: [{ name: 'All', filter: is('industry', 'Air') }],
  })
  const told = (of: typeof needs | undefined) => [
    [...(of?.properties ?? [])],
    [...(of?.links ?? [])].map(([name, names]) => [name, [...names]]),
  ]
  expect(told(needs)).toEqual([['industry', 'a'], [['tickets', ['closedAt']]]])
  expect(told(groups[0]?.criteria[0]?.needs)).toEqual([['a'], []])
  expect(told(groups[1]?.criteria[0]?.needs)).toEqual([[], [['tickets', ['closedAt']]]])
})

test('[HS-1] a profile scores who is in one of its segments, until the clock may change it', () => {
  const group = aGroup('g', 100, [tested('t', 'name')])
  const of = (...filters: readonly object[]) =>
    compiled([group], { segments: filters.map((filter, at) => ({ name: `S${at}`, filter })) }).includes(
      facts({ name: 'Acme', renewalDate: '2026-07-01' }),
      now,
    )
  expect(of()).toEqual({ is: true })
  expect(of(is('name', 'Acme'))).toEqual({ is: true, until: undefined })
  expect(of(is('name', 'Other'))).toEqual({ is: false, until: undefined })
  const today = { test: 'in-period', property: 'company.renewalDate', period: 'day', shift: 0 }
  const until = Date.UTC(2026, 6, 2)
  expect([of(today), of(is('name', 'Acme'), today), of(is('name', 'x'), { ...today, shift: 1 })]).toEqual([
    { is: true, until },
    { is: true, until },
    { is: false, until },
  ])
})
