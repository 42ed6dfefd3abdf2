import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { setFollowContract } from '../contract/notice/follow-contract.js'
import { eraseRecordContract } from '../contract/page/erase-contract.js'
import { undoContract } from '../contract/page/run-contract.js'
import * as contracts from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company, Contact, Note } from '../schema/object-types.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { auditOf } from './test-audit.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seed = {
  users: [
    aUser({ id: 'root', name: 'Root', superAdmin: true }),
    { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access', 'settings.manage'], objects: { '*': all } },
    { id: 'seatless', name: 'Seatless', superAdmin: true, objects: {} },
  ],
  records: [
    record(Company, 'c1', { name: 'Tasman Fibre' }),
    record(Contact, 'p1', { name: 'Lucia Fernandes', email: 'lucia@example.com' }),
    record(Contact, 'p2', { name: 'Lucia F.' }),
    record(Note, 'n1', { title: 'Only of Lucia', at: Date.parse('2026-06-01') }),
    record(Note, 'n2', { title: 'Of both', at: Date.parse('2026-06-02') }),
  ],
}
const open = async (): Promise<{ readonly host: TestHost; readonly storage: StorageAdapter }> => {
  const storage = memory(seed) as unknown as StorageAdapter
  const host = await createTestHost({ plugins: [use(recordPlugin)], storage })
  const root = host.as('root')
  for (const [id, association, to] of [
    ['n1', 'contacts', 'p1'],
    ['n2', 'contacts', 'p1'],
    ['n2', 'companies', 'c1'],
  ] as const)
    getValue(await root.act(contracts.associateContract, { type: 'note', id, association, to }))
  return { host, storage }
}
const lucia = { type: 'contact', id: 'p1' }

test('[SEC-14] an erased record leaves with its notes, followers and what was merged into it; the audit says so without its values', async () => {
  const { host, storage } = await open()
  const root = host.as('root')
  getValue(await root.act(setFollowContract, { ...lucia, following: true }))
  const { mergeRecordsContract } = await import('../contract/page/merge-contract.js')
  getValue(await root.act(mergeRecordsContract, { ...lucia, other: 'p2' }))
  getValue(await root.act(eraseRecordContract, { ...lucia, name: 'Lucia Fernandes' }))
  const io = { signal: new AbortController().signal }
  const refs = [lucia, { type: 'contact', id: 'p2' }, { type: 'note', id: 'n1' }, { type: 'follow', id: 'root/contact/p1' }]
  expect(await storage.read(refs, io)).toEqual([null, null, null, null])
  expect((await storage.history?.read(refs, undefined, 10, io))?.flat()).toEqual([])
  expect(await root.read(contracts.recordContract, lucia)).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
  expect(getValue(await root.read(contracts.recordContract, { type: 'note', id: 'n2' })).title).toBe('Of both')
  const entries = await auditOf(storage)
  expect(entries.at(-1)).toMatchObject({
    kind: 'erasure',
    what: 'erased',
    name: 'Contact',
    user: 'root',
    detail: 'With 1 of its activities. Its id stays taken',
  })
  expect(JSON.stringify(entries)).not.toContain('Lucia')
  const again = await root.act(contracts.createRecordContract, { type: 'contact', values: { name: 'Lucia Fernandes' } })
  expect(again.ok).toBe(true)
  await host[Symbol.asyncDispose]()
})

test('[SEC-14] erasing needs a super admin who sees the record, and its name', async () => {
  const { host, storage } = await open()
  const erase = (user: string, input: { readonly type: string; readonly id: string; readonly name: string }) =>
    host.as(user).act(eraseRecordContract, input)
  const name = 'Lucia Fernandes'
  expect(await erase('anna', { ...lucia, name })).toMatchObject({ problem: { code: 'access.denied' } })
  expect(await erase('nobody', { ...lucia, name })).toMatchObject({ problem: { code: 'access.signed-out' } })
  expect(await erase('seatless', { ...lucia, name })).toMatchObject({ problem: { code: 'record.not-found' } })
  expect(await erase('root', { ...lucia, name: 'Lucia' })).toMatchObject({
    problem: { code: 'input.invalid', details: { issues: [{ path: ['name'] }] } },
  })
  expect(await erase('root', { type: 'user', id: 'anna', name: 'Anna' })).toMatchObject({ problem: { code: 'input.invalid' } })
  expect(await storage.read([lucia], { signal: new AbortController().signal })).toMatchObject([{ values: { name } }])
  await host[Symbol.asyncDispose]()
})

test('[SEC-14] [BEY-5] undoing a change that touched an erased record takes back the rest, and names what was erased', async () => {
  const { host } = await open()
  const root = host.as('root')
  const values = { owner: 'anna' }
  const records = ['p1', 'p2'].map((id) => ({ id, values }))
  getValue(await root.act(contracts.updateRecordsContract, { type: 'contact', records }, { key: 'both' }))
  getValue(await root.act(eraseRecordContract, { ...lucia, name: 'Lucia Fernandes' }))
  const run = getValue(await root.act(undoContract, { action: contracts.updateRecordsContract.id, key: 'both' }))
  expect(run).toMatchObject({
    state: 'done',
    items: [{ outcome: 'left', type: 'contact', id: 'p1', title: null, message: 'It was erased. That cannot be undone.' }],
  })
  expect(
    getValue(await root.read(contracts.recordContract, { type: 'contact', id: 'p2' })).properties.find(({ name }) => name === 'owner')
      ?.value,
  ).toBeNull()
  await host[Symbol.asyncDispose]()
})

test('[SEC-14] [BEY-5] only who changed an erased record, and a super admin, reads in an undo that there was one', async () => {
  const { host } = await open()
  const root = host.as('root')
  const records = ['p1', 'p2'].map((id) => ({ id, values: { owner: 'anna' } }))
  getValue(await root.act(contracts.updateRecordsContract, { type: 'contact', records }))
  const [{ group } = {}] = getValue(await root.read(contracts.historyContract, { type: 'contact', id: 'p2' }))
  getValue(await root.act(eraseRecordContract, { ...lucia, name: 'Lucia Fernandes' }))
  expect(getValue(await host.as('anna').act(undoContract, { group: String(group) }))).toMatchObject({ done: 1, left: 0, items: [] })
  await host[Symbol.asyncDispose]()
})
