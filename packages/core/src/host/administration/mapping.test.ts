import { customerList, customers } from '@tenure/customers'
import { memory, record, type Seed } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost, type TestHostOptions } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue, type Outcome } from '../../base/outcome.js'
import { table } from '../../block/table-block.js'
import { defineEditions } from '../../contract/administration/edition.js'
import { editionContract } from '../../contract/administration/edition-contract.js'
import { activateTypeContract, mappingEffectContract, objectRolesContract } from '../../contract/administration/mapping-contract.js'
import { defineCollection } from '../../contract/collection/collection.js'
import { saveSettingsContract, settingsContract } from '../../contract/page/settings-contract.js'
import { defineTab } from '../../contract/tab.js'
import { createRecordContract, tabContract } from '../../contract/workspace-contract.js'
import { definePlugin, use } from '../../plugin/plugin.js'
import { Company, ServiceRole } from '../../schema/object-types.js'
import { saveSection } from '../test-settings.js'

const account = {
  name: 'account',
  label: 'Account',
  title: 'name',
  properties: [
    { name: 'name', kind: 'string', label: 'Name' },
    { name: 'csm', kind: 'user', label: 'Manager' },
    { name: 'endDate', kind: 'date', label: 'End date' },
  ],
  pipelines: [{ value: 'life', label: 'Life', stages: [{ value: 'on', label: 'On', open: true }] }],
} as const
const Services = defineCollection({
  id: 'test.services/list',
  of: ServiceRole,
  title: 'Services',
  always: [ServiceRole.name],
  columns: [ServiceRole.name],
})
const services = definePlugin({
  id: 'test.services',
  version: '1.0.0',
  host: '1.0',
  grants: [Services.grant],
  contributes: [Services, defineTab({ id: 'test.services/tab', title: 'Services', block: table(Services) })],
})
const seed: Seed = {
  users: [
    aUser({ id: 'root', name: 'Root', superAdmin: true }),
    aUser({ id: 'manager', permissions: ['workspace.access', 'settings.manage'] }),
    aUser({ id: 'csm', permissions: ['workspace.access'] }),
  ],
  records: [record(Company, 'c1', { name: 'Acme', csm: 'csm' }), { type: 'workspace', id: 'west', values: { name: 'West', teams: [] } }],
}
async function start(options: Partial<TestHostOptions> = {}): Promise<TestHost> {
  const plugins = [use(customers), use(recordPlugin), use(services)]
  const host = await createTestHost({ plugins, storage: memory(seed), edition: 'enterprise', ...options })
  await host.importer('test').extend([account])
  getValue(await host.as('root').act(createRecordContract, { type: 'account', values: { name: 'Key account', csm: 'csm' } }))
  return host
}
const mapping = { customer: 'company', serviceRole: 'service', revenue: ['deal'] }
const toAccount = { ...mapping, customer: 'account' }
const mapTo = (host: TestHost, values: object): Promise<void> => saveSection(host.as('root'), 'tenure.core/roles', values)
const customersTab = { tab: 'tenure.customers/customers' }
const problemOf = <T>(outcome: Outcome<T>) => (outcome.ok ? undefined : outcome.problem)
const needsOf = async (host: TestHost, user: string, tab = customersTab) => getValue(await host.as(user).read(tabContract, tab)).needs
const settle = async (host: TestHost) => {
  for (let turn = 0; turn < 3; turn++) {
    await host.idle()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('[MAP-4] what a mapping invalidates is said before it is saved, for each workspace, and nothing is written', async () => {
  await using host = await start()
  await saveSection(host.as('root'), 'tenure.customers/settings', { csm: 'owner', renewalDate: 'renewalDate' }, 'west')
  const effect = getValue(await host.as('manager').read(mappingEffectContract, toAccount))
  const asks = [{ field: 'csm', label: 'CSM property', typeLabel: 'Account' }]
  const unused = (csm: string) => [
    { field: 'csm', label: 'CSM property', typeLabel: 'Company', chosen: csm },
    { field: 'renewalDate', label: 'Renewal date property', typeLabel: 'Company', chosen: 'Renewal date' },
  ]
  const section = { section: 'tenure.customers/settings', title: 'Customers', asks }
  expect(effect).toEqual({
    roles: [{ role: 'customer', label: 'Customer', from: ['Company'], to: ['Account'] }],
    sections: [
      { ...section, workspace: 'main', workspaceName: 'Main workspace', unused: unused('CSM') },
      { ...section, workspace: 'west', workspaceName: 'West', unused: unused('Owner') },
    ],
    pipelines: [],
    inactive: [],
    workspaces: 2,
  })
  expect(getValue(await host.as('manager').read(mappingEffectContract, mapping))).toMatchObject({ roles: [], sections: [] })
  expect(getValue(await host.as('root').read(settingsContract, { section: 'tenure.core/roles' }))).toMatchObject({ version: '0' })
  expect(problemOf(await host.as('csm').read(mappingEffectContract, toAccount))).toMatchObject({ code: 'access.denied' })
})

test('[MAP-4] [WSP-9] a tab whose settings no longer fit asks for configuration at once, and is as it was when the old type plays again', async () => {
  await using host = await start()
  const seen: unknown[] = []
  host
    .as('csm')
    .watch(tabContract, customersTab)
    .subscribe((frame) => frame.state === 'live' && seen.push(frame.value.needs ?? 'none'))
  await settle(host)
  await mapTo(host, toAccount)
  await settle(host)
  const fields = [{ label: 'CSM property', typeLabel: 'Account' }]
  const needs = { because: 'unchosen', role: 'Customer', section: 'tenure.customers/settings', fields }
  expect(seen).toEqual(['none', { ...needs, may: false, ask: ['Root'] }])
  expect(await needsOf(host, 'manager')).toEqual({ ...needs, may: true, ask: [] })
  await saveSection(host.as('root'), 'tenure.customers/settings', { csm: 'csm', renewalDate: 'endDate' })
  await settle(host)
  expect(seen.at(-1)).toBe('none')
  const rows = await host.as('csm').read(customerList, { view: 'tenure.customers/owned-by-me' })
  expect(getValue(rows).rows.map(({ name }) => name)).toEqual(['Key account'])
  await mapTo(host, mapping)
  await settle(host)
  expect(seen.at(-1)).toBe('none')
  const back = getValue(await host.as('root').read(settingsContract, { section: 'tenure.customers/settings' }))
  expect(back).toMatchObject({ values: { csm: 'csm', renewalDate: 'renewalDate' }, problems: [] })
  await mapTo(host, toAccount)
  expect(await needsOf(host, 'csm')).toBeUndefined()
})

test('[MAP-4] [MAP-5] the settings say what to choose for the new type, and offer exactly its properties', async () => {
  await using host = await start()
  await mapTo(host, toAccount)
  const shown = getValue(await host.as('manager').read(settingsContract, { section: 'tenure.customers/settings' }))
  expect(shown.problems).toEqual([{ path: ['csm'], message: 'Choose the CSM property of Account.' }])
  expect(shown.choices.map(({ field, options }) => [field, options.map(({ value }) => value)])).toEqual([
    ['csm', ['owner', 'csm']],
    ['renewalDate', ['createdAt', 'updatedAt', 'endDate']],
  ])
})

test('[MAP-1] what a plugin keeps for its own work is offered for no role, and refused for all', async () => {
  const log = { ...account, name: 'log', label: 'Log', plural: 'Logs', playsRoles: false } as const
  await using host = await start()
  await host.importer('test').extend([log])
  const shown = getValue(await host.as('root').read(settingsContract, { section: 'tenure.core/roles' }))
  const offered = shown.choices.flatMap(({ options }) => options.map(({ value }) => value))
  expect([offered.includes('account'), offered.includes('log')]).toEqual([true, false])
  await expect(mapTo(host, { ...mapping, customer: 'log' })).rejects.toMatchObject({ code: 'input.invalid' })
})

test('[MAP-2] [MAP-7] a type that is not activated may be mapped; its tab says so until a super admin activates it', async () => {
  await using host = await start()
  const tab = { tab: 'test.services/tab' }
  const type = { name: 'service', label: 'Service' }
  expect(await needsOf(host, 'manager', tab)).toEqual({ because: 'inactive', role: 'Service', type, may: false, ask: ['Root'] })
  expect(await needsOf(host, 'root', tab)).toMatchObject({ because: 'inactive', may: true })
  const shown = getValue(await host.as('manager').read(objectRolesContract))
  expect(shown.activates).toBe(false)
  expect(shown.roles[1]?.types[0]).toEqual({ type: 'service', label: 'Service', custom: false, active: false, records: null })
  expect(problemOf(await host.as('manager').act(activateTypeContract, { type: 'service' }))).toMatchObject({ code: 'access.denied' })
  for (const wrong of ['nothing', 'user']) {
    const refused = problemOf(await host.as('root').act(activateTypeContract, { type: wrong }))
    expect([wrong, refused?.code]).toEqual([wrong, 'input.invalid'])
  }
  getValue(await host.as('root').act(activateTypeContract, { type: 'service' }))
  expect(await needsOf(host, 'csm', tab)).toBeUndefined()
  expect(getValue(await host.as('root').read(objectRolesContract)).roles[1]?.types[0]).toMatchObject({ active: true, records: 0 })
  await mapTo(host, { ...mapping, serviceRole: null })
  expect(await needsOf(host, 'root', tab)).toEqual({ because: 'unmapped', role: 'Service', may: true, ask: [] })
})

test('[EDN-2] [EDN-3] [MAP-1] a custom object in a role needs an edition that has them; the refusal names it, in the effect too', async () => {
  await using host = await start({ edition: 'professional' })
  const refused = {
    code: 'edition.missing',
    message: 'Custom objects in a role are not part of the edition Professional. The edition Enterprise has them.',
    details: { capability: 'customObjects', edition: 'enterprise' },
  }
  const save = { section: 'tenure.core/roles', values: toAccount, version: '0' }
  expect(problemOf(await host.as('root').act(saveSettingsContract, save))).toEqual(refused)
  expect(getValue(await host.as('root').read(mappingEffectContract, toAccount)).refused).toEqual(refused)
  const [customer] = getValue(await host.as('root').read(objectRolesContract)).roles
  expect(customer?.types.find(({ type }) => type === 'account')).toEqual({
    type: 'account',
    label: 'Account',
    custom: true,
    active: true,
    records: 1,
    lacks: refused,
  })
  expect(getValue(await host.as('root').read(mappingEffectContract, { ...mapping, customer: 'deal' })).refused?.code).toBe('input.invalid')
})

test('[MAP-3] the host may admit further object types to the role revenue in any edition', async () => {
  await using host = await start({ edition: 'professional', revenueTypes: ['account'] })
  await mapTo(host, { ...mapping, revenue: ['account', 'deal'] })
  expect(getValue(await host.as('root').read(objectRolesContract)).mapping.revenue).toEqual(['account', 'deal'])
  const three = { section: 'tenure.core/roles', values: { ...mapping, revenue: ['account', 'deal', 'company'] }, version: '1' }
  expect(problemOf(await host.as('root').act(saveSettingsContract, three))?.code).toBe('input.invalid')
  expect(problemOf(await host.as('root').act(saveSettingsContract, { ...three, values: toAccount }))?.code).not.toBeUndefined()
})

test('[EDN-4] when the edition shrinks, mappings and workspaces are kept and work on, are listed, and cannot be edited', async () => {
  const setting = (id: string, section: string, data: object, workspace?: string) =>
    ({ type: 'setting', id, values: { name: id, section, data: data as never, ...(workspace && { workspace }) } }) as const
  const records = [
    ...(seed.records ?? []),
    { type: 'objectType', id: 'account', values: { name: 'account', definition: account as never } },
    setting('tenure.core/roles', 'tenure.core/roles', toAccount),
    setting('main/tenure.customers/settings', 'tenure.customers/settings', { csm: 'csm', renewalDate: null }, 'main'),
  ]
  await using host = await start({ edition: 'professional', storage: memory({ ...seed, records }) })
  const { exceeding } = getValue(await host.as('manager').read(editionContract))
  expect(exceeding.map(({ what, id, label }) => [what, id, label])).toEqual([
    ['workspace', 'west', 'West'],
    ['role', 'customer', 'Account'],
  ])
  expect(exceeding[0]?.message).toContain('The edition Enterprise has them.')
  expect(getValue(await host.as('csm').read(customerList, {})).total).toBe(1)
  expect(await needsOf(host, 'csm')).toBeUndefined()
  const section = { section: 'tenure.customers/settings', workspace: 'west', values: { csm: 'csm', renewalDate: null }, version: '0' }
  expect(problemOf(await host.as('root').act(saveSettingsContract, section))?.code).toBe('edition.missing')
  // What plays a role already may stay while another role changes; a custom object cannot be given another role.
  const { version } = getValue(await host.as('root').read(settingsContract, { section: 'tenure.core/roles' }))
  const save = (values: object, at = version) =>
    host.as('root').act(saveSettingsContract, { section: 'tenure.core/roles', values: values as never, version: at })
  expect(problemOf(await save({ ...toAccount, serviceRole: 'account' }))?.code).toBe('edition.missing')
  const saved = getValue(await save({ ...toAccount, serviceRole: null }))
  getValue(await save(mapping, saved.version))
  expect(getValue(await host.as('manager').read(editionContract)).exceeding.map(({ what }) => what)).toEqual(['workspace'])
})

test('[EDN-4] [WSP-1] of more team workspaces than the limit the oldest can be edited', async () => {
  const records = [...(seed.records ?? []), { type: 'workspace', id: 'east', values: { name: 'East', teams: [] } }]
  const editions = defineEditions([
    { name: 'enterprise', label: 'Enterprise', capabilities: ['teamWorkspaces'], limits: { teamWorkspaces: 1 } },
  ])
  await using host = await start({ editions, storage: memory({ ...seed, records }) })
  const { exceeding, limits } = getValue(await host.as('manager').read(editionContract))
  expect(exceeding).toEqual([
    { what: 'workspace', id: 'west', label: 'West', message: 'The edition Enterprise has at most 1 team workspace.' },
  ])
  expect(limits[0]).toEqual({ name: 'teamWorkspaces', max: 1 })
  const save = (workspace: string) => {
    const values = { csm: 'csm', renewalDate: null }
    return host.as('root').act(saveSettingsContract, { section: 'tenure.customers/settings', workspace, values, version: '0' })
  }
  expect(problemOf(await save('west'))).toMatchObject({ code: 'edition.limit', details: { limit: 'teamWorkspaces', max: 1 } })
  expect(problemOf(await save('east'))).toBeUndefined()
})
