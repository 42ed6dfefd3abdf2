import { createHost, type Host, TenureError, use } from '@tenure/core'
import { jobRunsContract, jobsContract, runJobContract } from '@tenure/core/administration'
import { Company, days, getValue, rowOf, Task } from '@tenure/core/contract'
import { defineJob, every, hours } from '@tenure/core/job'
import { runsContract, undoContract } from '@tenure/core/page'
import { creates, definePlugin, defineProvider, edits, reads, readsEverything } from '@tenure/core/plugin'
import { isUnknown } from '@tenure/core/query'
import { memory, record } from '@tenure/memory'
import { aUser, createFakeClock, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { StorageAdapter } from '../../storage/adapter.js'

const CompanyRow = rowOf(Company.name)
const Companies = reads(CompanyRow)
const Tasks = creates(Task.title, Task.about)
const Names = edits(Company.name)

/** Adds one task to each company, once, or with each run; `refuse` is what it does for a record that it cannot work on. */
const welcome = (refuse: (name: string) => void = () => undefined, isOnce = true) =>
  defineJob({
    id: 'acme.welcome/welcome',
    title: 'Welcome',
    description: 'Adds a task to each company.',
    on: every(hours(1)),
    of: Company,
    uses: { companies: Companies, tasks: Tasks },
    list: ({ companies, page }) => companies.list({ select: CompanyRow, ...page }),
    run({ record, tasks }) {
      refuse(record.name ?? '')
      tasks.create({ title: `Welcome ${record.name}` }, { about: record.id }, isOnce ? { key: record.id } : undefined)
    },
  })
const plugin = (job = welcome(), version = '1.0.0') =>
  use(definePlugin({ id: 'acme.welcome', version, host: '1.0', grants: [Companies, Tasks], contributes: [job] }))

const companies = (count: number) => Array.from({ length: count }, (_, at) => record(Company, `c${at}`, { name: `Company ${at}` }))
const users = [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'ines' })]
const store = (count = 3) => memory({ users, records: companies(count) }) as unknown as StorageAdapter
const jobId = 'acme.welcome/welcome'
const open = async (storage: StorageAdapter, plugins = [plugin()], now = '2026-06-30T12:00:00Z'): Promise<TestHost> => {
  const host = await createTestHost({ plugins, storage, now })
  await host.advance({ ms: 0 })
  return host
}
const titles = async (host: TestHost) => {
  const row = rowOf(Task.title)
  const { rows } = await host.as('root').records.list({ select: row, orderBy: [], limit: 1000 })
  return rows.map(({ title }) => title).sort()
}
const shown = async (host: TestHost) => {
  const [job] = getValue(await host.as('root').read(jobsContract))
  if (job === undefined) throw new Error('There is no job.')
  return job
}
const ms = (text: string) => Date.parse(text)

test('a job runs when it is first seen, then on its beat, and does nothing twice', async () => {
  await using host = await open(store())
  expect(await titles(host)).toEqual(['Welcome Company 0', 'Welcome Company 1', 'Welcome Company 2'])
  expect(await shown(host)).toMatchObject({
    ...{
      id: jobId,
      title: 'Welcome',
      plugin: 'acme.welcome',
      on: { occasion: 'every', every: { ms: 3_600_000 } },
      state: 'waiting',
      failures: 0,
    },
    nextAt: ms('2026-06-30T13:00:00Z'),
    last: { state: 'done', done: 3, failed: 0, startedAt: ms('2026-06-30T12:00:00Z') },
  })
  await host.advance(hours(1))
  expect(await titles(host)).toHaveLength(3)
  const { last, nextAt } = await shown(host)
  // A run that found nothing to do leaves no record of its own.
  expect([last, nextAt]).toEqual([
    { state: 'done', done: 0, left: 0, failed: 0, startedAt: ms('2026-06-30T13:00:00Z'), endedAt: ms('2026-06-30T13:00:00Z') },
    ms('2026-06-30T14:00:00Z'),
  ])
  expect(getValue(await host.as('root').read(jobRunsContract, { job: jobId }))).toHaveLength(1)
})

test('jobs begin once what they wait for has settled, or once one is asked to run', async () => {
  let begin = (): void => {}
  const jobsAfter = new Promise<void>((resolve) => {
    begin = resolve
  })
  const waiting = () => createHost({ storage: store(), plugins: [plugin()], grants: 'declared', jobsAfter })
  const made = async (host: Host) => (await host.as('root').records.list({ select: rowOf(Task.title), orderBy: [], limit: 10 })).total
  await using host = await waiting()
  await using other = await waiting()
  expect(getValue(await host.as('root').read(jobsContract))).toMatchObject([{ id: jobId, state: 'waiting' }])
  getValue(await other.as('root').act(runJobContract, { job: jobId }))
  await other.idle()
  expect([await made(host), await made(other)]).toEqual([0, 3])
  begin()
  await host.idle()
  expect([await made(host), await made(other)]).toEqual([3, 3])
})

test('a host whose jobs never began closes', async () => {
  const host = await createHost({ storage: store(), plugins: [plugin()], grants: 'declared', jobsAfter: new Promise(() => {}) })
  await host[Symbol.asyncDispose]()
})

test('what a job created stays deleted, and its run can be undone as one', async () => {
  await using host = await open(store())
  const [run] = getValue(await host.as('root').read(jobRunsContract, { job: jobId }))
  getValue(await host.as('root').act(undoContract, { group: run?.group ?? '' }))
  await host.idle()
  expect(await titles(host)).toEqual([])
  await host.advance(hours(5))
  expect(await titles(host)).toEqual([])
  expect((await shown(host)).last).toMatchObject({ done: 0, failed: 0 })
})

test('a host that was down for days runs a job once, and keeps to its beat', async () => {
  const storage = { ...store(), close: async () => {} }
  await (await open(storage))[Symbol.asyncDispose]()
  await using host = await open(storage, [plugin()], '2026-07-04T09:30:00Z')
  expect(await shown(host)).toMatchObject({ nextAt: ms('2026-07-04T10:00:00Z'), last: { startedAt: ms('2026-07-04T09:30:00Z') } })
})

test('a failure is counted and named, the others are done, and the next run begins afresh', async () => {
  let isBad = true
  const job = welcome((name) => {
    if (isBad && name === 'Company 1') throw new Error('secret')
  })
  await using host = await open(store(), [plugin(job)])
  expect(await titles(host)).toEqual(['Welcome Company 0', 'Welcome Company 2'])
  expect(await shown(host)).toMatchObject({ failures: 0, last: { state: 'done', done: 2, failed: 1 } })
  const [run] = getValue(await host.as('root').read(jobRunsContract, { job: jobId }))
  expect(run?.items).toMatchObject([{ outcome: 'failed', type: 'company', id: 'c1', title: 'Company 1', code: 'plugin.broken' }])
  expect(JSON.stringify(run)).not.toContain('secret')
  isBad = false
  await host.advance(hours(1))
  expect(await titles(host)).toHaveLength(3)
  expect((await shown(host)).last).toMatchObject({ done: 1, failed: 0 })
})

test('a run that fails is tried again after one minute, then two, then four, and the beat goes on when it works', async () => {
  let isDown = true
  const job = defineJob({
    ...({ id: jobId, title: 'Welcome', on: every(days(1)), of: Company } as const),
    uses: { companies: Companies },
    list: ({ companies, page }) => {
      if (isDown) throw new Error('down')
      return companies.list({ select: CompanyRow, ...page })
    },
    run: () => undefined,
  })
  const alone = use(definePlugin({ id: 'acme.welcome', version: '1.0.0', host: '1.0', grants: [Companies], contributes: [job] }))
  await using host = await open(store(), [alone])
  const minute = 60_000
  const begun = ms('2026-06-30T12:00:00Z')
  for (const [failures, pause] of [
    [1, 1],
    [2, 2],
    [3, 4],
  ] as const) {
    const { last, nextAt, ...rest } = await shown(host)
    expect(rest).toMatchObject({ failures, state: 'waiting' })
    expect(last).toMatchObject({ state: 'failed', problem: expect.stringContaining('acme.welcome/welcome failed.') })
    expect((nextAt ?? 0) - (last?.endedAt ?? 0)).toBe(pause * minute)
    await host.advance({ ms: pause * minute })
  }
  isDown = false
  await host.advance({ ms: 8 * minute })
  const { nextAt, ...rest } = await shown(host)
  expect(rest).toMatchObject({ failures: 0, last: { state: 'done' } })
  expect((nextAt ?? 0) - begun).toBe(15 * minute + 86_400_000)
})

test('[BEY-13] [PLUGIN-17] a job does what its grants allow and nothing else, whatever its code asks for', async () => {
  const tries: string[] = []
  const greedy = defineJob({
    ...({ id: jobId, title: 'Greedy', on: every(hours(1)), of: Company } as const),
    uses: { companies: Companies, names: Names },
    list: ({ companies, page }) => companies.list({ select: CompanyRow, ...page }),
    async run({ record, companies, names }) {
      const read = companies.list({ select: rowOf(Company.domain) } as never).catch((error: Error) => tries.push(error.message))
      await read
      names.edit(record.id, { domain: 'x' } as never)
    },
  })
  const granted = use(
    definePlugin({ id: 'acme.welcome', version: '1.0.0', host: '1.0', grants: [Companies, Names], contributes: [greedy] }),
  )
  await using host = await open(store(1), [granted])
  expect(tries).toEqual([expect.stringContaining('The plugin was not granted to read company.domain.')])
  const [run] = getValue(await host.as('root').read(jobRunsContract, { job: jobId }))
  expect(run?.items).toMatchObject([{ message: expect.stringContaining('The plugin was not granted to write company.domain.') }])
})

test('[PLUGIN-17] a plugin that is removed takes its job along, and one that comes brings it', async () => {
  await using host = await createTestHost({ plugins: [], storage: store() })
  await host.add(plugin())
  await host.advance({ ms: 0 })
  expect(await titles(host)).toHaveLength(3)
  await host.remove('acme.welcome')
  expect(getValue(await host.as('root').read(jobsContract))).toEqual([])
  await host.advance(hours(3))
  const quiet = welcome(() => {
    throw new Error('never')
  })
  await host.add(plugin(quiet, '1.1.0'))
  await host.advance({ ms: 0 })
  expect((await shown(host)).last).toMatchObject({ failed: 3 })
})

test('administrators run a job now, nobody else does, and what is running is not begun twice', async () => {
  await using host = await open(store())
  for (const act of [host.as('ines').act(runJobContract, { job: jobId }), host.as('ines').read(jobsContract)])
    expect(await act).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  await host.advance({ ms: 60_000 })
  getValue(await host.as('root').act(runJobContract, { job: jobId }))
  await host.idle()
  expect((await shown(host)).last).toMatchObject({ startedAt: ms('2026-06-30T12:01:00Z') })
  expect(await host.as('root').act(runJobContract, { job: 'acme.welcome/other' })).toMatchObject({ problem: { code: 'record.not-found' } })
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

// Without keys: a part that is done twice would show.
const eachTime = plugin(welcome(undefined, false))

test('a job that is killed between any two commits goes on where it was, and creates each record once', async () => {
  for (const commits of [0, 1, 2, 3, 4]) {
    const inner = store(250)
    const killed = await open(dying(inner, commits), [eachTime]).catch(() => undefined)
    await killed?.idle()
    await using host = await open(inner, [eachTime], '2026-06-30T12:00:04Z')
    await host.advance({ ms: 10_000 })
    expect(await titles(host), `killed after ${commits} commits`).toHaveLength(250)
    expect(await shown(host)).toMatchObject({ state: 'waiting', last: { state: 'done' } })
  }
})

test('of two hosts on one store one runs a job, and the other goes on where the first is killed', async () => {
  const inner = store(250)
  const first = await open(dying(inner, 2), [eachTime])
  await using second = await open(inner, [eachTime])
  await first.idle()
  await second.advance({ ms: 20_000 })
  await second.idle()
  expect(await titles(second)).toHaveLength(250)
  const runs = getValue(await second.as('root').read(jobRunsContract, { job: jobId }))
  expect(runs.map(({ state, done }) => [state, done])).toEqual([['done', 250]])
})

test('a job that forgets its page is named, and ends', async () => {
  const endless = defineJob({
    ...({ id: jobId, title: 'Endless', on: every(hours(1)), of: Company } as const),
    uses: { companies: Companies },
    list: ({ companies }) => companies.list({ select: CompanyRow, where: isUnknown(Company.domain), limit: 1 } as never) as never,
    run: () => undefined,
  })
  const alone = use(definePlugin({ id: 'acme.welcome', version: '1.0.0', host: '1.0', grants: [Companies], contributes: [endless] }))
  await using host = await open(store(), [alone])
  expect((await shown(host)).last).toMatchObject({ state: 'failed' })
})

/** Two stores that are one: each tells its host what the other wrote. */
function sharedStore(count: number): () => StorageAdapter {
  const inner = store(count)
  return () => ({ ...inner, capabilities: { ...inner.capabilities, shared: true }, close: async () => {} })
}
/** Waits for both hosts by turns, as each tells the other. */
async function settle(...hosts: readonly TestHost[]): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) for (const host of hosts) await host.advance({ ms: 0 })
}

test('two hosts on one store that live at the same time begin each run once, and both know what came of it', async () => {
  const open2 = sharedStore(120)
  await using first = await createTestHost({ plugins: [plugin()], storage: open2() })
  await using second = await createTestHost({ plugins: [plugin()], storage: open2() })
  for (let hour = 0; hour < 3; hour += 1) {
    await settle(first, second)
    await Promise.all([first.advance(hours(1)), second.advance(hours(1))])
  }
  await settle(first, second)
  for (const host of [first, second]) {
    expect(await titles(host)).toHaveLength(120)
    expect(await shown(host)).toMatchObject({ state: 'waiting', failures: 0, nextAt: ms('2026-06-30T16:00:00Z') })
    expect(getValue(await host.as('root').read(jobRunsContract, { job: jobId }))).toMatchObject([{ state: 'done', done: 120, failed: 0 }])
  }
})

test('a run that fails in two hosts at once is one failure, and the next one waits for a minute and not for two', async () => {
  const open2 = sharedStore(3)
  const down = defineJob({
    ...({ id: jobId, title: 'Welcome', on: every(days(1)), of: Company } as const),
    uses: { companies: Companies },
    list: () => Promise.reject(new Error('down')),
    run: () => undefined,
  })
  const alone = use(definePlugin({ id: 'acme.welcome', version: '1.0.0', host: '1.0', grants: [Companies], contributes: [down] }))
  const [first, second] = await Promise.all(
    [1, 2].map(() => createTestHost({ plugins: [alone], storage: open2(), now: '2026-06-30T12:00:00Z' })),
  )
  if (first === undefined || second === undefined) throw new Error('There are two.')
  await settle(first, second)
  for (const host of [first, second]) expect(await shown(host)).toMatchObject({ failures: 1, nextAt: ms('2026-06-30T12:01:00Z') })
  for (const host of [first, second]) await host[Symbol.asyncDispose]()
})

test('a store that fails for a moment while a run goes on is asked again, and nothing is done twice', async () => {
  const inner = store(450)
  let commits = 0
  const away = new TenureError('storage.failed', 'The store is away.', { transient: true })
  const storage: StorageAdapter = {
    ...inner,
    // The third commit is the second part of the run.
    commit: (batch, io) => {
      commits += 1
      return commits === 3 ? Promise.reject(away) : inner.commit(batch, io)
    },
  }
  // The clock by itself: a host that waits for the store is not idle before the clock has moved.
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  await using host = await createHost({ storage, plugins: [plugin()], grants: 'declared', clock })
  const job = async () => getValue(await host.as('root').read(jobsContract))[0]
  for (let turn = 0; turn < 100 && (await job())?.last === undefined; turn += 1) await clock.advance({ ms: 1_000 })
  const row = rowOf(Task.title)
  const { total } = await host.as('root').records.list({ select: row, limit: 1 })
  expect([total, commits > 3]).toEqual([450, true])
  expect(await job()).toMatchObject({ failures: 0, last: { state: 'done', done: 450 } })
})

test('a job that is running is not run now, and its run is no run of people', async () => {
  let go: (() => void) | undefined
  const slow = defineJob({
    ...({ id: jobId, title: 'Slow', on: every(hours(1)), of: Company } as const),
    uses: { companies: Companies, tasks: Tasks },
    list: ({ companies, page }) => companies.list({ select: CompanyRow, ...page }),
    run: async ({ record, tasks }) => {
      await new Promise<void>((resolve) => (go = resolve))
      tasks.create({ title: record.name })
    },
  })
  await using host = await createTestHost({ plugins: [plugin(slow)], storage: store(1) })
  for (let tries = 0; go === undefined && tries < 50; tries += 1) await Promise.resolve()
  await host.as('root').read(jobsContract)
  expect(await host.as('root').act(runJobContract, { job: jobId })).toMatchObject({
    problem: { code: 'input.invalid', message: 'Slow is running already.' },
  })
  go?.()
  await host.idle()
  expect((await shown(host)).last).toMatchObject({ done: 1 })
  expect(getValue(await host.as('root').read(runsContract))).toEqual([])
})

test('[PLUGIN-3] [PLUGIN-17] a job without a grant that it needs does not run, and one that asks for the rights of a user is refused', async () => {
  const storage = store()
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const refusing = { storage, plugins: [plugin()], grants: ({ grant }: { readonly grant: string }) => !grant.startsWith('create'), clock }
  await using host = await createHost(refusing)
  await clock.advance(hours(2))
  expect(await host.as('root').read(jobsContract)).toEqual({ ok: true, value: [] })
  const greedy = defineJob({
    ...{ id: 'acme.greedy/all', title: 'All', on: every(hours(1)), of: Company },
    uses: { all: readsEverything },
    list: async () => undefined,
    run: () => undefined,
  })
  const given = { id: 'acme.greedy', version: '1.0.0', host: '1.0', grants: [readsEverything], contributes: [greedy] } as const
  expect(await host.add(use(definePlugin(given)))).toMatchObject({
    state: 'rejected',
    because: { message: expect.stringContaining('A job may not hold the right to read *') },
  })
})

test('a job waits while its plugin is suspended, says so, and runs when it works again', async () => {
  const ask = defineProvider({
    ...({ id: 'acme.welcome/ask', permission: 'workspace.access', output: z.string() } as const),
    watch: (): Promise<string> => (isBad ? Promise.reject(new Error('no')) : Promise.resolve('yes')),
  })
  let isBad = true
  const both = definePlugin({
    id: 'acme.welcome',
    version: '1.0.0',
    host: '1.0',
    grants: [Companies, Tasks],
    contributes: [welcome(), ask],
  })
  await using host = await open(store(1), [use(both)])
  for (let tries = 0; tries < 5; tries += 1) await host.as('root').read(ask)
  expect(await shown(host)).toMatchObject({ state: 'stopped', because: expect.stringContaining('failed too often') })
  expect(await host.as('root').act(runJobContract, { job: jobId })).toMatchObject({ problem: { code: 'plugin.unavailable' } })
  await host.advance(hours(2))
  expect((await shown(host)).last).toMatchObject({ startedAt: ms('2026-06-30T12:00:00Z') })
  isBad = false
  expect(await host.as('root').read(ask)).toMatchObject({ ok: true })
  await host.advance({ ms: 0 })
  expect(await shown(host)).toMatchObject({ state: 'waiting', last: { startedAt: ms('2026-06-30T14:00:00Z') } })
})

test('of several jobs that are due when a host opens, each is planned again', async () => {
  const job = (name: string) =>
    defineJob({
      ...{ id: `acme.many/${name}` as const, title: name, on: every(hours(1)), of: Company },
      uses: { companies: Companies, tasks: Tasks },
      list: ({ companies, page }) => companies.list({ select: CompanyRow, ...page }),
      run: ({ record, tasks }) => void tasks.create({ title: name }, { about: record.id }),
    })
  const names = ['a', 'b', 'c', 'd']
  const many = definePlugin({ id: 'acme.many', version: '1.0.0', host: '1.0', grants: [Companies, Tasks], contributes: names.map(job) })
  await using host = await open(store(2), [use(many)])
  await host.advance(hours(1))
  await host.advance(hours(1))
  expect(await titles(host)).toEqual(names.flatMap((name) => Array(6).fill(name)))
})

test('a host that closes does not wait for a job that has found nothing yet, and the next one begins it', async () => {
  const storage = { ...store(1_000), close: async () => {} }
  let seen = 0
  let begun: (() => void) | undefined
  const first = new Promise<void>((resolve) => (begun = resolve))
  const idle = defineJob({
    ...({ id: jobId, title: 'Idle', on: every(hours(1)), of: Company } as const),
    uses: { companies: Companies, tasks: Tasks },
    list: ({ companies, page }) => companies.list({ select: CompanyRow, ...page }),
    run: () => {
      seen += 1
      begun?.()
    },
  })
  const host = await createTestHost({ plugins: [plugin(idle)], storage })
  await first
  await host[Symbol.asyncDispose]()
  expect(seen).toBeLessThan(1_000)
  await using next = await open(storage, [plugin(idle)])
  expect(seen).toBeGreaterThanOrEqual(1_000)
  expect(await shown(next)).toMatchObject({ failures: 0, last: { state: 'done', done: 0 } })
})
