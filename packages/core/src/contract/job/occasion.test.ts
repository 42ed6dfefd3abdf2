import { expect, test } from 'vitest'
import { all, any, is, isDeactivated, isInMyTeam, me, not } from '../../query/builders.js'
import { Company, Deal } from '../../schema/object-types.js'
import { at, changes, enters, every, leaves } from './occasion.js'

const refused = expect.objectContaining({ code: 'input.invalid' })

test('a segment that depends on the asking user, or on which users are active, is refused wherever the filter says so', () => {
  const ofUser = [is(Company.csm, me), isInMyTeam(Company.csm), isDeactivated(Company.csm)]
  for (const filter of ofUser)
    for (const where of [filter, not(filter), all(is(Company.name, 'a'), any(filter))]) {
      expect(() => enters(where)).toThrow(refused)
      expect(() => leaves(where)).toThrow(refused)
    }
  expect(() => leaves(is(Company.csm, me))).toThrow(/^A job has no user, so nobody leaves a segment by the acting user\./)
  expect(() => enters(isInMyTeam(Company.csm))).toThrow(/nobody enters a segment by the test is-in-my-team\./)
  const where = is(Company.csm, 'anna')
  expect([enters(where), leaves(where)]).toEqual([
    { occasion: 'enters', where },
    { occasion: 'leaves', where },
  ])
})

test('changes of links count only where links are named', () => {
  expect(changes()).toEqual({ occasion: 'changes', links: [], kinds: ['created', 'changed'] })
  expect(changes({ links: [Company.deals] })).toEqual({
    occasion: 'changes',
    links: [Company.deals.path],
    kinds: ['created', 'changed', 'linked'],
  })
  expect(changes({ properties: [Company.name], links: [Company.deals], kinds: ['archived'] })).toEqual({
    occasion: 'changes',
    properties: [Company.name.path],
    links: [Company.deals.path],
    kinds: ['archived'],
  })
})

test('a property that is read through a link is refused, as a change does not say what it was', () => {
  const linked = { ...Deal.closeDate, path: 'company.deals.closeDate' } as unknown as typeof Company.createdAt
  expect(() => changes({ properties: [linked] })).toThrow(refused)
  expect(() => at(linked)).toThrow(refused)
  expect(at(Company.createdAt)).toEqual({ occasion: 'at', property: 'company.createdAt' })
})

test('an occasion cannot be changed afterwards', () => {
  const occasions = [every({ days: 1 }), changes({ properties: [Company.name] }), at(Company.createdAt), enters(is(Company.name, 'a'))]
  expect(occasions.map(Object.isFrozen)).toEqual([true, true, true, true])
  expect(occasions[0]).toEqual({ occasion: 'every', every: { days: 1 } })
})
