import { use } from '@tenure/core'
import { Company, getValue, Task } from '@tenure/core/contract'
import { bulkContract, createRecordContract, recordContract, runContract, undoContract, updateRecordContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { completeContract, taskList, tasks } from './index.js'

const now = '2026-11-16T09:00:00Z'
const at = (time: string): number => Date.parse(time)
const task = (id: string, values: object) => record(Task, id, { title: id, status: 'not-started', assignee: 'ines', ...values })
const start = async (...records: ReturnType<typeof record>[]): Promise<TestHost> => {
  const host = await createTestHost({
    plugins: [use(tasks), use(recordPlugin)],
    seed: { users: [aUser({ id: 'ines', timeZone: 'Europe/Lisbon', superAdmin: true }), aUser({ id: 'ada' })], records },
    now,
  })
  // Jobs on changes begin with those after they were first seen.
  await host.advance({ ms: 0 })
  return host
}
const update = (host: TestHost, id: string, values: object) =>
  host.as('ines').act(updateRecordContract, { type: 'task', id, values: values as never })
const valuesOf = async (host: TestHost, id: string): Promise<Readonly<Record<string, unknown>>> => {
  const { properties } = getValue(await host.as('ines').read(recordContract, { type: 'task', id }))
  return Object.fromEntries(properties.map(({ name, value }) => [name, value]))
}

test('[TSK-1] a rule that is none is refused by name on the page, in bulk and by an import, and nothing is written', async () => {
  await using host = await start(task('t1', { repeat: 'FREQ=WEEKLY' }))
  const refusal = { problem: { code: 'input.invalid', message: expect.stringMatching(/Repeats takes a recurrence rule.*FORTNIGHTLY/) } }
  const values = { title: 'x', repeat: 'FREQ=FORTNIGHTLY' }
  expect(await host.as('ines').act(createRecordContract, { type: 'task', values, links: [] })).toMatchObject(refusal)
  expect(await update(host, 't1', { repeat: 'FREQ=FORTNIGHTLY' })).toMatchObject(refusal)
  const records = { collection: 'tenure.tasks/list', view: 'tenure.tasks/open' }
  expect(getValue(await host.as('ines').act(bulkContract, { records, change: { values: { repeat: 'FREQ=FORTNIGHTLY' } } }))).toMatchObject({
    done: 0,
    failed: 1,
  })
  const steps = [{ row: { type: 'task', externalId: 'e1', values: { title: 'x', repeat: 'FREQ=FORTNIGHTLY' }, links: [] } }]
  const rows = await host.openRows({ source: 'made', extensions: [], steps: async () => steps })
  const run = await rows.takeIn('ines', null)
  await host.idle()
  expect(getValue(await host.as('ines').read(runContract, { run }))).toMatchObject({ done: 0, failed: 1 })
  expect(await valuesOf(host, 't1')).toMatchObject({ repeat: 'FREQ=WEEKLY' })
  getValue(await update(host, 't1', { repeat: 'FREQ=MONTHLY;BYDAY=3MO;COUNT=5' }))
})

test('[TSK-1] a reminder moves with the due time, unless it is moved itself', async () => {
  await using host = await start(task('t1', { dueAt: at('2026-11-16T17:00:00Z'), reminderAt: at('2026-11-16T16:00:00Z') }))
  getValue(await update(host, 't1', { dueAt: at('2026-11-20T12:00:00Z') }))
  expect(await valuesOf(host, 't1')).toMatchObject({ reminderAt: at('2026-11-20T11:00:00Z') })
  getValue(await update(host, 't1', { dueAt: at('2026-11-21T12:00:00Z'), reminderAt: at('2026-11-21T08:00:00Z') }))
  expect(await valuesOf(host, 't1')).toMatchObject({ reminderAt: at('2026-11-21T08:00:00Z') })
  getValue(await update(host, 't1', { dueAt: null }))
  expect(await valuesOf(host, 't1')).toMatchObject({ reminderAt: at('2026-11-21T08:00:00Z') })
})

const repeating = (id: string, values: object = {}, links: object = {}) =>
  record(
    Task,
    id,
    { title: id, status: 'not-started', assignee: 'ines', dueAt: at('2026-11-16T17:00:00Z'), repeat: 'FREQ=WEEKLY', ...values },
    links,
  )
const open = async (host: TestHost, view = 'open') =>
  getValue(await host.as('ines').read(taskList, { view: `tenure.tasks/${view}`, columns: ['repeat', 'reminderAt'] })).rows
const complete = (host: TestHost, id: string, key?: string) =>
  host.as('ines').act(completeContract, { task: id }, key === undefined ? {} : { key })
const settled = async (host: TestHost) => {
  await host.advance({ ms: 0 })
  await host.idle()
}

test('[TSK-5] completing a repeating task makes the next one with all that it has, and stays as it is', async () => {
  const about = [record(Company, 'c1', { name: 'Halden Freight' }), record(Company, 'c2', { name: 'Castor' })]
  const values = {
    ...{ title: 'Share the usage report', notes: 'Without the price', kind: 'email', priority: 'medium', queue: 'Renewals', owner: 'ada' },
    ...{ repeat: 'FREQ=MONTHLY;BYDAY=3MO;COUNT=5', reminderAt: at('2026-11-16T16:00:00Z') },
  }
  await using host = await start(...about, repeating('t1', values, { about: ['c1', 'c2'] }))
  getValue(await complete(host, 't1'))
  await settled(host)
  const [next, ...more] = await open(host)
  expect(more).toEqual([])
  const detail = getValue(await host.as('ines').read(recordContract, { type: 'task', id: next?.id ?? '' }))
  expect(Object.fromEntries(detail.properties.map(({ name, value }) => [name, value]))).toMatchObject({
    ...values,
    ...{ status: 'not-started', completedAt: null, assignee: 'ines' },
    ...{ dueAt: at('2026-12-21T17:00:00Z'), reminderAt: at('2026-12-21T16:00:00Z'), repeat: 'FREQ=MONTHLY;COUNT=4;BYDAY=3MO' },
  })
  expect(detail.links.find(({ name }) => name === 'about')?.rows.map(({ title }) => title)).toEqual(['Halden Freight', 'Castor'])
  expect(await valuesOf(host, 't1')).toMatchObject({ ...values, status: 'completed', dueAt: at('2026-11-16T17:00:00Z') })
})

test('[TSK-5] the next one is made once, however often and however the task is completed', async () => {
  await using host = await start(repeating('once'), repeating('bulk'), repeating('page'))
  getValue(await complete(host, 'once', 'k1'))
  await settled(host)
  getValue(await complete(host, 'once', 'k2'))
  getValue(await host.as('ines').act(undoContract, { action: completeContract.id, key: 'k1' }))
  await settled(host)
  // The completion was undone, and the next one stays: somebody may be at work on it already.
  expect((await open(host)).map(({ title }) => title)).toEqual(['bulk', 'once', 'page', 'once'])
  getValue(await complete(host, 'once', 'k3'))
  const imported = { title: 'import', assignee: 'ines', dueAt: at('2026-11-16T17:00:00Z'), repeat: 'FREQ=WEEKLY' }
  for (const status of ['not-started', 'completed', 'completed'])
    await host.importer('made').run([{ type: 'task', externalId: 'i1', values: { ...imported, status }, links: [] }])
  getValue(await update(host, 'page', { completedAt: at(now) }))
  const records = { type: 'task', ids: ['bulk'] }
  getValue(await host.as('ines').act(bulkContract, { records, change: { values: { status: 'completed' } } }))
  await settled(host)
  const week = at('2026-11-23T17:00:00Z')
  expect((await open(host)).map(({ title, dueAt }) => [title, dueAt])).toEqual([
    ['bulk', week],
    ['import', week],
    ['once', week],
    ['page', week],
  ])
})

test('[TSK-5] a rule that has ended makes none; a task without a due time comes again counted from when it was done', async () => {
  const ended = { repeat: 'FREQ=WEEKLY;COUNT=1' }
  await using host = await start(repeating('ended', ended), repeating('plain', { repeat: null }), repeating('undated', { dueAt: null }))
  for (const id of ['ended', 'plain', 'undated']) getValue(await complete(host, id))
  await settled(host)
  expect((await open(host)).map(({ title, dueAt }) => [title, dueAt])).toEqual([['undated', at('2026-11-23T09:00:00Z')]])
})

test('[TSK-5] the next one is due at the same time of the assignee’s day after the clocks change, and so is its reminder', async () => {
  const values = { dueAt: at('2027-03-27T09:00:00Z'), reminderAt: at('2027-03-26T09:00:00Z'), repeat: 'FREQ=DAILY' }
  await using host = await start(repeating('t1', values), repeating('t2', { ...values, assignee: 'ada' }))
  for (const id of ['t1', 't2']) getValue(await complete(host, id))
  await settled(host)
  expect(await open(host)).toMatchObject([{ dueAt: at('2027-03-28T08:00:00Z'), reminderAt: at('2027-03-27T09:00:00Z') }])
})
