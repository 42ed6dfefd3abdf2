import { customers } from '@tenure/customers'
import { memory } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createFakeClock, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { silentLog } from '../base/log.js'
import { getValue } from '../base/outcome.js'
import { openEdition, standardEditions } from '../contract/administration/edition.js'
import * as administration from '../contract/administration/workspaces.js'
import type { Frame } from '../contract/frame.js'
import { undoContract } from '../contract/page/run-contract.js'
import { settingsContract } from '../contract/page/settings-contract.js'
import { saveViewContract, setDefaultViewContract } from '../contract/page/view-contract.js'
import * as contracts from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import { extendSchema } from '../schema/extend-schema.js'
import { sharedBy } from '../schema/type-policy.js'
import { deleteWorkspace } from '../workspace/team/write-workspaces.js'
import { openKernel } from './kernel.js'
import { saveSection } from './test-settings.js'

const { workspacesContract, createWorkspaceContract, saveWorkspaceContract, deleteWorkspaceContract } = administration
const seed = {
  users: [
    aUser({ id: 'root', superAdmin: true }),
    aUser({ id: 'manager', permissions: ['workspace.access', 'settings.manage'] }),
    aUser({ id: 'anna', primaryTeam: 'north', teams: ['south'] }),
    aUser({ id: 'ben', primaryTeam: 'south' }),
    aUser({ id: 'seatless', primaryTeam: 'north', seat: false }),
  ],
  records: ['north', 'south', 'iberia'].map((id) => ({ type: 'team', id, values: { name: id.toUpperCase() } })),
}
const start = (edition = 'enterprise') => createTestHost({ plugins: [use(customers), use(recordPlugin)], storage: memory(seed), edition })
const root = (host: TestHost) => host.as('root')
const create = async (host: TestHost, name: string, ...teams: readonly string[]) =>
  getValue(await root(host).act(createWorkspaceContract, { name, teams: [...teams] }))
const list = async (host: TestHost) => getValue(await root(host).read(workspacesContract))
const inWorkspace = async (host: TestHost, user: string) => getValue(await host.as(user).read(contracts.sessionContract)).workspace.name

test('[WSP-1] [WSP-4] [WSP-12] a workspace is created with its teams, and the answer is what its General settings are', async () => {
  await using host = await start()
  const west = getValue(await host.as('manager').act(createWorkspaceContract, { name: ' West ', description: 'Pooled', teams: ['north'] }))
  expect(west).toMatchObject({ name: 'West', description: 'Pooled', teams: ['north'] })
  const { workspaces, teams, limit } = await list(host)
  expect(limit).toBe(5)
  expect(workspaces).toMatchObject([
    { id: 'main', main: true, teams: ['iberia', 'south'], people: 3, version: '0' },
    { ...west, main: false, over: false, people: 1, views: 0, faults: [] },
  ])
  expect(teams.map(({ id, people, workspace }) => [id, people, workspace])).toEqual([
    ['iberia', 0, 'main'],
    ['north', 1, west.id],
    ['south', 1, 'main'],
  ])
  expect(await host.as('manager').act(createWorkspaceContract, { name: 'west' })).toMatchObject({
    problem: { code: 'input.invalid', details: { issues: [{ path: ['name'] }] } },
  })
  const denied = { problem: { code: 'access.denied' } }
  expect(await host.as('anna').act(createWorkspaceContract, { name: 'Own' })).toMatchObject(denied)
  expect(await host.as('anna').read(workspacesContract)).toMatchObject(denied)
  const { id, version } = west
  expect(await host.as('anna').act(saveWorkspaceContract, { workspace: id, values: { name: 'Own' }, version })).toMatchObject(denied)
  expect(await host.as('anna').act(deleteWorkspaceContract, { workspace: id, acknowledged: true })).toMatchObject(denied)
})

test('[WSP-2] [ACC-10] a team of another workspace is refused, naming that one, and moves when asked for; its people see that at once', async () => {
  await using host = await start()
  const [west, east] = [await create(host, 'West', 'north'), await create(host, 'East')]
  const seen: Frame<{ readonly workspace: { readonly name: string } }>[] = []
  const following = host
    .as('anna')
    .watch(contracts.sessionContract)
    .subscribe((frame) => seen.push(frame))
  await host.idle()
  const values = { name: 'East', description: '', teams: ['north'] }
  const save = (more: object) => root(host).act(saveWorkspaceContract, { workspace: east.id, values, version: east.version, ...more })
  expect(await save({})).toMatchObject({
    problem: { code: 'input.invalid', message: expect.stringContaining('The team NORTH is in the workspace West') },
  })
  expect(await inWorkspace(host, 'anna')).toBe('West')
  // Neither does another way of writing take it away.
  for (const teams of [['north'], ['north', 'south']])
    expect(await root(host).act(contracts.updateRecordContract, { type: 'workspace', id: east.id, values: { teams } })).toMatchObject({
      problem: { code: 'input.invalid', message: expect.stringContaining('in the workspace West') },
    })
  expect(getValue(await save({ move: ['north'] }))).toMatchObject({ id: east.id, teams: ['north'] })
  expect((await list(host)).workspaces.find(({ id }) => id === west.id)?.teams).toEqual([])
  await host.idle()
  expect(seen.at(-1)?.value?.workspace.name).toBe('East')
  following.unsubscribe()
})

test('[WSP-3] additional and parent teams grant nothing: only the primary team leads to a workspace', async () => {
  await using host = await start()
  await create(host, 'South side', 'south')
  expect([await inWorkspace(host, 'anna'), await inWorkspace(host, 'ben')]).toEqual(['Main workspace', 'South side'])
  getValue(await root(host).act(contracts.updateRecordContract, { type: 'team', id: 'north', values: { parent: 'south' } }))
  expect(await inWorkspace(host, 'anna')).toBe('Main workspace')
  getValue(await root(host).act(contracts.updateRecordContract, { type: 'user', id: 'anna', values: { primaryTeam: 'south' } }))
  expect(await inWorkspace(host, 'anna')).toBe('South side')
})

test('[WSP-5] [WSP-11] General settings are saved whole; the second of two administrators gets the newer version and overwrites nothing', async () => {
  await using host = await start()
  const { id, version } = await create(host, 'West', 'north')
  const save = (user: string, name: string, teams = ['north'], named = version) =>
    host.as(user).act(saveWorkspaceContract, { workspace: id, values: { name, description: '', teams }, version: named })
  expect(await save('root', '', ['nowhere'])).toMatchObject({
    problem: { code: 'input.invalid', details: { issues: [{ path: ['name'] }, { path: ['teams'] }] } },
  })
  const first = getValue(await save('root', 'Wild West'))
  const second = await save('manager', 'West coast', [])
  expect(second).toMatchObject({
    problem: { code: 'record.conflict', details: { newer: { name: 'Wild West', teams: ['north'] }, version: first.version } },
  })
  expect((await list(host)).workspaces[1]).toMatchObject({ name: 'Wild West', teams: ['north'] })
  getValue(await save('manager', 'West coast', [], first.version))
  const main = { workspace: 'main', values: { name: 'Head office', description: 'All others', teams: [] } }
  const saved = getValue(await root(host).act(saveWorkspaceContract, { ...main, version: '0' }))
  expect(await inWorkspace(host, 'root')).toBe('Head office')
  expect(await root(host).act(saveWorkspaceContract, { ...main, version: '0' })).toMatchObject({ problem: { code: 'record.conflict' } })
  getValue(await root(host).act(saveWorkspaceContract, { ...main, version: saved.version }))
})

test('[WSP-10] [BEY-5] deletion takes an acknowledgement, sends the teams back to the main workspace, and is not undone', async () => {
  await using host = await start()
  const { id } = await create(host, 'West', 'north')
  await saveSection(root(host), 'tenure.customers/settings', { csm: 'owner', renewalDate: null }, id)
  const refused = await root(host).act(deleteWorkspaceContract, { workspace: id } as never)
  expect(refused).toMatchObject({ problem: { code: 'input.invalid' } })
  expect(await root(host).act(contracts.archiveRecordContract, { type: 'workspace', id })).toMatchObject({
    problem: { code: 'input.invalid', message: expect.stringContaining('acknowledge') },
  })
  expect(await root(host).act(deleteWorkspaceContract, { workspace: 'main', acknowledged: true })).toMatchObject({
    problem: { code: 'input.invalid', message: 'The main workspace cannot be deleted.' },
  })
  expect(await inWorkspace(host, 'anna')).toBe('West')
  getValue(await root(host).act(deleteWorkspaceContract, { workspace: id, acknowledged: true }, { key: 'gone' }))
  expect(await inWorkspace(host, 'anna')).toBe('Main workspace')
  expect((await list(host)).workspaces.map(({ name }) => name)).toEqual(['Main workspace'])
  expect(await root(host).read(settingsContract, { section: 'tenure.customers/settings', workspace: id })).toMatchObject({ ok: false })
  expect(await root(host).act(undoContract, { action: deleteWorkspaceContract.id, key: 'gone' })).toMatchObject({
    problem: { code: 'record.not-found' },
  })
  expect(await root(host).act(contracts.restoreRecordContract, { type: 'workspace', id })).toMatchObject({
    problem: { code: 'record.not-found' },
  })
  // Its name is free again.
  expect((await create(host, 'West', 'north')).id).not.toBe(id)
})

test('[WSP-10] what is shared with everyone or with teams in a workspace goes with it; private records and those of other workspaces stay', async () => {
  const base = new Map(builtInTypes.map((type) => [type.name, type]))
  const text = (name: string) => ({ name, kind: 'string', label: name }) as const
  const properties = [text('name'), { name: 'owner', kind: 'user', label: 'Owner' } as const, text('audience'), text('workspace')]
  const policy = sharedBy({ owner: 'owner', audience: 'audience', workspace: 'workspace' })
  const extended = extendSchema(base, [{ name: 'pin', title: 'name', properties }])
  const pins = [
    ['shared', 'everyone', 'w'],
    ['of teams', 'teams', 'w'],
    ['private', 'private', 'w'],
    ['elsewhere', 'everyone', 'main'],
  ].map(([id = '', audience = '', workspace = '']) => ({ type: 'pin', id, values: { name: id, owner: 'anna', audience, workspace } }))
  const records = [...seed.records, { type: 'workspace', id: 'w', values: { name: 'West' } }, ...pins]
  const types = [...extended.values()].map((type) => (type.name === 'pin' ? { ...type, policy } : type))
  const kernel = await openKernel({
    storage: memory({ ...seed, records }),
    clock: createFakeClock('2026-06-30T12:00:00Z'),
    log: silentLog,
    edition: openEdition('enterprise', standardEditions),
    types,
    join: async () => ({ types, sections: [], lists: [], permissions: [] }),
  })
  await deleteWorkspace(kernel, 'root', 'w')
  const { records: left } = await kernel.reader.list(systemAsker, { type: 'pin', select: [] })
  expect(left.map(({ ref }) => ref.id).sort()).toEqual(['elsewhere', 'private'])
  await kernel.close()
})

test('[WSP-10] the views for everyone go with their workspace, default ones too; private ones and those of other workspaces stay', async () => {
  await using host = await start()
  const { id } = await create(host, 'West', 'north')
  getValue(await root(host).act(contracts.updateRecordContract, { type: 'user', id: 'manager', values: { primaryTeam: 'north' } }))
  const save = async (user: string, name: string, audience: 'private' | 'everyone') =>
    getValue(
      await host
        .as(user)
        .act(saveViewContract, { collection: 'tenure.customers/list', name, description: name, audience, layout: 'table' }),
    ).id
  const shared = await save('manager', 'Shared', 'everyone')
  getValue(await host.as('manager').act(setDefaultViewContract, { collection: 'tenure.customers/list', view: shared, place: 1 }))
  const own = await save('anna', 'Own', 'private')
  const elsewhere = await save('root', 'Elsewhere', 'everyone')
  await host.idle()
  expect((await list(host)).workspaces.map(({ views }) => views)).toEqual([1, 1])
  getValue(await root(host).act(deleteWorkspaceContract, { workspace: id, acknowledged: true }))
  const there = async (user: string, view: string) => (await host.as(user).read(contracts.recordContract, { type: 'view', id: view })).ok
  expect([await there('manager', shared), await there('anna', own), await there('root', elsewhere)]).toEqual([false, true, true])
})

test('[EDN-2] [EDN-3] without the edition there is no team workspace, by whichever way', async () => {
  await using host = await start('professional')
  const missing = { problem: { code: 'edition.missing', details: { capability: 'teamWorkspaces', edition: 'enterprise' } } }
  expect(await root(host).act(createWorkspaceContract, { name: 'West' })).toMatchObject(missing)
  expect(await root(host).act(contracts.createRecordContract, { type: 'workspace', values: { name: 'West' } })).toMatchObject(missing)
  expect(await list(host)).toMatchObject({ limit: 0, full: expect.stringContaining('Enterprise') })
})
