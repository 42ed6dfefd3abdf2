import { expect, test } from 'vitest'
import { entryId, type Ledger, toLedger, toShown } from './ledger.js'
import { measure } from './measure.js'
import { aGroup, aNumber, compiled, facts } from './test-profile.js'
import { unitsPerPoint } from './units.js'

const now = Date.parse('2026-07-01T12:00:00Z')
const ledgerOf = (groups: readonly unknown[], values: Record<string, number>, rest: object = {}): Ledger => {
  const profile = compiled(groups, rest)
  const measured = measure(profile, facts(values), now)
  if (measured === undefined) throw new Error('Nothing could be judged.')
  return toLedger(profile, measured)
}
/** The entries in points. */
const told = ({ entries }: Ledger) => entries.map(({ units, ...rest }) => ({ ...rest, points: units / unitsPerPoint }))
const steps = [...Array.from({ length: 21 }, (_, at) => at * 5), -10, -20]
const sums = ({ entries, total }: Ledger) => entries.reduce((sum, { units }) => sum + units, 0) === total

test('[BEY-2] an entry has one identity in every version of a profile', () => {
  expect(entryId({ part: 'criterion-cut', of: 'a' })).toBe('a criterion-cut')
  expect(entryId({ part: 'start', of: 'total' })).toBe('total start')
})

test('[BEY-2] the points of each criterion are an entry of its group, and what could not be judged is one without points', () => {
  const ledger = ledgerOf(
    [aGroup('g', 60, [aNumber('x', 'a', steps), aNumber('y', 'b', steps)]), aGroup('h', 40, [aNumber('z', 'c', steps)])],
    {
      ...{ a: 30, c: 15 },
    },
  )
  expect(told(ledger)).toEqual([
    { part: 'criterion', of: 'x', group: 'g', points: 30 },
    { part: 'criterion', of: 'y', group: 'g', points: 0, missing: true },
    { part: 'criterion', of: 'z', group: 'h', points: 15 },
  ])
  expect([ledger.total / unitsPerPoint, sums(ledger)]).toEqual([45, true])
})

test('[BEY-2] what is cut off at the bounds of a criterion, of a group and of the whole are entries of their own', () => {
  const bounded = aNumber('x', 'a', steps, { least: -10, most: 30 })
  const groups = [aGroup('g', 60, [bounded, aNumber('y', 'b', steps)], { start: 5 }), aGroup('h', 40, [aNumber('z', 'c', steps)])]
  const high = ledgerOf(groups, { a: 40, b: 50, c: 20 }, { start: 30 })
  expect(told(high)).toEqual([
    { part: 'start', of: 'total', points: 30 },
    { part: 'group-start', of: 'g', group: 'g', points: 5 },
    { part: 'criterion', of: 'x', group: 'g', points: 40 },
    { part: 'criterion-cut', of: 'x', group: 'g', points: -10 },
    { part: 'criterion', of: 'y', group: 'g', points: 50 },
    { part: 'group-cut', of: 'g', group: 'g', points: -25 },
    { part: 'criterion', of: 'z', group: 'h', points: 20 },
    { part: 'cut', of: 'total', points: -10 },
  ])
  expect([high.total / unitsPerPoint, sums(high)]).toEqual([100, true])
  const low = ledgerOf([aGroup('g', 100, [bounded])], { a: -20 }, { start: -40 })
  expect(told(low)).toEqual([
    { part: 'start', of: 'total', points: -40 },
    { part: 'criterion', of: 'x', group: 'g', points: -20 },
    { part: 'criterion-cut', of: 'x', group: 'g', points: 10 },
    { part: 'group-cut', of: 'g', group: 'g', points: 10 },
    { part: 'cut', of: 'total', points: 40 },
  ])
  expect([low.total, sums(low)]).toEqual([0, true])
})

test('[BEY-2] [BEY-3] the parts of a mean have their share of it, and of those that are skipped the others have more', () => {
  const mean = { combine: 'mean', missing: 'skip' } as const
  const group = (id: string, property: string) =>
    aGroup(id, 100, [aNumber(`${id}1`, property, steps, { weight: 1 })], { ...mean, weight: 1 })
  const groups = [group('g', 'a'), group('h', 'b'), group('i', 'c')]
  const all = ledgerOf(groups, { a: 30, b: 60, c: 90 }, mean)
  expect(told(all).map(({ of, points }) => [of, points])).toEqual([
    ['g1', 10],
    ['h1', 20],
    ['i1', 30],
  ])
  const two = ledgerOf(groups, { a: 30, b: 60 }, mean)
  expect(told(two)).toEqual([
    { part: 'criterion', of: 'g1', group: 'g', points: 15 },
    { part: 'criterion', of: 'h1', group: 'h', points: 30 },
    { part: 'criterion', of: 'i1', group: 'i', points: 0, missing: true },
  ])
  expect([all.total / unitsPerPoint, two.total / unitsPerPoint, sums(two)]).toEqual([60, 45, true])
})

test('[BEY-3] what rounding adds to a group or to the whole is an entry', () => {
  const group = (rest: object) => aGroup('g', 100, [aNumber('x', 'a', [7.5]), aNumber('y', 'b', [3])], rest)
  const rounded = ledgerOf([group({ round: 1 })], { a: 7.5, b: 3 })
  const whole = ledgerOf([group({})], { a: 7.5, b: 3 }, { round: 1 })
  const rounding = (ledger: Ledger) => told(ledger).filter(({ part }) => part.endsWith('rounding'))
  expect(rounding(rounded)).toEqual([{ part: 'group-rounding', of: 'g', group: 'g', points: 0.5 }])
  expect(rounding(whole)).toEqual([{ part: 'rounding', of: 'total', points: 0.5 }])
  expect([rounded.total / unitsPerPoint, sums(rounded), sums(whole)]).toEqual([11, true, true])
})

const entry = (of: string, points: number, group?: string) => ({
  ...{ part: group === undefined ? 'start' : 'criterion', of, units: Math.round(points * unitsPerPoint) },
  ...(group !== undefined && { group }),
})
const shownOf = (...entries: readonly ReturnType<typeof entry>[]) => {
  const total = entries.reduce((sum, { units }) => sum + units, 0)
  const { score, entries: shown, groups } = toShown({ entries, total } as Ledger)
  return { score, entries: Object.fromEntries(shown), groups: Object.fromEntries(groups) }
}

test('[HS-7] shown points are whole and sum to the shown score, and those of a group to what it shows', () => {
  expect(shownOf(entry('x', 10.6, 'g'), entry('y', 10.6, 'g'), entry('z', 20.6, 'h'))).toEqual({
    ...{ score: 41, groups: { g: 21, h: 20 } },
    // Of equal remainders, the one with the smaller id has the point.
    entries: { 'x criterion': 11, 'y criterion': 10, 'z criterion': 20 },
  })
  expect(shownOf(entry('x', 10.4, 'g'), entry('z', 20.9, 'h'))).toEqual({
    ...{ score: 31, groups: { g: 10, h: 21 }, entries: { 'x criterion': 10, 'z criterion': 21 } },
  })
})

test('[HS-7] what belongs to the whole is shown beside the groups, and a score is rounded down', () => {
  expect(shownOf(entry('total', 5.5), entry('x', 34.49, 'g'))).toEqual({
    ...{ score: 39, groups: { g: 34 }, entries: { 'total start': 5, 'x criterion': 34 } },
  })
  expect(shownOf(entry('x', 0, 'g'))).toEqual({ score: 0, groups: { g: 0 }, entries: { 'x criterion': 0 } })
})
