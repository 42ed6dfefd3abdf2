import { expect, test } from 'vitest'
import { occasionOf } from './occasion-of.js'

const type = (name: string, plural: string, names: readonly string[]) => ({
  ...{ name, plural, associations: [{ name: 'contacts', label: 'People' }] },
  properties: names.map((each) => ({ name: each, label: `The ${each}` })),
})
const schema = new Map([
  ['company', type('company', 'Companies', ['arr', 'keeper', 'endDate'])],
  ['contact', type('contact', 'Contacts', ['email'])],
])
const mapping = (name: string, properties: object = {}) => new Map([['customer', [{ type: name, properties }]]])
const books: Record<string, ReadonlyMap<string, unknown>> = {
  main: mapping('company', { csm: 'keeper', renewalDate: undefined }),
  other: mapping('contact', { csm: 'email' }),
  third: mapping('company'),
  empty: new Map(),
}
const port = {
  schema: () => schema,
  workspaces: { all: () => Object.keys(books).map((id) => ({ id, name: id })) },
  roles: { in: (id: string) => books[id] },
}
const shown = (on: object, more: object = {}) => occasionOf(port as never, { job: { on, of: { objectType: 'company' }, ...more } } as never)
const ofRole = { of: { objectType: 'customer' } }

test('[BEY-13] a job on a beat says how often, and one on an instant which property of which objects', () => {
  expect(shown({ occasion: 'every', every: { days: 1 } })).toEqual({ occasion: 'every', every: { days: 1 } })
  expect(shown({ occasion: 'at', property: 'company.endDate' })).toEqual({
    occasion: 'at',
    objects: ['Companies'],
    property: 'The endDate',
  })
  expect(shown({ occasion: 'at', property: 'company.someDate' })).toMatchObject({ property: 'Some date' })
  expect(shown({ occasion: 'at', property: 'x.y' }, { of: { objectType: 'gone' } })).toMatchObject({ objects: [] })
})

test('[BEY-13] a job on changes names its properties and links, or what it selects, each once', () => {
  const changes = { occasion: 'changes', links: ['company.contacts'], kinds: ['created', 'linked'] }
  const select = { properties: [{ path: 'company.arr' }, { path: 'company.arr' }, { path: 'company.keeper' }] }
  const rest = { occasion: 'changes', objects: ['Companies'], links: ['People'], kinds: ['created', 'linked'] }
  expect(shown({ ...changes, properties: ['company.arr'] }, { select })).toEqual({ ...rest, properties: ['The arr'] })
  expect(shown(changes, { select })).toEqual({ ...rest, properties: ['The arr', 'The keeper'] })
  expect(shown(changes)).toEqual({ ...rest, properties: [] })
})

test('[BEY-13] [MAP-3] a job of a role names the objects of all workspaces, and properties by the first that is chosen', () => {
  expect(shown({ occasion: 'at', property: 'customer.csm' }, ofRole)).toEqual({
    ...{ occasion: 'at', objects: ['Companies', 'Contacts'], property: 'The keeper' },
  })
  expect(shown({ occasion: 'at', property: 'customer.renewalDate' }, ofRole)).toMatchObject({ property: 'Renewal date' })
})

test('[BEY-13] a job on a segment names the properties of its own objects in the filter', () => {
  const where = {
    test: 'all',
    filters: [
      { test: 'is-known', property: 'company.arr' },
      { test: 'is-known', property: 'contact.email' },
    ],
  }
  for (const occasion of ['enters', 'leaves'])
    expect(shown({ occasion, where })).toEqual({ occasion, objects: ['Companies'], properties: ['The arr'] })
})
