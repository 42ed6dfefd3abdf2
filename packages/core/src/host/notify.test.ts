import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { createTestHost, type TestHost } from '@tenure/testing'
import { describe, expect, test, vi } from 'vitest'
import { days } from '../base/duration.js'
import { getValue } from '../base/outcome.js'
import { defineAction } from '../contract/action.js'
import { notifies, reads } from '../contract/grant.js'
import { defineJob } from '../contract/job/job.js'
import { every } from '../contract/job/occasion.js'
import { setFollowContract } from '../contract/notice/follow-contract.js'
import { markNotificationsContract, notificationsContract, unreadNotificationsContract } from '../contract/notice/notification-contract.js'
import { mergeRecordsContract } from '../contract/page/merge-contract.js'
import { savePreferenceContract } from '../contract/page/preference-contract.js'
import { undoContract } from '../contract/page/run-contract.js'
import { associateContract, createRecordContract, updateRecordContract, updateRecordsContract } from '../contract/workspace-contract.js'
import { TenureError } from '../errors/tenure-error.js'
import { definePlugin, use } from '../plugin/plugin.js'
import { Company, Deal, Task } from '../schema/object-types.js'
import { rowOf } from '../schema/row.js'
import type { Values } from '../schema/value.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { seededStore } from './test-seeded-store.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'own', delete: 'own' } as const
const access = { seat: true, permissions: ['workspace.access'], active: true, timeZone: 'UTC', locale: 'en' }
const user = (id: string, values: Values) => ({ type: 'user', id, values: { name: id, ...access, ...values } })
const seed = [
  user('root', { superAdmin: true }),
  user('anna', { objects: { '*': all } }),
  user('ben', { objects: { '*': all } }),
  user('olga', { objects: { '*': own } }),
  user('hal', { objects: { '*': all }, hidden: ['deal.stage'] }),
  record(Company, 'c1', { name: 'Halden', csm: 'ben' }),
  record(Company, 'c2', { name: 'Other' }),
  record(Deal, 'd1', { name: 'Expansion', pipeline: 'sales', stage: 'qualified' }),
  record(Task, 't1', { title: 'Call' }),
]
const open = (storage: StorageAdapter = memory()) =>
  createTestHost({ plugins: [use(recordPlugin)], storage: seededStore(storage, seed, Date.UTC(2026, 5, 20)) })
const follow = async (host: TestHost, as: string, type: string, id: string) =>
  getValue(await host.as(as).act(setFollowContract, { type, id, following: true }))
const change = async (host: TestHost, as: string, type: string, id: string, values: Record<string, string | null>) =>
  getValue(await host.as(as).act(updateRecordContract, { type, id, values }))
const list = async (host: TestHost, as: string, input: Partial<{ limit: number; kinds: ['stage'] }> = {}) =>
  getValue(await host.as(as).read(notificationsContract, { limit: 30, ...input }))
const textOf = (said: { readonly value: unknown; readonly label?: string } | undefined) => said && (said.label ?? said.value)
const said = async (host: TestHost, as: string) =>
  (await list(host, as)).rows.map(({ kind, by, about, activity, property }) =>
    [kind, by?.name, about.title, activity?.title, property && `${property.name}: ${textOf(property.from)} -> ${textOf(property.to)}`]
      .filter((part) => part !== undefined)
      .join(', '),
  )

describe.each([
  ['memory', () => memory()],
  ['sqlite', () => sqlite({ file: ':memory:' })],
] as const)('over %s', (_, store) => {
  test('[REC-9] a follower is notified of owner, stage, health status and activities, by others alone, and of nothing else', async () => {
    await using host = await open(store())
    await follow(host, 'anna', 'company', 'c1')
    await follow(host, 'anna', 'deal', 'd1')
    await change(host, 'ben', 'company', 'c1', { city: 'Bergen' })
    await change(host, 'anna', 'company', 'c1', { healthStatus: 'healthy' })
    await change(host, 'ben', 'company', 'c2', { healthStatus: 'at-risk' })
    expect(await said(host, 'anna')).toEqual([])
    await change(host, 'ben', 'company', 'c1', { healthStatus: 'at-risk' })
    await host.advance({ ms: 1000 })
    await change(host, 'ben', 'company', 'c1', { csm: 'olga' })
    await host.advance({ ms: 1000 })
    await change(host, 'ben', 'deal', 'd1', { stage: 'proposal' })
    await host.advance({ ms: 1000 })
    const call = getValue(await host.as('ben').act(createRecordContract, { type: 'call', values: { title: 'Renewal talk' } }))
    getValue(await host.as('ben').act(associateContract, { type: 'call', id: call.id, association: 'companies', to: 'c1' }))
    expect(await said(host, 'anna')).toEqual([
      'activity, ben, Halden, Renewal talk',
      'stage, ben, Expansion, stage: Qualified -> Proposal',
      'owner, ben, Halden, csm: ben -> olga',
      'health, ben, Halden, healthStatus: Healthy -> At risk',
    ])
    expect(await said(host, 'ben')).toEqual([])
    expect(await said(host, 'olga')).toEqual(['assignment, ben, Halden, csm: undefined -> undefined'])
    expect((await list(host, 'anna', { kinds: ['stage'], limit: 1 })).rows.map(({ kind }) => kind)).toEqual(['stage'])
    expect(await list(host, 'anna', { limit: 2 })).toMatchObject({ more: true, counts: { activity: 1, stage: 1, owner: 1, health: 1 } })
  })

  test('[REC-9] what is assigned in one act is one notification, with what of it may be seen, and is read as one', async () => {
    await using host = await open(store())
    const together = (ids: readonly string[], csm: string | null, as = 'ben') =>
      host.as(as).act(updateRecordsContract, { type: 'company', records: ids.map((id) => ({ id, values: { csm } })) })
    getValue(await together(['c1', 'c2'], 'olga'))
    const [row, ...rest] = (await list(host, 'olga')).rows
    expect(rest).toEqual([])
    const names = [row?.about.title, ...(row?.others?.first.map(({ title }) => title) ?? [])]
    expect([names.toSorted(), row?.others?.count, (await list(host, 'olga')).counts]).toEqual([['Halden', 'Other'], 1, { assignment: 1 }])
    const unread = async () => getValue(await host.as('olga').read(unreadNotificationsContract)).count
    expect(await unread()).toBe(1)
    getValue(await host.as('olga').act(markNotificationsContract, { ids: [row?.id ?? ''], read: true }))
    expect([await unread(), (await list(host, 'olga')).rows.map(({ read }) => read)]).toEqual([0, [true]])
    // One that is seen no longer is not counted either, and what is assigned in another act is another notification.
    getValue(await together(['c2'], null))
    expect((await list(host, 'olga')).rows.map(({ about, others }) => [about.title, others])).toEqual([['Halden', undefined]])
    await host.advance({ ms: 1000 })
    getValue(await together(['c2'], 'olga'))
    expect((await list(host, 'olga')).rows.map(({ about, others, read }) => [about.title, others?.count, read])).toEqual([
      ['Other', undefined, false],
      [expect.any(String), 1, true],
    ])
  })

  test('[REC-9] a notification is there only while its record may be seen, live in list and count, and comes back with the right', async () => {
    await using host = await open(store())
    await follow(host, 'anna', 'company', 'c1')
    const [titles, counts]: [unknown[], number[]] = [[], []]
    host
      .as('anna')
      .watch(notificationsContract, { limit: 30 })
      .subscribe(({ value }) => titles.push(value?.rows.map(({ about }) => about.title)))
    host
      .as('anna')
      .watch(unreadNotificationsContract)
      .subscribe(({ value }) => value && counts.push(value.count))
    await vi.waitFor(() => expect(counts).toEqual([0]))
    await change(host, 'ben', 'company', 'c1', { healthStatus: 'at-risk' })
    await vi.waitFor(() => expect([titles.at(-1), counts.at(-1)]).toEqual([['Halden'], 1]))
    await change(host, 'ben', 'company', 'c1', { name: 'Halden AS' })
    await vi.waitFor(() => expect(titles.at(-1)).toEqual(['Halden AS']))
    const rights = async (objects: { readonly '*': typeof all | typeof own }) =>
      getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'anna', values: { objects } }))
    await rights({ '*': own })
    await vi.waitFor(() => expect([titles.at(-1), counts.at(-1)]).toEqual([[], 0]))
    await rights({ '*': all })
    await vi.waitFor(() => expect([titles.at(-1), counts.at(-1)]).toEqual([['Halden AS'], 1]))
  })

  test('[REC-9] a hidden stage is not notified of, then or later; one that is hidden later is not there until it is seen again', async () => {
    await using host = await open(store())
    await follow(host, 'hal', 'deal', 'd1')
    await follow(host, 'anna', 'deal', 'd1')
    await change(host, 'ben', 'deal', 'd1', { stage: 'proposal' })
    const hidden = async (as: string, ...names: readonly string[]) =>
      getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: as, values: { hidden: [...names] } }))
    await hidden('hal')
    expect((await list(host, 'hal')).rows).toEqual([])
    await hidden('anna', 'deal.stage')
    expect((await list(host, 'anna')).rows).toEqual([])
    await hidden('anna', 'deal.name')
    expect(await said(host, 'anna')).toEqual(['stage, ben, , stage: Qualified -> Proposal'])
  })

  test('[REC-9] notifications are read, unread and all read, by their user alone', async () => {
    await using host = await open(store())
    for (const as of ['anna', 'ben']) await follow(host, as, 'company', 'c1')
    for (const healthStatus of ['at-risk', 'neutral']) await change(host, 'root', 'company', 'c1', { healthStatus })
    const mark = async (as: string, input: { ids: string[]; read: boolean } | { all: true; read: true }) =>
      getValue(await host.as(as).act(markNotificationsContract, input))
    const unread = async (as: string) => getValue(await host.as(as).read(unreadNotificationsContract)).count
    const [first] = (await list(host, 'anna')).rows
    const ids = [first?.id ?? '']
    await mark('ben', { ids, read: true })
    expect([await unread('anna'), await unread('ben')]).toEqual([2, 2])
    await mark('anna', { ids, read: true })
    expect((await list(host, 'anna')).rows.map(({ read }) => read)).toEqual([true, false])
    await mark('anna', { ids, read: false })
    expect(await unread('anna')).toBe(2)
    await mark('anna', { all: true, read: true })
    expect([await unread('anna'), await unread('ben')]).toEqual([0, 2])
  })
})

test('[REC-9] a kind that a user turns off is not there, and is there again when it is turned on', async () => {
  await using host = await open()
  await follow(host, 'anna', 'deal', 'd1')
  await change(host, 'ben', 'deal', 'd1', { stage: 'proposal' })
  const choose = async (value: object | null) =>
    getValue(await host.as('anna').act(savePreferenceContract, { name: 'notifications', value: value as never }))
  await choose({ off: ['stage'] })
  expect(await list(host, 'anna')).toEqual({ rows: [], counts: {}, more: false })
  expect(getValue(await host.as('anna').read(unreadNotificationsContract))).toEqual({ count: 0 })
  await choose({ off: 'nonsense' })
  expect((await list(host, 'anna')).rows).toHaveLength(1)
})

test('[REC-9] a change that is refused notifies nobody, and one under a key notifies once', async () => {
  await using host = await open()
  await follow(host, 'anna', 'company', 'c1')
  const act = (values: Record<string, string>, key: string) =>
    host.as('ben').act(updateRecordContract, { type: 'company', id: 'c1', values }, { key })
  expect((await act({ healthStatus: 'fine' }, 'a')).ok).toBe(false)
  for (let time = 0; time < 3; time++) getValue(await act({ healthStatus: 'at-risk' }, 'b'))
  expect(await said(host, 'anna')).toHaveLength(1)
})

test('[REC-9] who follows a record that was merged is notified of the one that stays; the merge itself is no news', async () => {
  await using host = await open()
  await follow(host, 'anna', 'company', 'c2')
  const call = getValue(await host.as('ben').act(createRecordContract, { type: 'call', values: { title: 'Old talk' } }))
  getValue(await host.as('ben').act(associateContract, { type: 'call', id: call.id, association: 'companies', to: 'c2' }))
  getValue(await host.as('ben').act(mergeRecordsContract, { type: 'company', id: 'c1', other: 'c2' }))
  expect(await said(host, 'anna')).toEqual(['activity, ben, Halden, Old talk'])
  await change(host, 'ben', 'company', 'c1', { healthStatus: 'at-risk' })
  expect(await said(host, 'anna')).toHaveLength(2)
})

test('[REC-9] a notification is written with its change or not at all, once, and is there after a restart', async () => {
  const inner = memory()
  let isBroken = false
  const storage: StorageAdapter = {
    ...inner,
    commit: async (batch, io) => {
      if (isBroken) throw new TenureError('storage.failed', 'The disk is full.', { transient: false })
      return inner.commit(batch, io)
    },
    close: async () => undefined,
  }
  const first = await open(storage)
  const act = () =>
    first.as('ben').act(updateRecordContract, { type: 'company', id: 'c1', values: { healthStatus: 'at-risk' } }, { key: 'k' })
  await follow(first, 'anna', 'company', 'c1')
  isBroken = true
  expect((await act()).ok).toBe(false)
  isBroken = false
  for (let time = 0; time < 2; time++) getValue(await act())
  await first[Symbol.asyncDispose]()
  await using second = await createTestHost({ plugins: [use(recordPlugin)], storage: inner })
  expect(await said(second, 'anna')).toEqual(['health, ben, Halden, healthStatus: undefined -> At risk'])
})

test('[REC-9] an undo takes no notification back and is news itself', async () => {
  await using host = await open()
  await follow(host, 'anna', 'deal', 'd1')
  const input = { type: 'deal', id: 'd1', values: { stage: 'proposal' } }
  getValue(await host.as('ben').act(updateRecordContract, input, { key: 'k' }))
  const report = getValue(await host.as('ben').act(undoContract, { action: updateRecordContract.id, key: 'k' }))
  expect(report).toMatchObject({ done: 1, left: 0, failed: 0 })
  expect(await said(host, 'anna')).toHaveLength(2)
})

test('[REC-9] notifications go after 90 days, and with their user', async () => {
  const storage = memory()
  await using host = await open(storage)
  for (const as of ['anna', 'hal']) await follow(host, as, 'company', 'c1')
  await change(host, 'ben', 'company', 'c1', { healthStatus: 'at-risk' })
  await host.advance(days(89))
  expect(await said(host, 'anna')).toHaveLength(1)
  await host.advance(days(2))
  expect(await said(host, 'anna')).toHaveLength(0)
})

test('[REC-9] of one user at most 500 notifications stay after a day, and the oldest go', async () => {
  const many = Array.from({ length: 500 }, (_, at) => record(Company, `m${at}`, { name: `Many ${at}` }))
  await using host = await createTestHost({
    plugins: [use(recordPlugin)],
    storage: seededStore(memory(), [...seed, ...many], Date.UTC(2026, 5, 20)),
  })
  await follow(host, 'anna', 'deal', 'd1')
  await change(host, 'ben', 'deal', 'd1', { stage: 'proposal' })
  await host.advance({ ms: 1000 })
  for (const { id } of many) await change(host, 'ben', 'company', id, { csm: 'anna' })
  // Of the newest 500 the list shows what is wanted: without these it has the one before them, as long as that is kept.
  const without = async (off: readonly string[]) => {
    getValue(await host.as('anna').act(savePreferenceContract, { name: 'notifications', value: { off: [...off] } }))
    return (await list(host, 'anna', { limit: 500 })).rows.length
  }
  expect([await without([]), await without(['assignment'])]).toEqual([500, 1])
  await host.advance(days(1))
  expect([await without([]), await without(['assignment'])]).toEqual([500, 0])
})

const Tasks = reads(rowOf(Task.title))
const Reminders = notifies(Task.title, Task.dueAt)
const remindNow = defineAction({
  id: 'acme.remind/now',
  title: 'Remind',
  permission: 'workspace.access',
  uses: { reminders: Reminders },
  run: ({ reminders, session }) => {
    for (const user of ['anna', 'olga', 'nobody', session.user]) reminders.notify({ user, about: 't1', shows: 'dueAt' }, { key: 'now' })
  },
})
const remindDaily = defineJob({
  ...{ id: 'acme.remind/daily', title: 'Remind', on: every(days(1)), of: Task },
  uses: { tasks: Tasks, reminders: Reminders },
  list: ({ tasks, page }) => tasks.list({ select: rowOf(Task.title), ...page }),
  run: ({ record: { id }, reminders }) => {
    for (const user of ['anna', 'olga']) reminders.notify({ user, about: id }, { key: id })
  },
})
const reminding = definePlugin({
  ...{ id: 'acme.remind', version: '1.0.0', host: '1.0', grants: [Tasks, Reminders] },
  contributes: [remindNow, remindDaily],
})

test('[TSK-6] a job and an action remind once for a key, of records that the user may see, and silently not of others', async () => {
  await using host = await createTestHost({
    plugins: [use(recordPlugin), use(reminding)],
    storage: seededStore(memory(), seed, Date.UTC(2026, 5, 20)),
  })
  await host.advance({ ms: 0 })
  expect(await said(host, 'anna')).toEqual(['reminder, Call'])
  expect(await said(host, 'olga')).toEqual([])
  for (let time = 0; time < 2; time++) getValue(await host.as('ben').act(remindNow, undefined))
  expect(await said(host, 'anna')).toEqual(['reminder, Call, dueAt: undefined -> undefined', 'reminder, Call'])
  expect(await said(host, 'ben')).toHaveLength(1)
  for (let day = 0; day < 100; day += 10) await host.advance(days(10))
  expect(await said(host, 'anna')).toEqual([])
  await host.advance(days(1))
  expect(await said(host, 'anna')).toEqual([])
})

test('[REC-9] a plugin notifies of nothing that it was not granted', async () => {
  const other = defineAction({
    id: 'acme.other/now',
    title: 'Remind',
    permission: 'workspace.access',
    uses: { reminders: notifies(Task.title) },
    run: ({ reminders }) => reminders.notify({ user: 'anna', about: 't1', shows: 'dueAt' as never }, { key: 'now' }),
  })
  const plugin = definePlugin({ id: 'acme.other', version: '1.0.0', host: '1.0', grants: [notifies(Task.title)], contributes: [other] })
  await using host = await createTestHost({ plugins: [use(plugin)], storage: seededStore(memory(), seed, Date.UTC(2026, 5, 20)) })
  expect(await host.as('anna').act(other, undefined)).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
})
