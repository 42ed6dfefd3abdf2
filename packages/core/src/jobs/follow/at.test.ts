import { use } from '@tenure/core'
import { jobsContract } from '@tenure/core/administration'
import { Company, days, getValue, rowOf, Task } from '@tenure/core/contract'
import { at, defineJob, hours } from '@tenure/core/job'
import { creates, definePlugin, reads } from '@tenure/core/plugin'
import { memory, record } from '@tenure/memory'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { StorageAdapter } from '../../storage/adapter.js'
import { testDesk, writeAs } from './test-desk.js'

const Row = rowOf(Task.title)
const Tasks = reads(Row, Task.dueAt)
const Companies = creates(Company.name)
const jobId = 'acme.remind/remind'

const remind = (refuse: (title: string) => void = () => undefined) =>
  defineJob({
    ...{ id: jobId, title: 'Remind', of: Task, select: Row, on: at(Task.dueAt) },
    uses: { companies: Companies },
    run({ record, at: instant, companies }) {
      refuse(record.title ?? '')
      // Without a key: what is done twice would show.
      companies.create({ name: `${record.title} ${new Date(instant).toISOString().slice(0, 16)}` })
    },
  })
const plugin = (job = remind()) =>
  use(definePlugin({ id: 'acme.remind', version: '1.0.0', host: '1.0', grants: [Tasks, Companies], contributes: [job] }))

const start = '2026-06-30T12:00:00Z'
const ms = (text: string) => Date.parse(text)
const task = (id: string, due: string) => record(Task, id, { title: id, dueAt: ms(due) })
const store = (...tasks: readonly ReturnType<typeof task>[]) =>
  ({ ...memory({ users: [aUser({ id: 'root', superAdmin: true })], records: tasks }), close: async () => {} }) as unknown as StorageAdapter
const open = async (storage: StorageAdapter, now = start, plugins = [plugin()]): Promise<TestHost> => {
  const host = await createTestHost({ plugins: [...plugins, testDesk], storage, now })
  await host.advance({ ms: 0 })
  return host
}
const done = async (host: TestHost) => {
  await host.idle()
  const { rows } = await host.as('root').records.list({ select: rowOf(Company.name), orderBy: [], limit: 5000 })
  return rows.map(({ name }) => name).sort()
}
const due = (host: TestHost, id: string, at: string) => writeAs(host, (writes) => writes.update({ type: 'task', id }, { dueAt: ms(at) }))

test('an instant that comes calls a job once, at its time, in the order of the instants', async () => {
  await using host = await open(
    store(task('b', '2026-06-30T15:00:00Z'), task('a', '2026-06-30T14:00:00Z'), task('old', '2026-06-01T00:00:00Z')),
  )
  await host.advance({ ms: 7_200_000 - 1 })
  expect(await done(host)).toEqual([])
  await host.advance({ ms: 1 })
  expect(await done(host)).toEqual(['a 2026-06-30T14:00'])
  await host.advance(days(3))
  expect(await done(host)).toEqual(['a 2026-06-30T14:00', 'b 2026-06-30T15:00'])
  expect(getValue(await host.as('root').read(jobsContract))).toMatchObject([
    { id: jobId, state: 'waiting', on: { occasion: 'at', objects: ['Tasks'], property: 'Due' } },
  ])
})

test('a changed instant counts in its new form only, and one that is set in the past at once, once', async () => {
  await using host = await open(store(task('a', '2026-06-30T14:00:00Z')))
  await due(host, 'a', '2026-06-30T20:00:00Z')
  await host.advance(hours(4))
  expect(await done(host)).toEqual([])
  await due(host, 'a', '2026-06-29T08:00:00Z')
  expect(await done(host)).toEqual(['a 2026-06-29T08:00'])
  await host.advance(days(2))
  expect(await done(host)).toEqual(['a 2026-06-29T08:00'])
  await due(host, 'a', '2026-07-05T08:00:00Z')
  await host.advance(days(30))
  expect(await done(host)).toEqual(['a 2026-06-29T08:00', 'a 2026-07-05T08:00'])
})

test('a host that was down catches up with every instant that it missed, and with those set meanwhile', async () => {
  const many = Array.from({ length: 350 }, (_, at) => task(`t${at}`, new Date(ms(start) + at * 60_000 + 60_000).toISOString()))
  const storage = store(...many)
  await (await open(storage))[Symbol.asyncDispose]()
  const other = await open(storage, '2026-07-30T12:00:00Z', [])
  await due(other, 't7', '2026-07-01T00:00:00Z')
  await due(other, 't8', '2020-01-01T00:00:00Z')
  await due(other, 't9', '2027-08-02T00:00:00Z')
  await other[Symbol.asyncDispose]()
  await using host = await open(storage, '2026-07-31T12:00:00Z')
  const all = await done(host)
  expect([all.length, new Set(all).size]).toEqual([349, 349])
  expect(all).toEqual(expect.arrayContaining(['t7 2026-07-01T00:00', 't8 2020-01-01T00:00']))
  await host.advance(days(400))
  expect(await done(host)).toHaveLength(350)
})

test('what falls due for 30 and for 400 days is done day by day, each once', async () => {
  for (const span of [30, 400]) {
    const daily = Array.from({ length: span }, (_, at) => task(`d${at}`, new Date(ms(start) + (at + 0.5) * 86_400_000).toISOString()))
    await using host = await open(store(...daily))
    await host.advance(days(span))
    const all = await done(host)
    expect([all.length, new Set(all).size]).toEqual([span, span])
  }
})

/** A store whose process is gone after so many commits. */
function dying(inner: StorageAdapter, commits: number): StorageAdapter {
  let left = commits
  const commit: StorageAdapter['commit'] = (batch, io) => {
    left -= 1
    return left < 0 ? Promise.reject(new Error('The process was killed.')) : inner.commit(batch, io)
  }
  return { ...inner, commit, close: async () => {} }
}

test('killed between any two commits, each instant is worked on once', async () => {
  for (const commits of [0, 1, 2, 3, 4, 5]) {
    const inner = store(...Array.from({ length: 300 }, (_, at) => task(`t${at}`, new Date(ms(start) + at + 60_000).toISOString())))
    await (await open(inner))[Symbol.asyncDispose]()
    const down = await open(inner, start, [])
    await due(down, 't7', '2020-01-01T00:00:00Z')
    await down[Symbol.asyncDispose]()
    const killed = await open(dying(inner, commits), '2026-07-01T12:00:00Z').catch(() => undefined)
    await killed?.idle()
    await using host = await open(inner, '2026-07-01T12:00:04Z')
    await host.advance({ ms: 10_000 })
    const all = await done(host)
    expect([all.length, new Set(all).size], `killed after ${commits} commits`).toEqual([300, 300])
  }
})

test('of two hosts on one store each instant is worked on by one', async () => {
  const inner = store(...Array.from({ length: 40 }, (_, at) => task(`t${at}`, new Date(ms(start) + at * 60_000).toISOString())))
  const shared = () => ({ ...inner, capabilities: { ...inner.capabilities, shared: true } })
  await using first = await open(shared())
  await using second = await open(shared())
  for (let at = 0; at < 10; at += 1) {
    await due(at % 2 === 0 ? first : second, `t${at}`, '2026-06-01T00:00:00Z')
    await Promise.all([first.advance(hours(1)), second.advance(hours(1))])
    for (const host of [first, second, first]) await host.advance({ ms: 0 })
  }
  const all = await done(second)
  expect(new Set(all).size).toBe(all.length)
  // Those that were due before the job was first seen are left out, but for the ones set afterwards.
  expect(all.filter((name) => name?.startsWith('t0 '))).toEqual(['t0 2026-06-01T00:00'])
  expect(all).toHaveLength(10 + 30 + 9)
})

test('a record that fails is tried again while its instant is the same, and not when it was moved', async () => {
  let bad = true
  const job = remind(() => {
    if (bad) throw new Error('down')
  })
  await using host = await open(store(task('a', '2026-06-30T13:00:00Z'), task('b', '2026-06-30T13:00:00Z')), start, [plugin(job)])
  await host.advance(hours(1))
  bad = false
  await due(host, 'b', '2026-06-30T18:00:00Z')
  await host.advance(hours(1))
  expect(await done(host)).toEqual(['a 2026-06-30T13:00'])
  await host.advance(hours(10))
  expect(await done(host)).toEqual(['a 2026-06-30T13:00', 'b 2026-06-30T18:00'])
})
