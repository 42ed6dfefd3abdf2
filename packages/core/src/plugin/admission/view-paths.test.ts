import { expect, test } from 'vitest'
import { optional } from '../../base/key.js'
import { defineProperty } from '../../contract/added-type.js'
import { defineCollection } from '../../contract/collection/collection.js'
import { creates, edits, notifies, reads, readsAll } from '../../contract/grant.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import { Company, Contact, CustomerRole } from '../../schema/object-types.js'
import { type Property, through } from '../../schema/property.js'
import { systemTypes } from '../../schema/system-types.js'
import { findUnknownPath } from './view-paths.js'

const types = new Map([...builtInTypes, ...systemTypes].map((type) => [type.name, type]))
const asks = (more: object, schema = types) => findUnknownPath({ contribution: 1, kind: 'view', id: 'acme.x/v', ...more } as never, schema)
const known = (property: string) => ({ test: 'is-known', property })
const remedies: Readonly<Record<string, string>> = { property: 'the property', link: 'the object type that has it' }
const missing = (as: string, path: string) => ({
  because: `The view acme.x/v asks for the ${as} ${path}, which is not there. Correct the name, or put ${remedies[as]} into \`contributes\`.`,
})
const strange = (path: string) => ({
  because: `The view acme.x/v asks for ${path}, and nobody defines the object type. Correct the name, or add the plugin that defines it.`,
  waits: true,
})

test('[MAP-1] a view asks for properties and links that there are, of types and of roles', () => {
  const where = { test: 'all', filters: [known('company.arr'), { test: 'any', filters: [known('customer.csm')] }] }
  expect(asks({})).toBeUndefined()
  expect(asks({ where, orderBy: [{ by: 'company.name' }, { by: 'contact.companies.name' }] })).toBeUndefined()
  expect(asks({ where: { test: 'exists', link: 'company.deals', filter: known('deal.amount') } })).toBeUndefined()
  expect(asks({ kind: 'tab', where: known('gone.x') })).toBeUndefined()
})

test('[MAP-1] a property or link that is not there is named, wherever the view asks for it', () => {
  expect(asks({ where: known('company.gone') })).toEqual(missing('property', 'company.gone'))
  expect(asks({ where: known('company.deals') })).toEqual(missing('property', 'company.deals'))
  expect(asks({ orderBy: [{ by: 'company.gone' }] })).toEqual(missing('property', 'company.gone'))
  expect(asks({ where: { test: 'not', filter: known('company.gone') } })).toEqual(missing('property', 'company.gone'))
  expect(asks({ where: { test: 'more', property: 'company.arr', other: 'company.gone' } })).toEqual(missing('property', 'company.gone'))
  expect(asks({ where: { test: 'exists', link: 'company.name' } })).toEqual(missing('link', 'company.name'))
  expect(asks({ where: known('contact.companies.gone') })).toEqual(missing('property', 'contact.companies.gone'))
  expect(asks({ where: known('contact.gone.name') })).toEqual(missing('property', 'contact.gone.name'))
  expect(asks({ where: known('customer.gone') })).toEqual(missing('property', 'customer.gone'))
})

test('[MAP-1] a type that nobody defines may still come with another plugin, and is named first', () => {
  expect(asks({ where: { test: 'all', filters: [known('company.gone'), known('order.total')] } })).toEqual(strange('order.total'))
})

test('[MAP-1] a role has what any type has that may play it: its own, or a custom one', () => {
  const order = {
    ...types.get('company'),
    name: 'order',
    builtIn: undefined,
    properties: [{ name: 'total', kind: 'number', label: 'Total' }],
  }
  const more = new Map([...types, ['order', order as never]])
  expect(asks({ where: known('revenue.total') })).toEqual(missing('property', 'revenue.total'))
  expect(asks({ where: known('revenue.total') }, more)).toBeUndefined()
  expect(asks({ where: known('revenue.arr') })).toEqual(missing('property', 'revenue.arr'))
  expect(asks({ where: known('customer.teams') })).toEqual(missing('property', 'customer.teams'))
})

const note = defineProperty({ on: Company, name: 'legalNote', kind: 'text', label: 'Legal note' })
const withNote = new Map([...types, ['company', withProperty('company')]])
function withProperty(name: string) {
  const type = types.get(name) as NonNullable<ReturnType<typeof types.get>>
  return { ...type, properties: [...type.properties, { name: 'legalNote', kind: 'text', label: 'Legal note' } as const] }
}
const uses = (grant: unknown, schema = types) => asks({ kind: 'provider', id: 'acme.x/notes', uses: { grant } }, schema)
const unmet = (kind: string, id: string, what: string) => ({
  because: `The ${kind} ${id} asks for ${what}, which is not there. Correct the name, or put the property into \`contributes\`.`,
})

test('[SDK-3] a grant that names a property which nobody contributes is refused by the property and by what uses it', () => {
  for (const grant of [reads(Company.name, note), edits(note), creates(Company.name, note), notifies(note)]) {
    expect(uses(grant)).toEqual(unmet('provider', 'acme.x/notes', 'the property or link company.legalNote'))
    expect(uses(grant, withNote)).toBeUndefined()
  }
  expect(uses(reads(through(Contact.companies, note)))).toEqual(
    unmet('provider', 'acme.x/notes', 'the property or link contact.companies.legalNote'),
  )
  expect(uses(reads({ path: 'matter.name', propertyKind: 'string', label: 'Name' }))).toMatchObject({ waits: true })
})

test('[SDK-3] a grant names what there is, whole types, what the core adds later, and what may be missing', () => {
  expect(uses(reads(Company.name, Company.contacts, through(Contact.companies, 'id')))).toBeUndefined()
  expect(uses(readsAll(Company, CustomerRole))).toBeUndefined()
  expect(uses(reads(defineProperty({ on: CustomerRole, name: 'healthQuiet', kind: 'boolean', label: 'Quiet' })))).toBeUndefined()
  expect(uses(optional(reads(note)))).toBeUndefined()
})

test('[SDK-3] a collection that shows, sorts, groups or has in every row a property which nobody contributes is refused by both', () => {
  const list = (given: object, schema = types) =>
    findUnknownPath(
      defineCollection({ id: 'acme.x/list', of: Company, title: 'L', always: [Company.name], columns: [Company.name], ...given }) as never,
      schema,
    )
  const inList = unmet('collection', 'acme.x/list', 'the property company.legalNote')
  const named: readonly object[] = [
    { columns: [note] },
    { columns: [{ property: note }] },
    { always: [note] },
    { sorted: [note] },
    { groupedBy: note },
  ]
  for (const given of named) {
    expect(list(given)).toEqual(inList)
    expect(list(given, withNote)).toBeUndefined()
  }
  expect(list({ searched: [note as Property] })).toBeUndefined()
})
