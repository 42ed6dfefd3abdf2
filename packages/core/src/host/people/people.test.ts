import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import {
  addPersonContract,
  endSessionsContract,
  explainAccessContract,
  peopleContract,
  permissionSetsContract,
  personContract,
  removePermissionSetContract,
  removeTeamContract,
  savePermissionSetContract,
  savePersonContract,
  saveTeamContract,
  teamsContract,
} from '../../contract/administration/people-contract.js'
import { values } from '../../contract/frame.js'
import { undoContract } from '../../contract/page/run-contract.js'
import { recordContract, updateRecordContract } from '../../contract/workspace-contract.js'
import { use } from '../../plugin/plugin.js'
import { Company, Deal } from '../../schema/object-types.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const csm = { view: 'all', edit: 'own', delete: 'none' } as const
const lead = { view: 'all', edit: 'team', delete: 'none', unassigned: true } as const
const seed = {
  users: [aUser({ id: 'root', name: 'Root', superAdmin: true })],
  records: [
    {
      type: 'user',
      id: 'ines',
      values: {
        name: 'Ines Carvalho',
        email: 'ines@northbeam.example',
        seat: true,
        active: true,
        timeZone: 'Europe/Lisbon',
        primaryTeam: 'iberia',
        teams: ['onboarding'],
        permissionSets: ['csm', 'lead'],
      },
    },
    { type: 'user', id: 'ada', values: { name: 'Ada Okafor', seat: true, primaryTeam: 'iberia', permissionSets: ['csm'] } },
    { type: 'user', id: 'gideon', values: { name: 'Gideon Baptiste', permissionSets: ['csm'] } },
    { type: 'user', id: 'gone', values: { name: 'Émile Gone', active: false, seat: true, teams: ['iberia'] } },
    { type: 'team', id: 'iberia', values: { name: 'Iberia', parent: 'emea' } },
    { type: 'team', id: 'emea', values: { name: 'EMEA' } },
    { type: 'team', id: 'onboarding', values: { name: 'Onboarding' } },
    { type: 'workspace', id: 'strategic', values: { name: 'Strategic', teams: ['iberia'] } },
    { type: 'permissionSet', id: 'csm', values: { name: 'CSM', permissions: ['workspace.access'], objects: { company: csm, deal: csm } } },
    {
      type: 'permissionSet',
      id: 'lead',
      values: { name: 'Success lead', permissions: ['settings.manage'], objects: { company: lead }, hidden: ['company.arr'] },
    },
    record(Company, 'c1', { name: 'Northwind', csm: 'ada' }),
    record(Company, 'c2', { name: 'Contoso' }),
    record(Company, 'c3', { name: 'Fabrikam', csm: 'gideon' }),
    record(Company, 'c4', { name: 'Litware', csm: 'ines' }),
    record(Deal, 'd1', { name: 'Expansion', owner: 'ada' }),
  ],
}
const start = () => createTestHost({ plugins: [use(recordPlugin)], storage: memory(seed) })
type Host = Awaited<ReturnType<typeof start>>
const person = async (host: Host, user: string) => getValue(await host.as('root').read(personContract, { user }))
const names = async (host: Host, input: object) => getValue(await host.as('root').read(peopleContract, input)).rows.map(({ name }) => name)

test('[ACC-13] users are listed with seat, teams, sets and customers, filtered, searched, sorted and by window', async () => {
  await using host = await start()
  const { rows, total, counts } = getValue(await host.as('root').read(peopleContract, {}))
  expect(rows.map(({ name }) => name)).toEqual(['Ada Okafor', 'Gideon Baptiste', 'Ines Carvalho', 'Root', 'Émile Gone'])
  expect(total).toBe(5)
  expect(counts).toMatchObject({ users: 5, active: 4, deactivated: 1, noSeat: 1, seats: 3, superAdmins: 1, teams: 3, sets: 2 })
  expect(rows[2]).toMatchObject({ teams: [{ name: 'Iberia' }, { name: 'Onboarding' }], hasPrimary: true, customers: 1 })
  expect(rows[1]).toMatchObject({ seat: false, missing: 'a service seat' })
  expect(await names(host, { text: 'émILE' })).toEqual(['Émile Gone'])
  expect(await names(host, { text: 'INES@north' })).toEqual(['Ines Carvalho'])
  expect(await names(host, { state: 'no-seat' })).toEqual(['Gideon Baptiste'])
  expect(await names(host, { state: 'deactivated' })).toEqual(['Émile Gone'])
  expect(await names(host, { team: 'iberia', state: 'active' })).toEqual(['Ada Okafor', 'Ines Carvalho'])
  expect(await names(host, { set: 'lead' })).toEqual(['Ines Carvalho'])
  expect(await names(host, { direction: 'descending', offset: 1, limit: 2 })).toEqual(['Root', 'Ines Carvalho'])
  expect(await names(host, { by: 'seat' })).toEqual(['Ada Okafor', 'Ines Carvalho', 'Root', 'Gideon Baptiste', 'Émile Gone'])
})

test('[ACC-13] only super admins ask about users and change them, and a super admin needs no seat for it', async () => {
  await using host = await start()
  const values = { superAdmin: true }
  const { version } = await person(host, 'ines')
  for (const user of ['ines', 'gideon', 'gone']) {
    expect((await host.as(user).read(peopleContract, {})).ok).toBe(false)
    expect((await host.as(user).read(explainAccessContract, { user: 'ada', type: 'company', id: 'c1' })).ok).toBe(false)
    expect((await host.as(user).act(savePersonContract, { user: 'ines', version, values })).ok).toBe(false)
    expect((await host.as(user).act(addPersonContract, { name: 'New' })).ok).toBe(false)
  }
  const { version: own } = await person(host, 'root')
  getValue(await host.as('root').act(savePersonContract, { user: 'root', version: own, values: { seat: false } }))
  const { rows } = getValue(await host.as('root').read(peopleContract, {}))
  // Customers are counted for the whole account, also by who sees none of them (ACC-5).
  expect(rows.map(({ customers }) => customers)).toEqual([1, 1, 1, 0, 0])
})

test('[ACC-4] [ACC-7] [ACC-8] what a user may do is said with the sets that give it', async () => {
  await using host = await start()
  const { rights, records, hidden, workspace } = await person(host, 'ines')
  expect(workspace).toEqual({ id: 'strategic', name: 'Strategic' })
  expect(rights).toEqual([
    { right: 'tabs', yes: true, from: ['CSM'] },
    { right: 'settings', yes: true, from: ['Success lead'] },
    { right: 'scores', yes: true, from: ['Success lead'] },
    { right: 'people', yes: false, from: [], needs: 'superAdmin' },
  ])
  expect(records.find(({ type }) => type === 'company')).toEqual({
    type: 'company',
    label: 'Companies',
    view: { reach: 'all', from: ['CSM', 'Success lead'] },
    edit: { reach: 'team', from: ['Success lead'] },
    delete: { reach: 'none', from: [] },
    unassigned: { on: true, from: ['Success lead'] },
  })
  expect(hidden).toEqual([{ path: 'company.arr', label: 'Company, ARR', from: ['Success lead'] }])
})

test('[ACC-5] [ACC-6] a super admin without a seat, and a user without one, are shown what they may not do and why', async () => {
  await using host = await start()
  const rightsOf = async (user: string) => (await person(host, user)).rights.map(({ right, yes, needs }) => [right, yes, needs])
  expect(await rightsOf('gideon')).toEqual([
    ['tabs', false, 'seat'],
    ['settings', false, 'seat'],
    ['scores', false, 'seat'],
    ['people', false, 'superAdmin'],
  ])
  const { version } = await person(host, 'root')
  getValue(await host.as('root').act(savePersonContract, { user: 'root', version, values: { seat: false } }))
  expect(await rightsOf('root')).toEqual([
    ['tabs', false, 'seat'],
    ['summary', true, undefined],
    ['settings', true, undefined],
    ['scores', false, 'seat'],
    ['people', true, undefined],
  ])
})

test('[ACC-12] [ACCESS-18] why a user may see, edit or delete a record names the property, the owner and the team', async () => {
  await using host = await start()
  const why = async (user: string, type: string, id: string) =>
    getValue(await host.as('root').read(explainAccessContract, { user, type, id }))
  const shared = await why('ines', 'company', 'c1')
  expect(shared.record).toMatchObject({ title: 'Northwind', plural: 'Companies' })
  expect(shared.view).toMatchObject({ yes: true, because: 'everything', reach: 'all' })
  expect(shared.edit).toEqual({
    yes: true,
    because: 'team',
    reach: 'team',
    from: ['Success lead'],
    property: 'CSM',
    owner: { id: 'ada', name: 'Ada Okafor' },
    team: { id: 'iberia', name: 'Iberia' },
  })
  expect(shared.delete).toMatchObject({ yes: false, because: 'none', reach: 'none' })
  expect((await why('ines', 'company', 'c2')).edit).toMatchObject({ yes: true, because: 'unassigned' })
  expect((await why('ines', 'company', 'c3')).edit).toMatchObject({ yes: false, because: 'nobody', reach: 'team' })
  expect((await why('ada', 'deal', 'd1')).edit).toMatchObject({ yes: true, because: 'own', property: 'Owner' })
  expect((await why('gideon', 'company', 'c3')).view).toMatchObject({ yes: false, because: 'no-access' })
  expect((await why('gone', 'company', 'c3')).view).toMatchObject({ yes: false, because: 'no-access' })
  expect((await host.as('root').read(explainAccessContract, { user: 'ada', type: 'company', id: 'none' })).ok).toBe(false)
})

test('[ACC-12] a right to edit does not count for a record that the user cannot see', async () => {
  await using host = await start()
  const set = getValue(await host.as('root').read(permissionSetsContract)).find(({ id }) => id === 'csm')
  const objects = { company: { view: 'none', edit: 'all', delete: 'none' } } as const
  getValue(await host.as('root').act(savePermissionSetContract, { set: 'csm', version: set?.version ?? '', objects }))
  const why = getValue(await host.as('root').read(explainAccessContract, { user: 'ada', type: 'company', id: 'c3' }))
  expect(why.view).toMatchObject({ yes: false, because: 'none' })
  expect(why.edit).toMatchObject({ yes: false, because: 'not-seen', reach: 'all' })
  expect((await host.as('ada').act(updateRecordContract, { type: 'company', id: 'c3', values: { city: 'Porto' } })).ok).toBe(false)
})

test('[ACC-12] an explanation does not show a record to a super admin who may not see it', async () => {
  await using host = await start()
  const { version } = await person(host, 'root')
  getValue(await host.as('root').act(savePersonContract, { user: 'root', version, values: { seat: false } }))
  const answer = await host.as('root').read(explainAccessContract, { user: 'ada', type: 'company', id: 'c1' })
  expect(answer).toMatchObject({ ok: false, problem: { details: { missing: 'a service seat' } } })
})

test('[ACC-10] [ACC-13] a changed set changes what its users may do at once, also in an open stream', async () => {
  await using host = await start()
  const reaches: unknown[] = []
  host
    .as('root')
    .watch(personContract, { user: 'ada' })
    .subscribe(({ value }) => value && reaches.push(value.records.find(({ type }) => type === 'company')?.edit.reach))
  const edit = () => host.as('ada').act(updateRecordContract, { type: 'company', id: 'c4', values: { city: 'Porto' } })
  expect((await edit()).ok).toBe(false)
  const set = getValue(await host.as('root').read(permissionSetsContract)).find(({ id }) => id === 'csm')
  const change = { set: 'csm', version: set?.version ?? '', objects: { company: all } }
  getValue(await host.as('root').act(savePermissionSetContract, change))
  expect((await edit()).ok).toBe(true)
  await expect.poll(() => reaches.at(-1)).toBe('all')
  expect(await host.as('root').act(savePermissionSetContract, change)).toMatchObject({ ok: false, problem: { code: 'record.conflict' } })
})

test('[ACC-10] [ACC-13] what one process changes of rights acts in another on the same store, on open streams too', async () => {
  const store = memory(seed)
  const shared = () => ({ ...store, capabilities: { ...store.capabilities, shared: true }, close: async () => {} })
  await using ours = await createTestHost({ plugins: [use(recordPlugin)], storage: shared() })
  await using theirs = await createTestHost({ plugins: [use(recordPlugin)], storage: shared() })
  const shown: unknown[] = []
  const seenSets: unknown[] = []
  ours
    .as('ada')
    .watch(recordContract, { type: 'company', id: 'c1' })
    .subscribe(({ state }) => shown.push(state))
  ours
    .as('root')
    .watch(personContract, { user: 'ada' })
    .subscribe(({ value }) => value && seenSets.push(value.sets.length))
  await expect.poll(() => shown.at(-1)).toBe('live')
  const { version } = getValue(await theirs.as('root').read(personContract, { user: 'ada' }))
  getValue(await theirs.as('root').act(savePersonContract, { user: 'ada', version, values: { permissionSets: [] } }))
  await expect.poll(() => shown.at(-1)).toBe('stale')
  await expect.poll(() => seenSets.at(-1)).toBe(0)
  expect((await ours.as('ada').read(recordContract, { type: 'company', id: 'c1' })).ok).toBe(false)
})

test('[ACC-13] the last super admin can be neither demoted nor deactivated, and who could be a second is named', async () => {
  await using host = await start()
  const { version, last, you } = await person(host, 'root')
  expect([you, last?.others]).toEqual([
    true,
    [
      { id: 'ines', name: 'Ines Carvalho' },
      { id: 'ada', name: 'Ada Okafor' },
    ],
  ])
  for (const values of [{ superAdmin: false }, { active: false }])
    expect(await host.as('root').act(savePersonContract, { user: 'root', version, values })).toMatchObject({
      ok: false,
      problem: { code: 'input.invalid' },
    })
  const ines = await person(host, 'ines')
  getValue(await host.as('root').act(savePersonContract, { user: 'ines', version: ines.version, values: { superAdmin: true } }))
  expect((await person(host, 'root')).last).toBeUndefined()
  getValue(await host.as('ines').act(savePersonContract, { user: 'root', version, values: { superAdmin: false } }))
  expect((await host.as('root').read(peopleContract, {})).ok).toBe(false)
})

test('[ACC-13] a user is added with seat, team and set, and it is undone by its key', async () => {
  await using host = await start()
  const input = { name: 'New Person', email: 'new@northbeam.example', seat: true, primaryTeam: 'iberia', permissionSets: ['csm'] }
  const { id } = getValue(await host.as('root').act(addPersonContract, input, { key: 'k1' }))
  expect(await person(host, id)).toMatchObject({ active: true, workspace: { name: 'Strategic' }, superAdmin: false, timeZone: 'UTC' })
  expect((await host.as(id).act(updateRecordContract, { type: 'company', id: 'c1', values: { city: 'Porto' } })).ok).toBe(false)
  getValue(await host.as('root').act(undoContract, { action: addPersonContract.id, key: 'k1' }))
  expect((await host.as('root').read(personContract, { user: id })).ok).toBe(false)
})

test('[ACC-13] a team or set that is removed leaves its users, workspace and teams below it, as one change', async () => {
  const storage = memory(seed)
  await using host = await createTestHost({ plugins: [use(recordPlugin)], storage, edition: 'enterprise' })
  const held = async () => {
    const [workspace] = await storage.read([{ type: 'workspace', id: 'strategic' }], { signal: new AbortController().signal })
    return workspace?.values['teams']
  }
  const teams = async () => getValue(await host.as('root').read(teamsContract))
  const emea = (await teams()).find(({ id }) => id === 'emea')
  expect((await teams()).find(({ id }) => id === 'iberia')).toMatchObject({
    parent: { name: 'EMEA' },
    workspace: { name: 'Strategic' },
    members: 2,
    primary: 2,
  })
  getValue(await host.as('root').act(removeTeamContract, { team: 'emea', version: emea?.version ?? '' }))
  const iberia = (await teams()).find(({ id }) => id === 'iberia')
  expect(iberia?.parent).toBeUndefined()
  getValue(await host.as('root').act(removeTeamContract, { team: 'iberia', version: iberia?.version ?? '' }, { key: 'gone' }))
  expect(await person(host, 'ines')).toMatchObject({ teams: [{ name: 'Onboarding' }], hasPrimary: false, workspace: { id: 'main' } })
  expect((await held()) ?? []).toEqual([])
  getValue(await host.as('root').act(undoContract, { action: removeTeamContract.id, key: 'gone' }))
  expect(await person(host, 'ines')).toMatchObject({ workspace: { id: 'strategic' } })
  const [set] = getValue(await host.as('root').read(permissionSetsContract))
  getValue(await host.as('root').act(removePermissionSetContract, { set: set?.id ?? '', version: set?.version ?? '' }))
  expect(await person(host, 'ada')).toMatchObject({ sets: [], missing: 'workspace.access' })
  expect(getValue(await host.as('root').act(saveTeamContract, { name: 'Nordics', parent: 'onboarding' }))).toMatchObject({
    id: expect.any(String),
  })
})

test('[ACC-13] ended sessions are gone, and their user may sign in again', async () => {
  await using host = await start()
  const session = { user: 'ines', createdAt: 1, usedAt: 2, endsAt: Date.UTC(2030, 0) }
  for (const id of ['s1', 's2']) getValue(await host.sessions.begin({ id, ...session }))
  expect(await person(host, 'ines')).toMatchObject({ sessions: 2, seenAt: 2 })
  expect(getValue(await host.as('root').act(endSessionsContract, { user: 'ines' }))).toEqual({ ended: 2 })
  expect(host.sessions.find('s1')).toBeUndefined()
  expect((await person(host, 'ines')).sessions).toBe(0)
  getValue(await host.sessions.begin({ id: 's3', ...session }))
})

test('[ACC-13] a user is here for five minutes after a session was used, live, and not until somebody changes something', async () => {
  await using host = await start()
  const seen: number[] = []
  const watching = host
    .as('root')
    .watch(peopleContract, {})
    .pipe(values())
    .subscribe(({ counts }) => seen.push(counts.here))
  const [minute, began] = [60_000, Date.UTC(2026, 5, 30, 12)]
  const begin = (id: string, user: string, at: number) =>
    host.sessions.begin({ id, user, createdAt: at, usedAt: at, endsAt: Date.UTC(2030, 0) })
  getValue(await begin('s1', 'ines', began))
  await expect.poll(() => seen.at(-1)).toBe(1)
  await host.advance({ ms: 2 * minute })
  getValue(await begin('s2', 'root', began + 2 * minute))
  await expect.poll(() => seen.at(-1)).toBe(2)
  await host.advance({ ms: 3 * minute })
  getValue(await host.sessions.use('s2', began + 5 * minute))
  expect(seen.at(-1)).toBe(2)
  await host.advance({ ms: 1 })
  await expect.poll(() => seen.at(-1)).toBe(1)
  await host.advance({ ms: 5 * minute })
  await expect.poll(() => seen.at(-1)).toBe(0)
  watching.unsubscribe()
})

test('[ACC-13] of 10,000 users only the window leaves the core', async () => {
  const users = Array.from({ length: 10_000 }, (_, at) => aUser({ id: `u${at}`, name: `User ${String(at).padStart(5, '0')}` }))
  await using host = await createTestHost({
    plugins: [],
    storage: memory({ users: [aUser({ id: 'root', name: 'Zoe', superAdmin: true }), ...users] }),
  })
  const { rows, total } = getValue(await host.as('root').read(peopleContract, { offset: 9000, limit: 50 }))
  expect([total, rows.length, rows[0]?.name]).toEqual([10_001, 50, 'User 09000'])
})
