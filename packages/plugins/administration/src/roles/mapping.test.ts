import { expect, test } from 'vitest'
import { changedRoles, choose, type Mapping, type ShownRole, showFirst, typesIn } from './mapping.js'

const mapping: Mapping = { customer: 'company', serviceRole: null, revenue: ['deal', 'service'] }
const role = (name: ShownRole['role'], more: Partial<ShownRole> = {}) => ({ role: name, most: 1, optional: false, ...more }) as ShownRole

test('[MAP-1] a role is played by one type, by none, or by several in their order', () => {
  expect((['customer', 'serviceRole', 'revenue'] as const).map((each) => typesIn(mapping, each))).toEqual([
    ['company'],
    [],
    ['deal', 'service'],
  ])
})

test('[MAP-1] choosing changes a role with one type, and gives or takes a type where there may be several or none', () => {
  expect(choose(mapping, role('customer'), 'site')).toEqual({ ...mapping, customer: 'site' })
  expect(choose(mapping, role('customer'), 'company')).toEqual(mapping)
  const service = role('serviceRole', { optional: true })
  const served = choose(mapping, service, 'service')
  expect(served).toEqual({ ...mapping, serviceRole: 'service' })
  expect(choose(served, service, 'service')).toEqual(mapping)
  expect(choose(served, role('serviceRole'), 'service')).toEqual(served)
  const revenue = role('revenue', { most: 3 })
  expect(choose(mapping, revenue, 'deal').revenue).toEqual(['service'])
  expect(choose(mapping, revenue, 'order').revenue).toEqual(['deal', 'service', 'order'])
  expect(choose(mapping, role('revenue', { most: 2 }), 'order').revenue).toEqual(['deal', 'order'])
  expect(choose(mapping, role('revenue'), 'order').revenue).toEqual(['order'])
})

test('[MAP-1] the type that is shown first, and the roles that change', () => {
  expect(showFirst(mapping, 'service').revenue).toEqual(['service', 'deal'])
  expect(changedRoles(mapping, mapping)).toEqual([])
  expect(changedRoles(mapping, showFirst(mapping, 'service'))).toEqual(['revenue'])
  expect(changedRoles(mapping, { customer: 'site', serviceRole: 'service', revenue: ['deal', 'service'] })).toEqual([
    'customer',
    'serviceRole',
  ])
})
