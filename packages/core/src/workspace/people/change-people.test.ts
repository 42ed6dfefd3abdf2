import { expect, test } from 'vitest'
import { type Asker, systemAsker } from '../../access/asker.js'
import { systemPrincipal } from '../../access/principal.js'
import { groupOfKey } from '../../base/id.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { RecordWrite } from '../../records/write.js'
import type { WriteBy, Writer } from '../../records/write-records.js'
import type { Values } from '../../schema/value.js'
import { createWorkspaces } from '../workspaces.js'
import { addPerson, type ChangePeoplePort, removeSet, removeTeam, savePerson, saveSet, saveTeam } from './change-people.js'

const rows: Readonly<Record<string, ReadonlyMap<string, Values>>> = {
  user: new Map<string, Values>([
    ['anna', { name: 'Anna', primaryTeam: 'west', teams: ['west', 'east'], permissionSets: ['csm', 'lead'] }],
    ['ben', { name: 'Ben', primaryTeam: 'west', teams: [] }],
    ['cleo', { name: 'Cleo', primaryTeam: 'east', teams: ['north', 'west'], permissionSets: ['lead'] }],
    ['dan', { name: 'Dan', primaryTeam: 'east' }],
  ]),
  team: new Map<string, Values>([
    ['west', { name: 'West' }],
    ['wild', { name: 'Wild west', parent: 'west' }],
    ['east', { name: 'East', parent: 'north' }],
  ]),
}
const workspace = (id: string, teams: readonly string[]) => ({ ref: { type: 'workspace', id }, version: '1', values: { name: id, teams } })
const chief: Asker = { ...systemAsker, principal: { ...systemPrincipal, user: 'chief', timeZone: 'Europe/Berlin', locale: 'de' } }

function deskOf(outcome?: Awaited<ReturnType<Writer['write']>>) {
  const batches: { readonly by: WriteBy; readonly writes: readonly RecordWrite[] }[] = []
  const port: ChangePeoplePort = {
    askers: { get: (user) => ({ ...chief, principal: { ...chief.principal, user } }) },
    clock: { now: () => 1_000 },
    directory: { rows: (type) => rows[type] ?? new Map() },
    workspaces: createWorkspaces([workspace('w', ['west', 'south']), workspace('e', ['east'])]),
    writer: {
      async write(by, writes) {
        batches.push({ by, writes })
        const records = [
          { ref: { type: 'user', id: 'new' }, version: '5' },
          { ref: { type: 'user', id: 'other' }, version: '6' },
        ]
        return outcome ?? { ok: true, value: { records, changed: true } }
      },
    },
  }
  return { port, batches, writes: () => batches.flatMap(({ writes }) => writes) }
}
const once = { user: 'chief', key: 'k1' }

test('[ACC-13] a new user is active, without seat or rights, and has the time zone and language of the administrator', async () => {
  const { port, writes } = deskOf()
  expect(await addPerson(port, once, { name: 'Eve', email: 'eve@x.example' } as never)).toEqual({ id: 'new', version: '5' })
  const habits = { timeZone: 'Europe/Berlin', locale: 'de' }
  expect(writes()).toEqual([
    {
      ...{ write: 'create', type: 'user' },
      values: { active: true, seat: false, superAdmin: false, ...habits, name: 'Eve', email: 'eve@x.example' },
    },
  ])
})

test('[ACC-13] what is given of a new user comes before what a new user has', async () => {
  const { port, writes } = deskOf()
  await addPerson(port, once, { name: 'Eve', seat: true, timeZone: 'UTC', primaryTeam: '', teams: undefined } as never)
  expect(writes()).toMatchObject([{ values: { seat: true, timeZone: 'UTC', primaryTeam: null, active: true } }])
  expect(Object.keys((writes()[0] as { values: Values }).values)).not.toContain('teams')
})

test('[WSP-11] a saved user has the values that were given, against the version that was seen', async () => {
  const { port, writes } = deskOf()
  await savePerson(port, once, { user: 'anna', version: '3', values: { name: 'Anne', primaryTeam: '' } } as never)
  expect(writes()).toEqual([{ write: 'update', type: 'user', id: 'anna', version: '3', values: { name: 'Anne', primaryTeam: null } }])
})

test('[ACC-13] a team or a permission set without an id is a new one; one with an id is changed', async () => {
  const { port, writes } = deskOf()
  await saveTeam(port, once, { name: 'North' } as never)
  await saveTeam(port, once, { team: 'west', version: '2', name: 'West', parent: '' } as never)
  await saveTeam(port, once, { team: 'west', name: 'West' } as never)
  await saveSet(port, once, { name: 'Lead' } as never)
  await saveSet(port, once, { set: 'lead', version: '4', name: 'Leads' } as never)
  expect(writes()).toEqual([
    { write: 'create', type: 'team', values: { name: 'North' } },
    { write: 'update', type: 'team', id: 'west', version: '2', values: { name: 'West', parent: null } },
    { write: 'update', type: 'team', id: 'west', values: { name: 'West' } },
    { write: 'create', type: 'permissionSet', values: { name: 'Lead' } },
    { write: 'update', type: 'permissionSet', id: 'lead', version: '4', values: { name: 'Leads' } },
  ])
})

test('[ACC-13] a team that goes leaves its users, the teams below it and its workspace, in one change', async () => {
  const { port, batches, writes } = deskOf()
  expect(await removeTeam(port, once, { team: 'west', version: '2' } as never)).toBeUndefined()
  expect(writes()).toEqual([
    { write: 'archive', type: 'team', id: 'west', version: '2' },
    { write: 'update', type: 'user', id: 'anna', values: { teams: ['east'], primaryTeam: null } },
    { write: 'update', type: 'user', id: 'ben', values: { teams: [], primaryTeam: null } },
    { write: 'update', type: 'user', id: 'cleo', values: { teams: ['north'] } },
    { write: 'update', type: 'team', id: 'wild', values: { parent: null } },
    { write: 'update', type: 'workspace', id: 'w', values: { teams: ['south'] } },
  ])
  expect(batches).toHaveLength(1)
})

test('[ACC-13] a permission set that goes is taken from the users who have it', async () => {
  const { port, batches, writes } = deskOf()
  await removeSet(port, once, { set: 'csm', version: '2' } as never)
  expect(writes()).toEqual([
    { write: 'archive', type: 'permissionSet', id: 'csm', version: '2' },
    { write: 'update', type: 'user', id: 'anna', values: { permissionSets: ['lead'] } },
  ])
  expect(batches).toHaveLength(1)
})

test('[BEY-5] a change is made with the rights of the user, and is one that can be undone; under a key it happens once', async () => {
  const { port, batches } = deskOf()
  await saveTeam(port, once, { name: 'North' } as never)
  await saveTeam(port, { user: 'anna', key: undefined }, { name: 'North' } as never)
  await saveTeam(port, { user: 'anna', key: undefined }, { name: 'North' } as never)
  const [first, second, third] = batches.map(({ by }) => by)
  expect(first).toEqual({ asker: chief, actor: { user: 'chief', source: 'user' }, key: 'k1', group: groupOfKey('k1') })
  expect(second).toEqual({
    asker: { ...chief, principal: { ...chief.principal, user: 'anna' } },
    ...{ actor: { user: 'anna', source: 'user' }, group: expect.stringMatching(/./) },
  })
  expect(third?.group).not.toBe(second?.group)
})

test('[WSP-11] what the store refuses is refused, and what changes nothing has no record', async () => {
  const denied = new TenureError('access.denied', 'Only super admins may do this.', { missing: 'superAdmin' })
  await expect(saveTeam(deskOf({ ok: false, problem: denied.problem }).port, once, { name: 'N' } as never)).rejects.toThrow(denied.message)
  const refusing = deskOf({ ok: false, problem: denied.problem }).port
  await expect(removeTeam(refusing, once, { team: 'west' } as never)).rejects.toThrow(denied.message)
  await expect(removeSet(refusing, once, { set: 'csm' } as never)).rejects.toThrow(denied.message)
  const none = deskOf({ ok: true, value: { records: [], changed: false } })
  expect(await saveTeam(none.port, once, { name: 'N' } as never)).toEqual({ id: '', version: '0' })
})
