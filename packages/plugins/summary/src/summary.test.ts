import { alerts } from '@tenure/alerts'
import { type PluginUse, use } from '@tenure/core'
import type { Block } from '@tenure/core/block'
import { Company, CustomerRole, getValue, Meeting, minutes, Task } from '@tenure/core/contract'
import { healthOverviewContract } from '@tenure/core/health'
import { pagesContract, setDefaultViewContract, tabContract, tabsContract } from '@tenure/core/page'
import { all as every, type Filter, is, isUnknown, me } from '@tenure/core/query'
import { customerCards, customerList, customers, customerViews } from '@tenure/customers'
import { dashboards } from '@tenure/dashboards'
import { health } from '@tenure/health'
import { record } from '@tenure/memory'
import { schedule, scheduleItems, scheduleToday } from '@tenure/schedule'
import { completeContract, dueTasks, taskList, tasks } from '@tenure/tasks'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { summary } from './index.js'

// It is Monday, 22:30 in Lisbon.
const now = '2026-06-29T21:30:00Z'
const at = (time: string): number => Date.parse(time)
const task = (id: string, dueAt: string, more: object = {}) =>
  record(Task, id, { title: id, status: 'not-started', assignee: 'ines', dueAt: at(dueAt), ...more })
const lisbon = { timeZone: 'Europe/Lisbon' }
const everything = { '*': { view: 'all', edit: 'all', delete: 'all' } } as const
const seed = {
  users: [
    aUser({ id: 'ines', ...lisbon }),
    aUser({ id: 'boss', ...lisbon, permissions: ['settings.manage'] }),
    aUser({ id: 'root', ...lisbon, seat: false, superAdmin: true, permissions: [], objects: everything }),
    aUser({ id: 'guest', ...lisbon, seat: false }),
  ],
  records: [
    record(Company, 'c1', { name: 'Halden Freight', csm: 'ines' }),
    record(Company, 'c2', { name: 'Solenne Hotels', csm: 'root' }),
    task('late', '2026-06-28T08:00:00Z'),
    task('noon', '2026-06-29T11:00:00Z'),
    task('soon', '2026-06-29T22:00:00Z'),
    task('tomorrow', '2026-06-30T08:00:00Z'),
    task('later', '2026-07-20T08:00:00Z'),
    task('hers', '2026-06-28T08:00:00Z', { assignee: 'boss' }),
    record(Meeting, 'call', { title: 'Call', owner: 'ines', at: at('2026-06-29T13:00:00Z'), endAt: at('2026-06-29T14:00:00Z') }),
    record(Meeting, 'next', { title: 'Next', owner: 'ines', at: at('2026-06-30T13:00:00Z'), endAt: at('2026-06-30T14:00:00Z') }),
  ],
}
const all = [use(summary), use(customers), use(tasks), use(schedule), use(health)]
const start = (plugins: readonly PluginUse[] = all): Promise<TestHost> => createTestHost({ plugins, seed, now })
const areasOf = async (host: TestHost, as = 'ines'): Promise<readonly string[]> => {
  const { block } = getValue(await host.as(as).read(tabContract, { tab: 'tenure.summary/summary' })) as { readonly block: Block }
  return block.kind === 'overview' ? (block.areas ?? []).map(({ block: { title }, columns }) => `${title} ${columns}`) : []
}
const refused = { ok: false, problem: { code: 'access.denied' } }

test('[SUM-1] Summary is the first tab and has the blocks of the plugins in their order; the block of an absent plugin is absent', async () => {
  await using host = await start([...all, use(alerts), use(dashboards)])
  expect(getValue(await host.as('ines').read(tabsContract)).map(({ title }) => title)[0]).toBe('Summary')
  expect(await areasOf(host)).toEqual(['Alerts 5', 'Tasks 4', 'Today 3', 'Customer views 12', 'Health 7', 'Reports 12'])
  for (const [plugin, left] of [
    ['tenure.tasks', ['Alerts 5', 'Today 3', 'Customer views 12', 'Health 7', 'Reports 12']],
    ['tenure.health', ['Alerts 5', 'Today 3', 'Customer views 12', 'Reports 12']],
    ['tenure.dashboards', ['Alerts 5', 'Today 3', 'Customer views 12']],
    ['tenure.alerts', ['Today 3', 'Customer views 12']],
    ['tenure.schedule', ['Customer views 12']],
    ['tenure.customers', []],
  ] as const) {
    await host.remove(plugin)
    expect(await areasOf(host), plugin).toEqual(left)
  }
  await using alone = await start([use(summary)])
  expect(await areasOf(alone)).toEqual([])
  await using without = await start([use(customers), use(tasks)])
  expect(getValue(await without.as('ines').read(tabsContract)).map(({ title }) => title)).toEqual(['Customers', 'Tasks'])
})

test('[SUM-3] tasks are overdue, due today or due tomorrow, never in two of these, and each number is that of its link', async () => {
  await using host = await start()
  const dueOf = async () => getValue(await host.as('ines').read(dueTasks))
  const idsOf = async () => (await dueOf()).groups.map(({ due, total, tasks: rows }) => [due, total, ...rows.map(({ id }) => id)])
  expect(await idsOf()).toEqual([
    ['overdue', 2, 'late', 'noon'],
    ['today', 1, 'soon'],
    ['tomorrow', 1, 'tomorrow'],
  ])
  for (const { view, filter, total, tasks: rows } of (await dueOf()).groups) {
    const list = getValue(await host.as('ines').read(taskList, { view, where: filter as never }))
    expect([list.total, ...list.rows.map(({ id }) => id)]).toEqual([total, ...rows.map(({ id }) => id)])
  }
  await host.advance(minutes(60))
  expect(await idsOf()).toEqual([
    ['overdue', 3, 'late', 'noon', 'soon'],
    ['today', 0],
    ['tomorrow', 1, 'tomorrow'],
  ])
  await host.advance(minutes(60))
  expect(await idsOf()).toEqual([
    ['overdue', 3, 'late', 'noon', 'soon'],
    ['today', 1, 'tomorrow'],
    ['tomorrow', 0],
  ])
  getValue(await host.as('ines').act(completeContract, { task: 'late' }))
  expect((await dueOf()).total).toBe(3)
})

test('[SUM-4] [VIEW-3] [VIEW-4] cards are the default views with their counts; who may puts, moves and takes off', async () => {
  await using host = await start()
  const cards = async (as: string) =>
    getValue(await host.as(as).read(customerCards)).map(({ id, total, place }) => [id.split('/')[1], total, place])
  const said = getValue(await host.as('ines').read(customerCards)).map(({ title, description }) => [title, description])
  expect(said).toEqual([
    ['Owned by me', 'Customers whose CSM you are'],
    ['Assigned in the last 30 days', 'Customers that were assigned to you lately'],
    ['All customers', 'Every customer that you may see'],
  ])
  const owned = ['owned-by-me', 1, 1]
  expect(await cards('ines')).toEqual([owned, ['assigned-recently', 1, 2], ['all', 2, 3]])
  const put = (view: string, place: number | null, as = 'boss') =>
    host.as(as).act(setDefaultViewContract, { collection: 'tenure.customers/list', view: `tenure.customers/${view}`, place })
  expect(await put('all', 1, 'ines')).toMatchObject(refused)
  getValue(await put('all', 1))
  getValue(await put('assigned-recently', null))
  expect(await cards('ines')).toEqual([
    ['all', 2, 1],
    ['owned-by-me', 1, 2],
  ])
  expect(await cards('boss')).toEqual([
    ['all', 2, 1],
    ['owned-by-me', 0, 2],
    ['assigned-recently', null, undefined],
  ])
})

test('[SUM-5] today has the meetings and tasks of the user’s own day, and those of the next one after midnight', async () => {
  await using host = await start()
  const today = async () => {
    const { day, items } = getValue(await host.as('ines').read(scheduleToday))
    return [day, ...items.map(({ title }) => title)]
  }
  expect(await today()).toEqual(['2026-06-29', 'Call', 'noon', 'soon'])
  await host.advance(minutes(91))
  expect(await today()).toEqual(['2026-06-30', 'Next', 'tomorrow'])
})

test('[ACC-5] a super admin without a seat sees Summary and settings, and every other tab refuses its providers and actions', async () => {
  await using host = await start()
  const root = host.as('root')
  expect(getValue(await root.read(tabsContract)).map(({ title }) => title)).toEqual(['Summary'])
  expect(await areasOf(host, 'root')).toHaveLength(4)
  expect(await root.read(dueTasks)).toMatchObject({ ok: true })
  expect(await root.read(scheduleToday)).toMatchObject({ ok: true })
  const [first] = getValue(await root.read(customerCards))
  expect(first).toMatchObject({ id: 'tenure.customers/owned-by-me', total: 1, may: { default: true } })
  expect(await root.read(pagesContract)).toMatchObject({ ok: true })
  expect(await root.read(customerList, {})).toMatchObject(refused)
  expect(await root.read(customerViews, {})).toMatchObject(refused)
  expect(await root.read(taskList, {})).toMatchObject(refused)
  expect(await root.read(scheduleItems, { from: '2026-06-29', to: '2026-06-30', timeZone: 'UTC' })).toMatchObject(refused)
  expect(await root.act(completeContract, { task: 'late' })).toMatchObject(refused)
  expect(await root.read(tabContract, { tab: 'tenure.customers/customers' })).toMatchObject({ problem: { code: 'record.not-found' } })
})

test('[ACC-6] who has neither seat nor super admin rights sees no Summary', async () => {
  await using host = await start()
  expect(getValue(await host.as('guest').read(tabsContract))).toEqual([])
  expect(await host.as('guest').read(dueTasks)).toMatchObject(refused)
})

test('[SUM-6] health is that of the own portfolio, each number that of its link, and a super admin without a seat is not refused', async () => {
  const scored = (id: string, healthScore: number | null, healthStatus: 'at-risk' | 'neutral' | 'healthy' | null, csm = 'ines') =>
    record(Company, id, { name: id, csm, ...(healthScore !== null && { healthScore }), ...(healthStatus !== null && { healthStatus }) })
  await using host = await createTestHost({
    plugins: all,
    now,
    seed: {
      ...seed,
      records: [
        ...[scored('a', 12, 'at-risk'), scored('b', 50, 'neutral'), scored('c', 58, 'neutral'), scored('d', 90, 'healthy')],
        ...[scored('e', null, null), scored('f', 5, 'at-risk', 'boss')],
      ],
    },
  })
  const ines = host.as('ines')
  const overview = getValue(await ines.read(healthOverviewContract, {}))
  expect(overview).toMatchObject({ average: 52.5, atRisk: 1, neutral: 2, healthy: 1, none: 1, tenths: [0, 1, 0, 0, 0, 2, 0, 0, 0, 1] })
  const view = 'tenure.customers/owned-by-me'
  const mine = is(CustomerRole.csm, me)
  const totalOf = async (where: Filter) => getValue(await ines.read(customerList, { view, where: every(mine, where) })).total
  for (const [status, count] of [
    ['at-risk', 1],
    ['neutral', 2],
    ['healthy', 1],
  ] as const)
    expect(await totalOf(is(CustomerRole.healthStatus, status))).toBe(count)
  expect(await totalOf(isUnknown(CustomerRole.healthStatus))).toBe(1)
  expect(await host.as('root').read(healthOverviewContract, {})).toMatchObject({ ok: true, value: { average: null } })
  expect(getValue(await getValue(await host.viewAs('boss', 'ines')).read(healthOverviewContract, {}))).toMatchObject({ average: 52.5 })
})
