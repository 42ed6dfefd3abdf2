import { expect, test } from 'vitest'
import { z } from 'zod'
import type { RoleMapping, Roles } from '../access/asker.js'
import { openEdition, standardEditions } from '../contract/administration/edition.js'
import { type AnySettings, type Choice, defineSettings, oneOf, pipelinesOf, playingOf, propertiesOf } from '../contract/settings.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { CustomerRole, RevenueRole, ServiceRole } from '../schema/object-types.js'
import { candidatesFor, checkSettings, lackedBy, offersOf, type SettingsView } from './check-settings.js'
import { roleSection } from './role-section.js'

const aType = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: `A ${name}`, plural: `${name}s`, title: 'name', properties: [], associations: [], ownership: [], active: true },
  ...more,
})
const company = aType('company', {
  builtIn: true,
  properties: [
    { name: 'name', kind: 'string', label: 'Name' },
    { name: 'csm', kind: 'user', label: 'CSM' },
    { name: 'lead', kind: 'user', label: 'Lead' },
  ],
})
const deal = aType('deal', {
  builtIn: true,
  properties: [{ name: 'owner', kind: 'user', label: 'Owner' }],
  pipelines: [
    { value: 'new', label: 'New business', stages: [] },
    { value: 'more', label: 'More business', stages: [] },
  ],
})
const order = aType('order', { properties: [{ name: 'keeper', kind: 'user', label: 'Keeper' }] })
const listed = [company, aType('contact', { builtIn: true }), deal, order, aType('service', { builtIn: true })]
const playing = (...types: readonly string[]): readonly RoleMapping[] => types.map((type) => ({ type, properties: {} }))
const all: Roles = new Map([
  ['customer', playing('company')],
  ['revenue', playing('deal', 'order')],
  ['serviceRole', playing()],
])
const enterprise = openEdition('enterprise', standardEditions)
const professional = openEdition('professional', standardEditions)
const viewWith = (more: Partial<SettingsView> = {}): SettingsView => ({
  types: new Map(listed.map((type) => [type.name, type])),
  ...{ roles: all, edition: enterprise, ...more },
})
const sectionOf = (choices: Record<string, Choice>, check?: AnySettings['check']): AnySettings =>
  defineSettings<Record<string, unknown>>({
    ...{ id: 'acme.x/main', scope: 'workspace', title: 'Main', schema: z.record(z.string(), z.unknown()), initial: {} },
    ...{ labels: { csm: 'Success manager' }, choices, ...(check && { check }) },
  })
const lead = { value: 'lead', label: 'Lead' }
const csm = { value: 'csm', label: 'CSM' }
const modes = [
  { value: 'one', label: 'One' },
  { value: 'two', label: 'Two' },
]

test('[MAP-5] a field offers the properties of its kinds, or the pipelines, of the type that plays the role first', () => {
  const section = sectionOf({
    csm: propertiesOf(CustomerRole, ['user']),
    servedBy: propertiesOf(ServiceRole, ['user']),
    flow: pipelinesOf(RevenueRole),
    keptNo: pipelinesOf(CustomerRole),
  })
  expect(offersOf(section, viewWith())).toEqual([
    { field: 'csm', label: 'Success manager', options: [csm, lead] },
    { field: 'servedBy', label: 'Served by', options: [] },
    {
      ...{ field: 'flow', label: 'Flow' },
      options: [
        { value: 'new', label: 'New business' },
        { value: 'more', label: 'More business' },
      ],
    },
    { field: 'keptNo', label: 'Kept no', options: [] },
  ])
})

test('[MAP-3] [MAP-5] a field with one value for each type offers what each type has, with the name of the type', () => {
  const section = sectionOf({
    keeper: propertiesOf(RevenueRole, ['user'], { each: true }),
    mode: oneOf(modes, { each: RevenueRole }),
    first: playingOf(RevenueRole),
    way: oneOf(modes),
  })
  const [ofDeal, ofOrder] = [
    { type: 'deal', typeLabel: 'A deal' },
    { type: 'order', typeLabel: 'A order' },
  ]
  expect(offersOf(section, viewWith())).toEqual([
    { field: 'keeper', label: 'Keeper', ...ofDeal, options: [{ value: 'owner', label: 'Owner' }] },
    { field: 'keeper', label: 'Keeper', ...ofOrder, options: [{ value: 'keeper', label: 'Keeper' }] },
    { field: 'mode', label: 'Mode', ...ofDeal, options: modes },
    { field: 'mode', label: 'Mode', ...ofOrder, options: modes },
    {
      ...{ field: 'first', label: 'First' },
      options: [
        { value: 'deal', label: 'A deal' },
        { value: 'order', label: 'A order' },
      ],
    },
    { field: 'way', label: 'Way', options: modes },
  ])
})

test('[MAP-1] [MAP-3] [MAP-7] a role takes its own types and custom ones; types of the workspace, activities and those that play no roles never', () => {
  const types = [
    ...listed,
    aType('contactInactive'),
    aType('view', { policy: 'workspace' as never }),
    aType('call', { activity: {} as never }),
    aType('invoice', { playsRoles: false }),
    aType('ticket', { builtIn: true }),
    aType('subscription', { builtIn: true }),
  ]
  const found = (role: string, revenueTypes?: readonly string[], more: readonly ObjectTypeDefinition[] = []) =>
    candidatesFor(role, {
      types: new Map([...types, ...more].map((type) => [type.name, type])),
      ...(revenueTypes && { revenueTypes }),
    }).map(({ type, needs }) => `${type.name}${needs === undefined ? '' : ` needs ${needs}`}`)
  const custom = ['order needs customObjects', 'contactInactive needs customObjects']
  expect(found('customer')).toEqual(['company', 'contact', ...custom])
  expect(found('customer', ['subscription'])).toEqual(['company', 'contact', ...custom])
  expect(found('serviceRole')).toEqual([custom[0], 'service', custom[1]])
  expect(found('revenue')).toEqual(['deal', ...custom])
  expect(found('revenue', ['subscription', 'order', 'view'])).toEqual(['deal', 'order', custom[1], 'subscription'])
  expect(found('nothing')).toEqual(custom)
  expect(found('customer', [], [aType('contact', { builtIn: true, policy: 'workspace' as never })])).toEqual(['company', ...custom])
})

test('[MAP-3] [EDN-3] a page offers a role only the types that the edition allows', () => {
  const offered = (edition: SettingsView['edition']) =>
    offersOf(roleSection, viewWith({ edition })).map(({ field, options }) => `${field}: ${options.map(({ value }) => value).join(', ')}`)
  expect(offered(professional)).toEqual(['customer: company, contact', 'serviceRole: service', 'revenue: deal'])
  expect(offered(enterprise)).toEqual(['customer: company, contact, order', 'serviceRole: order, service', 'revenue: deal, order'])
  expect(offersOf(roleSection, viewWith({ edition: professional }))[0]).toEqual({
    ...{ field: 'customer', label: 'Customer' },
    options: [
      { value: 'company', label: 'A company' },
      { value: 'contact', label: 'A contact' },
    ],
  })
})

test('[WSP-5] each bad value is named with its field, its type and what the field takes', () => {
  const section = sectionOf({
    csm: propertiesOf(CustomerRole, ['user']),
    keeper: propertiesOf(RevenueRole, ['user'], { each: true }),
    ways: oneOf(modes),
  })
  expect(
    checkSettings(section, { csm: 'name', keeper: { deal: 'x', order: 'keeper' }, ways: ['one', 'three', 'four'] }, viewWith()),
  ).toEqual([
    { path: ['csm'], message: 'Success manager cannot be name: it takes csm, lead.' },
    { path: ['keeper', 'deal'], message: 'Keeper cannot be x for deal: it takes owner.' },
    { path: ['ways'], message: 'Ways cannot be three: it takes one, two.' },
    { path: ['ways'], message: 'Ways cannot be four: it takes one, two.' },
  ])
  for (const value of [null, 'text', {}, { csm: null, keeper: null }, { csm: undefined, ways: [null] }, Object.create({ csm: 'gone' })])
    expect(checkSettings(section, value, viewWith())).toEqual([])
})

test('[WSP-5] the own check of a section comes once all its choices fit, and sees the values', () => {
  const asked: unknown[] = []
  const section = sectionOf({ ways: oneOf(modes) }, (value) => {
    asked.push(value)
    return [{ path: ['ways'], message: 'Not today.' }]
  })
  expect(checkSettings(section, { ways: 'gone' }, viewWith())).toEqual([
    { path: ['ways'], message: 'Ways cannot be gone: it takes one, two.' },
  ])
  expect(asked).toEqual([])
  expect(checkSettings(section, { ways: 'one' }, viewWith())).toEqual([{ path: ['ways'], message: 'Not today.' }])
  expect(asked).toEqual([{ ways: 'one' }])
})

test('[MAP-4] a choice of a role that nothing plays stays as it was saved, and no other one is taken', () => {
  const section = sectionOf({ csm: propertiesOf(CustomerRole, ['user']), ways: oneOf(modes) })
  const nobody = viewWith({ roles: new Map(), saved: { csm: 'old', ways: 'old' } })
  expect(checkSettings(section, { csm: 'old' }, nobody)).toEqual([])
  expect(checkSettings(section, { csm: 'other' }, nobody)).toEqual([
    { path: ['csm'], message: 'Success manager cannot be other: there is nothing to choose.' },
  ])
  expect(checkSettings(section, { csm: 'old' }, viewWith({ saved: { csm: 'old' } }))).toHaveLength(1)
  expect(checkSettings(section, { ways: 'old' }, nobody)).toHaveLength(1)
})

test('[EDN-4] a custom type that plays a role keeps it in a smaller edition, as long as it is there', () => {
  const saved = { customer: 'order', serviceRole: null, revenue: ['deal', 'order'] }
  const kept = viewWith({ edition: professional, saved })
  expect(checkSettings(roleSection, saved, kept)).toEqual([])
  expect(checkSettings(roleSection, { ...saved, serviceRole: 'order' }, kept)).toEqual([
    { path: ['serviceRole'], message: 'Service cannot be order: it takes service.' },
  ])
  const gone = viewWith({ edition: professional, saved: { ...saved, customer: 'gone' } })
  expect(checkSettings(roleSection, { ...saved, customer: 'gone' }, gone)).toEqual([
    { path: ['customer'], message: 'Customer cannot be gone: it takes company, contact.' },
  ])
})

test('[EDN-3] a custom type that newly plays a role is refused with what the edition lacks', () => {
  const lacked = (value: unknown, saved: unknown, edition = professional) => lackedBy(roleSection, value, viewWith({ edition, saved }))
  const none = { customer: 'company', serviceRole: null, revenue: ['deal'] }
  expect(lacked(none, undefined)).toBeUndefined()
  expect(lacked({ ...none, serviceRole: 'order' }, none)).toEqual({
    code: 'edition.missing',
    message: 'Custom objects in a role are not part of the edition Professional. The edition Enterprise has them.',
    details: { capability: 'customObjects', edition: 'enterprise' },
  })
  expect(lacked({ ...none, revenue: ['deal', 'order'] }, none)).toHaveProperty('code', 'edition.missing')
  expect(lacked({ ...none, revenue: ['deal', 'order'] }, { ...none, revenue: [] })).toHaveProperty('code', 'edition.missing')
  expect(lacked({ ...none, customer: 'order' }, { ...none, serviceRole: 'order' })).toHaveProperty('code', 'edition.missing')
  expect(lacked({ ...none, customer: 'order' }, { ...none, customer: 'order' })).toBeUndefined()
  expect(lacked({ ...none, customer: 'gone' }, none)).toBeUndefined()
  expect(lacked({ ...none, customer: 'order' }, none, enterprise)).toBeUndefined()
  expect(lackedBy(sectionOf({ ways: oneOf(modes) }), { ways: 'order' }, viewWith({ edition: professional }))).toBeUndefined()
})

test('[SDK-5] [PLUGIN-10] a check that throws, or finds something else than issues, is the fault of its plugin', () => {
  const checked = (check: () => unknown) => () =>
    checkSettings(
      defineSettings({
        ...{ id: 'acme.x/own', scope: 'workspace', title: 'Own', schema: z.any(), initial: {} },
        check: check as () => [],
      }) as AnySettings,
      {},
      viewWith(),
    )
  const broken = (did: string) => `The plugin acme.x is broken. The check of acme.x/own ${did}.`
  const throwing = () => {
    throw new Error('secret')
  }
  expect(checked(throwing)).toThrow(
    expect.objectContaining({ code: 'plugin.broken', message: broken('failed'), cause: new Error('secret') }),
  )
  for (const found of ['no', [{ path: 'name', message: 'No.' }], Promise.resolve([])])
    expect(checked(() => found)).toThrow(broken('returned something else than it is declared to'))
  expect(checked(() => [])()).toEqual([])
})
