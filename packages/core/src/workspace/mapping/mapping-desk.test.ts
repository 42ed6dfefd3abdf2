import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import { defineEditions, openEdition, standardEditions } from '../../contract/administration/edition.js'
import { defineSettings, propertiesOf } from '../../contract/settings.js'
import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { CustomerRole } from '../../schema/object-types.js'
import type { Values } from '../../schema/value.js'
import type { WorkspaceChange } from '../change.js'
import type { RoleSettings } from '../role-section.js'
import { createSettingsStore } from '../settings-store.js'
import { createWorkspaces } from '../workspaces.js'
import { createMappingDesk, type MappingPort } from './mapping-desk.js'

const aType = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: `A ${name}`, plural: `${name}s`, title: 'name', properties: [], associations: [], ownership: [] },
  ...{ active: true, builtIn: true, ...more },
})
const { builtIn: _, ...order } = aType('order')
const types: readonly ObjectTypeDefinition[] = [
  aType('company', { properties: [{ name: 'csm', kind: 'user', label: 'CSM' }] }),
  aType('contact', { properties: [{ name: 'keeper', kind: 'user', label: 'Keeper' }] }),
  aType('deal', { pipelines: [{ value: 'sales', label: 'Sales', stages: [] }] }),
  aType('service', { active: false }),
  aType('subscription'),
  order,
  aType('view', { policy: 'workspace' as never }),
]
const mapping: RoleSettings = { customer: 'company', serviceRole: null, revenue: ['deal', 'order'] }
const editions = defineEditions([
  { name: 'small', label: 'Small', limits: { teamWorkspaces: 1, defaultViews: 2, activeHealthScores: 3, draftHealthScores: 4 } },
])
const customers = defineSettings({
  ...{ id: 'acme.x/customers', scope: 'workspace', title: 'Customers' },
  ...{ schema: z.strictObject({ csm: z.string() }), initial: { csm: 'csm' }, choices: { csm: propertiesOf(CustomerRole, ['user']) } },
})
const saved = (value: RoleSettings) => ({
  ...{ ref: { type: 'setting', id: 'tenure.core/roles' }, version: '3', values: { data: value } as unknown as Values },
})

interface Given {
  readonly edition?: MappingPort['edition']
  readonly principal?: Principal
  readonly list?: (type: string) => number
  readonly known?: readonly ObjectTypeDefinition[]
}
const byLength = (type: string): number => type.length
function deskOf(given: Given = {}) {
  const { edition = openEdition('enterprise', standardEditions), principal = systemPrincipal, list = byLength, known = types } = given
  const changes = new Subject<WorkspaceChange>()
  const [asked, extended]: [unknown[], unknown[]] = [[], []]
  const now = { types: known }
  const settings = createSettingsStore([saved(mapping)])
  const asker = { principal, workspace: 'main', roles: new Map() }
  const port: MappingPort = {
    ...{ changes, edition, settings, revenueTypes: ['subscription'] },
    clock: { now: () => 0 },
    askers: { get: () => asker },
    roles: { in: () => new Map() },
    workspaces: createWorkspaces([{ ref: { type: 'workspace', id: 'w' }, version: '1', values: { name: 'West', teams: [] } }]),
    writer: { draft: () => Promise.reject(new Error('It writes nothing.')) },
    schema: () => new Map(now.types.map((type) => [type.name, type])),
    sections: () => [customers],
    reader: {
      async list(by, query) {
        asked.push({ isUser: by === asker, ...query })
        return { records: [], total: list(query.type) }
      },
    },
    extend: async (...args) => {
      await new Promise((resolve) => setImmediate(resolve))
      extended.push(args)
    },
  }
  return { desk: createMappingDesk(port, 'anna'), changes, settings, now, asked, extended }
}
const rolesOf = async (given?: Given) => firstValueFrom(deskOf(given).desk.roles())
async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}
const custom = { type: 'order', label: 'A order', custom: true, active: true, records: 5 }
const builtIn = (type: string, more: object = {}) => ({
  ...{ type, label: `A ${type}`, custom: false, active: true, records: type.length, ...more },
})

test('[MAP-1] [MAP-6] the page shows the mapping, and for each role the types that may play it with the records the user sees', async () => {
  expect(await rolesOf()).toEqual({
    ...{ mapping, version: '3', activates: true },
    roles: [
      { role: 'customer', label: 'Customer', most: 1, optional: false, types: [builtIn('company'), builtIn('contact'), custom] },
      {
        ...{ role: 'serviceRole', label: 'Service', most: 1, optional: true },
        types: [builtIn('service', { active: false, records: null }), custom],
      },
      { role: 'revenue', label: 'Revenue', most: 2, optional: true, types: [builtIn('deal'), builtIn('subscription'), custom] },
    ],
  })
})

test('[MAP-6] records of each active type are counted once, with the rights of the user, and none are read', async () => {
  const { desk, asked } = deskOf()
  await firstValueFrom(desk.roles())
  const query = { isUser: true, select: [], orderBy: [], limit: 0 }
  expect(asked).toEqual(['company', 'contact', 'order', 'deal', 'subscription'].map((type) => ({ type, ...query })))
})

test('[MAP-6] a type that the user may not see has no number; a store that fails is no such case', async () => {
  const refuse = (type: string): number => {
    if (type === 'order') throw new TenureError('access.denied', 'No.', { missing: 'x' })
    return 0
  }
  const { roles } = await rolesOf({ list: refuse })
  expect(roles[0]?.types.map(({ records }) => records)).toEqual([0, 0, null])
  const broken = () => {
    throw new Error('The disk is full.')
  }
  expect(await problemOf(rolesOf({ list: broken }))).toEqual(new Error('The disk is full.'))
})

test('[MAP-7] where no type is active nothing is counted, and only a super admin activates one', async () => {
  const principal = { ...systemPrincipal, system: false, superAdmin: false }
  const { desk, asked } = deskOf({ principal, known: [aType('service', { active: false })] })
  const { activates, roles } = await firstValueFrom(desk.roles())
  expect([activates, asked]).toEqual([false, []])
  expect(roles.map((role) => role.types)).toEqual([[], [builtIn('service', { active: false, records: null })], []])
})

test('[EDN-3] a custom type says what the edition lacks for it', async () => {
  const { roles } = await rolesOf({ edition: openEdition('professional', standardEditions) })
  const lacks = {
    code: 'edition.missing',
    message: 'Custom objects in a role are not part of the edition Professional. The edition Enterprise has them.',
    details: { capability: 'customObjects', edition: 'enterprise' },
  }
  expect(roles[0]?.types).toEqual([builtIn('company'), builtIn('contact'), { ...custom, lacks }])
})

test('[MAP-7] an object type is activated once, by the user; one that is not there or of the workspace itself is refused', async () => {
  const { desk, extended } = deskOf()
  await desk.activate('company')
  expect(extended).toEqual([])
  await desk.activate('service')
  expect(extended).toEqual([[[{ name: 'service', active: true }], { user: 'anna', source: 'user' }]])
  for (const type of ['nothing', 'view']) {
    const message = `There is no object type ${type}.`
    expect(await problemOf(desk.activate(type))).toEqual({
      ...{ code: 'input.invalid', message },
      details: { issues: [{ path: ['type'], message }] },
    })
  }
  expect(extended).toHaveLength(1)
})

test('[MAP-4] the effect of a mapping names roles, choices, pipelines and types that are not activated', async () => {
  const next: RoleSettings = { customer: 'contact', serviceRole: 'service', revenue: ['order'] }
  const csm = { field: 'csm', label: 'Csm' }
  const section = { section: 'acme.x/customers', title: 'Customers' }
  const changed = { asks: [{ ...csm, typeLabel: 'A contact' }], unused: [{ ...csm, typeLabel: 'A company', chosen: 'CSM' }] }
  expect(await firstValueFrom(deskOf().desk.effect(next))).toEqual({
    roles: [
      { role: 'customer', label: 'Customer', from: ['A company'], to: ['A contact'] },
      { role: 'serviceRole', label: 'Service', from: [], to: ['A service'] },
      { role: 'revenue', label: 'Revenue', from: ['A deal', 'A order'], to: ['A order'] },
    ],
    sections: [
      { ...section, workspace: 'main', workspaceName: 'Main workspace', ...changed },
      { ...section, workspace: 'w', workspaceName: 'West', ...changed },
    ],
    pipelines: [{ typeLabel: 'A deal', labels: ['Sales'] }],
    inactive: [{ type: 'service', label: 'A service' }],
    workspaces: 2,
  })
})

test('[WSP-5] [EDN-3] the effect says first why the mapping cannot be saved', async () => {
  const refused = async (next: RoleSettings, edition = 'enterprise') => {
    const { desk } = deskOf({ edition: openEdition(edition, standardEditions) })
    return (await firstValueFrom(desk.effect(next))).refused
  }
  const invalid = (issues: readonly { path: string[]; message: string }[]) => ({
    ...{ code: 'input.invalid', message: issues.map(({ message }) => message).join(' ') },
    details: { issues },
  })
  expect(await refused(mapping)).toBeUndefined()
  expect(await refused({ ...mapping, revenue: ['deal', 'deal'] })).toEqual(
    invalid([{ path: [], message: 'An object type plays the role revenue once.' }]),
  )
  expect(await refused({ customer: 'deal', serviceRole: 'company', revenue: ['subscription'] })).toEqual(
    invalid([
      { path: ['customer'], message: 'Customer cannot be deal: it takes company, contact, order.' },
      { path: ['serviceRole'], message: 'Service cannot be company: it takes service, order.' },
    ]),
  )
  expect(await refused(mapping, 'professional')).toBeUndefined()
  expect(await refused({ ...mapping, customer: 'order' }, 'professional')).toMatchObject({ code: 'edition.missing' })
})

test('[EDN-1] [EDN-4] the edition is shown with what it has, its limits, and what exceeds it', async () => {
  const shown = await firstValueFrom(deskOf({ edition: openEdition('small', editions) }).desk.edition())
  const workspaces = 'Team workspaces are not part of the edition Small. No edition of this workspace has them.'
  const objects = 'Custom objects in a role are not part of the edition Small. No edition of this workspace has them.'
  expect(shown).toEqual({
    ...{ name: 'small', label: 'Small' },
    capabilities: [
      { name: 'teamWorkspaces', has: false },
      { name: 'customObjects', has: false },
    ],
    limits: [
      { name: 'teamWorkspaces', max: 1 },
      { name: 'defaultViews', max: 2 },
      { name: 'activeHealthScores', max: 3 },
      { name: 'draftHealthScores', max: 4 },
    ],
    exceeding: [
      { what: 'workspace', id: 'w', label: 'West', message: workspaces },
      { what: 'role', id: 'revenue', label: 'A order', message: objects },
    ],
  })
  const { capabilities, exceeding } = await firstValueFrom(deskOf().desk.edition())
  expect([capabilities.map(({ has }) => has), exceeding]).toEqual([[true, true], []])
})

test('[MAP-6] the pages follow settings, object types and workspaces, and nothing else', () => {
  const { desk, changes, now } = deskOf()
  const seen: unknown[] = []
  const subscription = desk.effect({ ...mapping, customer: 'contact' }).subscribe(({ roles }) => seen.push(roles[0]?.to[0]))
  const next = (change: WorkspaceChange, label: string) => {
    now.types = [...types.filter(({ name }) => name !== 'contact'), aType('contact', { label })]
    changes.next(change)
  }
  next({ views: new Set() }, 'unseen')
  next({ section: 'acme.x/customers' }, 'one')
  next({ profiles: true }, 'unseen')
  next({ types: new Set() }, 'two')
  next({ workspace: 'w' }, 'three')
  next({ users: new Set() }, 'unseen')
  subscription.unsubscribe()
  expect(seen).toEqual(['A contact', 'one', 'two', 'three'])
})
