import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineSettings, oneOf, pipelinesOf, propertiesOf } from '../../contract/settings.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { CustomerRole, RevenueRole, ServiceRole } from '../../schema/object-types.js'
import type { RoleSettings } from '../role-section.js'
import { choicesFor, problemsOf } from './open-choices.js'

const pipeline = (value: string, label: string) => ({ value, label, stages: [] })
const order: ObjectTypeDefinition = {
  ...{ name: 'order', label: 'Order', plural: 'Orders', title: 'name', associations: [], ownership: [], active: true },
  properties: [{ name: 'keeper', kind: 'user', label: 'Keeper' }],
  pipelines: [pipeline('web', 'Web shop'), pipeline('phone', 'By phone')],
}
const types = new Map([...builtInTypes, order].map((type) => [type.name, type]))
const mapping: RoleSettings = { customer: 'company', serviceRole: 'service', revenue: ['deal', 'order'] }
const section = defineSettings({
  id: 'acme.x/main',
  scope: 'workspace',
  title: 'Main',
  schema: z.strictObject({
    ...{ csm: z.string(), renewal: z.string().nullable(), keeper: z.record(z.string(), z.string()) },
    ...{ flows: z.record(z.string(), z.array(z.string())), served: z.string(), mode: z.string() },
  }),
  initial: { csm: 'csm', renewal: null, keeper: {}, flows: {}, served: '', mode: 'one' },
  labels: { csm: 'Success manager' },
  choices: {
    csm: propertiesOf(CustomerRole, ['user']),
    renewal: propertiesOf(CustomerRole, ['date'], { as: 'renewalDate' }),
    keeper: propertiesOf(RevenueRole, ['user'], { each: true }),
    flows: pipelinesOf(RevenueRole, { each: true }),
    served: propertiesOf(ServiceRole, ['user']),
    mode: oneOf([{ value: 'one', label: 'One' }]),
  },
})
const values = { csm: 'csm', renewal: null, keeper: { order: 'keeper' }, flows: { order: ['phone', 'web'] }, served: 'owner', mode: 'one' }
const shown = (value: unknown, open: readonly { field: string; type: string; isRequired: boolean }[] = [], with_ = mapping) =>
  choicesFor(section, { value, open }, { mapping: with_, types }).map(({ type, ...one }) => ({ ...one, type: type.name }))

test('[MAP-4] a section shows each choice for each type that plays its role, with the labels of what is chosen', () => {
  expect(shown(values)).toEqual([
    { field: 'csm', label: 'Success manager', type: 'company', isRequired: true, chosen: 'CSM' },
    { field: 'renewal', label: 'Renewal', type: 'company', isRequired: false },
    { field: 'keeper', label: 'Keeper', type: 'deal', isRequired: true },
    { field: 'keeper', label: 'Keeper', type: 'order', isRequired: true, chosen: 'Keeper' },
    { field: 'flows', label: 'Flows', type: 'deal', isRequired: false },
    { field: 'flows', label: 'Flows', type: 'order', isRequired: false, chosen: 'By phone, Web shop' },
  ])
})

test('[MAP-4] [MAP-7] a type that is not there or not activated has no choices, and a role that nothing plays asks nothing', () => {
  const none: RoleSettings = { customer: 'gone', serviceRole: null, revenue: [] }
  expect(shown(values, [], none)).toEqual([])
  expect(shown(values, [], { ...none, serviceRole: 'service' })).toEqual([])
})

test('[MAP-4] a choice that is not made for each type is made for the one that is shown first', () => {
  const one = defineSettings({
    ...{
      id: 'acme.x/one',
      scope: 'workspace',
      title: 'One',
      schema: z.strictObject({ keeper: z.string() }),
      initial: { keeper: 'keeper' },
    },
    choices: { keeper: propertiesOf(RevenueRole, ['user']) },
  })
  const both = { mapping: { ...mapping, revenue: ['order', 'deal'] }, types }
  expect(choicesFor(one, { value: { keeper: 'keeper' }, open: [] }, both).map(({ type }) => type.name)).toEqual(['order'])
})

test('[MAP-4] what is open, what the type has no more, and what is empty is not chosen', () => {
  const chosen = (value: unknown, open: Parameters<typeof shown>[1] = []) =>
    shown(value, open).flatMap((one) => (one.chosen === undefined ? [] : [`${one.field} ${one.type}`]))
  expect(chosen(values)).toEqual(['csm company', 'keeper order', 'flows order'])
  expect(chosen(values, [{ field: 'flows', type: 'deal', isRequired: false }])).toEqual(['csm company', 'keeper order', 'flows order'])
  expect(chosen(values, [{ field: 'flows', type: 'order', isRequired: false }])).toEqual(['csm company', 'keeper order'])
  expect(chosen({ ...values, csm: 'name' })).toEqual(['keeper order', 'flows order'])
  expect(chosen({ ...values, flows: { order: ['web', 'gone'] } })).toEqual(['csm company', 'keeper order'])
  expect(chosen({ ...values, flows: { order: [] } })).toEqual(['csm company', 'keeper order'])
  expect(chosen({ ...values, flows: { order: 'web' } })).toContain('flows order')
  expect(chosen(null)).toEqual([])
})

const view = {
  ...{ types, edition: { has: () => true, lacks: () => undefined }, revenueTypes: [] },
  roles: new Map([
    ['customer', [{ type: 'company', properties: {} }]],
    [
      'revenue',
      [
        { type: 'deal', properties: {} },
        { type: 'order', properties: {} },
      ],
    ],
  ] as const),
}
const problems = (value: unknown, open: readonly { field: string; type: string; isRequired: boolean }[] = []) =>
  problemsOf(section, { value, open }, view).map(({ path, message }) => [path.join('.'), message.split(':')[0]])

test('[MAP-4] a choice that has to be made is asked for at its place, by the names of field and type', () => {
  const required = { isRequired: true }
  expect(
    problems(values, [
      { field: 'csm', type: 'company', ...required },
      { field: 'renewal', type: 'company', isRequired: false },
      { field: 'keeper', type: 'deal', ...required },
      { field: 'keeper', type: 'gone', ...required },
    ]),
  ).toEqual([
    ['csm', 'Choose the Success manager of Company.'],
    ['keeper.deal', 'Choose the Keeper of Deal.'],
    ['keeper.gone', 'Choose the Keeper of gone.'],
  ])
})

test('[MAP-4] what no longer fits is reported, but for what is asked for anyway', () => {
  const bad = { ...values, csm: 'gone', keeper: { deal: 'gone', order: 'gone' } }
  expect(problems(values)).toEqual([])
  const all = ['csm', 'keeper.deal', 'keeper.order']
  expect(problems(bad).map(([path]) => path)).toEqual(all)
  expect(problems(bad)[1]).toEqual(['keeper.deal', 'Keeper cannot be gone for deal'])
  const open = (field: string, type: string) => [{ field, type, isRequired: false }]
  expect(problems(bad, open('csm', 'company')).map(([path]) => path)).toEqual(['keeper.deal', 'keeper.order'])
  expect(problems(bad, open('keeper', 'order')).map(([path]) => path)).toEqual(['csm', 'keeper.deal'])
})
