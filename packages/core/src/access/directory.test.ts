import { expect, test } from 'vitest'
import type { Values } from '../schema/value.js'
import type { Change } from '../storage/adapter.js'
import { asText, createDirectory, listOf, teamsOf } from './directory.js'

const stored = (type: string, id: string, values: Values) => ({ ref: { type, id }, version: '1', values })
const user = (id: string, values: Values = {}) => stored('user', id, { name: id, ...values })
const changed = (type: string, id: string, after?: Values): Change => ({
  ...{ ref: { type, id }, change: after === undefined ? 'archive' : 'patch', version: '2', at: 0, changed: [] },
  ...(after && { after }),
})

test('[ACC-1] what cannot be read in a user or a permission set grants nothing', () => {
  const broken = {
    permissions: ['workspace.access', 5, null],
    hidden: 'company.arr',
    readOnly: [{}],
    objects: { company: { view: 'most' } },
  }
  const directory = createDirectory([
    user('anna', { ...broken, permissionSets: [7, 'set'], timeZone: 'Mars/Base' }),
    stored('permissionSet', 'set', broken),
  ])
  const anna = directory.find('anna')
  expect([anna?.permissions, anna?.hidden, anna?.readOnly, anna?.grants, anna?.timeZone]).toEqual([
    new Set(['workspace.access']),
    new Set(),
    new Set(),
    [],
    'UTC',
  ])
  expect(listOf(['a', 1, undefined, 'b'])).toEqual(['a', 'b'])
  expect([listOf('a'), listOf(undefined), asText(1), asText('a')]).toEqual([[], [], undefined, 'a'])
})

test('[ACC-7] teammates are the members of all teams of a user, and change as users join and leave', () => {
  const directory = createDirectory([
    user('anna', { primaryTeam: 'west', teams: ['pilots'] }),
    user('ben', { teams: ['west'] }),
    user('carl', { primaryTeam: 'pilots' }),
    user('dora', { primaryTeam: 'east' }),
  ])
  const mates = (id: string) => directory.find(id)?.teammates
  expect([mates('anna'), mates('ben'), mates('dora')]).toEqual([['anna', 'ben', 'carl'], ['anna', 'ben'], ['dora']])
  directory.apply(changed('user', 'dora', { name: 'dora', primaryTeam: 'east', teams: ['west'] }))
  expect([mates('anna'), mates('ben'), mates('dora')]).toEqual([
    ['anna', 'ben', 'carl', 'dora'],
    ['anna', 'ben', 'dora'],
    ['anna', 'ben', 'dora'],
  ])
  directory.apply(changed('user', 'ben'))
  expect([mates('anna'), mates('ben'), mates('dora')]).toEqual([['anna', 'carl', 'dora'], undefined, ['anna', 'dora']])
  expect(teamsOf({ primaryTeam: 'west', teams: ['pilots', 'west'] })).toEqual(['west', 'pilots'])
})

test('[ACC-10] a principal is the same object until something changes that rights depend on', () => {
  const directory = createDirectory([
    user('anna', { permissionSets: ['set'] }),
    stored('permissionSet', 'set', { permissions: ['workspace.access'] }),
  ])
  const before = directory.find('anna')
  directory.apply(changed('user', 'anna', { name: 'anna', permissionSets: ['set'], phone: '1' }))
  directory.apply(changed('permissionSet', 'other', { permissions: ['settings.manage'] }))
  directory.apply(changed('permissionSet', 'set', { name: 'Renamed', permissions: ['workspace.access'] }))
  expect(directory.find('anna')).toBe(before)
  directory.apply({ ...changed('permissionSet', 'set'), change: 'link' })
  expect(directory.find('anna')).toBe(before)
  directory.apply(changed('permissionSet', 'set'))
  expect(directory.find('anna')?.permissions).toEqual(new Set())
  expect(directory.apply(changed('company', 'c1', {}))).toBe(false)
  expect(directory.apply(changed('team', 'west', { name: 'West' }))).toBe(true)
  expect([directory.hasTeam('west'), directory.hasTeam('east')]).toEqual([true, false])
})

test('[ACC-6] a user who is deactivated or gone has no rights, and is listed as such', () => {
  const directory = createDirectory([
    user('zoe', { superAdmin: true }),
    user('anna', { active: false, superAdmin: true }),
    { ...user('gone'), archivedAt: 1 },
    stored('company', 'c1', { name: 'c1' }),
  ])
  expect(directory.users()).toEqual([
    { id: 'anna', name: 'anna', active: false },
    { id: 'zoe', name: 'zoe', active: true },
  ])
  expect([directory.find('anna'), directory.find('gone'), directory.find('c1')]).toEqual([undefined, undefined, undefined])
  expect([directory.deactivated(), directory.superAdmins(), directory.name('anna'), directory.name('gone')]).toEqual([
    ['anna'],
    ['zoe'],
    'anna',
    undefined,
  ])
})
