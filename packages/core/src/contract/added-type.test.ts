import { expect, test } from 'vitest'
import { Company } from '../schema/object-types.js'
import { defineObjectType, defineProperty } from './added-type.js'

const problemOf = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return (error as { readonly problem: unknown }).problem
  }
}
const refusal = (message: string) => ({ code: 'input.invalid', message, details: { issues: [{ path: [], message }] } })
const notAName = (name: string) => refusal(`"${name}" is no name: a small letter, then letters, digits and underscores.`)
const aType = (members: object, more: object = {}) =>
  defineObjectType({ name: 'asset', label: 'Asset', members, ...more } as never) as unknown as Readonly<Record<string, unknown>>
const extensionOf = (members: object, more: object = {}) => aType(members, more)['~extension']

test('[SDK-3] a property is added to a type under a path of both, with its options where it has some', () => {
  const risk = defineProperty({ on: Company, name: 'risk_2', kind: 'enumeration', label: 'Risk', options: ['low', 'high'] })
  const base = { contribution: 1, kind: 'property' }
  expect(risk).toEqual({
    ...base,
    id: 'company.risk_2',
    path: 'company.risk_2',
    propertyKind: 'enumeration',
    label: 'Risk',
    options: ['low', 'high'],
  })
  expect(defineProperty({ on: Company, name: 'note', kind: 'text', label: 'Note' })).toEqual({
    ...base,
    id: 'company.note',
    path: 'company.note',
    propertyKind: 'text',
    label: 'Note',
  })
  expect(Object.isFrozen(risk)).toBe(true)
})

test('[SDK-3] a name begins with a small letter and has letters, digits and underscores', () => {
  for (const name of ['Risk', '2nd', '_x', 'a-b', 'a.b', ''])
    expect(
      problemOf(() => defineProperty({ on: Company, name, kind: 'text', label: 'X' })),
      name,
    ).toEqual(notAName(name))
  expect(problemOf(() => aType({ name: 'string' }, { name: 'Asset' }))).toEqual(notAName('Asset'))
  expect(problemOf(() => aType({ name: 'string', 'a b': 'string' }))).toEqual(notAName('a b'))
  expect(problemOf(() => aType({ name: 'string', of: { linkTo: 'company', inverse: 'My assets' } }))).toEqual(notAName('My assets'))
  for (const name of ['contribution', 'kind', 'id', 'objectType'])
    expect(problemOf(() => aType({ name: 'string', [name]: 'string' }))).toEqual(
      refusal(`An object type has no property ${name}; the name is taken.`),
    )
})

test('[SDK-3] an object type of a plugin has its members, and the dates and owner of every type, which it does not add again', () => {
  const Asset = aType({ name: 'string', state: { oneOf: ['new', 'old'] }, owner: 'user' })
  expect(Asset).toMatchObject({
    ...{ objectType: 'asset', contribution: 1, kind: 'object-type', id: 'asset' },
    name: { path: 'asset.name', propertyKind: 'string', label: 'Name' },
    createdAt: { path: 'asset.createdAt', propertyKind: 'datetime' },
    ...{ updatedAt: { propertyKind: 'datetime' }, owner: { propertyKind: 'user' } },
  })
  const state = { name: 'state', kind: 'enumeration', label: 'State' }
  const options = [
    { value: 'new', label: 'New' },
    { value: 'old', label: 'Old' },
  ]
  const properties = [
    { name: 'name', kind: 'string', label: 'Name' },
    { ...state, options },
  ]
  expect(Asset['~extension']).toEqual({ name: 'asset', label: 'Asset', title: 'name', properties, associations: [] })
  expect(Object.isFrozen(Asset)).toBe(true)
  expect(extensionOf({ name: 'string', owner: 'string' })).toMatchObject({
    properties: [{ name: 'owner', kind: 'string' }, { name: 'name' }],
  })
})

test('[SDK-3] a record is named by the title, else by its name, else by its first text; without any the type is refused', () => {
  const titles = [
    { members: { code: 'string', name: 'string' } },
    { members: { at: 'date', code: 'string', sku: 'string' } },
    { members: { name: 'string', code: 'string' }, title: 'code' },
  ]
  expect(titles.map(({ members, ...more }) => (extensionOf(members, more) as { title: string }).title)).toEqual(['name', 'code', 'code'])
  expect(problemOf(() => aType({ at: 'date', note: 'text' }))).toEqual(
    refusal('The object type asset needs a text property that names its records.'),
  )
})

test('[MAP-1] [SDK-3] a type says its plural, whether it plays roles, and its scales, where it has any', () => {
  const scales = [{ property: 'score', from: 0, to: 10 }]
  const members = { name: 'string', score: 'number' }
  expect(extensionOf(members, { plural: 'Assets', playsRoles: false, scales })).toMatchObject({
    plural: 'Assets',
    playsRoles: false,
    scales,
  })
  for (const name of ['plural', 'playsRoles', 'scales']) expect(extensionOf(members)).not.toHaveProperty(name)
})

test('[CUS-3] a link has an end on either type: the other one has the name that is given, that of the type, or of the link', () => {
  const Asset = aType({
    name: 'string',
    company: { linkTo: Company, single: true, label: 'Used by', inverse: { name: 'gear', label: 'Gear', single: true } },
    ...{ deal: { linkTo: 'deal' }, ticket: { linkTo: 'ticket', inverse: 'parts' }, part: { linkTo: 'asset' } },
  })
  const end = (forward: boolean, name: string, single?: true) => ({ edge: `asset-${name}`, forward, ...(single && { single }) })
  const link = (name: string, to: string, back: string, single?: true) => ({
    ...{ path: `asset.${name}`, to, '~end': end(true, name, single) },
    inverse: { path: `${to}.${back}`, to: 'asset', '~end': end(false, name, single) },
  })
  expect([Asset['company'], Asset['deal'], Asset['ticket'], Asset['part']]).toStrictEqual([
    ...[
      link('company', 'company', 'gear', true),
      link('deal', 'deal', 'asset'),
      link('ticket', 'ticket', 'parts'),
      link('part', 'asset', 'partOf'),
    ],
  ])
  expect((Asset['~extension'] as { associations: unknown }).associations).toStrictEqual([
    { name: 'company', to: 'company', label: 'Used by', single: true, inverse: { name: 'gear', label: 'Gear', single: true } },
    ...[
      { name: 'deal', to: 'deal' },
      { name: 'ticket', to: 'ticket', inverse: { name: 'parts' } },
      { name: 'part', to: 'asset' },
    ],
  ])
  expect([Asset['company'], (Asset['company'] as { inverse: object }).inverse].every((each) => Object.isFrozen(each))).toBe(true)
})
