import { expect, test } from 'vitest'
import { z } from 'zod'
import { type AnySettings, type Choice, defineSettings, pipelinesOf, playingOf, propertiesOf } from '../contract/settings.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { CustomerRole, RevenueRole } from '../schema/object-types.js'
import type { RoleSettings } from './role-section.js'
import { chosenProperty, rolesOf } from './roles-of.js'

const aType = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: name, plural: name, title: 'name', associations: [], ownership: [], active: true },
  properties: [
    { name: 'name', kind: 'string', label: 'Name' },
    { name: 'csm', kind: 'user', label: 'CSM' },
    { name: 'keeper', kind: 'user', label: 'Keeper' },
  ],
  ...more,
})
const pipelines = ['sales', 'more', 'web'].map((value) => ({ value, label: value, stages: [] }))
const deal = aType('deal', { pipelines, title: 'code' })
const types = [aType('company'), deal, aType('order', { pipelines }), aType('asleep', { active: false })]
const schema = new Map(types.map((type) => [type.name, type]))
const mapping: RoleSettings = { customer: 'company', serviceRole: 'asleep', revenue: ['deal', 'order', 'gone'] }
const sectionOf = (choices: Record<string, Choice>): AnySettings =>
  defineSettings<Record<string, unknown>>({
    ...{ id: 'acme.x/main', scope: 'workspace', title: 'Main', schema: z.record(z.string(), z.unknown()), initial: {}, choices },
  })
const csmOf = propertiesOf(RevenueRole, ['user'], { each: true })
const roles = (choices: Record<string, Choice>, value: unknown, open?: readonly { field: string; type: string; isRequired: boolean }[]) =>
  rolesOf(
    mapping,
    [
      { section: sectionOf({}), value: {} },
      { section: sectionOf(choices), value, ...(open && { open }) },
    ],
    schema,
  )
const name = { name: 'name' }

test('[MAP-1] [MAP-7] a role is played by its active types that are there, each named by its title', () => {
  expect([...roles({}, {})]).toEqual([
    ['customer', [{ type: 'company', properties: name }]],
    ['serviceRole', []],
    [
      'revenue',
      [
        { type: 'deal', properties: { name: 'code' } },
        { type: 'order', properties: name },
      ],
    ],
  ])
})

test('[MAP-4] a property of a role is the chosen one, or none where it is open, of another kind, or of another role', () => {
  const value = { csm: { deal: 'keeper', order: 'name' }, customerCsm: 'csm' }
  const choices = { csm: csmOf, customerCsm: propertiesOf(CustomerRole, ['user'], { as: 'csm' }) }
  const found = roles(choices, value)
  expect(found.get('revenue')?.map(({ properties }) => properties)).toEqual([
    { name: 'code', csm: 'keeper' },
    { ...name, csm: undefined },
  ])
  expect(found.get('customer')?.map(({ properties }) => properties)).toEqual([{ ...name, csm: 'csm' }])
  const open = (field: string, type: string) => roles(choices, value, [{ field, type, isRequired: true }]).get('revenue')?.[0]?.properties
  expect([open('csm', 'deal'), open('csm', 'order'), open('other', 'deal')]).toEqual([
    { name: 'code', csm: undefined },
    { name: 'code', csm: 'keeper' },
    { name: 'code', csm: 'keeper' },
  ])
})

test('[MAP-3] the type that the workspace chose is shown first', () => {
  const order = (value: unknown, first: Choice = playingOf(RevenueRole)) =>
    roles({ first }, value)
      .get('revenue')
      ?.map(({ type }) => type)
  expect(order({ first: 'order' })).toEqual(['order', 'deal'])
  for (const value of [{ first: 'gone' }, { first: null }, {}, null, 'order', Object.create({ first: 'order' })])
    expect(order(value)).toEqual(['deal', 'order'])
  expect(order({ first: 'order' }, playingOf(CustomerRole))).toEqual(['deal', 'order'])
})

test('[WSP-7] [WSP-8] records of the chosen pipelines play a role, the one that is shown first before the others', () => {
  const flows = pipelinesOf(RevenueRole, { each: true })
  const first = pipelinesOf(RevenueRole)
  const found = (choices: Record<string, Choice>, value: unknown) =>
    roles(choices, value)
      .get('revenue')
      ?.map((each) => each.pipelines)
  expect(found({ flows }, { flows: { deal: ['web', 'gone', 'sales'] } })).toEqual([['web', 'sales'], undefined])
  expect(found({ flows, first }, { flows: { deal: ['web', 'sales'], order: ['more'] }, first: 'sales' })).toEqual([
    ['sales', 'web'],
    ['more'],
  ])
  expect(found({ flows, first }, { flows: { deal: ['web', 'sales'] }, first: 'more' })).toEqual([['web', 'sales'], undefined])
  const both = { flows: { deal: ['web', 'sales'] }, first: 'more', second: 'sales' }
  expect(found({ flows, first, second: first }, both)).toEqual([['sales', 'web'], undefined])
  expect(found({ flows }, { flows: { deal: [] } })).toEqual([[], undefined])
  expect(found({ flows: pipelinesOf(CustomerRole, { each: true }) }, { flows: { deal: ['web'] } })).toEqual([undefined, undefined])
  expect(found({ flows: pipelinesOf(RevenueRole, { each: true, aside: true }) }, { flows: { deal: ['web'] } })).toEqual([
    undefined,
    undefined,
  ])
  expect(found({ flows: first }, { flows: ['more'] })).toEqual([['more'], ['more']])
  expect(Object.keys(roles({}, {}).get('revenue')?.[0] ?? {})).toEqual(['type', 'properties'])
})

test('[MAP-5] a chosen property is one of the kinds that are offered', () => {
  const choice = { from: 'properties', role: 'revenue', kinds: ['user'] } as const
  expect(['csm', 'name', 'gone', null].map((value) => chosenProperty(deal, choice, value))).toEqual([
    'csm',
    undefined,
    undefined,
    undefined,
  ])
  const each = { ...choice, each: true } as const
  expect([chosenProperty(deal, each, { deal: 'keeper' }), chosenProperty(deal, each, 'keeper')]).toEqual(['keeper', undefined])
})
