import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineSettings, propertiesOf } from '../contract/settings.js'
import { CustomerRole } from '../schema/object-types.js'
import type { Value, Values } from '../schema/value.js'
import type { Change } from '../storage/adapter.js'
import { type RoleSettings, roleSection } from './role-section.js'
import { createSettingsStore, settingId } from './settings-store.js'

const section = (more: { schema?: z.ZodType; initial?: unknown } = {}) =>
  defineSettings<unknown>({
    ...{ id: 'acme.x/main', scope: 'workspace', title: 'Main' },
    ...{ schema: z.strictObject({ csm: z.string().nullable() }), initial: { csm: 'first' }, ...more },
    choices: { csm: propertiesOf(CustomerRole, ['user']) } as never,
  })
const main = section()
const record = (values: Values, id = settingId(main, 'main'), more: object = {}) => ({
  ...{ ref: { type: 'setting', id }, version: '3', values },
  ...more,
})
const change = (after: Values | undefined, before: Values | undefined, ref = { type: 'setting', id: settingId(main, 'main') }): Change => ({
  ...{ ref, change: after === undefined ? ('archive' as const) : ('patch' as const), version: '4', at: 0, changed: [] },
  ...(before && { before }),
  ...(after && { after }),
})
const customer = (name: string): RoleSettings => ({ customer: name, serviceRole: null, revenue: [] })
const roles = (name: string) => record({ data: customer(name) as unknown as Value }, 'tenure.core/roles')

test('[WSP-9] settings of the account are kept once, those of a workspace under its id', () => {
  expect(settingId({ id: 'acme.x/main', scope: 'account' }, 'west')).toBe('acme.x/main')
  expect(settingId({ id: 'acme.x/main', scope: 'workspace' }, 'west')).toBe('west/acme.x/main')
})

test('[WSP-9] only records of settings are read', () => {
  const other = { ...record({ data: { csm: 'lead' } }), ref: { type: 'company', id: settingId(main, 'main') } }
  expect(createSettingsStore([other]).read(main, 'main')).toEqual({ value: { csm: 'first' }, version: '0', open: [] })
})

test('[WSP-6] a change that was taken in is what is read next, and without its record the initial settings hold again', () => {
  const store = createSettingsStore([record({ data: { csm: 'lead' } })])
  expect(store.read(main, 'main')).toEqual({ value: { csm: 'lead' }, version: '3', open: [] })
  expect(store.apply(change({ section: main.id, workspace: 'main', data: { csm: 'owner' } }, undefined))).toEqual({
    section: main.id,
    workspace: 'main',
  })
  expect(store.read(main, 'main')).toEqual({ value: { csm: 'owner' }, version: '4', open: [] })
  expect(store.apply(change(undefined, { section: 'acme.x/main', workspace: 'main' }))).toEqual({
    section: main.id,
    workspace: 'main',
  })
  expect(store.read(main, 'main')).toEqual({ value: { csm: 'first' }, version: '0', open: [] })
})

test('[WSP-9] the touched section of the account names no workspace, and a change that says nothing names none', () => {
  const store = createSettingsStore([])
  expect(store.apply(change({ section: 'a' }, { section: 'b', workspace: 'main' }))).toEqual({ section: 'a' })
  expect(store.apply(change({ section: 'a', workspace: 7 }, undefined))).toEqual({ section: 'a' })
  expect(store.apply(change(undefined, undefined))).toEqual({ section: '' })
  expect(store.apply(change({ section: 'a' }, undefined, { type: 'company', id: 'c' }))).toBeUndefined()
})

test('[MAP-1] the mapping is the saved one, or at first the initial one', () => {
  expect(createSettingsStore([]).mapping()).toEqual(roleSection.initial)
  const store = createSettingsStore([roles('contact')])
  expect(store.mapping()).toEqual(customer('contact'))
  store.apply(change({ section: 'tenure.core/roles', data: customer('order') as unknown as Value }, undefined, roles('x').ref))
  expect(store.mapping()).toEqual(customer('order'))
})

test('[MAP-4] a choice belongs to the type it was made for: another type finds its own, or an open one', () => {
  const kept = { csm: { company: 'lead', contact: 'keeper' } }
  const store = createSettingsStore([record({ data: { csm: 'lead' }, kept })])
  expect(store.read(main, 'main')).toEqual({ value: { csm: 'lead' }, version: '3', open: [] })
  expect(store.under(customer('contact'), main, 'main')).toEqual({ value: { csm: 'keeper' }, version: '3', open: [] })
  const open = [{ field: 'csm', type: 'order', isRequired: false }]
  expect(store.under(customer('order'), main, 'main')).toEqual({ value: { csm: null }, version: '3', open })
  store.apply(change({ section: 'tenure.core/roles', data: customer('contact') as unknown as Value }, undefined, roles('x').ref))
  expect(store.read(main, 'main').value).toEqual({ csm: 'keeper' })
  for (const rubbish of ['x', 7, null, ['csm']])
    expect(createSettingsStore([record({ data: { csm: 'lead' }, kept: rubbish as never })]).under(customer('order'), main, 'main')).toEqual(
      {
        ...{ value: { csm: 'lead' }, version: '3', open: [] },
      },
    )
})

test('[MAP-4] initial choices are those for the initial types, and open for any other', () => {
  const store = createSettingsStore([])
  expect(store.under(customer('order'), main, 'main')).toEqual({
    ...{ value: { csm: null }, version: '0', open: [{ field: 'csm', type: 'order', isRequired: false }] },
  })
  expect(store.under(customer('company'), main, 'main').open).toEqual([])
})

test('[MAP-4] what is kept with a save is the choice for the type of now, and those for other types', () => {
  const store = createSettingsStore([record({ data: { csm: 'lead' }, kept: { csm: { contact: 'keeper', company: 'lead' } } })])
  expect(store.keep(main, 'main', { csm: 'owner' })).toEqual({ csm: { contact: 'keeper', company: 'owner' } })
  expect(createSettingsStore([roles('contact')]).keep(main, 'west', { csm: 'owner' })).toEqual({
    csm: { company: 'first', contact: 'owner' },
  })
})

test('the same settings are the same value until they, their section or the mapping change', () => {
  const store = createSettingsStore([record({ data: { csm: 'lead' } })])
  const [first, unsaved] = [store.read(main, 'main'), store.read(main, 'west')]
  expect(store.read(main, 'main')).toBe(first)
  expect(store.read(main, 'west')).toBe(unsaved)
  const wider = section({ schema: z.object({ csm: z.string().transform((text) => text.toUpperCase()) }), initial: { csm: 'other' } })
  expect(store.read(wider, 'main').value).toEqual({ csm: 'LEAD' })
  expect(store.read(wider, 'west').value).toEqual({ csm: 'other' })
  expect(store.read(main, 'main').value).toEqual({ csm: 'lead' })
  const under = createSettingsStore([record({ data: { csm: 'lead' }, kept: { csm: { company: 'lead' } } })])
  under.read(main, 'main')
  under.apply(change({ section: 'tenure.core/roles', data: customer('order') as unknown as Value }, undefined, roles('x').ref))
  expect(under.read(main, 'main').value).toEqual({ csm: null })
})

test('[WSP-6] a schema that answers later is none that can be read', () => {
  const later = section({ schema: z.any().refine(async () => true) })
  expect(createSettingsStore([record({ data: { csm: 'lead' } })]).read(later, 'main').value).toEqual({ csm: 'first' })
})
