import { expect, test } from 'vitest'
import { toQueryData } from '../query/query.js'
import { Company, Contact, Deal, Task } from './object-types.js'
import { splitLinked, splitPath, through } from './property.js'
import { rowOf } from './row.js'

test('[FLT-9] a property through a link has the path, kind and options of both, and a label of its own', () => {
  expect(through(Contact.companies, Company.healthStatus)).toEqual({
    path: 'contact.companies.healthStatus',
    propertyKind: 'enumeration',
    label: 'Company health status',
    options: ['at-risk', 'neutral', 'healthy'],
  })
  expect(through(Task.about, Company.arr).label).toBe('Company ARR')
  expect(through(Company.parent, Company.name).label).toBe('Parent name')
  expect(through(Task.about, Company.name, 'Customer').label).toBe('Customer')
})

test('[FLT-9] a property of another type, or through two links, is refused', () => {
  const refusal = { code: 'input.invalid' }
  // @ts-expect-error a contact's companies are no deals
  expect(() => through(Contact.companies, Deal.name)).toThrow(expect.objectContaining(refusal))
  expect(() => through(Contact.companies, through(Company.parent, Company.name))).toThrow(expect.objectContaining(refusal))
})

test('[FLT-9] a row reads through links under the name after its own type', () => {
  const row = rowOf(Contact.name, through(Contact.companies, Company.name))
  expect(toQueryData({ select: row })).toEqual({ type: 'contact', select: ['name', 'companies.name'] })
  expect(splitPath('contact.companies.name')).toEqual(['contact', 'companies.name'])
  expect([splitLinked('companies.name'), splitLinked('name')]).toEqual([['companies', 'name'], undefined])
})
