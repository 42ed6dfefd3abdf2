import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { expect, test, vi } from 'vitest'
import type { Outcome } from '../base/outcome.js'
import { getValue } from '../base/outcome.js'
import type { Desk } from '../contract/caller.js'
import { preferencesContract, savePreferenceContract } from '../contract/page/preference-contract.js'
import { historyContract, recordContract, updateRecordContract } from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
import type { StorageAdapter, Write } from '../storage/adapter.js'

const users = [
  { id: 'root', name: 'Root', seat: true, superAdmin: true },
  { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'] },
  { id: 'anna/1', name: 'Anna with a slash', seat: true, permissions: ['workspace.access'] },
]
const records = [record(Company, 'c1', { name: 'Northwind' })]
const open = (storage: StorageAdapter = memory({ users, records })) => createTestHost({ plugins: [use(recordPlugin)], storage })
const keep = (desk: Desk, name: string, value: unknown): Promise<Outcome<void>> =>
  desk.act(savePreferenceContract, { name, value: value as never })
const kept = async (desk: Desk, name?: string) =>
  getValue(await desk.read(preferencesContract, { ...(name !== undefined && { name }) })).values
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.problem.code)

test('[PREF-1] what a user prefers is kept by name, seen live, and read after a restart', async () => {
  const storage = memory({ users, records })
  const first = await open({ ...storage, close: async () => {} })
  const anna = first.as('anna')
  const seen: unknown[] = []
  anna.watch(preferencesContract, { name: 'columns' }).subscribe((frame) => seen.push(frame.value?.values))
  await vi.waitFor(() => expect(seen).toEqual([{}]))
  getValue(await keep(anna, 'columns', ['name', 'arr']))
  getValue(await keep(anna, 'recent', [{ id: 'c1' }]))
  await vi.waitFor(() => expect(seen).toEqual([{}, { columns: ['name', 'arr'] }]))
  getValue(await keep(anna, 'columns', null))
  await vi.waitFor(() => expect(seen.at(-1)).toEqual({}))
  await first[Symbol.asyncDispose]()
  await using second = await open(storage)
  expect(await kept(second.as('anna'))).toEqual({ recent: [{ id: 'c1' }] })
})

test('[PREF-1] nobody else reads or writes what a user prefers, super admins neither', async () => {
  await using host = await open()
  getValue(await keep(host.as('anna'), 'recent', 'secret'))
  for (const user of ['root', 'anna/1']) expect([user, await kept(host.as(user))]).toEqual([user, {}])
  const place = { type: 'preference', id: 'anna/0' }
  const root = host.as('root')
  expect(codeOf(await root.read(recordContract, place))).toBe('record.not-found')
  expect(codeOf(await root.read(historyContract, place))).toBe('record.not-found')
  expect(codeOf(await root.act(updateRecordContract, { ...place, values: { data: 'x' } }))).not.toBe('ok')
  expect(codeOf(await host.as('anna').act(updateRecordContract, { ...place, values: { data: 'x'.repeat(9000) } }))).not.toBe('ok')
  getValue(await keep(host.as('anna/1'), 'recent', 'other'))
  expect([await kept(host.as('anna')), await kept(host.as('anna/1'))]).toEqual([{ recent: 'secret' }, { recent: 'other' }])
})

test('[PREF-2] [SEC-17] a user keeps 100 small values; names that come and go leave no records behind', async () => {
  const storage = memory({ users, records })
  await using host = await open(storage)
  const anna = host.as('anna')
  expect(codeOf(await keep(anna, 'big', 'x'.repeat(7998)))).toBe('ok')
  expect(codeOf(await keep(anna, 'big', 'x'.repeat(7999)))).toBe('input.too-large')
  for (const name of ['', '__proto__', 'a b', 'x'.repeat(101)])
    expect([name, codeOf(await keep(anna, name, 1))]).toEqual([name, 'input.invalid'])
  expect(await kept(anna)).toEqual({ big: 'x'.repeat(7998) })
  for (let at = 0; at < 120; at++) {
    getValue(await keep(anna, `view${at}`, at))
    getValue(await keep(anna, `view${at}`, null))
  }
  for (let at = 1; at < 100; at++) getValue(await keep(anna, `kept${at}`, at))
  expect(codeOf(await keep(anna, 'more', 1))).toBe('input.too-large')
  expect(codeOf(await keep(anna, 'kept7', 'changed'))).toBe('ok')
  expect(await kept(anna, 'kept7')).toEqual({ kept7: 'changed' })
  expect(Object.keys(await kept(anna)).length).toBe(100)
})

const views = ['own', 'shared', 'other']
// Saved before views said who sees them: nobody but its owner did.
const bare = { type: 'view', id: 'bare', values: { name: 'bare', collection: 'acme.list/all', owner: 'lone', workspace: 'main' } }
/** A private view of Anna, one that she shared, and a private one of the user `anna/1`. */
function aView(id: string) {
  const [owner, audience] = [id === 'other' ? 'anna/1' : 'anna', id === 'shared' ? 'everyone' : 'private']
  return { type: 'view', id, values: { name: id, collection: 'acme.list/all', owner, audience, workspace: 'main' } }
}

test('[PREF-3] [SEC-14] the preferences and private views of a user who is purged go too, while a host runs or at its next start', async () => {
  const store = memory({ users, records: [...records, ...views.map((id) => aView(id)), bare] })
  const io = { signal: new AbortController().signal }
  const purge = (id: string) => {
    const writes: readonly Write[] = [{ write: 'purge', ref: { type: 'user', id } }]
    return store.commit({ atomic: true, at: 1, actor: { source: 'system' }, writes }, io)
  }
  const left = async () =>
    (
      await store.read(
        [...['anna/0', 'anna%2F1/0', 'root/0'].map((id) => ({ type: 'preference', id })), ...views.map((id) => ({ type: 'view', id }))],
        io,
      )
    ).map((one) => one?.ref.id)
  const shared = { ...store, capabilities: { ...store.capabilities, shared: true }, close: async () => {} }
  const first = await open(shared)
  expect(await store.read([bare], io)).toEqual([null])
  for (const user of ['anna', 'anna/1', 'root']) getValue(await keep(first.as(user), 'recent', user))
  expect(await left()).toEqual(['anna/0', 'anna%2F1/0', 'root/0', ...views])
  await purge('anna')
  await vi.waitFor(async () => expect(await left()).toEqual([undefined, 'anna%2F1/0', 'root/0', undefined, 'shared', 'other']))
  await first[Symbol.asyncDispose]()
  await purge('anna/1')
  await using second = await open(store)
  expect(await left()).toEqual([undefined, undefined, 'root/0', undefined, 'shared', undefined])
  expect(await kept(second.as('root'))).toEqual({ recent: 'root' })
})
