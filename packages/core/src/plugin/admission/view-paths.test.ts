import { expect, test } from 'vitest'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import { systemTypes } from '../../schema/system-types.js'
import { findUnknownPath } from './view-paths.js'

const types = new Map([...builtInTypes, ...systemTypes].map((type) => [type.name, type]))
const asks = (more: object, schema = types) => findUnknownPath({ contribution: 1, kind: 'view', id: 'acme.x/v', ...more } as never, schema)
const known = (property: string) => ({ test: 'is-known', property })
const missing = (as: string, path: string) => ({
  because: `The view acme.x/v asks for the ${as} ${path}, which is not there. Correct the name, or define it.`,
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
