import { expect, test } from 'vitest'
import { isRoleName, roleDefinitions, roleNames } from './role.js'

test('[MAP-1] [MAP-2] [MAP-3] a customer is a company or a contact; the service and one or two revenue types may stay empty', () => {
  expect(roleDefinitions).toEqual([
    { name: 'customer', label: 'Customer', types: ['company', 'contact'], initial: ['company'], most: 1, optional: false },
    { name: 'serviceRole', label: 'Service', types: ['service'], initial: ['service'], most: 1, optional: true },
    { name: 'revenue', label: 'Revenue', types: ['deal'], initial: ['deal'], most: 2, optional: true },
  ])
})

test('[MAP-1] a role is known by its name, which no object type of the core has', () => {
  expect(roleNames).toEqual(['customer', 'serviceRole', 'revenue'])
  expect(['customer', 'serviceRole', 'revenue', 'service', 'company', 'Customer', ''].map(isRoleName)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
