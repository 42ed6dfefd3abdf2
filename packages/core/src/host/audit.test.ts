import { customers } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { aUser, createFakeClock, createTestHost, type TestHost } from '@tenure/testing'
import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { auditType } from '../access/audit/audit-entry.js'
import { getValue } from '../base/outcome.js'
import { undoContract } from '../contract/page/run-contract.js'
import { saveSettingsContract, settingsContract } from '../contract/page/settings-contract.js'
import { use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { createHost } from './create-host.js'
import { auditOf } from './test-audit.js'
import { testKernel } from './test-kernel.js'
import { seededStore } from './test-seeded-store.js'

const seed = {
  users: [
    aUser({ id: 'root', name: 'Root', superAdmin: true }),
    aUser({ id: 'ben', name: 'Ben' }),
    { id: 'guest', name: 'Guest', permissions: [] },
  ],
  records: [record(Company, 'c1', { name: 'Tasman Fibre' }), record(Company, 'c2', { name: 'Tasman' })],
}
const store = (): StorageAdapter => memory(seed) as unknown as StorageAdapter
const open = (storage: StorageAdapter, now?: string) =>
  createTestHost({ plugins: [use(customers)], storage, ...(now !== undefined && { now }) })
const byRoot = (asker: Parameters<Awaited<ReturnType<typeof testKernel>>['writer']['write']>[0]['asker']) =>
  ({ asker, actor: { user: 'root', source: 'user' } }) as const

async function saveSettings(host: TestHost): Promise<void> {
  const section = 'tenure.customers/settings'
  const { version } = getValue(await host.as('root').read(settingsContract, { section }))
  const values = { csm: 'owner', renewalDate: null }
  getValue(await host.as('root').act(saveSettingsContract, { section, values, version }, { key: 'once' }))
}

test('[SEC-13] a change of rights is in the audit with its actor, time and what changed, in the same commit', async () => {
  const storage = store()
  const kernel = await testKernel(seed, undefined, storage)
  const commits: number[] = []
  kernel.batches.subscribe(({ changes }) => commits.push(changes.length))
  const write = { write: 'update', type: 'user', id: 'ben', values: { seat: false } } as const
  const { records } = getValue(await kernel.writer.write(byRoot(kernel.askers.get('root')), [write]))
  expect(records.map(({ ref }) => ref.id)).toEqual(['ben'])
  expect(commits).toEqual([2])
  expect(await auditOf(storage)).toMatchObject([
    { kind: 'rights', what: 'changed', name: 'Ben', user: 'root', source: 'page', detail: 'Seat: yes to no', at: kernel.clock.now() },
  ])
  await kernel.close()
})

test('[SEC-13] saved settings and merges are in the audit; undoing what they came with leaves it alone', async () => {
  const storage = store()
  const host = await open(storage)
  await saveSettings(host)
  const merge = { type: 'company', id: 'c1', other: 'c2' }
  await host.as('root').act(undoContract, { action: saveSettingsContract.id, key: 'once' })
  const kernel = await testKernel(seed)
  getValue(await kernel.writer.write(byRoot(kernel.askers.get('root')), [{ write: 'merge', ...merge }]))
  await host.idle()
  expect(await auditOf(storage)).toMatchObject([
    { kind: 'settings', what: 'saved', name: 'Customers', detail: 'Csm, Renewal date', workspace: 'main' },
  ])
  const { records } = await kernel.reader.list(systemAsker, { type: auditType, select: ['kind', 'what', 'name'] })
  expect(records.map(({ values }) => values)).toEqual([{ kind: 'merge', what: 'merged', name: 'Companies' }])
  await host[Symbol.asyncDispose]()
  await kernel.close()
})

test('[SEC-13] no write changes or removes an entry, and no import adds one', async () => {
  const kernel = await testKernel(seed)
  getValue(await kernel.audit.add({ kind: 'export', what: 'exported', name: 'Everything', user: 'root' }))
  const list = () => kernel.reader.list(systemAsker, { type: auditType, select: ['what'] })
  const [entry] = (await list()).records
  const id = entry?.ref.id ?? ''
  const root = byRoot(kernel.askers.get('root'))
  const writes = [
    { write: 'update', type: auditType, id, values: { what: 'did nothing' } },
    { write: 'archive', type: auditType, id },
    { write: 'create', type: auditType, values: { name: 'x', kind: 'export', what: 'exported' } },
  ] as const
  for (const write of writes)
    expect(await kernel.writer.write(root, [write])).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  for (const change of [{ values: { what: 'did nothing' } }, { archived: true, archive: 'purge' as const }]) {
    const asSystem = await kernel.writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
      await draft.load([{ type: auditType, id }])
      Object.assign(draft.find({ type: auditType, id }) ?? {}, change)
    })
    expect(asSystem).toMatchObject({ ok: false, problem: { message: 'The audit cannot be changed.' } })
  }
  expect((await list()).records).toMatchObject([{ version: entry?.version, values: { what: 'exported' } }])
  const host = await open(store())
  const row = { type: auditType, externalId: '1', values: { what: 'exported' }, links: [] }
  expect(await host.importer('files').run([row])).toMatchObject([
    { result: 'rejected', issues: [{ message: 'The audit cannot be imported.' }] },
  ])
  await host[Symbol.asyncDispose]()
  await kernel.close()
})

test('[SEC-13] 100,000 refusals leave two entries, which count them all', async () => {
  const storage = store()
  const host = await open(storage, '2026-06-30T12:00:00Z')
  const [first] = await Promise.all(
    Array.from({ length: 1_000 }, () => host.as('guest').read(settingsContract, { section: 'tenure.customers/settings' })),
  )
  expect(first).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  for (let count = 1_000; count < 100_000; count++)
    host.auditRefusal({ place: settingsContract.id, user: 'guest', what: 'was refused', name: 'Settings' })
  await host.idle()
  expect((await auditOf(storage)).map(({ times }) => times)).toEqual([1])
  await host.advance({ ms: 3_600_000 })
  const entries = await auditOf(storage)
  expect(entries.map(({ times }) => times)).toEqual([1, 99_999])
  expect(entries[0]).toMatchObject({ kind: 'refusal', user: 'guest', what: 'was refused', detail: 'a service seat' })
  await host[Symbol.asyncDispose]()
})

test('[SEC-13] refusals at more places than there can be share an entry, and closing keeps what was counted', async () => {
  const storage = { ...store(), close: async () => {} }
  const host = await open(storage)
  for (let at = 0; at < 100_000; at++) host.auditRefusal({ place: `made up ${at}`, what: 'was refused' })
  await host.idle()
  await host[Symbol.asyncDispose]()
  const entries = await auditOf(storage)
  expect(entries.length).toBe(502)
  expect(entries.reduce((sum, { times }) => sum + Number(times), 0)).toBe(100_000)
})

test('[SEC-13] facts that are added one after the other are each stored', async () => {
  const kernel = await testKernel(seed)
  for (let at = 0; at < 20; at++) getValue(await kernel.audit.add({ kind: 'export', what: 'exported', name: `Part ${at}` }))
  const { total } = await kernel.reader.list(systemAsker, { type: auditType, select: [], limit: 1 })
  expect(total).toBe(20)
  await kernel.close()
})

test('[SEC-13] entries go when they are older than the audit is kept, and no earlier', async () => {
  const storage = store()
  const host = await open(storage, '2026-01-01T12:00:00Z')
  getValue(await host.audit({ kind: 'sign-in', what: 'signed in', user: 'ben' }))
  await host.advance({ days: 729 })
  getValue(await host.audit({ kind: 'sign-out', what: 'signed out', user: 'ben' }))
  expect((await auditOf(storage)).map(({ kind }) => kind)).toEqual(['sign-in', 'sign-out'])
  await host.advance({ days: 2 })
  expect((await auditOf(storage)).map(({ kind }) => kind)).toEqual(['sign-out'])
  await host[Symbol.asyncDispose]()
})

test('[SEC-13] a start whose jobs wait removes old entries once they may begin, and not at all if it is closed before', async () => {
  const entry = { type: auditType, id: 'old', values: { at: Date.UTC(2026, 0, 1), kind: 'sign-in', what: 'signed in', name: 'Ben' } }
  const begins = new Subject<void>()
  const warnings: string[] = []
  const begin = async () => {
    const storage = seededStore(memory(), [entry], Date.UTC(2026, 0, 1))
    const log = { info: () => {}, warn: (message: string) => void warnings.push(message) }
    const clock = createFakeClock('2029-01-01T12:00:00Z')
    const jobsAfter = firstValueFrom(begins)
    return { storage, host: await createHost({ storage, plugins: [], grants: 'declared', clock, log, jobsAfter }) }
  }
  const closed = await begin()
  await closed.host[Symbol.asyncDispose]()
  const { storage, host } = await begin()
  await host.idle()
  expect(await auditOf(storage)).toHaveLength(1)
  begins.next()
  await expect.poll(() => auditOf(storage)).toHaveLength(0)
  await host[Symbol.asyncDispose]()
  expect(warnings).toEqual([])
})
