import { expect, test } from 'vitest'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { SchemaDefinition } from '../schema/definition.js'
import { extendSchema } from '../schema/extend-schema.js'
import type { Value, Values } from '../schema/value.js'
import type { Change } from '../storage/adapter.js'
import {
  createSettingsStore,
  csmProperties,
  customersSettingId,
  customerTypeOptions,
  defaultCustomersSettings,
  renewalProperties,
  rolesOf,
  validateCustomersSettings,
} from './customers-settings.js'

const base: SchemaDefinition = new Map(builtInTypes.map((type) => [type.name, type]))
const withLead = extendSchema(base, [
  {
    name: 'company',
    properties: [
      { name: 'lead', kind: 'user', label: 'Lead' },
      { name: 'endAt', kind: 'datetime', label: 'End' },
    ],
  },
])
const company = withLead.get('company') as NonNullable<ReturnType<typeof withLead.get>>
const settings = { objectType: 'company', csm: 'lead', renewalDate: 'endAt' }
const setting = (data: unknown, version = '1') => ({
  ref: { type: 'setting', id: customersSettingId },
  version,
  values: { name: 'customers', data: data as Value },
})
const change = (after: Values | undefined, version = '2'): Change => ({
  ref: { type: 'setting', id: customersSettingId },
  change: after === undefined ? 'archive' : 'patch',
  version,
  at: 0,
  changed: ['data'],
  ...(after && { after }),
})

test('[MAP-5] offered are exactly the user properties, and exactly the days and instants', () => {
  const kindsOf = (names: readonly { readonly value: string }[]) =>
    new Set(names.map(({ value }) => company.properties.find(({ name }) => name === value)?.kind))
  expect(csmProperties(company).map(({ value }) => value)).toEqual(
    company.properties.filter(({ kind }) => kind === 'user').map(({ name }) => name),
  )
  expect(csmProperties(company).map(({ value }) => value)).toContain('lead')
  expect(kindsOf(renewalProperties(company))).toEqual(new Set(['date', 'datetime']))
  expect(renewalProperties(company)).toHaveLength(company.properties.filter(({ kind }) => kind === 'date' || kind === 'datetime').length)
  expect(customerTypeOptions(withLead).map(({ value }) => value)).toEqual(['company', 'contact'])
})

test('[MAP-1] the role takes company or contact, and nothing else', () => {
  for (const objectType of ['deal', 'user', 'setting', 'customer', 'nothing', '__proto__', ''])
    expect([objectType, validateCustomersSettings({ ...settings, objectType }, withLead).map(({ path }) => path)]).toEqual([
      objectType,
      [['objectType']],
    ])
  expect(validateCustomersSettings(settings, withLead)).toEqual([])
  expect(validateCustomersSettings({ objectType: 'contact', csm: 'owner', renewalDate: null }, withLead)).toEqual([])
})

test('[WSP-5] each bad field is named, with what it takes', () => {
  const issues = validateCustomersSettings({ objectType: 'company', csm: 'name', renewalDate: 'constructor' }, withLead)
  expect(issues.map(({ path }) => path)).toEqual([['csm'], ['renewalDate']])
  expect(issues[0]?.message).toContain('lead')
  expect(issues[1]?.message).toContain('endAt')
})

test('[MAP-4] a property that its type lost stands for nothing, and the settings that used it are told', () => {
  const role = (schema: SchemaDefinition) => rolesOf(settings, schema).get('customer')
  expect(role(withLead)).toEqual({ type: 'company', properties: { name: 'name', csm: 'lead', renewalDate: 'endAt' } })
  expect(role(base)).toEqual({ type: 'company', properties: { name: 'name', csm: undefined, renewalDate: undefined } })
  expect(validateCustomersSettings(settings, base).map(({ path }) => path)).toEqual([['csm'], ['renewalDate']])
  const otherKind = extendSchema(base, [{ name: 'company', properties: [{ name: 'lead', kind: 'string', label: 'Lead' }] }])
  expect(role(otherKind)?.properties['csm']).toBeUndefined()
  expect(rolesOf({ ...settings, objectType: 'gone' }, withLead).size).toBe(0)
})

test('[WSP-6] the defaults hold until somebody chooses, and where what was stored cannot be read', () => {
  expect(createSettingsStore([]).read()).toEqual({ settings: defaultCustomersSettings, version: '0' })
  expect(createSettingsStore([setting(settings, '3')]).read()).toEqual({ settings, version: '3' })
  expect(createSettingsStore([{ ...setting(settings), archivedAt: 1 }]).read().settings).toEqual(defaultCustomersSettings)
  for (const data of [null, 'x', [], { objectType: 'company' }, { ...settings, extra: 1 }, { ...settings, csm: 7 }])
    expect([data, createSettingsStore([setting(data, '3')]).read().settings]).toEqual([data, defaultCustomersSettings])
})

test('[WSP-11] what could not be read can be saved over: the version is that of the record', () => {
  expect(createSettingsStore([setting('rubbish', '3')]).read().version).toBe('3')
})

test('[WSP-9] a committed change is taken in, and others are not', () => {
  const store = createSettingsStore([])
  expect(store.apply(change({ name: 'customers', data: settings }))).toBe(true)
  expect(store.read()).toEqual({ settings, version: '2' })
  expect(store.apply({ ...change({ name: 'other', data: {} }), ref: { type: 'setting', id: 'other' } })).toBe(false)
  expect(store.apply({ ...change({ name: 'x' }), ref: { type: 'company', id: customersSettingId } })).toBe(false)
  expect(store.read()).toEqual({ settings, version: '2' })
})
