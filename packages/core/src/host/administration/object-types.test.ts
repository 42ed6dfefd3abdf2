import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customers } from '@tenure/customers'
import { memory } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue, type Outcome } from '../../base/outcome.js'
import { objectRolesContract } from '../../contract/administration/mapping-contract.js'
import { objectTypesContract, saveObjectTypeContract } from '../../contract/administration/object-type-contract.js'
import { createRecordContract, recordContract } from '../../contract/workspace-contract.js'
import { use } from '../../plugin/plugin.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { saveSection } from '../test-settings.js'

const users = [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'manager', permissions: ['workspace.access', 'settings.manage'] })]
const start = (storage: StorageAdapter = memory({ users })): Promise<TestHost> =>
  createTestHost({ plugins: [use(customers), use(recordPlugin)], storage, edition: 'enterprise' })
const account = {
  label: 'Account',
  plural: 'Accounts',
  properties: [
    { label: 'Name', kind: 'string' as const },
    { label: 'Key manager', kind: 'user' as const },
    { label: 'Tier', kind: 'enumeration' as const, options: [{ label: 'Gold' }, { label: 'Silver' }] },
    { label: 'Übergabe am', kind: 'date' as const },
  ],
  associations: [{ label: 'Company', to: 'company', single: true, inverse: { label: 'Accounts' } }],
  pipelines: [
    {
      label: 'Life',
      stages: [
        { label: 'Running', outcome: 'open' as const },
        { label: 'Renewed', outcome: 'won' as const },
        { label: 'Left', outcome: 'lost' as const },
      ],
    },
  ],
}
const problemOf = <T>(outcome: Outcome<T>) => (outcome.ok ? undefined : outcome.problem)
const typeOf = async (host: TestHost, name: string) => {
  const { types } = getValue(await host.as('root').read(objectTypesContract))
  return types.find((type) => type.name === name)
}
/** The type as it is, to be saved again. */
const asInput = async (host: TestHost, name: string) => {
  const {
    roles: _roles,
    custom: _custom,
    active: _active,
    ...type
  } = (await typeOf(host, name)) ??
  (() => {
    throw new Error(name)
  })()
  return type
}

test('[MAP-1] a super admin makes an object type, people create records of it, and it plays a role at once; others may not make one', async () => {
  await using host = await start()
  expect(problemOf(await host.as('manager').act(saveObjectTypeContract, account))).toMatchObject({ code: 'access.denied' })
  const { name, version } = getValue(await host.as('root').act(saveObjectTypeContract, account))
  expect(name).toBe('custom-account')
  expect(await typeOf(host, name)).toMatchObject({
    custom: true,
    version,
    properties: [
      { name: 'name', label: 'Name' },
      { name: 'keyManager', kind: 'user' },
      {
        name: 'tier',
        options: [
          { value: 'gold', label: 'Gold' },
          { value: 'silver', label: 'Silver' },
        ],
      },
      { name: 'ubergabeAm', kind: 'date' },
    ],
    associations: [{ name: 'company', to: 'company', single: true, inverse: { name: 'accounts', label: 'Accounts' } }],
    pipelines: [
      { value: 'life', stages: [{ value: 'running' }, { value: 'renewed', outcome: 'won' }, { value: 'left', outcome: 'lost' }] },
    ],
  })
  const company = getValue(await host.as('root').act(createRecordContract, { type: 'company', values: { name: 'Acme' } }))
  const values = { name: 'Key account', keyManager: 'root', tier: 'gold', pipeline: 'life', stage: 'running' }
  const links = [{ association: 'company', id: company.id }]
  const made = getValue(await host.as('root').act(createRecordContract, { type: name, values, links }))
  const shown = getValue(await host.as('root').read(recordContract, { type: 'company', id: company.id }))
  expect(shown.links.find((link) => link.name === 'accounts')?.rows.map(({ id }) => id)).toEqual([made.id])
  await saveSection(host.as('root'), 'tenure.core/roles', { customer: name, serviceRole: null, revenue: ['deal'] })
  expect(getValue(await host.as('root').read(objectRolesContract)).roles[0]?.types.at(-1)).toMatchObject({ type: name, records: 1 })
})

test('[MAP-1] two types of one label get names of their own, and names of properties never meet those of the core', async () => {
  await using host = await start()
  const odd = {
    ...account,
    properties: [
      { label: 'Owner', kind: 'string' as const },
      { label: 'toString', kind: 'string' as const },
      { label: '顧客', kind: 'text' as const },
    ],
  }
  expect(getValue(await host.as('root').act(saveObjectTypeContract, account)).name).toBe('custom-account')
  const second = getValue(await host.as('root').act(saveObjectTypeContract, odd)).name
  expect(second).toBe('custom-account2')
  expect((await typeOf(host, second))?.properties.map(({ name }) => name)).toEqual(['owner2', 'toString2', 'own'])
  expect((await typeOf(host, second))?.associations[0]?.inverse.name).toBe('accounts2')
})

test('[MAP-1] a type changes as far as no data is lost; what would lose some is refused with the reason, and changes nothing', async () => {
  await using host = await start()
  const { name } = getValue(await host.as('root').act(saveObjectTypeContract, account))
  getValue(await host.as('root').act(createRecordContract, { type: name, values: { name: 'A', pipeline: 'life', stage: 'running' } }))
  const type = await asInput(host, name)
  const save = (change: object) => host.as('root').act(saveObjectTypeContract, { ...type, ...change })
  const refused = async (change: object) => problemOf(await save(change))?.message
  const [first, manager, tier, day] = type.properties
  const without = type.properties.slice(0, 3)
  expect(await refused({ properties: without })).toContain('Übergabe am cannot be taken out: records may have values of it. Archive it.')
  expect(await refused({ properties: [...without, { ...day, kind: 'string' }] })).toContain('stays of the kind date')
  expect(await refused({ properties: [{ ...first, unique: true }, manager, tier, day] })).toContain('cannot become unique')
  expect(await refused({ properties: [first, manager, { ...tier, options: [{ value: 'gold', label: 'Gold' }] }, day] })).toContain('Silver')
  expect(await refused({ associations: [] })).toContain('its links would be lost')
  const [pipeline] = type.pipelines
  const stages = pipeline?.stages ?? []
  expect(await refused({ pipelines: [{ ...pipeline, stages: stages.slice(1) }] })).toContain('The stage Running has 1 record.')
  expect(await refused({ properties: [manager, day, { ...first, archived: true }, tier] })).toContain('names its records')
  expect(await asInput(host, name)).toEqual(type)
  const more = {
    label: 'Key account',
    properties: [{ ...first, label: 'Title' }, manager, tier, { ...day, archived: true }, { label: 'Seats', kind: 'number' }],
  }
  getValue(await save({ ...more, pipelines: [{ ...pipeline, stages: stages.slice(0, 2) }] }))
  expect(await typeOf(host, name)).toMatchObject({
    label: 'Key account',
    properties: [{ name: 'name', label: 'Title' }, {}, {}, { name: 'ubergabeAm', archived: true }, { name: 'seats' }],
  })
  expect(problemOf(await save({}))).toMatchObject({ code: 'record.conflict' })
})

test('[MAP-1] an archived property is gone from records with its values kept, and both come back, also after a restart', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tenure-types-')), 'workspace.db')
  const known = { admin: '', name: '', id: '' }
  const tierOf = async (host: TestHost) => {
    const { properties } = getValue(await host.as(known.admin).read(recordContract, { type: known.name, id: known.id }))
    return properties.find(({ name }) => name === 'tier')?.value
  }
  const archive = async (host: TestHost, archived: boolean) => {
    const { types } = getValue(await host.as(known.admin).read(objectTypesContract))
    const found = types.find(({ name }) => name === known.name)
    if (found === undefined) throw new Error(known.name)
    const { roles: _roles, custom: _custom, active: _active, ...type } = found
    const properties = type.properties.map((property) => (property.name === 'tier' ? { ...property, archived } : property))
    getValue(await host.as(known.admin).act(saveObjectTypeContract, { ...type, properties }))
  }
  {
    await using host = await start(sqlite({ file }))
    known.admin = getValue(await host.createFirstAdmin('Root')).id
    known.name = getValue(await host.as(known.admin).act(saveObjectTypeContract, account)).name
    known.id = getValue(await host.as(known.admin).act(createRecordContract, { type: known.name, values: { name: 'A', tier: 'gold' } })).id
    expect(await tierOf(host)).toBe('gold')
    await archive(host, true)
    expect(await tierOf(host)).toBeUndefined()
  }
  await using host = await start(sqlite({ file }))
  expect(await tierOf(host)).toBeUndefined()
  await archive(host, false)
  expect(await tierOf(host)).toBe('gold')
})
