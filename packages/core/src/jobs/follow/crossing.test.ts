import { use } from '@tenure/core'
import { jobsContract } from '@tenure/core/administration'
import { Company, Contact, days, getValue, rowOf, Task } from '@tenure/core/contract'
import { defineJob, enters, hours, leaves } from '@tenure/core/job'
import { creates, definePlugin, reads } from '@tenure/core/plugin'
import { all, any, type Filter, is, isInNext, me, not, some } from '@tenure/core/query'
import { memory, record } from '@tenure/memory'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { StorageAdapter } from '../../storage/adapter.js'
import { testDesk, writeAs } from './test-desk.js'

const Row = rowOf(Company.name)
const Companies = reads(Row, Company.city, Company.renewalDate, Company.contacts)
const Contacts = reads(Contact.jobTitle)
const Tasks = creates(Task.title)
const grants = [Companies, Contacts, Tasks]

const jobs = (where: Filter, refuse: (name: string) => void = () => undefined) =>
  (['enters', 'leaves'] as const).map((side) =>
    defineJob({
      ...{
        id: `acme.cross/${side}` as const,
        title: side,
        of: Company,
        select: Row,
        on: side === 'enters' ? enters(where) : leaves(where),
      },
      uses: { tasks: Tasks },
      run({ record, tasks }) {
        refuse(record.name ?? '')
        // Without a key: what is done twice would show.
        tasks.create({ title: `${record.name} ${side}` })
      },
    }),
  )
const plugin = (where: Filter, refuse?: (name: string) => void) =>
  use(definePlugin({ id: 'acme.cross', version: '1.0.0', host: '1.0', grants, contributes: jobs(where, refuse) }))

const store = (count = 3) => {
  const companies = Array.from({ length: count }, (_, at) => record(Company, `c${at}`, { name: `C${at}` }))
  const seed = { users: [aUser({ id: 'root', superAdmin: true })], records: [...companies, record(Contact, 'p', { name: 'Ada' })] }
  return { ...memory(seed), close: async () => {} } as unknown as StorageAdapter
}
const open = async (
  storage: StorageAdapter,
  plugins: readonly ReturnType<typeof plugin>[],
  now = '2026-06-30T12:00:00Z',
): Promise<TestHost> => {
  const host = await createTestHost({ plugins: [...plugins, testDesk], storage, now })
  await host.advance({ ms: 0 })
  return host
}
const told = async (host: TestHost) => {
  await host.idle()
  const { rows } = await host.as('root').records.list({ select: rowOf(Task.title), orderBy: [], limit: 5000 })
  return rows.map(({ title }) => title).sort()
}
const company = (id: string) => ({ type: 'company', id })
const set = (host: TestHost, id: string, values: Record<string, string | null>) =>
  writeAs(host, (writes) => writes.update(company(id), values))
const inGraz = is(Company.city, 'Graz')

test('a record enters and leaves a segment by its own change, and by being archived, once each time', async () => {
  await using host = await open(store(), [plugin(inGraz)])
  await set(host, 'c0', { city: 'Graz' })
  expect(await told(host)).toEqual(['C0 enters'])
  await set(host, 'c0', { name: 'C0b' })
  await set(host, 'c0', { city: 'Oslo' })
  expect(await told(host)).toEqual(['C0 enters', 'C0b leaves'])
  await set(host, 'c1', { city: 'Graz' })
  await host.idle()
  await writeAs(host, (writes) => writes.archive(company('c1')))
  expect(await told(host)).toEqual(['C0 enters', 'C0b leaves', 'C1 enters', 'C1 leaves'])
})

test('a linked record and a link take a record into a segment and out of it', async () => {
  await using host = await open(store(), [plugin(some(Company.contacts, is(Contact.jobTitle, 'CEO')) as Filter)])
  await writeAs(host, (writes) => writes.associate(company('c0'), { association: 'contacts', to: 'p' }))
  expect(await told(host)).toEqual([])
  await writeAs(host, (writes) => writes.update({ type: 'contact', id: 'p' }, { jobTitle: 'CEO' }))
  expect(await told(host)).toEqual(['C0 enters'])
  await writeAs(host, (writes) => writes.unassociate(company('c0'), { association: 'contacts', to: 'p' }))
  expect(await told(host)).toEqual(['C0 enters', 'C0 leaves'])
})

test('time takes a record into a segment and out of it, also while no host runs', async () => {
  const storage = store()
  const soon = plugin(isInNext(Company.renewalDate, days(30)))
  await using host = await open(storage, [soon])
  await set(host, 'c0', { renewalDate: '2026-08-15' })
  await host.advance(days(15))
  expect(await told(host)).toEqual([])
  await host.advance(days(2))
  expect(await told(host)).toEqual(['C0 enters'])
  await host.advance(days(35))
  expect(await told(host)).toEqual(['C0 enters', 'C0 leaves'])
  await set(host, 'c1', { renewalDate: '2026-12-24' })
  await host[Symbol.asyncDispose]()
  await using later = await open(storage, [soon], '2026-12-01T12:00:00Z')
  expect(await told(later)).toEqual(['C0 enters', 'C0 leaves', 'C1 enters'])
  await later[Symbol.asyncDispose]()
  await using again = await open(storage, [soon], '2026-12-02T12:00:00Z')
  expect(await told(again)).toHaveLength(3)
})

test('who is in a segment when a job is first seen has not entered it, and is known to leave it', async () => {
  const storage = store()
  await using first = await open(storage, [])
  await set(first, 'c0', { city: 'Graz' })
  await first[Symbol.asyncDispose]()
  await using host = await open(storage, [plugin(inGraz)])
  expect(await told(host)).toEqual([])
  await set(host, 'c0', { city: 'Oslo' })
  expect(await told(host)).toEqual(['C0 leaves'])
})

test('a crossing that fails is tried again, unless the record has crossed back', async () => {
  let bad = true
  const refuse = () => {
    if (bad) throw new Error('down')
  }
  await using host = await open(store(), [plugin(inGraz, refuse)])
  await set(host, 'c0', { city: 'Graz' })
  await set(host, 'c1', { city: 'Graz' })
  await host.idle()
  bad = false
  await set(host, 'c1', { city: 'Oslo' })
  expect(await told(host)).toEqual(['C1 leaves'])
  await host.advance(hours(1))
  expect(await told(host)).toEqual(['C0 enters', 'C1 leaves'])
  expect(getValue(await host.as('root').read(jobsContract))).toMatchObject([
    { again: 0, left: 0 },
    { again: 0, left: 0 },
  ])
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

test('killed between any two commits, a job tells each crossing once', async () => {
  for (const commits of [0, 1, 2, 3, 4]) {
    const inner = store(250)
    await (await open(inner, [plugin(inGraz)]))[Symbol.asyncDispose]()
    const down = await open(inner, [])
    await writeAs(down, (writes) => {
      for (let id = 0; id < 250; id += 1) writes.update(company(`c${id}`), { city: 'Graz' })
    })
    await down[Symbol.asyncDispose]()
    const killed = await open(dying(inner, commits), [plugin(inGraz)]).catch(() => undefined)
    await killed?.idle()
    await using host = await open(inner, [plugin(inGraz)], '2026-06-30T12:00:04Z')
    await host.advance({ ms: 10_000 })
    const all = await told(host)
    expect([all.length, new Set(all).size], `killed after ${commits} commits`).toEqual([250, 250])
  }
})

test('of two hosts on one store one tells each crossing', async () => {
  const inner = store(20)
  const shared = () => ({ ...inner, capabilities: { ...inner.capabilities, shared: true } })
  await using first = await open(shared(), [plugin(inGraz)])
  await using second = await open(shared(), [plugin(inGraz)])
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) for (const host of [first, second]) await host.advance({ ms: 0 })
  }
  await settle()
  for (let at = 0; at < 20; at += 1) await set(at % 2 === 0 ? first : second, `c${at}`, { city: 'Graz' })
  await settle()
  const all = await told(second)
  expect([all.length, new Set(all).size]).toEqual([20, 20])
})

test('[PLUGIN-17] a job is admitted only where its plugin is granted what it selects and what its segment looks at', async () => {
  await using host = await createTestHost({ plugins: [], storage: store() })
  const greedy = definePlugin({
    ...{ id: 'acme.cross', version: '1.0.0', host: '1.0' },
    grants: [reads(Row), Tasks],
    contributes: jobs(inGraz) as never,
  })
  expect(await host.add(use(greedy))).toMatchObject({
    state: 'rejected',
    because: { message: expect.stringContaining('uses more than the plugin declares: read company.city, company.name') },
  })
})

test('a filter that names the acting user is refused, since a job has none', () => {
  expect(() => enters(all(inGraz, not(is(Company.csm, me))))).toThrow('A job has no user')
})

test('on random histories each crossing is notified once, and all of them add up to the records in the segment', async () => {
  const seed = Date.now() % 1_000_000
  let state = seed
  const draw = (most: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * most)
  }
  const where = any(
    all(inGraz, some(Company.contacts, is(Contact.jobTitle, 'CEO')) as Filter),
    isInNext(Company.renewalDate, days(10)),
  ) as Filter
  const storage = store(5)
  let now = Date.parse('2026-06-30T12:00:00Z')
  let host = await open(storage, [plugin(where)])
  const inside = new Set<string>()
  const expected: string[] = []
  const look = async () => {
    const { rows } = await host.as('root').records.list({ select: Row, where: where as never, limit: 100 })
    const ids = new Set(rows.map(({ id }) => id))
    for (const id of ids) if (!inside.has(id)) expected.push(`${id.toUpperCase()} enters`)
    for (const id of inside) if (!ids.has(id)) expected.push(`${id.toUpperCase()} leaves`)
    inside.clear()
    for (const id of ids) inside.add(id)
  }
  const steps: readonly (() => Promise<unknown>)[] = [
    () => set(host, `c${draw(5)}`, { city: ['Graz', 'Oslo'][draw(2)] ?? null }),
    () => set(host, `c${draw(5)}`, { renewalDate: `2026-0${7 + draw(3)}-${10 + draw(18)}` }),
    () => writeAs(host, (writes) => writes.update({ type: 'contact', id: 'p' }, { jobTitle: ['CEO', 'CFO'][draw(2)] ?? null })),
    () => writeAs(host, (writes) => writes.associate(company(`c${draw(5)}`), { association: 'contacts', to: 'p' })),
    () => writeAs(host, (writes) => writes.unassociate(company(`c${draw(5)}`), { association: 'contacts', to: 'p' })),
    async () => {
      const span = draw(4)
      now += span * 86_400_000
      await host.advance(days(span))
    },
    async () => {
      await host[Symbol.asyncDispose]()
      now += 3 * 86_400_000
      host = await open(storage, [plugin(where)], new Date(now).toISOString())
    },
  ]
  for (let step = 0; step < 150; step += 1) {
    await steps[draw(steps.length)]?.()
    await host.advance({ ms: 0 })
    await look()
    expect(await told(host), `seed ${seed}, step ${step}`).toEqual([...expected].sort())
  }
  expect(expected.length, `seed ${seed}`).toBeGreaterThan(5)
  await host[Symbol.asyncDispose]()
})
