import { expect, test } from 'vitest'
import { differenceOf, toShownDifference } from './difference.js'
import { aGroup, aNumber, compiled, facts } from './test-profile.js'

const at = Date.parse('2026-07-01T12:00:00Z')
type Side = Pick<Parameters<typeof differenceOf>[0], 'profile' | 'facts'>
const causesOf = (before: Side, after: Side) => {
  const difference = differenceOf({ ...before, at }, { ...after, at })
  if (difference === undefined) throw new Error('There is no difference.')
  const { from, to, causes } = toShownDifference(difference)
  return { from, to, causes: causes.map(({ cause, of, points }) => ({ of, points, ...cause })) }
}

test('[BEY-2] records that came, went and changed are causes of their own', () => {
  const itself = Array.from({ length: 50 }, (_, points) => ({ from: points, to: points + 1, points }))
  const sum = { kind: 'records', association: 'company.deals', measure: { by: 'sum', property: 'deal.amount' }, ranges: itself }
  const profile = compiled([aGroup('g', 100, [{ id: 'c', name: 'C', ...sum }])])
  const deals = (amounts: Readonly<Record<string, string>>) =>
    facts({}, { deals: Object.entries(amounts).map(([id, amount]) => ({ id, amount: { amount, currency: 'EUR' } })) })
  const found = causesOf({ profile, facts: deals({ a: '10', b: '20' }) }, { profile, facts: deals({ b: '25', c: '1' }) })
  const record = (id: string, change: string, points: number) => ({
    ...{ of: 'c', by: 'input', points },
    input: { of: 'record', association: 'deals', record: id, change },
  })
  expect(found).toEqual({ from: 30, to: 26, causes: [record('a', 'gone', -10), record('b', 'changed', 5), record('c', 'added', 1)] })
})

test('[BEY-2] a criterion that was changed is a cause, and so is one that came or went with the profile', () => {
  const earns = (id: string, points: number) => aNumber(id, 'employees', [], { ranges: [{ from: 1, points }] })
  const profile = (...criteria: readonly unknown[]) => compiled([aGroup('g', 100, criteria)])
  const customer = facts({ employees: 1 })
  const before = { profile: profile(earns('a', 30), earns('b', 20)), facts: customer }
  const after = { profile: profile(earns('a', 45), earns('c', 5)), facts: customer }
  expect(causesOf(before, after)).toEqual({
    ...{ from: 50, to: 50 },
    causes: [
      { of: 'b', by: 'profile', points: -20 },
      { of: 'a', by: 'profile', points: 15 },
      { of: 'c', by: 'profile', points: 5 },
    ],
  })
})

test('[BEY-2] a weight that a missing input leaves to another one is a cause', () => {
  const input = (id: string) => aNumber(id, id, [0, 100], { weight: 1, most: 100 })
  const profile = compiled([aGroup('g', 100, [input('a'), input('b')], { combine: 'mean', missing: 'skip' })])
  const found = causesOf({ profile, facts: facts({ a: 100, b: 0 }) }, { profile, facts: facts({ a: 100 }) })
  expect(found).toEqual({ from: 50, to: 100, causes: [{ of: 'a', by: 'weights', points: 50 }] })
})
