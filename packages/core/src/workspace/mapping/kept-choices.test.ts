import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineSettings, pipelinesOf, propertiesOf } from '../../contract/settings.js'
import { createRandom } from '../../host/oracle/test-random.js'
import { CustomerRole, RevenueRole } from '../../schema/object-types.js'
import type { Value, Values } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import { type RoleSettings, roleSection } from '../role-section.js'
import { createSettingsStore, type SettingsStore, settingId } from '../settings-store.js'

const customers = defineSettings({
  id: 'acme.tabs/customers',
  scope: 'workspace',
  title: 'Customers',
  schema: z.strictObject({ csm: z.string(), renewalDate: z.string().nullable(), pipelines: z.array(z.string()), note: z.string() }),
  initial: { csm: 'csm', renewalDate: 'renewalDate', pipelines: [], note: '' },
  choices: {
    csm: propertiesOf(CustomerRole, ['user']),
    renewalDate: propertiesOf(CustomerRole, ['date']),
    pipelines: pipelinesOf(CustomerRole),
  },
})
const revenue = defineSettings({
  id: 'acme.tabs/revenue',
  scope: 'workspace',
  title: 'Revenue',
  schema: z.strictObject({ keeper: z.record(z.string(), z.string()) }),
  initial: { keeper: { deal: 'csm' } },
  choices: { keeper: propertiesOf(RevenueRole, ['user'], { each: true }) },
})
const sections = [customers, revenue]
const first: RoleSettings = { customer: 'company', serviceRole: null, revenue: ['deal'] }

function save(store: SettingsStore, section: typeof customers | typeof revenue | typeof roleSection, data: unknown): void {
  const kept = store.keep(section, 'main', data) as unknown as Value
  const after: Values = { section: section.id, data: data as Value, kept }
  const change: Change = {
    ref: { type: 'setting', id: settingId(section, 'main') },
    change: 'patch',
    version: '2',
    at: 0,
    changed: ['data'],
    after,
  }
  store.apply(change)
}
const readOf = (store: SettingsStore, section: typeof customers | typeof revenue) => store.read(section, 'main')

test('[MAP-4] a new object type has no choices until somebody makes them, whatever its properties are called', () => {
  const store = createSettingsStore([])
  save(store, roleSection, { ...first, customer: 'account', revenue: ['deal', 'order'] })
  expect(readOf(store, customers)).toEqual({
    value: { ...customers.initial, renewalDate: null, pipelines: [] },
    version: '0',
    open: [
      { field: 'csm', type: 'account', isRequired: true },
      { field: 'renewalDate', type: 'account', isRequired: false },
      { field: 'pipelines', type: 'account', isRequired: false },
    ],
  })
  expect(readOf(store, revenue).open).toEqual([{ field: 'keeper', type: 'order', isRequired: true }])
})

test('[MAP-4] choosing the old object type again brings back what was chosen for it, and the new one keeps its own', () => {
  const store = createSettingsStore([])
  const own = { csm: 'lead', renewalDate: 'endDate', pipelines: ['a', 'b'], note: 'kept' }
  save(store, customers, own)
  save(store, roleSection, { ...first, customer: 'account' })
  save(store, customers, { csm: 'manager', renewalDate: null, pipelines: ['c'], note: 'changed' })
  expect(readOf(store, customers).open).toEqual([])
  save(store, roleSection, first)
  expect(readOf(store, customers)).toMatchObject({ value: { ...own, note: 'changed' }, open: [] })
  save(store, roleSection, { ...first, customer: 'account' })
  expect(readOf(store, customers)).toMatchObject({ value: { csm: 'manager', renewalDate: null, pipelines: ['c'] }, open: [] })
})

test('[MAP-4] what was taken away of a type that plays a role stays away', () => {
  const store = createSettingsStore([])
  save(store, revenue, { keeper: { deal: 'owner' } })
  save(store, revenue, { keeper: {} })
  expect(readOf(store, revenue)).toMatchObject({ value: { keeper: {} }, open: [{ field: 'keeper', type: 'deal' }] })
})

test('[MAP-4] any sequence of mapping changes and back leaves the settings as they were', () => {
  const seed = Date.now() % 1_000_000_000
  for (let each = seed; each < seed + 200; each++) {
    const random = createRandom(each)
    const drawMapping = (): RoleSettings => ({
      customer: random.pick(['company', 'contact', 'account']),
      serviceRole: null,
      revenue: random.pick([['deal'], ['order', 'deal'], ['order'], []]),
    })
    const store = createSettingsStore([])
    const seen = new Map<string, string>()
    const look = (): string => JSON.stringify(sections.map((section) => readOf(store, section)))
    // Choices are made for whatever plays the roles, then the mapping wanders with no further choice.
    for (let step = 0; step < 6; step++) {
      save(store, roleSection, drawMapping())
      const { customer, revenue: types } = store.mapping()
      if (random.chance(0.7))
        save(store, customers, { csm: `csm-${customer}-${step}`, renewalDate: random.pick([null, 'day']), pipelines: [], note: 'n' })
      if (random.chance(0.7)) save(store, revenue, { keeper: Object.fromEntries(types.map((type) => [type, `${type}-${step}`])) })
    }
    for (let step = 0; step < 20; step++) {
      save(store, roleSection, drawMapping())
      const key = JSON.stringify(store.mapping())
      const before = seen.get(key) ?? look()
      seen.set(key, before)
      expect(look(), `seed ${each}, step ${step}`).toBe(before)
    }
  }
})
