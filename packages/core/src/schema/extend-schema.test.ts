import { expect, test } from 'vitest'
import { isTenureError } from '../errors/tenure-error.js'
import { builtInTypes } from './built-in-definitions.js'
import type { ObjectTypeDefinition, SchemaDefinition } from './definition.js'
import { extendSchema, extensionSchema, mergeExtensions, type ObjectTypeExtension } from './extend-schema.js'

const base: SchemaDefinition = new Map(builtInTypes.map((type) => [type.name, type]))
const extend = (...extensions: readonly ObjectTypeExtension[]): SchemaDefinition => extendSchema(base, extensions)
const typeOf = (schema: SchemaDefinition, name: string): ObjectTypeDefinition => {
  const type = schema.get(name)
  if (type === undefined) throw new Error(`There is no ${name}.`)
  return type
}
const issuesOf = (run: () => unknown): readonly unknown[] => {
  try {
    run()
  } catch (error) {
    if (isTenureError(error) && error.problem.code === 'input.invalid')
      return error.problem.details.issues.map(({ path }) => path.join('.'))
    throw error
  }
  throw new Error('It was not refused.')
}
const text = (name: string) => ({ name, kind: 'string', label: name }) as const
const usage: ObjectTypeExtension = {
  name: 'usage',
  title: 'feature',
  activity: { at: 'usedAt' },
  properties: [text('feature'), { name: 'usedAt', kind: 'datetime', label: 'Used' }],
}

test('[SDK-11] a new object type has what every record has, its own properties, and its place as an activity', () => {
  const type = typeOf(extend(usage), 'usage')
  expect(type).toMatchObject({
    label: 'Usage',
    plural: 'Usages',
    title: 'feature',
    active: true,
    ownership: ['owner'],
    activity: { at: 'usedAt' },
  })
  expect(type.properties.map(({ name, computed }) => [name, computed === true])).toEqual([
    ['createdAt', true],
    ['updatedAt', true],
    ['owner', false],
    ['feature', false],
    ['usedAt', false],
  ])
  expect(extensionSchema.safeParse(usage).success).toBe(true)
})

test('[SDK-11] an extension adds to a type, replaces nothing that it does not name, and leaves the base as it was', () => {
  const before = JSON.stringify([...base])
  const company = typeOf(
    extend({ name: 'company', properties: [text('code'), { ...text('domain'), unique: true }], label: 'Customer' }),
    'company',
  )
  const was = typeOf(base, 'company')
  expect(company.label).toBe('Customer')
  expect(company.plural).toBe(was.plural)
  expect(company.properties.map(({ name }) => name)).toEqual([...was.properties.map(({ name }) => name), 'code'])
  expect(company.properties.find(({ name }) => name === 'domain')?.unique).toBe(true)
  expect(company.associations).toEqual(was.associations)
  expect(JSON.stringify([...base])).toBe(before)
})

test('[SDK-11] what contradicts is refused with its place, and nothing of the list is added', () => {
  const refused = (extension: ObjectTypeExtension) => issuesOf(() => extend(extension))
  expect(refused({ name: 'company', properties: [{ name: 'name', kind: 'number', label: 'Name' }] })).toEqual(['company.name'])
  expect(refused({ name: 'company', properties: [{ name: 'createdAt', kind: 'datetime', label: 'Created' }] })).toEqual([
    'company.createdAt',
  ])
  expect(refused({ name: 'company', title: 'nothing' })).toEqual(['company.title'])
  expect(refused({ name: 'company', activity: { at: 'nothing' } })).toEqual(['company.activity'])
  expect(refused({ name: 'visit', properties: [text('where')] })).toEqual(['visit.title'])
  expect(refused({ name: 'company', associations: [{ name: 'visits', to: 'visit' }] })).toEqual(['company.visits'])
  expect(refused({ name: 'company', associations: [{ name: 'deals', to: 'ticket' }] })).toEqual(['company.deals'])
})

test('[SDK-11] a link has both ends, each under its name, and may lead to its own type or to one of the same list', () => {
  const schema = extend(
    {
      name: 'company',
      associations: [
        { name: 'usages', to: 'usage', inverse: { name: 'company', single: true } },
        { name: 'partner', to: 'company', single: true },
      ],
    },
    usage,
  )
  const ends = (type: string, edge: string) => typeOf(schema, type).associations.filter((end) => end.edge === edge)
  expect(ends('company', 'company-usages')).toMatchObject([{ name: 'usages', to: 'usage', forward: true }])
  expect(ends('usage', 'company-usages')).toMatchObject([{ name: 'company', to: 'company', forward: false, single: true }])
  expect(ends('company', 'company-partner')).toMatchObject([
    { name: 'partner', forward: true, single: true },
    { name: 'partnerOf', forward: false },
  ])
})

test('[SDK-11] the same extension twice is as once', () => {
  const extension: ObjectTypeExtension = { name: 'company', properties: [text('code')], associations: [{ name: 'partner', to: 'company' }] }
  const once = extend(extension)
  expect([...extendSchema(once, [extension])]).toEqual([...once])
  const merged = mergeExtensions(extension, { name: 'company', label: 'Customer', properties: [text('code'), text('region')] })
  expect(merged).toMatchObject({ label: 'Customer', associations: [{ name: 'partner' }] })
  expect(merged.properties?.map(({ name }) => name)).toEqual(['code', 'region'])
})

test('[FLT-13] pipelines take the place of those that there were, and their stages are the options, in their order', () => {
  const stages = [
    { value: 'b', label: 'B', open: true },
    { value: 'a', label: 'A', open: false },
  ]
  const schema = extend(
    { name: 'deal', pipelines: [{ value: 'own', label: 'Own', stages }] },
    { name: 'product', pipelines: [{ value: 'p', label: 'P', stages }] },
  )
  const options = (type: string, name: string) =>
    typeOf(schema, type)
      .properties.find((property) => property.name === name)
      ?.options?.map(({ value }) => value)
  expect([options('deal', 'pipeline'), options('deal', 'stage')]).toEqual([['own'], ['b', 'a']])
  expect([options('product', 'pipeline'), options('product', 'stage')]).toEqual([['p'], ['b', 'a']])
})

test('[MAP-7] an extension activates a type that is there but not active', () => {
  expect(typeOf(base, 'service').active).toBe(false)
  expect(typeOf(extend({ name: 'service', active: true }), 'service').active).toBe(true)
  expect(typeOf(extend({ name: 'service', properties: [text('code')] }), 'service').active).toBe(false)
})

test('[SDK-11] names that mean something else already are refused: the id, what every object has, and roles', () => {
  for (const name of ['id', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__', '1st', '', 'a.b', 'a b', 'x'.repeat(64)]) {
    expect([name, extensionSchema.safeParse({ name: 'company', properties: [text(name)] }).success]).toEqual([name, false])
    expect([name, extensionSchema.safeParse({ name, title: 'title', properties: [text('title')] }).success]).toEqual([name, false])
  }
  expect(issuesOf(() => extend({ name: 'company', properties: [text('id')] }))).toEqual(['company.id'])
  expect(issuesOf(() => extend({ name: 'customer', title: 'title', properties: [text('title')] }))).toEqual(['customer'])
  expect(issuesOf(() => extend({ name: 'constructor', title: 'title', properties: [text('title')] }))).toEqual(['constructor'])
  expect(extensionSchema.safeParse({ name: 'company', properties: [{ ...text('code'), computed: true }] }).success).toBe(false)
  expect(extensionSchema.safeParse({ name: 'company', ownership: ['x'] }).success).toBe(false)
})

test('[ACC-13] types of the workspace itself cannot be redefined, only extended', () => {
  for (const [type, name, kind] of [
    ['user', 'superAdmin', 'boolean'],
    ['user', 'permissions', 'multi_enumeration'],
    ['setting', 'data', 'json'],
    ['objectType', 'name', 'string'],
  ] as const)
    expect(issuesOf(() => extend({ name: type, properties: [{ name, kind, label: 'Other' }] }))).toEqual([`${type}.${name}`])
  const user = typeOf(extend({ name: 'user', properties: [text('region')] }), 'user')
  expect(user.policy).toBeDefined()
  expect(user.properties.at(-1)?.name).toBe('region')
})
