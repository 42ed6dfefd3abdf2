import { expect, test } from 'vitest'
import { createDirectory } from '../../access/directory.js'
import type { Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { KeptSession } from '../session-book.js'
import type { WorkspaceCard } from '../workspaces.js'
import { lastSeen, listPeople, listSets, listTeams, offer, type PeoplePort, type PeopleRequest } from './list-people.js'

const now = 1_000_000_000
const record = (type: string, id: string, values: Values): StoredRecord => ({ ref: { type, id }, values, version: '1', links: [] }) as never
const people: Readonly<Record<string, Values>> = {
  anna: { name: 'Anna', email: 'anna@northbeam.example', seat: true, superAdmin: true, primaryTeam: 'west', teams: ['east'] },
  ben: { name: 'ben', email: '', seat: true, teams: ['east'], permissionSets: ['csm', 'admin'], permissions: ['workspace.access'] },
  cleo: { name: 'Cleo', permissionSets: ['csm'], teams: ['west', 'gone'] },
  dora: { seat: true, permissionSets: ['admin'] },
  emil: { name: 'Émil', active: false, seat: true, superAdmin: true, primaryTeam: 'east', permissionSets: ['csm'] },
  fay: { name: 'Fay', active: false },
}
const rest = [
  record('team', 'west', { name: 'West', parent: 'north' }),
  record('team', 'east', { name: 'East', parent: 7 }),
  record('team', 'north', {}),
  record('permissionSet', 'csm', {
    name: 'CSM',
    permissions: ['workspace.access', 3],
    hidden: ['company.arr'],
    readOnly: ['company.name'],
  }),
  record('permissionSet', 'admin', { objects: { '*': { view: 'all', edit: 'own', delete: 'none' } } }),
  record('permissionSet', 'broken', { name: 'Broken', objects: { company: 'everything' } }),
]
const usedAt = (user: string, at: number): KeptSession => ({ id: `${user}${at}`, user, createdAt: 0, usedAt: at, endsAt: now * 2 })
const sessions = [usedAt('anna', now - 300_000), usedAt('anna', now - 900_000), usedAt('ben', now - 300_001), usedAt('emil', now)]
const west: WorkspaceCard = { id: 'w', name: 'Western', teams: ['other', 'west'], version: '1' }
const portOf = (users: Readonly<Record<string, Values>> = people): PeoplePort => ({
  clock: { now: () => now },
  directory: createDirectory([...Object.entries(users).map(([id, values]) => record('user', id, values)), ...rest]),
  sessions: { all: () => sessions },
  workspaces: { all: () => [{ id: 'main', name: 'Main', teams: [], version: '0' }, west] },
})
const port = portOf()
const asked = (more: Partial<PeopleRequest> = {}): PeopleRequest => ({ by: 'name', direction: 'ascending', offset: 0, limit: 100, ...more })
const idsOf = (more: Partial<PeopleRequest>, of = port) => listPeople(of, asked(more), () => undefined).rows.map(({ id }) => id)

test('[ACC-6] a row shows name, teams, sets, when its user was seen, and what keeps the user out', () => {
  const { rows } = listPeople(port, asked({ limit: 5 }), (user) => (user === 'ben' ? 0 : undefined))
  expect(rows).toEqual([
    {
      ...{ id: 'anna', name: 'Anna', email: 'anna@northbeam.example', active: true, seat: true, superAdmin: true, hasPrimary: true },
      ...{ sets: [], seenAt: now - 300_000 },
      teams: [
        { id: 'west', name: 'West' },
        { id: 'east', name: 'East' },
      ],
    },
    {
      ...{ id: 'ben', name: 'ben', active: true, seat: true, superAdmin: false, hasPrimary: false, seenAt: now - 300_001, customers: 0 },
      teams: [{ id: 'east', name: 'East' }],
      sets: [
        { id: 'csm', name: 'CSM' },
        { id: 'admin', name: 'admin' },
      ],
    },
    {
      ...{ id: 'cleo', name: 'Cleo', active: true, seat: false, superAdmin: false, hasPrimary: false, missing: 'a service seat' },
      sets: [{ id: 'csm', name: 'CSM' }],
      teams: [
        { id: 'west', name: 'West' },
        { id: 'gone', name: 'gone' },
      ],
    },
    {
      ...{ id: 'dora', name: 'dora', active: true, seat: true, superAdmin: false, hasPrimary: false, missing: 'workspace.access' },
      ...{ teams: [], sets: [{ id: 'admin', name: 'admin' }] },
    },
    expect.objectContaining({ id: 'fay' }),
  ])
  expect(rows[4]).toEqual({
    ...{ id: 'fay', name: 'Fay', active: false, seat: false, superAdmin: false, hasPrimary: false, teams: [], sets: [] },
  })
})

test('[ACC-5] [ACC-6] nothing keeps a super admin out who has no seat', () => {
  const { rows } = listPeople(portOf({ gus: { name: 'Gus', superAdmin: true }, hal: { name: 'Hal' } }), asked(), () => undefined)
  expect(rows.map(({ id, missing }) => [id, missing])).toEqual([
    ['gus', undefined],
    ['hal', 'a service seat'],
  ])
})

test('[ACC-13] users are counted whatever is asked for; those of the last five minutes are here', () => {
  const { rows, total, counts } = listPeople(port, asked({ state: 'deactivated', limit: 1 }), () => undefined)
  expect([rows.length, total]).toEqual([1, 2])
  expect(counts).toEqual({
    ...{ users: 6, active: 4, deactivated: 2, noSeat: 1, seats: 3, superAdmins: 1, teams: 3, sets: 3, here: 1 },
  })
})

test('[ACC-13] users are found by state, team, set, and by words of their name or e-mail', () => {
  expect(idsOf({ state: 'active' })).toEqual(['anna', 'ben', 'cleo', 'dora'])
  expect(idsOf({ state: 'deactivated' })).toEqual(['fay', 'emil'])
  expect(idsOf({ state: 'no-seat' })).toEqual(['cleo'])
  expect(idsOf({ team: 'east' })).toEqual(['anna', 'ben', 'emil'])
  expect(idsOf({ set: 'csm' })).toEqual(['ben', 'cleo', 'emil'])
  expect(idsOf({ set: 'csm', team: 'west' })).toEqual(['cleo'])
  expect(idsOf({ text: ' NORTHBEAM ' })).toEqual(['anna'])
  expect(idsOf({ text: 'DOR' })).toEqual(['dora'])
  expect(idsOf({ text: 'e', state: 'active' })).toEqual(['anna', 'ben', 'cleo'])
  expect(idsOf({ text: '  ' })).toHaveLength(6)
  expect(idsOf({ text: 'nobody' })).toEqual([])
})

test('[ACC-13] users are sorted by each column, ties by name and then by id, and the other way round', () => {
  expect(idsOf({})).toEqual(['anna', 'ben', 'cleo', 'dora', 'fay', 'emil'])
  expect(idsOf({ direction: 'descending' })).toEqual(['emil', 'fay', 'dora', 'cleo', 'ben', 'anna'])
  expect(idsOf({ by: 'seat' })).toEqual(['anna', 'ben', 'dora', 'cleo', 'fay', 'emil'])
  expect(idsOf({ by: 'teams' })).toEqual(['dora', 'fay', 'ben', 'emil', 'anna', 'cleo'])
  expect(idsOf({ by: 'sets' })).toEqual(['anna', 'fay', 'dora', 'cleo', 'emil', 'ben'])
  expect(idsOf({ by: 'seen' })).toEqual(['emil', 'anna', 'ben', 'cleo', 'dora', 'fay'])
  expect(idsOf({ by: 'seen', direction: 'descending' })).toEqual(['fay', 'dora', 'cleo', 'ben', 'anna', 'emil'])
  const same = portOf({ c: { name: 'X' }, a: { name: 'x' }, b: { name: 'X' }, d: {} })
  expect(idsOf({}, same)).toEqual(['d', 'a', 'b', 'c'])
  expect(idsOf({ by: 'seat' }, same)).toEqual(['d', 'a', 'b', 'c'])
})

test('[ACC-13] a window begins at its offset and ends at its limit', () => {
  expect(idsOf({ offset: 1, limit: 2 })).toEqual(['ben', 'cleo'])
  expect(idsOf({ offset: 5, limit: 2 })).toEqual(['emil'])
  expect(listPeople(port, asked({ offset: 9 }), () => undefined)).toMatchObject({ rows: [], total: 6 })
})

test('[ACC-13] a user was seen last when the newest of all sessions was used', () => {
  expect([...lastSeen(port)]).toEqual([
    ['anna', now - 300_000],
    ['ben', now - 300_001],
    ['emil', now],
  ])
})

test('[ACC-7] [WSP-3] teams are listed by name, with active members, the team above them, and their workspace', () => {
  expect(listTeams(port, (id) => `v-${id}`)).toEqual([
    { id: 'east', name: 'East', version: 'v-east', members: 2, primary: 0 },
    { id: 'north', name: 'north', version: 'v-north', members: 0, primary: 0 },
    {
      ...{ id: 'west', name: 'West', version: 'v-west', members: 2, primary: 1 },
      ...{ parent: { id: 'north', name: 'north' }, workspace: { id: 'w', name: 'Western' } },
    },
  ])
})

test('[ACC-7] permission sets are listed by name; rights that cannot be read are shown as none', () => {
  expect(listSets(port, (id) => `v-${id}`)).toEqual([
    {
      ...{ id: 'admin', name: 'admin', version: 'v-admin', members: 2, permissions: [], hidden: [], readOnly: [] },
      objects: { '*': { view: 'all', edit: 'own', delete: 'none' } },
    },
    { ...{ id: 'broken', name: 'Broken', version: 'v-broken', members: 0, permissions: [] }, objects: {}, hidden: [], readOnly: [] },
    {
      ...{ id: 'csm', name: 'CSM', version: 'v-csm', members: 2, permissions: ['workspace.access'] },
      ...{ objects: {}, hidden: ['company.arr'], readOnly: ['company.name'] },
    },
  ])
})

test('[ACC-13] teams and sets are offered by name, those of one name by id', () => {
  expect(offer(port.directory, 'permissionSet')).toEqual([
    { id: 'admin', name: 'admin' },
    { id: 'broken', name: 'Broken' },
    { id: 'csm', name: 'CSM' },
  ])
  const twins = createDirectory([record('team', 'b', { name: 'Twin' }), record('team', 'a', { name: 'Twin' }), record('team', 'z', {})])
  expect(offer(twins, 'team').map(({ id }) => id)).toEqual(['a', 'b', 'z'])
})
