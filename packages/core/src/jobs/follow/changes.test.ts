import { TenureError, use } from '@tenure/core'
import { jobRunsContract, jobsContract, runJobContract } from '@tenure/core/administration'
import { Company, Contact, type Contribution, getValue, minutes, rowOf, Task } from '@tenure/core/contract'
import { type ChangesSpec, changes, defineJob, hours } from '@tenure/core/job'
import { creates, definePlugin, edits, reads } from '@tenure/core/plugin'
import { memory, record } from '@tenure/memory'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { StorageAdapter } from '../../storage/adapter.js'
import { testDesk, writeAs } from './test-desk.js'

const Row = rowOf(Company.name, Company.domain)
const Companies = reads(Row)
const Contacts = reads(Company.contacts)
const Tasks = creates(Task.title, Task.about)
const Names = edits(Company.domain)
const jobId = 'acme.log/log'

type Told = ChangesSpec<typeof Company.name | typeof Company.domain, typeof Company.contacts>
/** Adds a task for each change that it is told of: *created Acme*. */
const log = (told: Told = {}, refuse: (name: string) => void = () => undefined) =>
  defineJob({
    ...{ id: jobId, title: 'Log', of: Company, select: Row, on: changes(told) },
    uses: { tasks: Tasks, contacts: Contacts },
    run({ record, was, change, links, tasks }) {
      refuse(record.name ?? '')
      const from = was === undefined || change === 'archived' ? '' : ` ${was.name} →`
      const linked = links.map(({ association, id, gone }) => ` ${gone ? '-' : '+'}${association}:${id}`).join('')
      tasks.create({ title: `${change}${from} ${record.name}${linked}` })
    },
  })
const plugin = (job: ReturnType<typeof log> | Contribution<'edit company.domain' | 'read company.name' | 'read company.domain'> = log()) =>
  use(definePlugin({ id: 'acme.log', version: '1.0.0', host: '1.0', grants: [Companies, Contacts, Tasks, Names], contributes: [job] }))

const users = [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'ines' })]
const companies = (count: number) => Array.from({ length: count }, (_, at) => record(Company, `c${at}`, { name: `C${at}` }))
const store = (count = 2) =>
  ({
    ...memory({ users, records: [...companies(count), record(Contact, 'p', { name: 'Ada' })] }),
    close: async () => {},
  }) as unknown as StorageAdapter
const open = async (storage: StorageAdapter = store(), plugins = [plugin()], now = '2026-06-30T12:00:00Z'): Promise<TestHost> => {
  const host = await createTestHost({ plugins: [...plugins, testDesk], storage, now })
  await host.advance({ ms: 0 })
  return host
}
const titles = async (host: TestHost) => {
  await host.idle()
  const { rows } = await host.as('root').records.list({ select: rowOf(Task.title), orderBy: [], limit: 5000 })
  return rows.map(({ title }) => title).sort()
}
const rename = async (host: TestHost, id: string, name: string) => getValue(await host.as('root').edit(id, Company.name, name))
const shown = async (host: TestHost) => {
  const [job] = getValue(await host.as('root').read(jobsContract))
  if (job === undefined) throw new Error('There is no job.')
  return job
}

test('a change calls a job soon after it is stored, with what the record was and is', async () => {
  await using host = await open()
  expect(await titles(host)).toEqual([])
  await rename(host, 'c0', 'Acme')
  expect(await titles(host)).toEqual(['changed C0 → Acme'])
  // Of a property that it does not select.
  getValue(await host.as('root').edit('c0', Company.city, 'Graz'))
  expect(await titles(host)).toHaveLength(1)
  expect(await shown(host)).toMatchObject({
    on: { occasion: 'changes', objects: ['Companies'], properties: ['Name', 'Domain'], links: [], kinds: ['created', 'changed'] },
    ...{ state: 'waiting', failures: 0, again: 0, left: 0, last: { state: 'done', done: 1 } },
  })
  expect(await shown(host)).not.toHaveProperty('behindSince')
})

const company = (id: string) => ({ type: 'company', id })

test('what is created, archived, restored and linked calls a job that asks for it', async () => {
  await using host = await open(store(), [plugin(log({ kinds: ['created', 'archived', 'linked'], links: [Company.contacts] }))])
  await writeAs(host, (writes) => writes.create('company', { name: 'New' }))
  await rename(host, 'c0', 'Acme')
  expect(await titles(host)).toEqual(['created New'])
  await writeAs(host, (writes) => writes.archive(company('c0')))
  await host.idle()
  await writeAs(host, (writes) => writes.restore(company('c0')))
  expect(await titles(host)).toEqual(['archived Acme', 'created Acme', 'created New'])
  await writeAs(host, (writes) => writes.associate(company('c1'), { association: 'contacts', to: 'p' }))
  await host.idle()
  await writeAs(host, (writes) => writes.unassociate(company('c1'), { association: 'contacts', to: 'p' }))
  expect((await titles(host)).slice(3)).toEqual(['linked C1 → C1 +company.contacts:p', 'linked C1 → C1 -company.contacts:p'])
})

test('a job begins with what is changed after it is first seen, and a host that was down makes up for all of it', async () => {
  const storage = store()
  await using first = await open(storage, [])
  await rename(first, 'c0', 'Before')
  await first[Symbol.asyncDispose]()
  await using second = await open(storage)
  expect(await titles(second)).toEqual([])
  await second[Symbol.asyncDispose]()
  await using third = await open(storage, [])
  await rename(third, 'c0', 'One')
  await rename(third, 'c0', 'Two')
  await rename(third, 'c1', 'Three')
  await rename(third, 'c1', 'C1')
  await third[Symbol.asyncDispose]()
  await using fourth = await open(storage)
  // Changed twice is one change; changed and changed back is none.
  expect(await titles(fourth)).toEqual(['changed Before → Two'])
})

test('what a job writes itself does not call it, and what people do to the same record does', async () => {
  const self = defineJob({
    ...{ id: jobId, title: 'Shout', of: Company, select: Row, on: changes() },
    uses: { names: Names },
    run: ({ record, names }) => names.edit(record.id, { domain: `${record.domain ?? ''}!` }),
  })
  await using host = await open(store(), [plugin(self)])
  const domain = async () => (await host.as('root').records.find('c0', Row))?.domain
  await rename(host, 'c0', 'Acme')
  await host.idle()
  expect(await domain()).toBe('!')
  await host.advance(hours(5))
  expect(await domain()).toBe('!')
  await rename(host, 'c0', 'Acme 2')
  await host.idle()
  expect(await domain()).toBe('!!')
})

test('three thousand changes are worked through in parts, each once, with a bounded window', async () => {
  const storage = store(3000)
  await using before = await open(storage)
  await before[Symbol.asyncDispose]()
  await using down = await open(storage, [])
  for (let at = 0; at < 3000; at += 200)
    await writeAs(down, (writes) => {
      for (let id = at; id < at + 200; id += 1) writes.update(company(`c${id}`), { name: `N${id}` })
    })
  await down[Symbol.asyncDispose]()
  await using host = await open(storage)
  const all = await titles(host)
  expect([all.length, new Set(all).size]).toEqual([3000, 3000])
})

test('a job that has passed over many changes that are none of its own does not read them again at the next start', async () => {
  const storage = store(1_500)
  await using before = await open(storage)
  await before[Symbol.asyncDispose]()
  await using down = await open(storage, [])
  // The job does not look at cities.
  for (let at = 0; at < 1_500; at += 500)
    await writeAs(down, (writes) => {
      for (let id = at; id < at + 500; id += 1) writes.update(company(`c${id}`), { city: 'Graz' })
    })
  await down[Symbol.asyncDispose]()
  let taken = 0
  const counted: StorageAdapter = { ...storage, changes: counting }
  async function* counting(...[from, io]: Parameters<StorageAdapter['changes']>) {
    for await (const batch of storage.changes(from, io)) {
      taken += batch.changes.length
      yield batch
    }
  }
  const readAtStart = async () => {
    taken = 0
    await using host = await open(counted)
    expect(await titles(host)).toEqual([])
    return taken
  }
  expect(await readAtStart()).toBeGreaterThanOrEqual(1_500)
  expect(await readAtStart()).toBeLessThan(50)
})

test('a record that fails is named, tried again after one minute, two and four, and left then; the others are done', async () => {
  let [bad, tries] = [true, 0]
  const job = log({}, (name) => {
    if (!name.startsWith('Bad') || !bad) return
    tries += 1
    throw new Error('secret')
  })
  await using host = await open(store(), [plugin(job)])
  await rename(host, 'c0', 'Bad')
  await rename(host, 'c1', 'Good')
  expect(await titles(host)).toEqual(['changed C1 → Good'])
  expect(await shown(host)).toMatchObject({ again: 1, left: 0 })
  for (const pause of [1, 2, 4]) {
    await host.advance({ ms: pause * 60_000 - 1 })
    const before = tries
    await host.advance({ ms: 1 })
    expect(tries).toBe(before + 1)
  }
  await host.advance(hours(3))
  expect([tries, await titles(host)]).toEqual([4, ['changed C1 → Good']])
  expect(await shown(host)).toMatchObject({ again: 0, left: 1 })
  const [run] = getValue(await host.as('root').read(jobRunsContract, { job: jobId }))
  expect(run?.items).toMatchObject([{ outcome: 'failed', type: 'company', id: 'c0', title: 'Bad', code: 'plugin.broken' }])
  expect(JSON.stringify(run)).not.toContain('secret')
  bad = false
  await rename(host, 'c0', 'Bad 2')
  expect(await titles(host)).toEqual(['changed Bad → Bad 2', 'changed C1 → Good'])
  expect(await shown(host)).toMatchObject({ again: 0, left: 0 })
})

test('a record that failed is worked on again as it was changed then', async () => {
  let bad = true
  const job = log({}, () => {
    if (bad) throw new Error('down')
  })
  await using host = await open(store(), [plugin(job)])
  await rename(host, 'c0', 'Acme')
  await host.idle()
  bad = false
  await host.advance(minutes(1))
  expect(await titles(host)).toEqual(['changed C0 → Acme'])
  await host.advance(hours(5))
  expect(await titles(host)).toHaveLength(1)
  expect(await shown(host)).toMatchObject({ again: 0, left: 0 })
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

test('killed between any two commits, a job goes on where it was: no change is lost and none is worked on twice', async () => {
  for (const commits of [0, 1, 2, 3, 4, 5]) {
    const inner = store(500)
    await (await open(inner))[Symbol.asyncDispose]()
    const down = await open(inner, [])
    await writeAs(down, (writes) => {
      for (let id = 0; id < 500; id += 1) writes.update(company(`c${id}`), { name: `N${id}` })
    })
    await down[Symbol.asyncDispose]()
    const killed = await open(dying(inner, commits)).catch(() => undefined)
    await killed?.idle()
    await using host = await open(inner, [plugin()], '2026-06-30T12:00:04Z')
    await host.advance({ ms: 10_000 })
    const all = await titles(host)
    expect([all.length, new Set(all).size], `killed after ${commits} commits`).toEqual([500, 500])
    expect(await shown(host)).toMatchObject({ state: 'waiting', failures: 0 })
  }
})

test('two hosts on one store work on each change once, whichever of them stored it', async () => {
  const inner = store(60)
  const shared = () => ({ ...inner, capabilities: { ...inner.capabilities, shared: true } })
  await using first = await open(shared())
  await using second = await open(shared())
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) for (const host of [first, second]) await host.advance({ ms: 0 })
  }
  for (let at = 0; at < 60; at += 1) await rename(at % 2 === 0 ? first : second, `c${at}`, `N${at}`)
  await settle()
  const all = await titles(second)
  expect([all.length, new Set(all).size]).toEqual([60, 60])
  expect(await titles(first)).toEqual(all)
})

test('a job on changes is refused on a store that does not say what a record was, with the reason', async () => {
  const inner = store()
  const { images: _, ...capabilities } = inner.capabilities
  await using host = await open({ ...inner, capabilities })
  expect(await shown(host)).toMatchObject({
    state: 'stopped',
    because: 'The store memory does not say what a record was before a change, so no job can follow its changes.',
  })
  expect(await host.as('root').act(runJobContract, { job: jobId })).toMatchObject({ problem: { code: 'plugin.unavailable' } })
})

test('a job whose changes the store has forgotten says what it missed, and goes on', async () => {
  const storage = store()
  await (await open(storage))[Symbol.asyncDispose]()
  const down = await open(storage, [])
  await rename(down, 'c0', 'Lost')
  await down[Symbol.asyncDispose]()
  const pruned = new TenureError('storage.pruned', 'The feed no longer goes back to this cursor.', { store: 'memory' })
  let isPruned = true
  const forgetful: StorageAdapter = {
    ...storage,
    changes: (from, io) => {
      if (isPruned && from !== 'head') throw pruned
      return storage.changes(from, io)
    },
  }
  await using host = await open(forgetful)
  expect((await shown(host)).last).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('since 2026-06-30T12:00:00.000Z. The job missed that'),
  })
  isPruned = false
  await rename(host, 'c0', 'Found')
  expect(await titles(host)).toEqual([])
  await host.advance(minutes(1))
  expect(await titles(host)).toEqual(['changed Lost → Found'])
  expect(await shown(host)).toMatchObject({ failures: 0, last: { state: 'done' } })
})
