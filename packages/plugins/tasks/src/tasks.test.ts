import { use } from '@tenure/core'
import { Company, getValue, minutes, Task } from '@tenure/core/contract'
import { bulkContract, createRecordContract, undoContract, updateRecordContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { completeContract, taskList, tasks, taskViews } from './index.js'

// It is Monday, 22:30 in Lisbon.
const now = '2026-06-29T21:30:00Z'
const at = (time: string): number => Date.parse(time)
const task = (id: string, dueAt: string, more: object = {}, links: object = {}) =>
  record(Task, id, { title: id, status: 'not-started', assignee: 'ines', dueAt: at(dueAt), ...more }, links)
const seed = {
  users: [aUser({ id: 'ines', timeZone: 'Europe/Lisbon' }), aUser({ id: 'ada', timeZone: 'Europe/Lisbon' })],
  records: [
    record(Company, 'c1', { name: 'Halden Freight', csm: 'ines' }),
    task('late', '2026-06-28T08:00:00Z'),
    task('noon', '2026-06-29T11:00:00Z', { priority: 'high' }),
    task('soon', '2026-06-29T22:00:00Z'),
    task('tomorrow', '2026-06-30T08:00:00Z'),
    task('later', '2026-07-20T08:00:00Z', {}, { about: ['c1'] }),
    task('hers', '2026-06-28T08:00:00Z', { assignee: 'ada' }),
    task('done', '2026-06-20T08:00:00Z', { status: 'completed', completedAt: at('2026-06-21T08:00:00Z') }),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(tasks), use(recordPlugin)], seed, now })
const idsOf = async (host: TestHost, view: string, as = 'ines') =>
  getValue(await host.as(as).read(taskList, { view: `tenure.tasks/${view}` })).rows.map(({ id }) => id)
const taskOf = async (host: TestHost, id: string) => {
  const rows = [
    ...getValue(await host.as('ines').read(taskList, { view: 'tenure.tasks/open' })).rows,
    ...getValue(await host.as('ines').read(taskList, { view: 'tenure.tasks/completed' })).rows,
  ]
  return rows.find((row) => row.id === id)
}

test('[TSK-2] the built-in views are of the user, of days in the user’s zone, and follow the clock', async () => {
  await using host = await start()
  expect(await idsOf(host, 'overdue')).toEqual(['late', 'noon'])
  expect(await idsOf(host, 'today')).toEqual(['noon', 'soon'])
  expect(await idsOf(host, 'tomorrow')).toEqual(['tomorrow'])
  expect(await idsOf(host, 'open')).toEqual(['late', 'noon', 'soon', 'tomorrow', 'later'])
  expect(await idsOf(host, 'completed')).toEqual(['done'])
  expect(await idsOf(host, 'overdue', 'ada')).toEqual(['hers'])
  await host.advance(minutes(60))
  expect(await idsOf(host, 'overdue')).toEqual(['late', 'noon', 'soon'])
  await host.advance(minutes(60))
  expect(await idsOf(host, 'today')).toEqual(['tomorrow'])
  const counts = getValue(await host.as('ines').read(taskViews))
  expect(counts.map(({ total }) => total)).toEqual([3, 1, 0, 5, 1])
})

test('[TSK-1] whether a task is done and when it was are kept in step, whichever of them is written', async () => {
  await using host = await start()
  const update = async (values: object) =>
    getValue(await host.as('ines').act(updateRecordContract, { type: 'task', id: 'noon', values: values as never }))
  getValue(await host.as('ines').act(completeContract, { task: 'noon' }))
  expect(await taskOf(host, 'noon')).toMatchObject({ status: 'completed', completedAt: at(now) })
  expect(await idsOf(host, 'overdue')).toEqual(['late'])
  await update({ status: 'waiting' })
  expect(await taskOf(host, 'noon')).toMatchObject({ status: 'waiting', completedAt: null })
  await update({ completedAt: at('2026-06-29T20:00:00Z') })
  expect(await taskOf(host, 'noon')).toMatchObject({ status: 'completed', completedAt: at('2026-06-29T20:00:00Z') })
  await update({ completedAt: null })
  expect(await taskOf(host, 'noon')).toMatchObject({ status: 'not-started', completedAt: null })
  await update({ status: 'completed', completedAt: at('2026-06-29T19:00:00Z') })
  expect(await taskOf(host, 'noon')).toMatchObject({ status: 'completed', completedAt: at('2026-06-29T19:00:00Z') })
  const values = { title: 'Call Marit', assignee: 'ines', kind: 'call', priority: 'low', queue: 'Renewals' }
  const { id } = getValue(
    await host.as('ines').act(createRecordContract, { type: 'task', values, links: [{ association: 'about', id: 'c1' }] }),
  )
  expect(await taskOf(host, id)).toMatchObject({ title: 'Call Marit', kind: 'call', priority: 'low', status: 'not-started' })
  expect(await host.as('ines').act(createRecordContract, { type: 'task', values: { title: 'x', kind: 'fax' }, links: [] })).toMatchObject({
    problem: { code: 'input.invalid' },
  })
})

test('[TSK-1] [BEY-5] undoing a completion brings the status and the open end back, and leaves what was done since', async () => {
  await using host = await start()
  getValue(await host.as('ines').act(updateRecordContract, { type: 'task', id: 'noon', values: { status: 'in-progress' } as never }))
  getValue(await host.as('ines').act(completeContract, { task: 'noon' }, { key: 'k1' }))
  getValue(await host.as('ines').act(undoContract, { action: completeContract.id, key: 'k1' }))
  expect(await taskOf(host, 'noon')).toMatchObject({ status: 'in-progress', completedAt: null })
  getValue(await host.as('ines').act(completeContract, { task: 'noon' }, { key: 'k2' }))
  getValue(await host.as('ada').act(updateRecordContract, { type: 'task', id: 'noon', values: { status: 'deferred' } as never }))
  getValue(await host.as('ines').act(undoContract, { action: completeContract.id, key: 'k2' }))
  expect(await taskOf(host, 'noon')).toMatchObject({ status: 'deferred', completedAt: null })
})

test('[TSK-4] all of a view are completed as one, and marked incomplete again', async () => {
  await using host = await start()
  const bulk = async (view: string, status: string) =>
    getValue(
      await host
        .as('ines')
        .act(bulkContract, { records: { collection: 'tenure.tasks/list', view: `tenure.tasks/${view}` }, change: { values: { status } } }),
    )
  expect(await bulk('overdue', 'completed')).toMatchObject({ done: 2, failed: 0 })
  expect(await idsOf(host, 'completed')).toEqual(['late', 'noon', 'done'])
  expect(await bulk('completed', 'not-started')).toMatchObject({ done: 3 })
  expect(await idsOf(host, 'completed')).toEqual([])
})

test('[ACC-7] a task is its assignee’s own', async () => {
  await using host = await createTestHost({
    plugins: [use(tasks), use(recordPlugin)],
    seed: {
      ...seed,
      users: [...seed.users, aUser({ id: 'own', objects: { task: { view: 'own', edit: 'own', delete: 'none' } } })],
      records: [...seed.records, task('own', '2026-06-28T08:00:00Z', { assignee: 'own' })],
    },
    now,
  })
  expect(await idsOf(host, 'overdue', 'own')).toEqual(['own'])
  getValue(await host.as('own').act(completeContract, { task: 'own' }))
  expect(await host.as('own').act(completeContract, { task: 'hers' })).toMatchObject({ problem: { code: 'record.not-found' } })
})
