import { use } from '@tenure/core'
import { auditContract, personContract, savePersonContract } from '@tenure/core/administration'
import { type Caller, Company, Deal, getValue, rowOf, Task, windowOf } from '@tenure/core/contract'
import { pagesContract, preferencesContract, sessionContract, viewableContract } from '@tenure/core/page'
import { definePlugin, defineProvider, reads } from '@tenure/core/plugin'
import { is, me, some } from '@tenure/core/query'
import { customerCards, customerList, customers } from '@tenure/customers'
import { record } from '@tenure/memory'
import { schedule, scheduleToday } from '@tenure/schedule'
import { dueTasks, tasks } from '@tenure/tasks'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { firstValueFrom, skip } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { summary } from './index.js'

// Providers of a block of Summary that show all kinds of reading: lists, links, aggregates, filters by the user.
const row = rowOf(Company.name, Company.arr, Company.csm)
const Records = reads(row, Company.deals, Deal.name)
const open = { permission: 'summary', uses: { records: Records } } as const
const listed = defineProvider({
  ...open,
  id: 'acme.probe/list',
  output: windowOf(row),
  watch: ({ records }) => records.watch({ select: row }),
})
const mine = defineProvider({
  ...open,
  id: 'acme.probe/mine',
  output: windowOf(row),
  watch: ({ records }) => records.watch({ select: row, where: is(Company.csm, me) }),
})
const linked = defineProvider({
  ...open,
  id: 'acme.probe/linked',
  output: windowOf(row),
  watch: ({ records }) => records.watch({ select: row, where: some(Company.deals, is(Deal.name, 'big')) }),
})
const counted = defineProvider({
  ...open,
  id: 'acme.probe/counted',
  output: z.int(),
  watch: async ({ records }) => (await records.aggregate({ of: Company })).groups[0]?.count ?? 0,
})
const probe = definePlugin({
  ...{ id: 'acme.probe', version: '1.0.0', host: '1.0' },
  grants: [Records],
  contributes: [listed, mine, linked, counted],
})

const reaches = ['all', 'team', 'own', 'none'] as const
const rightsOf = (company: (typeof reaches)[number], deal: (typeof reaches)[number]) => ({
  '*': { view: 'all', edit: 'all', delete: 'all' } as const,
  company: { view: company, edit: company, delete: 'none' } as const,
  deal: { view: deal, edit: deal, delete: 'none' } as const,
})
const manager = ['workspace.access', 'settings.manage']
const people = [
  ...reaches.map((reach, at) => aUser({ id: `u${at}`, teams: [`t${at % 2}`], objects: rightsOf(reach, 'all'), permissions: manager })),
  ...reaches.map((reach, at) => aUser({ id: `d${at}`, teams: [`t${at % 2}`], objects: rightsOf('all', reach), permissions: manager })),
  aUser({ id: 'root', superAdmin: true, permissions: [] }),
  aUser({ id: 'seatless', superAdmin: true, seat: false, permissions: [], objects: rightsOf('team', 'all'), teams: ['t0'] }),
  aUser({ id: 'plain', objects: rightsOf('own', 'all') }),
  aUser({ id: 'outside', permissions: [] }),
]
/** Hidden properties are no part of what a seed says of users. */
const blind = {
  ...{ name: 'Blind', active: true, seat: true, superAdmin: false, permissions: manager, timeZone: 'UTC', locale: 'en' },
  ...{ objects: rightsOf('all', 'all'), hidden: ['company.arr'] },
}
const owners = [...people.map(({ id }) => String(id)), 'blind']
const ownerOf = (at: number): string => owners[at % owners.length] ?? ''
const seed = {
  users: people,
  records: [
    { type: 'user', id: 'blind', values: blind },
    ...Array.from({ length: 40 }, (_, at) => {
      const csm = ownerOf(at)
      return record(Company, `c${at}`, { name: `c${at}`, csm, owner: csm, arr: { amount: `${at}`, currency: 'EUR' } })
    }),
    ...Array.from({ length: 40 }, (_, at) =>
      record(
        Deal,
        `d${at}`,
        { name: at % 3 === 0 ? 'big' : 'small', csm: ownerOf(at * 3), owner: ownerOf(at * 3) },
        { company: [`c${at}`] },
      ),
    ),
    record(Task, 'call', { title: 'Call', assignee: 'plain', status: 'not-started', dueAt: Date.parse('2026-06-29T08:00:00Z') }),
  ],
}
const all = [use(summary), use(customers), use(tasks), use(schedule), use(probe)]
const start = (): Promise<TestHost> => createTestHost({ plugins: all, seed, now: '2026-06-30T12:00:00Z' })
const view = async (host: TestHost, viewer: string, target: string) => getValue(await host.viewAs(viewer, target))
const denied = { ok: false, problem: { code: 'access.denied' } }

test('[SUM-8] [ACCESS-19] for every pair of rights, what is viewed is what both see: records, links, counts and properties', async () => {
  await using host = await start()
  const viewers = owners.filter((id) => id !== 'plain' && id !== 'outside')
  const targets = owners.filter((id) => id !== 'outside')
  let seen = 0
  for (const viewer of viewers)
    for (const target of targets.filter((id) => id !== viewer)) {
      const caller = await view(host, viewer, target)
      const idsOf = async (from: Pick<typeof caller, 'read'>, provider: typeof listed) =>
        new Set(getValue(await from.read(provider)).rows.map(({ id }) => id))
      const [both, own, theirs] = [await idsOf(caller, listed), await idsOf(host.as(viewer), listed), await idsOf(host.as(target), listed)]
      expect([...both].sort(), `${viewer} as ${target}`).toEqual([...own].filter((id) => theirs.has(id)).sort())
      expect(getValue(await caller.read(counted))).toBe(both.size)
      const [linkedBoth, linkedOwn, linkedTheirs] = [
        await idsOf(caller, linked),
        await idsOf(host.as(viewer), linked),
        await idsOf(host.as(target), linked),
      ]
      expect([...linkedBoth].sort(), `${viewer} as ${target}`).toEqual([...linkedOwn].filter((id) => linkedTheirs.has(id)).sort())
      const rows = getValue(await caller.read(mine)).rows
      expect(rows.every(({ csm }) => csm === target)).toBe(true)
      const isHidden = viewer === 'blind' || target === 'blind'
      expect(getValue(await caller.read(listed)).rows.every(({ arr }) => (arr === null) === isHidden || both.size === 0)).toBe(true)
      seen += both.size
    }
  expect(seen).toBeGreaterThan(500)
})

test('[SUM-8] only blocks of Summary answer, whoever looks', async () => {
  await using host = await start()
  for (const viewer of ['root', 'seatless', 'u0']) {
    const caller = await view(host, viewer, 'plain')
    for (const contract of [dueTasks, scheduleToday, customerCards])
      expect(await caller.read(contract as typeof dueTasks)).toMatchObject({ ok: true })
    expect(await caller.read(customerList, {})).toMatchObject(denied)
    for (const contract of [sessionContract, pagesContract, viewableContract])
      expect(await caller.read(contract as typeof pagesContract)).toMatchObject(denied)
    expect(await caller.read(preferencesContract, {})).toMatchObject(denied)
    expect(caller).not.toHaveProperty('act')
  }
  const [overdue] = getValue(await (await view(host, 'root', 'plain')).read(dueTasks)).groups
  expect(overdue?.tasks.map(({ id }) => id)).toEqual(['call'])
})

test('[SUM-8] [ACC-3] only super admins and who manages settings view others, and only those who have a Summary', async () => {
  await using host = await start()
  expect(await host.viewAs('plain', 'u0')).toMatchObject(denied)
  expect(await host.viewAs('root', 'outside')).toMatchObject(denied)
  expect(await host.viewAs('root', 'root')).toMatchObject(denied)
  expect(await host.viewAs('root', 'nobody')).toMatchObject({ problem: { code: 'access.signed-out' } })
  const offered = getValue(await host.as('root').read(viewableContract)).map(({ id }) => id)
  expect([offered.includes('plain'), offered.includes('root'), offered.includes('outside')]).toEqual([true, false, false])
  expect(await host.as('plain').read(viewableContract)).toMatchObject(denied)
})

test('[SUM-8] [SEC-13] [ACC-11] the audit names both, once for one look', async () => {
  await using host = await start()
  for (let times = 0; times < 3; times += 1) getValue(await (await view(host, 'root', 'plain')).read(dueTasks))
  const { entries } = getValue(await host.as('root').read(auditContract, { kinds: ['view-as'] }))
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({ kind: 'view-as', what: 'viewed', user: 'root', as: 'plain' })
})

test('[SUM-8] [ACC-10] a stream loses its value when the rights of either change', async () => {
  await using host = await start()
  const frames = (await view(host, 'u0', 'plain')).watch(listed)
  const { value } = await firstValueFrom(frames)
  expect(value?.rows.length).toBeGreaterThan(0)
  const next = firstValueFrom(frames.pipe(skip(1)))
  const { version } = getValue(await host.as('root').read(personContract, { user: 'u0' }))
  getValue(await host.as('root').act(savePersonContract, { user: 'u0', version, values: { seat: false } }))
  expect(await next).toMatchObject({ state: 'stale', problem: { code: 'access.denied' } })
})

test('[ACC-5] [SUM-8] a super admin without a seat sees in Summary what the object permissions allow, also as another user', async () => {
  await using host = await start()
  const companies = async (caller: Pick<Caller, 'read'>) => getValue(await caller.read(listed)).rows.map(({ csm }) => csm)
  const team = people.filter(({ teams = [] }) => teams.includes('t0')).map(({ id }) => String(id))
  const seen = new Set(await companies(host.as('seatless')))
  expect([...seen].sort()).toEqual([...team].sort())
  expect(new Set(await companies(await view(host, 'seatless', 'd0')))).toEqual(seen)
  expect(await companies(await view(host, 'seatless', 'plain'))).toEqual([])
  expect((await companies(await view(host, 'root', 'd0'))).length).toBeGreaterThan(seen.size)
})
