import { expect, test } from 'vitest'
import { toLedger } from './ledger.js'
import { measure, scoreOf, statusOfTotal } from './measure.js'
import { aGroup, aNumber, compiled, facts } from './test-profile.js'
import { toPoints, toUnits } from './units.js'

const now = Date.parse('2026-07-01T00:00:00Z')
const input = (id: string) => aNumber(`in ${id}`, id, [0, 50, 100], { weight: 1, most: 100 })
const total = (profile: ReturnType<typeof compiled>, values: Parameters<typeof facts>[0]) => {
  const measured = measure(profile, facts(values), now)
  return measured && toPoints(measured.total)
}
const mean = { combine: 'mean', thresholds: { neutral: 40, healthy: 70 } }

test('[BEY-3] Vitally: inputs of 10, 10 and 0 are a mean of 6.67; with one of 10 missing 5 where it is skipped, 3.33 as zero', () => {
  const profile = (missing: string) => compiled([aGroup('g', 100, ['a', 'b', 'c'].map(input), { combine: 'mean', missing })], mean)
  expect(total(profile('skip'), { a: 100, b: 100, c: 0 })).toBeCloseTo(66.67, 2)
  expect(total(profile('skip'), { a: 100, c: 0 })).toBe(50)
  expect(total(profile('zero'), { a: 100, c: 0 })).toBeCloseTo(33.33, 2)
})

test('[BEY-3] Planhat: a start of 5 with additions, held between 0 and 10, and the mean rounded half up: 6.25 is 6', () => {
  const section = (id: string, points: number) =>
    aGroup(id, 100, [aNumber(`${id}1`, 'employees', [1], { ranges: [{ from: 0, points }] })], { start: 50, clamp: [0, 100], weight: 1 })
  const groups = [section('a', 60), section('b', 0), section('c', -25), section('d', 25)]
  // 10, 5, 2.5 and 7.5 of 10.
  expect(total(compiled(groups, mean), { employees: 1 })).toBe(62.5)
  expect(total(compiled(groups, { ...mean, round: 10 }), { employees: 1 })).toBe(60)
  expect(total(compiled([section('a', 15)], { ...mean, round: 10 }), { employees: 1 })).toBe(70)
})

test('[BEY-3] Gainsight: a bound belongs to the band below it: 50 is red, 50.5 and 51 are yellow', () => {
  const profile = compiled([aGroup('g', 100, [input('a')])], { thresholds: { neutral: 50, healthy: 75, bound: 'below' } })
  const status = (points: number) => statusOfTotal(profile, toUnits(points))
  expect([50, 50.5, 51, 75, 75.1].map(status)).toEqual(['at-risk', 'neutral', 'neutral', 'neutral', 'healthy'])
})

test('[BEY-3] Catalyst: weights of 50, 30 and 20 without the 30 are shared as 5/7 and 2/7, and nothing known is no score', () => {
  const group = (id: string, property: string, weight: number) =>
    aGroup(id, 100, [aNumber(`${id}1`, property, [1], { ranges: [{ from: 1, points: 70 }] })], { combine: 'mean', missing: 'skip', weight })
  const profile = compiled([group('a', 'a', 50), group('b', 'b', 30), group('c', 'c', 20)], {
    ...mean,
    missing: 'skip',
  })
  const measured = measure(profile, facts({ a: 1, c: 0 }), now)
  if (measured === undefined) throw new Error('There is no score.')
  const { entries, total: sum } = toLedger(profile, measured)
  expect(toPoints(sum)).toBe(50)
  expect(entries.filter(({ part }) => part === 'criterion').map(({ units }) => toPoints(units))).toEqual([50, 0, 0])
  expect(measured.groups.map(({ factor }) => factor)).toEqual([50 / 70, 0, 20 / 70])
  expect(scoreOf(profile, facts({}), now)).toMatchObject({ score: null, status: null })
})

test('[BEY-3] of a sum whose missing inputs are skipped the others reach the whole maximum', () => {
  const share = (id: string, most: number) => aNumber(id, id, [0, most], { most })
  const of = (missing: string) => compiled([aGroup('g', 100, [share('a', 60), share('b', 40)], { missing })])
  expect([total(of('skip'), { a: 60 }), total(of('skip'), { a: 60, b: 0 }), total(of('zero'), { a: 60 })]).toEqual([100, 60, 60])
})
