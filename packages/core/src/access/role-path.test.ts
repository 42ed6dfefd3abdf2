import { expect, test } from 'vitest'
import type { Roles } from './asker.js'
import { mappingOf, resolvePath, resolveType } from './role-path.js'

const roles: Roles = new Map([
  ['customer', [{ type: 'contact', properties: { name: 'name', csm: undefined } }]],
  [
    'revenue',
    [
      { type: 'deal', properties: { csm: 'csm' } },
      { type: 'order', properties: { csm: 'keeper' } },
    ],
  ],
  ['serviceRole', []],
])

test('[MAP-3] of two types that play a role, the one that the question is about is meant, or else the one shown first', () => {
  expect(['deal', 'order', 'company', undefined].map((about) => resolvePath(roles, 'revenue.csm', about))).toEqual([
    'deal.csm',
    'order.keeper',
    'deal.csm',
    'deal.csm',
  ])
  expect(resolvePath(roles, 'revenue.company.name', 'order')).toBe('order.company.name')
  expect([resolveType(roles, 'revenue'), mappingOf(roles, 'revenue', 'order')?.type]).toEqual(['deal', 'order'])
})

test('[MAP-4] a role that nothing plays, and a property that is not chosen, are refused with what to do', () => {
  for (const path of ['serviceRole.csm', 'customer.csm']) expect(() => resolvePath(roles, path)).toThrow('An administrator can choose it')
  expect(() => resolveType(roles, 'serviceRole')).toThrow('Service')
  expect([resolvePath(roles, 'customer.owner'), resolvePath(roles, 'deal.csm')]).toEqual(['contact.owner', 'deal.csm'])
})
