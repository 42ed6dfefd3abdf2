import { expect, test } from 'vitest'
import type { Roles } from './asker.js'
import { mappingOf, resolveAbout, resolvePath, resolveType } from './role-path.js'

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

test('[MAP-3] a question about a type is about one that plays the role, or about the type itself', () => {
  expect([resolveAbout(roles, 'revenue', undefined), resolveAbout(roles, 'revenue', 'order'), resolveAbout(roles, 'deal', 'deal')]).toEqual(
    [...['deal', 'order', 'deal']],
  )
  const refusal = (name: string, about: string) => {
    try {
      return resolveAbout(roles, name, about)
    } catch (error) {
      return (error as { problem: unknown }).problem
    }
  }
  for (const [name, about, label] of [
    ['revenue', 'company', 'Revenue'],
    ['deal', 'order', 'deal'],
  ] as const) {
    const message = `${about} does not play the role ${label}.`
    expect(refusal(name, about)).toEqual({ code: 'input.invalid', message, details: { issues: [{ path: ['object'], message }] } })
  }
  expect([mappingOf(roles, 'revenue', 'company')?.type, mappingOf(roles, 'deal'), mappingOf(roles, 'serviceRole')]).toEqual([
    ...['deal', undefined, undefined],
  ])
})
