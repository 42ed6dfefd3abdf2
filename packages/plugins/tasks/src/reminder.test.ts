import { use } from '@tenure/core'
import { days, getValue, minutes, Task } from '@tenure/core/contract'
import { archiveRecordContract, notificationsContract, updateRecordContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { completeContract, tasks } from './index.js'

const now = '2026-11-16T09:00:00Z'
const at = (time: string): number => Date.parse(time)
const task = (id: string, reminderAt: number, values: object = {}) =>
  record(Task, id, { title: id, status: 'not-started', assignee: 'ines', reminderAt, ...values })
const start = async (...records: ReturnType<typeof task>[]): Promise<TestHost> => {
  const users = [aUser({ id: 'ines' }), aUser({ id: 'ada' })]
  const host = await createTestHost({ plugins: [use(tasks), use(recordPlugin)], seed: { users, records }, now })
  await host.advance({ ms: 0 })
  return host
}
const reminded = async (host: TestHost, user = 'ines'): Promise<readonly (string | null)[]> => {
  const { rows } = getValue(await host.as(user).read(notificationsContract, { limit: 100 }))
  return rows.filter(({ kind }) => kind === 'reminder').map(({ about }) => about.title)
}
const update = async (host: TestHost, id: string, values: object): Promise<void> =>
  void getValue(await host.as('ada').act(updateRecordContract, { type: 'task', id, values: values as never }))

test('[TSK-6] a reminder reaches the assignee of then when it falls due, once, and nobody else', async () => {
  await using host = await start(task('call', at('2026-11-16T10:00:00Z')), task('given', at('2026-11-16T10:00:00Z')))
  const seen: string[] = []
  const watching = host
    .as('ines')
    .watch(notificationsContract, { limit: 10 })
    .subscribe(({ value }) => void seen.push((value?.rows ?? []).map(({ about }) => about.title).join()))
  await update(host, 'given', { assignee: 'ada' })
  await host.advance(minutes(59))
  expect(await reminded(host)).toEqual([])
  await host.advance(minutes(1))
  expect([await reminded(host), await reminded(host, 'ada')]).toEqual([['call'], ['given']])
  await host.idle()
  expect(seen.at(-1)).toBe('call')
  watching.unsubscribe()
  await host.advance(days(2))
  expect(await reminded(host)).toEqual(['call'])
  await update(host, 'call', { reminderAt: at('2026-11-20T10:00:00Z') })
  await host.advance(days(3))
  expect(await reminded(host)).toEqual(['call', 'call'])
})

test('[TSK-6] a task that is completed, archived or nobody’s reminds nobody', async () => {
  const due = at('2026-11-16T10:00:00Z')
  await using host = await start(task('done', due), task('gone', due), task('nobody’s', due, { assignee: null }))
  getValue(await host.as('ines').act(completeContract, { task: 'done' }))
  getValue(await host.as('ines').act(archiveRecordContract, { type: 'task', id: 'gone' }))
  await host.advance(days(1))
  expect(await reminded(host)).toEqual([])
})

test('[TSK-6] reminders come after 30 and after 400 days', async () => {
  await using host = await start(task('month', at('2026-12-16T09:00:00Z')), task('year', at('2027-12-21T09:00:00Z')))
  await host.advance(days(29))
  expect(await reminded(host)).toEqual([])
  await host.advance(days(1))
  expect(await reminded(host)).toEqual(['month'])
  await host.advance(days(369))
  expect(await reminded(host)).not.toContain('year')
  await host.advance(days(1))
  expect(await reminded(host)).toContain('year')
})
