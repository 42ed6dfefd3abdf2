import { expect, test } from 'vitest'
import { TenureError } from '../errors/tenure-error.js'
import { Company, Contact, Deal } from './object-types.js'
import { objectType, splitLinked, splitPath, through, toLabel } from './property.js'

const problemOf = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return (error as TenureError).problem
  }
}

test('[FLT-9] a path has its object type before the first dot, and a name through a link its association', () => {
  expect(['company.name', 'contact.companies.name', 'name', '.name', 'company.'].map(splitPath)).toEqual([
    ...[
      ['company', 'name'],
      ['contact', 'companies.name'],
      ['', 'name'],
      ['', 'name'],
      ['company', ''],
    ],
  ])
  expect(['companies.name', 'a.b.c', 'name', '.name'].map(splitLinked)).toEqual([
    ['companies', 'name'],
    ['a', 'b.c'],
    undefined,
    ['', 'name'],
  ])
})

test('a name as a label is in words: only the first begins with a capital, and abbreviations stay', () => {
  const labels = {
    ...{
      renewalDate: 'Renewal date',
      name: 'Name',
      'at-risk': 'At risk',
      not_yet__known: 'Not yet known',
      healthScore2Due: 'Health score2 due',
    },
    ...{ ABTest: 'ABTest', arrByCSM: 'Arr by cSM', '': '' },
  }
  for (const [name, label] of Object.entries(labels)) expect(toLabel(name)).toBe(label)
})

test('[FLT-9] the id of a linked record is a property too, which names the type that it is of', () => {
  const id = through(Contact.contactActivities, 'id')
  expect(id).toEqual({ path: 'contact.contactActivities.id', propertyKind: 'string', label: 'Contact activity id' })
  expect(Object.isFrozen(id)).toBe(true)
})

test('[FLT-9] a property through a link is labelled by the type, or within one type by the link; abbreviations stay', () => {
  const own = { path: 'company.x', propertyKind: 'string', label: 'X-ray' } as const
  const labels = [through(Deal.company, Company.csm), through(Deal.company, Company.healthScore), through(Company.children, Company.city)]
  expect(labels.map(({ label }) => label)).toEqual(['Company CSM', 'Company health score', 'Children city'])
  expect(through(Deal.company, own).label).toBe('Company X-ray')
  expect(through(Deal.company, Company.name, '').label).toBe('')
  const linked = through(Deal.company, Company.name)
  expect(linked).toEqual({ path: 'deal.company.name', propertyKind: 'string', label: 'Company name' })
  expect(Object.isFrozen(linked)).toBe(true)
})

test('[FLT-9] a property of another type, or through two links, is refused with both paths', () => {
  const refusal = (message: string) => ({ code: 'input.invalid', message, details: { issues: [{ path: [], message }] } })
  const other = 'contact.companies leads to company, and deal.name is not a property of company itself.'
  expect(problemOf(() => through(Contact.companies, Deal.name as never))).toEqual(refusal(other))
  const twice = 'deal.company leads to company, and company.parent.name is not a property of company itself.'
  expect(problemOf(() => through(Deal.company, through(Company.parent, Company.name)))).toEqual(refusal(twice))
})

test('an object type has its members under their names: properties, enumerations of known values, and links', () => {
  const Asset = objectType(
    'asset',
    { serialNo: 'string', state: { oneOf: ['new', 'old'] }, owner: { linkTo: 'company' } },
    { state: 'Condition' },
  )
  expect(Asset).toEqual({
    objectType: 'asset',
    serialNo: { path: 'asset.serialNo', propertyKind: 'string', label: 'Serial no' },
    state: { path: 'asset.state', propertyKind: 'enumeration', label: 'Condition', options: ['new', 'old'] },
    owner: { path: 'asset.owner', to: 'company' },
  })
  expect([Asset, Asset.serialNo, Asset.state, Asset.owner].every((each) => Object.isFrozen(each))).toBe(true)
})
