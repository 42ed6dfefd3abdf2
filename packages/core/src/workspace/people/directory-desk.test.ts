import { memory } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import type { ProvisionedUser, ProvisionLimits } from './directory-desk.js'

const seed = {
  users: [],
  records: [
    {
      type: 'user',
      id: 'anna',
      values: { name: 'Anna', email: 'Anna@northbeam.example', primaryTeam: 'east', teams: ['guests'], permissionSets: ['csm'] },
    },
    { type: 'user', id: 'gone', values: { name: 'Gone', subject: 'gone', active: false } },
    { type: 'user', id: 'chief', values: { name: 'Chief', active: true, superAdmin: true, permissionSets: ['auditors'] } },
    { type: 'team', id: 'east', values: { name: 'East' } },
    { type: 'team', id: 'west', values: { name: 'West' } },
    { type: 'team', id: 'guests', values: { name: 'Guests' } },
    { type: 'permissionSet', id: 'csm', values: { name: 'CSM' } },
    { type: 'permissionSet', id: 'lead', values: { name: 'Lead' } },
    { type: 'permissionSet', id: 'auditors', values: { name: 'Auditors' } },
  ],
}
const limits: ProvisionLimits = {
  find: ['subject', 'email'],
  create: true,
  seat: true,
  teams: ['East', 'West'],
  sets: ['CSM', 'Lead'],
}
async function provisioned(said: ProvisionedUser, more: Partial<ProvisionLimits> = {}) {
  const storage = memory(seed)
  await using host = await createTestHost({ plugins: [], storage })
  const outcome = await host.directoryDesk.provision(said, { ...limits, ...more })
  const id = outcome.ok ? outcome.value.user : ''
  const [record] = await storage.read([{ type: 'user', id }], { signal: new AbortController().signal })
  return { outcome, values: record?.values }
}

test('[ACC-13] a sign-in moves its user between the teams and sets that the configuration names, and leaves all others', async () => {
  const { values } = await provisioned({
    subject: 's1',
    email: 'anna@northbeam.example',
    teams: ['West'],
    primaryTeam: 'West',
    sets: ['Lead'],
  })
  expect(values).toMatchObject({ subject: 's1', primaryTeam: 'west', teams: ['guests'], permissionSets: ['lead'] })
})

test('[ACC-13] [SEC-9] a sign-in gives no set, team or flag that the configuration does not name', async () => {
  const said = { subject: 's2', name: 'Ben', teams: ['Guests', 'East'], sets: ['Auditors', 'CSM', 'superAdmin'] }
  const { values, outcome } = await provisioned(said)
  expect(values).toMatchObject({ name: 'Ben', teams: ['east'], permissionSets: ['csm'], superAdmin: false, seat: true })
  expect(getValue(outcome).unknown).toEqual(['superAdmin'])
})

test('[ACC-13] the last super admin stays one, and keeps sets that the configuration does not name, whatever a sign-in says', async () => {
  const { values } = await provisioned({ subject: 'chief', sets: [], teams: [] }, { find: ['id'] })
  expect(values).toMatchObject({ superAdmin: true, active: true, permissionSets: ['auditors'] })
})

test('[ACC-13] a deactivated user, and an unknown one where none may be made, are refused', async () => {
  expect((await provisioned({ subject: 'gone' })).outcome).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  expect((await provisioned({ subject: 'new' }, { create: false })).outcome).toMatchObject({
    ok: false,
    problem: { code: 'access.denied' },
  })
})

test('[ACC-13] a new user has the name and the e-mail of the sign-in, which change with it', async () => {
  const storage = memory(seed)
  await using host = await createTestHost({ plugins: [], storage })
  const signIn = async (said: Partial<ProvisionedUser>) => {
    const { user } = getValue(await host.directoryDesk.provision({ subject: 's9', ...said }, limits))
    const [record] = await storage.read([{ type: 'user', id: user }], { signal: new AbortController().signal })
    return [record?.values['name'], record?.values['email'] ?? null]
  }
  expect(await signIn({})).toEqual(['s9', null])
  expect(await signIn({ name: 'Bea', email: 'bea@northbeam.example' })).toEqual(['Bea', 'bea@northbeam.example'])
  expect(await signIn({ email: 'bea.ay@northbeam.example' })).toEqual(['Bea', 'bea.ay@northbeam.example'])
})

test('[ACC-13] a user who has a subject is not taken over by another one with the same e-mail', async () => {
  await using host = await createTestHost({ plugins: [], storage: memory(seed) })
  const email = 'anna@northbeam.example'
  const first = getValue(await host.directoryDesk.provision({ subject: 's1', email }, limits))
  const second = getValue(await host.directoryDesk.provision({ subject: 's2', email }, limits))
  expect(first.user).toBe('anna')
  expect(second.user).not.toBe('anna')
  expect(getValue(await host.directoryDesk.provision({ subject: 's1' }, limits)).user).toBe('anna')
  const byId = { ...limits, find: ['id'], create: false } as const
  expect((await host.directoryDesk.provision({ subject: 'anna' }, byId)).ok).toBe(false)
})

test('[ACC-13] what a sign-in does not say stays, and saying the same again writes nothing', async () => {
  await using host = await createTestHost({ plugins: [], storage: memory(seed) })
  const again = () => host.directoryDesk.provision({ subject: 'anna' }, { ...limits, find: ['id'] })
  getValue(await again())
  const before = host.users()
  getValue(await again())
  expect(host.users()).toBe(before)
})
