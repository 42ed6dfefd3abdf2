import { memory } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import {
  auditChangeContract,
  auditContract,
  auditCountsContract,
  auditEntryContract,
  exportAuditContract,
} from '../../contract/administration/audit-contract.js'
import { personContract, savePersonContract, saveTeamContract } from '../../contract/administration/people-contract.js'
import { sessionContract } from '../../contract/workspace-contract.js'
import type { StorageAdapter } from '../../storage/adapter.js'

const seed = { users: [aUser({ id: 'root', name: 'Root', superAdmin: true }), aUser({ id: 'ben', name: 'Ben' })] }
const open = () => createTestHost({ plugins: [], storage: memory(seed) as unknown as StorageAdapter })

test('[SEC-13] super admins read the audit by kind, person and period, newest first and live; nobody else reads any of it', async () => {
  await using host = await open()
  const seen: unknown[] = []
  host
    .as('root')
    .watch(auditCountsContract, {})
    .subscribe((frame) => frame.state === 'live' && seen.push(frame.value))
  getValue(await host.audit({ kind: 'sign-in', what: 'signed in', user: 'ben' }))
  await host.advance({ ms: 60_000 })
  getValue(await host.audit({ kind: 'export', what: 'exported', name: 'Everything', user: 'root' }))
  host.auditRefusal({ place: 'x', what: 'was refused', user: 'ben' })
  await host.idle()
  const read = async (input: object) => getValue(await host.as('root').read(auditContract, input)).entries.map(({ kind }) => kind)
  expect(await read({ kinds: ['sign-in', 'export'] })).toEqual(['export', 'sign-in'])
  expect(await read({ user: 'ben', kinds: ['sign-in'] })).toEqual(['sign-in'])
  const at = Date.parse('2026-06-30T12:00:30Z')
  expect(await read({ to: at })).toEqual(['sign-in'])
  expect(await read({ from: at, kinds: ['sign-in', 'export'] })).toEqual(['export'])
  expect(await read({ limit: 1, offset: 2 })).toEqual(['sign-in'])
  expect(seen.at(-1)).toEqual({ kinds: { 'sign-in': 1, export: 1, refusal: 1 }, refused: 1 })
  for (const [contract, input] of [
    [auditContract, {}],
    [auditCountsContract, {}],
    [auditChangeContract, { entry: 'x' }],
    [auditEntryContract, { entry: 'x' }],
  ] as const)
    expect(await host.as('ben').read(contract as never, input as never)).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  expect(await host.as('ben').act(exportAuditContract, { format: 'csv' })).toMatchObject({ problem: { code: 'access.denied' } })
  expect((await host.as('ben').read(sessionContract)).ok).toBe(true)
})

test('[SEC-13] [SEC-8] an export of the audit is itself in it, and a cell is no formula', async () => {
  await using host = await open()
  getValue(await host.audit({ kind: 'export', what: 'exported', name: '=1+1, "x"', user: 'ben' }))
  const csv = getValue(await host.as('root').act(exportAuditContract, { format: 'csv' }))
    .text.trimEnd()
    .split('\r\n')
  expect(csv[0]).toBe('at,kind,user,as,what,name,detail,source,plugin,workspace,times')
  expect(csv.slice(1).toSorted()).toEqual(
    [
      '2026-06-30T12:00:00.000Z,export,ben,,exported,"\'=1+1, ""x""",,system,,,1',
      '2026-06-30T12:00:00.000Z,export,root,,exported,Audit,CSV,page,,,1',
    ].toSorted(),
  )
  const lines = getValue(await host.as('root').act(exportAuditContract, { format: 'jsonl', kinds: ['export'] }))
    .text.trimEnd()
    .split('\r\n')
  expect(lines.map((line) => JSON.parse(line).name).toSorted()).toEqual(['=1+1, "x"', 'Audit', 'Audit'])
})

test('[SEC-13] one entry is read by its id, and days are those of the user, both included', async () => {
  const users = [aUser({ id: 'root', name: 'Root', superAdmin: true, timeZone: 'Pacific/Auckland' })]
  await using host = await createTestHost({ plugins: [], storage: memory({ users }) as unknown as StorageAdapter })
  // Noon in Greenwich is the next day in Auckland.
  getValue(await host.audit({ kind: 'sign-in', what: 'signed in', user: 'root' }))
  const within = async (from: string, to: string) =>
    getValue(await host.as('root').read(auditContract, { days: { from, to } })).entries.map(({ kind }) => kind)
  expect(await within('2026-06-30', '2026-06-30')).toEqual([])
  expect(await within('2026-06-29', '2026-07-01')).toEqual(['sign-in'])
  expect(getValue(await host.as('root').read(auditCountsContract, { days: { from: '2026-07-01', to: '2026-07-01' } })).kinds).toEqual({
    'sign-in': 1,
  })
  const [entry] = getValue(await host.as('root').read(auditContract)).entries
  expect(getValue(await host.as('root').read(auditEntryContract, { entry: entry?.id ?? '' }))).toEqual(entry)
  expect(await host.as('root').read(auditEntryContract, { entry: 'nothing' })).toMatchObject({ problem: { code: 'record.not-found' } })
})

test('[SEC-13] before and after have names in the place of ids, and what people wrote stays as it is', async () => {
  const users = [aUser({ id: 'root', name: 'Root', superAdmin: true }), aUser({ id: 'ben', name: 'Ben' })]
  await using host = await createTestHost({ plugins: [], storage: memory({ users }) as unknown as StorageAdapter })
  const root = host.as('root')
  const { id: team } = getValue(await root.act(saveTeamContract, { name: 'ben' }))
  const { version } = getValue(await root.read(personContract, { user: 'ben' }))
  getValue(await root.act(savePersonContract, { user: 'ben', version, values: { primaryTeam: team } }))
  await host.idle()
  const { entries } = getValue(await root.read(auditContract, { kinds: ['rights'] }))
  const changeOf = async (what: string) => {
    const entry = entries.find((each) => each.what === what)?.id ?? ''
    return getValue(await root.read(auditChangeContract, { entry }))
  }
  expect(await changeOf('changed')).toEqual(expect.arrayContaining([expect.objectContaining({ label: 'Primary team', after: 'ben' })]))
  expect(await changeOf('created')).toEqual(expect.arrayContaining([expect.objectContaining({ label: 'Name', after: 'ben' })]))
})
