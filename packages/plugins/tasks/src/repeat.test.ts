import { use } from '@tenure/core'
import { getValue, Task } from '@tenure/core/contract'
import { bulkContract, createRecordContract, recordContract, runContract, updateRecordContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { tasks } from './index.js'

const now = '2026-11-16T09:00:00Z'
const at = (time: string): number => Date.parse(time)
const task = (id: string, values: object) => record(Task, id, { title: id, status: 'not-started', assignee: 'ines', ...values })
const start = (...records: ReturnType<typeof task>[]): Promise<TestHost> =>
  createTestHost({
    plugins: [use(tasks), use(recordPlugin)],
    seed: { users: [aUser({ id: 'ines', timeZone: 'Europe/Lisbon', superAdmin: true }), aUser({ id: 'ada' })], records },
    now,
  })
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
