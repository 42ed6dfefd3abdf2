import { expect, test } from 'vitest'
import { z } from 'zod'
import { openEdition, standardEditions } from '../contract/administration/edition.js'
import { defineSettings, propertiesOf } from '../contract/settings.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { SchemaDefinition } from '../schema/definition.js'
import { extendSchema } from '../schema/extend-schema.js'
import { CustomerRole, RevenueRole } from '../schema/object-types.js'
import type { Value, Values } from '../schema/value.js'
import type { Change } from '../storage/adapter.js'
import { checkSettings, offersOf } from './check-settings.js'
import { type RoleSettings, roleSection } from './role-section.js'
import { rolesOf } from './roles-of.js'
import { createSettingsStore, settingId } from './settings-store.js'

const base: SchemaDefinition = new Map(builtInTypes.map((type) => [type.name, type]))
const withLead = extendSchema(base, [
  {
    name: 'company',
    properties: [
      { name: 'lead', kind: 'user', label: 'Lead' },
      { name: 'endAt', kind: 'datetime', label: 'End' },
    ],
  },
  {
    name: 'order',
    title: 'name',
    properties: [
      { name: 'name', kind: 'string', label: 'Name' },
      { name: 'keeper', kind: 'user', label: 'Keeper' },
    ],
  },
])
const mapping: RoleSettings = { customer: 'company', serviceRole: 'service', revenue: ['deal', 'order'] }
const customers = defineSettings({
  id: 'acme.tabs/customers',
  scope: 'workspace',
  title: 'Customers',
  schema: z.strictObject({ csm: z.string(), renewalDate: z.string().nullable() }),
  initial: { csm: 'csm', renewalDate: 'renewalDate' },
  labels: { csm: 'CSM property' },
  choices: { csm: propertiesOf(CustomerRole, ['user']), renewalDate: propertiesOf(CustomerRole, ['date', 'datetime']) },
})
const revenue = defineSettings({
  id: 'acme.tabs/revenue',
  scope: 'workspace',
  title: 'Revenue',
  schema: z.strictObject({ keeper: z.record(z.string(), z.string()) }),
  initial: { keeper: { deal: 'csm' } },
  choices: { keeper: propertiesOf(RevenueRole, ['user'], { as: 'csm', each: true }) },
})
const chosen = { csm: 'lead', renewalDate: 'endAt' }
const viewOf = (types: SchemaDefinition, customObjects = false, roles: RoleSettings = mapping) => ({
  types,
  roles: rolesOf(roles, [], types),
  edition: openEdition(customObjects ? 'enterprise' : 'professional', standardEditions),
})
const stored = (data: unknown, version = '1') => ({
  ref: { type: 'setting', id: settingId(customers, 'main') },
  version,
  values: { name: 'x', section: customers.id, workspace: 'main', data: data as Value },
})

test('[MAP-5] offered are exactly the properties of the chosen kinds, of the type that plays the role', () => {
  const offered = (field: string) =>
    offersOf(customers, viewOf(withLead))
      .find((offer) => offer.field === field)
      ?.options.map(({ value }) => value)
  const names = (...kinds: string[]) =>
    withLead
      .get('company')
      ?.properties.filter(({ kind }) => kinds.includes(kind))
      .map(({ name }) => name)
  expect(offered('csm')).toEqual(names('user'))
  expect(offered('renewalDate')).toEqual(names('date', 'datetime'))
  expect(offered('csm')).toContain('lead')
})

test('[MAP-1] [MAP-3] a role takes the types that it allows, and custom ones only where the edition has them', () => {
  const paths = (value: unknown, customObjects = false) =>
    checkSettings(roleSection, value, viewOf(withLead, customObjects)).map(({ path }) => path)
  for (const customer of ['deal', 'user', 'setting', 'customer', 'nothing', '__proto__', 'order'])
    expect([customer, paths({ ...mapping, revenue: ['deal'], serviceRole: null, customer })]).toEqual([customer, [['customer']]])
  const enterprise = { customer: 'order', serviceRole: 'order', revenue: ['order', 'deal'] }
  expect(paths(enterprise, true)).toEqual([])
  expect(paths(enterprise)).toEqual([['customer'], ['serviceRole'], ['revenue']])
  expect(roleSection.schema['~standard'].validate({ ...mapping, revenue: ['deal', 'deal'] })).toHaveProperty('issues')
  expect(roleSection.schema['~standard'].validate({ ...mapping, revenue: ['deal', 'order', 'ticket'] })).toHaveProperty('issues')
})

test('[WSP-5] each bad field is named, with what it takes', () => {
  const issues = checkSettings(customers, { csm: 'name', renewalDate: 'constructor' }, viewOf(withLead))
  expect(issues.map(({ path }) => path)).toEqual([['csm'], ['renewalDate']])
  expect(issues[0]?.message).toContain('CSM property cannot be name')
  expect(issues[1]?.message).toContain('endAt')
  expect(checkSettings(revenue, { keeper: { deal: 'csm', order: 'name' } }, viewOf(withLead))).toMatchObject([
    { path: ['keeper', 'order'], message: expect.stringContaining('keeper') },
  ])
})

test('[MAP-4] a property that its type lost means nothing until an administrator chooses again', () => {
  const role = (schema: SchemaDefinition) => rolesOf(mapping, [{ section: customers, value: chosen }], schema).get('customer')
  expect(role(withLead)).toEqual([{ type: 'company', properties: { name: 'name', csm: 'lead', renewalDate: 'endAt' } }])
  expect(role(base)).toEqual([{ type: 'company', properties: { name: 'name', csm: undefined, renewalDate: undefined } }])
  expect(checkSettings(customers, chosen, viewOf(base)).map(({ path }) => path)).toEqual([['csm'], ['renewalDate']])
  const otherKind = extendSchema(base, [{ name: 'company', properties: [{ name: 'lead', kind: 'string', label: 'Lead' }] }])
  expect(role(otherKind)?.[0]?.properties['csm']).toBeUndefined()
  expect(rolesOf({ ...mapping, customer: 'gone' }, [], withLead).get('customer')).toEqual([])
})

test('[MAP-3] two types play revenue, each with the property that the workspace chose for it; the first is shown first', () => {
  const value = { keeper: { deal: 'csm', order: 'keeper' } }
  expect(rolesOf(mapping, [{ section: revenue, value }], withLead).get('revenue')).toEqual([
    { type: 'deal', properties: { name: 'name', csm: 'csm' } },
    { type: 'order', properties: { name: 'name', csm: 'keeper' } },
  ])
})

test('[WSP-6] the initial settings hold until somebody saves, and where what was stored cannot be read', () => {
  expect(createSettingsStore([]).read(customers, 'main')).toEqual({ value: customers.initial, version: '0', open: [] })
  expect(createSettingsStore([stored(chosen, '3')]).read(customers, 'main')).toEqual({ value: chosen, version: '3', open: [] })
  expect(createSettingsStore([{ ...stored(chosen), archivedAt: 1 }]).read(customers, 'main').value).toEqual(customers.initial)
  for (const data of [null, 'x', [], { csm: 'csm' }, { ...chosen, extra: 1 }, { ...chosen, csm: 7 }])
    expect([data, createSettingsStore([stored(data, '3')]).read(customers, 'main').value]).toEqual([data, customers.initial])
})

test('[WSP-11] what could not be read can be saved over: the version is that of the record', () => {
  expect(createSettingsStore([stored('rubbish', '3')]).read(customers, 'main').version).toBe('3')
})

test('[WSP-9] settings belong to their workspace; a committed change is taken in, and names its section', () => {
  const store = createSettingsStore([stored(chosen)])
  const change = (after: Values | undefined, id = settingId(customers, 'west')): Change => ({
    ref: { type: 'setting', id },
    change: after === undefined ? 'archive' : 'patch',
    version: '2',
    at: 0,
    changed: ['data'],
    ...(after && { after }),
  })
  const west = { csm: 'owner', renewalDate: null }
  expect(store.apply(change({ section: customers.id, workspace: 'west', data: west }))).toEqual({
    section: customers.id,
    workspace: 'west',
  })
  expect([store.read(customers, 'west').value, store.read(customers, 'main').value]).toEqual([west, chosen])
  expect(store.apply({ ...change({ name: 'x' }), ref: { type: 'company', id: 'c' } })).toBeUndefined()
})
