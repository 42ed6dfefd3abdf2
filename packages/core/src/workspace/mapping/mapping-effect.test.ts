import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineSettings, propertiesOf } from '../../contract/settings.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { CustomerRole, RevenueRole } from '../../schema/object-types.js'
import type { RoleSettings } from '../role-section.js'
import { createSettingsStore } from '../settings-store.js'
import { effectOf } from './mapping-effect.js'
import { neededFor } from './needed-configuration.js'

const order: ObjectTypeDefinition = {
  ...{ name: 'order', label: 'Order', plural: 'Orders', title: 'name', associations: [], ownership: [], active: true },
  properties: [{ name: 'keeper', kind: 'user', label: 'Keeper' }],
}
const asleep: ObjectTypeDefinition = {
  ...order,
  name: 'asleep',
  label: 'Asleep',
  active: false,
  pipelines: [{ value: 'p', label: 'P', stages: [] }],
}
const types = new Map([...builtInTypes, order, asleep].map((type) => [type.name, type]))
const sales = defineSettings({
  id: 'acme.x/sales',
  scope: 'workspace',
  title: 'Sales',
  schema: z.strictObject({ owner: z.record(z.string(), z.string()), note: z.record(z.string(), z.string().nullable()) }),
  initial: { owner: { deal: 'owner' }, note: {} },
  choices: { owner: propertiesOf(RevenueRole, ['user'], { each: true }), note: propertiesOf(RevenueRole, ['string'], { each: true }) },
})
const customers = defineSettings({
  id: 'acme.x/customers',
  scope: 'workspace',
  title: 'Customers',
  schema: z.strictObject({ csm: z.string() }),
  initial: { csm: 'csm' },
  labels: { csm: 'Success manager' },
  choices: { csm: propertiesOf(CustomerRole, ['user']) },
})
const now: RoleSettings = { customer: 'company', serviceRole: null, revenue: ['deal'] }
const mapped = (value: RoleSettings) =>
  createSettingsStore([{ ref: { type: 'setting', id: 'tenure.core/roles' }, values: { data: value }, version: '1', links: [] } as never])
const main = { id: 'main', name: 'Main', teams: [], version: '0' }
const portOf = (mapping = now) => ({
  settings: mapped(mapping),
  workspaces: { all: () => [main, { ...main, id: 'w', name: 'West' }] },
  schema: () => types,
  sections: () => [sales, customers],
})
const effect = (next: Partial<RoleSettings>, mapping = now) => effectOf(portOf(mapping), { ...now, ...next })
const nothing = { roles: [], sections: [], pipelines: [], inactive: [], workspaces: 2 }

test('[MAP-4] a mapping that stays does nothing', () => {
  expect(effect({})).toEqual(nothing)
})

test('[MAP-4] another type for a role asks every workspace for new choices and leaves the old ones unused', () => {
  const pipelines = types.get('deal')?.pipelines?.map(({ label }) => label)
  const changed = {
    ...{ section: 'acme.x/sales', title: 'Sales' },
    asks: [{ field: 'owner', label: 'Owner', typeLabel: 'Order' }],
    unused: [
      {
        field: 'owner',
        label: 'Owner',
        typeLabel: 'Deal',
        chosen: types.get('deal')?.properties.find(({ name }) => name === 'owner')?.label,
      },
    ],
  }
  expect(effect({ revenue: ['order'] })).toEqual({
    ...nothing,
    roles: [{ role: 'revenue', label: 'Revenue', from: ['Deal'], to: ['Order'] }],
    sections: [
      { ...changed, workspace: 'main', workspaceName: 'Main' },
      { ...changed, workspace: 'w', workspaceName: 'West' },
    ],
    pipelines: [{ typeLabel: 'Deal', labels: pipelines }],
  })
})

test('[MAP-4] a type that joins another asks for its own choices alone; one that leaves for none', () => {
  expect(effect({ revenue: ['deal', 'order'] })).toMatchObject({
    roles: [{ from: ['Deal'], to: ['Deal', 'Order'] }],
    sections: [
      { asks: [{ typeLabel: 'Order' }], unused: [] },
      { asks: [{ typeLabel: 'Order' }], unused: [] },
    ],
    pipelines: [],
  })
  const left = effect({ revenue: [] })
  expect(left.sections.map(({ asks, unused }) => [asks.length, unused.length])).toEqual([
    [0, 1],
    [0, 1],
  ])
  expect(left.roles).toEqual([{ role: 'revenue', label: 'Revenue', from: ['Deal'], to: [] }])
})

test('[MAP-4] the same types in another order are a change of their role', () => {
  const two = { ...now, revenue: ['deal', 'order'] }
  expect(effect({ revenue: ['order', 'deal'] }, two)).toMatchObject({
    roles: [{ from: ['Deal', 'Order'], to: ['Order', 'Deal'] }],
    sections: [],
  })
})

test('[MAP-7] a type that would play a role and is not activated is named; so is one that nobody knows', () => {
  expect(effect({ serviceRole: 'service' })).toEqual({
    ...nothing,
    roles: [{ role: 'serviceRole', label: 'Service', from: [], to: ['Service'] }],
    inactive: [{ type: 'service', label: 'Service' }],
  })
  expect(effect({ serviceRole: 'gone' })).toEqual({
    ...nothing,
    roles: [{ role: 'serviceRole', label: 'Service', from: [], to: ['gone'] }],
  })
  expect(effect({ revenue: ['deal'] }, { ...now, revenue: ['asleep', 'gone', 'order', 'deal'] }).pipelines).toEqual([])
})

test('[MAP-4] what was chosen for a type before is not asked for again', () => {
  const kept = { owner: { deal: 'owner', order: 'keeper' } }
  const values = { section: sales.id, workspace: 'main', data: { owner: { deal: 'owner' }, note: {} }, kept }
  const settings = createSettingsStore([{ ref: { type: 'setting', id: `main/${sales.id}` }, values, version: '1', links: [] } as never])
  const { sections } = effectOf({ ...portOf(), settings }, { ...now, revenue: ['deal', 'order'] })
  expect(sections.map(({ workspace }) => workspace)).toEqual(['w'])
})

test('[MAP-4] [MAP-7] only what changes is named: not a type without pipelines that leaves, nor one that stays and sleeps', () => {
  expect(effect({}, { ...now, revenue: ['deal', 'order'] }).pipelines).toEqual([])
  expect(effect({ revenue: ['asleep', 'deal'] }, { ...now, revenue: ['asleep'] }).inactive).toEqual([])
})

test('[MAP-4] a section with choices for two roles keeps only the tabs over one of them waiting', () => {
  const mixed = defineSettings({
    ...{ id: 'acme.x/mixed', scope: 'workspace', title: 'Mixed', schema: z.strictObject({ csm: z.string(), owner: z.string() }) },
    initial: { csm: 'gone', owner: 'owner' },
    choices: { csm: propertiesOf(CustomerRole, ['user']), owner: propertiesOf(RevenueRole, ['user']) },
  })
  const port = { ...portOf(), sections: () => [mixed] }
  expect(neededFor(port, 'main', ['revenue'])).toBeUndefined()
  expect(neededFor(port, 'main', ['revenue', 'customer'])).toMatchObject({ because: 'unchosen', fields: [{ label: 'Csm' }] })
})

test('[MAP-4] a tab over a role needs a type for it, then its activation, then its choices', () => {
  const needed = (mapping: Partial<RoleSettings>, ...roles: Parameters<typeof neededFor>[2]) =>
    neededFor(portOf({ ...now, ...mapping }), 'main', roles)
  expect(needed({})).toBeUndefined()
  expect(needed({}, 'customer', 'revenue')).toBeUndefined()
  expect(needed({}, 'customer', 'serviceRole', 'revenue')).toEqual({ because: 'unmapped', role: 'Service' })
  expect(needed({ serviceRole: 'gone' }, 'serviceRole')).toEqual({ because: 'unmapped', role: 'Service' })
  expect(needed({ serviceRole: 'service' }, 'serviceRole')).toEqual({
    ...{ because: 'inactive', role: 'Service', type: { name: 'service', label: 'Service' } },
  })
  expect(needed({ revenue: ['asleep', 'deal'] }, 'revenue')).toBeUndefined()
  expect(needed({ revenue: ['asleep'] }, 'revenue')).toMatchObject({ because: 'inactive', type: { name: 'asleep' } })
})

test('[MAP-4] choices that are missing name their section, and only what the role asks for', () => {
  const port = {
    ...portOf(),
    settings: {
      ...mapped(now),
      read: ({ id }: { readonly id: string }) => ({
        version: '1',
        open: [],
        value: id === sales.id ? { owner: {}, note: {} } : { csm: 'gone' },
      }),
    },
  }
  expect(neededFor(port, 'main', ['customer'])).toEqual({
    ...{ because: 'unchosen', role: 'Customer', section: 'acme.x/customers' },
    fields: [{ label: 'Success manager', typeLabel: 'Company' }],
  })
  expect(neededFor(port, 'main', ['revenue', 'customer'])).toEqual({
    ...{ because: 'unchosen', role: 'Revenue', section: 'acme.x/sales' },
    fields: [{ label: 'Owner', typeLabel: 'Deal' }],
  })
})
