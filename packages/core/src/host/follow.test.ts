import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, test, vi } from 'vitest'
import { getValue } from '../base/outcome.js'
import { followContract, setFollowContract } from '../contract/notice/follow-contract.js'
import { mergeRecordsContract } from '../contract/page/merge-contract.js'
import { recordContract } from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
import type { StorageAdapter, Write } from '../storage/adapter.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const users = [
  { id: 'root', name: 'Root', seat: true, superAdmin: true },
  { id: 'anna', name: 'Anna', ...access, objects: { '*': all } },
  { id: 'own', name: 'Own', ...access, objects: { '*': { view: 'own', edit: 'own', delete: 'own' } } },
]
const records = [
  record(Company, 'c1', { name: 'Halden' }),
  record(Company, 'c2', { name: 'Halden AS' }),
  record(Company, 'c3', { name: 'Other' }),
]
const open = (storage: StorageAdapter = memory({ users, records })) => createTestHost({ plugins: [use(recordPlugin)], storage })
const setFollow = (host: TestHost, user: string, id: string, following: boolean, type = 'company') =>
  host.as(user).act(setFollowContract, { type, id, following })
const follows = async (host: TestHost, user: string, id: string) =>
  getValue(await host.as(user).read(followContract, { type: 'company', id })).following

test('[REC-4] a record is followed and no longer, seen live, for that user alone, and after a restart', async () => {
  const storage = memory({ users, records })
  const first = await open({ ...storage, close: async () => {} })
  const seen: unknown[] = []
  first
    .as('anna')
    .watch(followContract, { type: 'company', id: 'c1' })
    .subscribe(({ value }) => seen.push(value?.following))
  await vi.waitFor(() => expect(seen).toEqual([false]))
  for (const following of [true, true, false, true]) getValue(await setFollow(first, 'anna', 'c1', following))
  await vi.waitFor(() => expect(seen).toEqual([false, true, false, true]))
  expect(await follows(first, 'root', 'c1')).toBe(false)
  expect(await follows(first, 'anna', 'c2')).toBe(false)
  const place = { type: 'follow', id: 'anna/company/c1' }
  expect((await first.as('root').read(recordContract, place)).ok).toBe(false)
  expect((await first.as('anna').read(recordContract, place)).ok).toBe(true)
  await first[Symbol.asyncDispose]()
  await using second = await open(storage)
  expect(await follows(second, 'anna', 'c1')).toBe(true)
})

test('[REC-4] who follows a record that is merged follows the one that stays, and can leave it', async () => {
  await using host = await open()
  getValue(await setFollow(host, 'anna', 'c2', true))
  const seen: unknown[] = []
  host
    .as('anna')
    .watch(followContract, { type: 'company', id: 'c1' })
    .subscribe(({ value }) => seen.push(value?.following))
  await vi.waitFor(() => expect(seen).toEqual([false]))
  getValue(await host.as('root').act(mergeRecordsContract, { type: 'company', id: 'c1', other: 'c2' }))
  await vi.waitFor(() => expect(seen).toEqual([false, true]))
  getValue(await setFollow(host, 'anna', 'c1', false))
  await vi.waitFor(() => expect(seen).toEqual([false, true, false]))
})

test('[REC-4] [ACC-9] a record that is not seen, and one of the workspace itself, is not followed', async () => {
  await using host = await open()
  expect(await setFollow(host, 'own', 'c1', true)).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
  expect(await setFollow(host, 'own', 'c9', true)).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
  expect(await setFollow(host, 'anna', 'root', true, 'user')).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
})

test('[SEC-14] what a user followed goes with the user, at the latest at the next start', async () => {
  const storage = memory({ users, records })
  const io = { signal: new AbortController().signal }
  const left = async () => (await storage.read([{ type: 'follow', id: 'anna/company/c1' }], io)).filter((found) => found !== null).length
  const first = await open({ ...storage, close: async () => {} })
  getValue(await setFollow(first, 'anna', 'c1', true))
  expect(await left()).toBe(1)
  await first[Symbol.asyncDispose]()
  const writes: readonly Write[] = [{ write: 'purge', ref: { type: 'user', id: 'anna' } }]
  expect((await storage.commit({ atomic: true, at: 1, actor: { source: 'system' }, writes }, io)).ok).toBe(true)
  await using second = await open(storage)
  expect(await left()).toBe(0)
  expect(await follows(second, 'root', 'c1')).toBe(false)
})
