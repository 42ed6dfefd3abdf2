import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { bulkContract } from '../contract/page/bulk-contract.js'
import { runContract, runsContract } from '../contract/page/run-contract.js'
import { historyContract, recordContract, updateRecordContract } from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
import type { StorageAdapter } from '../storage/adapter.js'

const count = 900
const ids = Array.from({ length: count }, (_, at) => `c${at}`)
const users = [{ id: 'root', name: 'Root', seat: true, superAdmin: true }]
const store = (): StorageAdapter =>
  memory({ users, records: ids.map((id) => record(Company, id, { name: `Old ${id}` })) }) as unknown as StorageAdapter
const open = (storage: StorageAdapter, now = '2026-06-30T12:00:00Z') => createTestHost({ plugins: [use(recordPlugin)], storage, now })
const edit = (host: TestHost) =>
  host.as('root').act(bulkContract, { records: { type: 'company', ids }, change: { values: { name: 'New' } } })
const runOf = async (host: TestHost) => {
  const [run] = getValue(await host.as('root').read(runsContract))
  return getValue(await host.as('root').read(runContract, { run: run?.run ?? '' }))
}
const changesOf = async (host: TestHost, id: string) =>
  getValue(await host.as('root').read(historyContract, { type: 'company', id, property: 'name' })).length

/** A store whose process is gone after so many commits. */
function dying(inner: StorageAdapter, commits: number): StorageAdapter {
  let left = commits
  const commit: StorageAdapter['commit'] = (batch, io) => {
    left -= 1
    return left < 0 ? Promise.reject(new Error('The process was killed.')) : inner.commit(batch, io)
  }
  return { ...inner, commit, close: async () => {} }
}

test('a run whose process was killed between any two commits is taken up when its lease ends, and does nothing twice', async () => {
  for (const commits of [1, 2, 3, 4]) {
    const inner = store()
    const killed = await open(dying(inner, commits))
    const begun = getValue(await edit(killed))
    expect(begun).toMatchObject({ state: 'running', done: 200 })
    await killed.idle()
    await using host = await open(inner, '2026-06-30T12:00:04Z')
    expect(await runOf(host)).toMatchObject({ state: 'running' })
    await host.advance({ ms: 10_000 })
    expect(await runOf(host)).toMatchObject({ state: 'done', done: count, failed: 0 })
    expect(await Promise.all(['c0', 'c450', 'c899'].map((id) => changesOf(host, id)))).toEqual([2, 2, 2])
  }
})

test('[CUS-4] [SDK-7] a run that adds tasks and is killed between any two commits adds one to each record', async () => {
  const change = { add: { type: 'task', association: 'about', values: { title: 'Call' } } }
  for (const commits of [1, 3]) {
    const inner = store()
    const killed = await open(dying(inner, commits))
    getValue(await killed.as('root').act(bulkContract, { records: { type: 'company', ids }, change }))
    await killed.idle()
    await using host = await open(inner, '2026-06-30T12:00:04Z')
    await host.advance({ ms: 10_000 })
    expect(await runOf(host)).toMatchObject({ state: 'done', done: count, failed: 0 })
    const tasksOf = async (id: string) =>
      getValue(await host.as('root').read(recordContract, { type: 'company', id })).links.find(({ name }) => name === 'tasks')?.rows.length
    expect(await Promise.all(['c0', 'c199', 'c200', 'c450', 'c899'].map(tasksOf))).toEqual([1, 1, 1, 1, 1])
  }
})

test('a runner that was slow past its lease stores nothing beside the one that took its run up', async () => {
  const inner = store()
  let release = (): void => {}
  let slow = false
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const first = await open({ ...inner, commit: (batch, io) => (slow ? gate.then(() => inner.commit(batch, io)) : inner.commit(batch, io)) })
  const begun = edit(first)
  slow = (await begun).ok
  await using second = await open({ ...inner, close: async () => {} }, '2026-06-30T12:01:00Z')
  await second.advance({ ms: 1 })
  expect(await runOf(second)).toMatchObject({ state: 'done', done: count })
  release()
  await first.idle()
  expect(await runOf(second)).toMatchObject({ state: 'done', done: count })
  expect(await changesOf(second, 'c700')).toBe(2)
})

test('closing a host ends a run between two parts, and the next start takes it up at once', async () => {
  const inner = store()
  const first = await open({ ...inner, close: async () => {} })
  getValue(await edit(first))
  await first[Symbol.asyncDispose]()
  await using second = await open(inner)
  const { done, state } = await runOf(second)
  expect(state === 'running' || done === count).toBe(true)
  await second.advance({ ms: 1 })
  expect(await runOf(second)).toMatchObject({ state: 'done', done: count })
})

test('[ACC-12] a run goes on with the rights of now: it ends when its user may do nothing any more', async () => {
  const inner = store()
  const first = await open(dying(inner, 2))
  getValue(await first.as('root').act(updateRecordContract, { type: 'company', id: 'c0', values: { name: 'x' } }))
  getValue(await edit(first))
  await first.idle()
  const io = { signal: new AbortController().signal }
  const admin = { active: true, seat: true, superAdmin: true, name: 'Second' }
  const writes = [
    { write: 'create', ref: { type: 'user', id: 'second' }, values: admin },
    { write: 'patch', ref: { type: 'user', id: 'root' }, values: { active: false } },
  ] as const
  await inner.commit({ atomic: true, at: 1, actor: { source: 'system' }, writes }, io)
  await using host = await open(inner, '2026-06-30T12:01:00Z')
  await host.advance({ ms: 1 })
  const [run] = getValue(await host.as('second').read(runsContract))
  expect(run).toMatchObject({ state: 'failed', done: 200 })
  const report = getValue(await host.as('second').read(runContract, { run: run?.run ?? '' }))
  expect(report.reason).toMatchObject({ code: 'access.signed-out' })
})
