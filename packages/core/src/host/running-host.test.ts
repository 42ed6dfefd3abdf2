import { memory, record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { auditContract } from '../contract/administration/audit-contract.js'
import { personContract, savePersonContract } from '../contract/administration/people-contract.js'
import { sessionContract } from '../contract/workspace-contract.js'
import { Company } from '../schema/object-types.js'
import type { StorageAdapter } from '../storage/adapter.js'

const root = aUser({ id: 'root', name: 'Root', superAdmin: true })
const users = [root, aUser({ id: 'anna', name: 'Anna' }), { id: 'zoe', name: 'Zoe', seat: false }]
const records = [record(Company, 'c1', { name: 'Northwind' })]
const open = (seed: object = { users, records }) => createTestHost({ plugins: [], storage: memory(seed) as unknown as StorageAdapter })
type Host = Awaited<ReturnType<typeof open>>
const begin = (host: Host, user: string) => host.export(user)[Symbol.asyncIterator]().next()
const setActive = async (host: Host, user: string, active: boolean) => {
  const { version } = getValue(await host.as('root').read(personContract, { user }))
  getValue(await host.as('root').act(savePersonContract, { user, version, values: { active } }))
}
const entriesOf = async (host: Host, kind: 'view-as' | 'export') => {
  await host.idle()
  return getValue(await host.as('root').read(auditContract, { kinds: [kind] })).entries.map(({ user, as, name, what, source }) => ({
    ...{ user, as, name, what, source },
  }))
}

test('[SUM-8] [SEC-13] who views another is in the audit once while the look goes on', async () => {
  await using host = await open()
  expect((await host.viewAs('root', 'anna')).ok).toBe(true)
  const again = await host.viewAs('root', 'anna', 'api')
  expect(again.ok && Object.keys(again.value)).toEqual(['read', 'watch'])
  expect(await entriesOf(host, 'view-as')).toEqual([{ user: 'root', as: 'anna', name: 'Anna', what: 'viewed', source: 'page' }])
  await host.advance({ ms: 31 * 60_000 })
  await host.viewAs('root', 'anna', 'api')
  expect((await entriesOf(host, 'view-as')).map(({ source }) => source)).toEqual(['api', 'page'])
})

test('[SUM-8] nobody views their own Summary as another, and only those who may view others who work here', async () => {
  await using host = await open()
  const refusal = async (user: string, target: string) => {
    const outcome = await host.viewAs(user, target)
    return outcome.ok ? undefined : outcome.problem
  }
  expect(await refusal('root', 'root')).toMatchObject({ code: 'access.denied', details: { missing: 'another user' } })
  expect(await refusal('anna', 'root')).toMatchObject({ code: 'access.denied', details: { missing: 'settings.manage' } })
  expect(await refusal('root', 'zoe')).toMatchObject({ message: 'Zoe may not use the workspace, so there is nothing to view.' })
  expect(await refusal('root', 'nobody')).toMatchObject({ code: expect.stringMatching(/^(access|record)\./) })
  expect(await entriesOf(host, 'view-as')).toEqual([])
})

test('[SEC-13] everything is exported by super admins alone, and the audit says so before anything is given away', async () => {
  await using host = await open()
  await expect(begin(host, 'anna')).rejects.toMatchObject({ problem: { details: { missing: 'superAdmin' } } })
  const pieces: string[] = []
  for await (const piece of host.export('root', 'api')) pieces.push(piece)
  expect(pieces.join('')).toContain('Northwind')
  await begin(host, 'root')
  expect(await entriesOf(host, 'export')).toMatchObject([
    { user: 'root', name: 'everything', what: 'exported' },
    { user: 'root', name: 'everything', what: 'exported' },
  ])
  expect((await entriesOf(host, 'export')).map(({ source }) => source).toSorted()).toEqual(['api', 'system'])
})

test('[ACC-13] the host names its users and its super admins; the first admin is made once, with a seat and every permission', async () => {
  await using host = await open({ users: [] })
  expect([host.users(), host.superAdmins()]).toEqual([[], []])
  const { id } = getValue(await host.createFirstAdmin('Ada', 'ada@example.com'))
  expect([host.users(), host.superAdmins()]).toEqual([[{ id, name: 'Ada', active: true }], [id]])
  expect(getValue(await host.as(id).read(sessionContract))).toMatchObject({ user: { id, name: 'Ada' } })
  const { seat, superAdmin, timeZone, locale } = getValue(await host.as(id).read(personContract, { user: id }))
  expect([seat, superAdmin, timeZone, locale]).toEqual([true, true, 'UTC', 'en'])
  expect(await host.createFirstAdmin('Eve')).toMatchObject({
    ok: false,
    problem: { code: 'access.denied', details: { missing: 'an account without an administrator' } },
  })
})

test('[ACC-10] the end of a user is announced once, at once for one who is gone already', async () => {
  await using host = await open()
  const seen: string[] = []
  const watch = (user: string) => host.ended(user).subscribe({ next: () => seen.push(user), complete: () => seen.push(`end ${user}`) })
  watch('nobody')
  watch('anna')
  expect(seen).toEqual(['nobody', 'end nobody'])
  await setActive(host, 'zoe', false)
  expect(seen).toHaveLength(2)
  await setActive(host, 'anna', false)
  expect(seen.slice(2)).toEqual(['anna', 'end anna'])
})

test('[ACC-2] [REC-1] a desk edits one property with the rights of its user', async () => {
  await using host = await open()
  const edit = (user: string, id = 'c1') => host.as(user).edit(id, Company.name, 'Fabrikam')
  expect(await edit('root')).toEqual({ ok: true, value: undefined })
  expect(await edit('zoe')).toMatchObject({ ok: false, problem: { code: 'access.denied', details: { missing: 'a service seat' } } })
  expect(await edit('nobody')).toMatchObject({ ok: false, problem: { code: 'access.signed-out' } })
  expect(await edit('root', 'none')).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
})
