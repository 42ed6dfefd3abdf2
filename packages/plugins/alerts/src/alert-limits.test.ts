import { use } from '@tenure/core'
import { Company, Deal, days, getValue, minutes, rowOf, Task, through } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { customers } from '@tenure/customers'
import { record } from '@tenure/memory'
import { tasks } from '@tenure/tasks'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { Alert } from './alert-type.js'
import { activeAlerts, alertReport, alerts, closeContract, snoozeContract, takeOnContract } from './index.js'

/** A host with so many neutral customers of ines. */
async function start(companies: number, more: readonly ReturnType<typeof record>[] = []) {
  const host = await createTestHost({
    plugins: [use(alerts), use(customers), use(tasks)],
    seed: {
      users: [aUser({ id: 'ines' }), aUser({ id: 'ada' }), aUser({ id: 'root', superAdmin: true })],
      records: [
        ...Array.from({ length: companies }, (_, at) =>
          record(Company, `c${at}`, { name: `Company ${at}`, csm: 'ines', healthStatus: 'neutral' }),
        ),
        ...more,
      ],
    },
    now: '2026-06-29T08:00:00Z',
  })
  await host.idle()
  const score = async (at: number, status: 'at-risk' | 'neutral' | 'healthy') => {
    getValue(await host.as('root').edit(`c${at}`, Company.healthStatus, status))
    await host.idle()
  }
  const listed = async (as = 'ines', all = false) => getValue(await host.as(as).read(activeAlerts, { all }))
  const ownerOf = async (alert: string) => (await host.as('root').records.find(alert, rowOf(Alert.owner)))?.owner
  return { host, score, listed, ownerOf }
}
type Started = Awaited<ReturnType<typeof start>>
const firstOf = async ({ listed }: Started) => (await listed()).alerts[0]?.id ?? ''

test('[SUM-2] an alert that nobody takes on lives for 14 days, to the end of the last one', async () => {
  const { host, score, listed } = await start(1)
  await using _ = host
  await score(0, 'at-risk')
  await host.advance(days(14))
  await host.advance(hours(15))
  expect((await listed()).total).toBe(1)
  await host.advance(hours(1))
  expect((await listed()).total).toBe(0)
})

test('[SUM-2] 25 alerts are shown, the newest first, of all that there are', async () => {
  const { host, score, listed } = await start(27)
  await using _ = host
  for (let at = 0; at < 27; at += 1) {
    await score(at, 'at-risk')
    await host.advance(minutes(1))
  }
  const { total, alerts: shown } = await listed()
  expect([total, shown.length, shown[0]?.customer.name, shown.at(-1)?.customer.name]).toEqual([27, 25, 'Company 26', 'Company 2'])
  expect((await listed('ines', true)).alerts).toHaveLength(27)
})

test('[BEY-6] an alert is owned by the CSM of the customer as long as it is open, and keeps its owner once it is closed', async () => {
  const started = await start(2)
  const { host, score, ownerOf } = started
  await using _ = host
  await score(0, 'at-risk')
  const closed = await firstOf(started)
  getValue(await host.as('ines').act(closeContract, { alert: closed, outcome: 'known' }))
  await score(0, 'neutral')
  const open = await firstOf(started)
  expect([await ownerOf(closed), await ownerOf(open)]).toEqual(['ines', 'ines'])
  getValue(await host.as('root').edit('c0', Company.csm, 'ada'))
  await host.idle()
  expect([await ownerOf(closed), await ownerOf(open)]).toEqual(['ines', 'ada'])
})

test('[BEY-6] one that is put off, or that is a task, is not overtaken by the next crossing', async () => {
  const started = await start(2)
  const { host, score, listed } = started
  await using _ = host
  await score(0, 'at-risk')
  getValue(await host.as('ines').act(snoozeContract, { alert: await firstOf(started), until: Date.parse('2026-07-10T08:00:00Z') }))
  await host.advance(minutes(1))
  await score(1, 'at-risk')
  getValue(await host.as('ines').act(takeOnContract, { alert: await firstOf(started), title: 'Call' }))
  await host.advance(minutes(1))
  for (const at of [0, 1]) await score(at, 'healthy')
  const states = (await listed()).alerts.map(({ customer, state, task }) => `${customer.name} ${state}${task ? ' task' : ''}`)
  expect(states.sort()).toEqual(['Company 0 open', 'Company 0 snoozed', 'Company 1 open', 'Company 1 open task'])
})

test('[BEY-6] a task created from an alert belongs to its customer and to the user who takes it on, and is due with the alert', async () => {
  const started = await start(1)
  const { host, score, listed } = started
  await using _ = host
  await score(0, 'at-risk')
  const [alert] = (await listed()).alerts
  expect(alert?.dueAt).toBe(Date.parse('2026-07-02T08:00:00Z'))
  const { task } = getValue(await host.as('ines').act(takeOnContract, { alert: alert?.id ?? '', title: 'Call' }))
  const row = rowOf(Task.title, Task.dueAt, Task.assignee, through(Task.about, 'id'))
  expect(await host.as('root').records.find(task, row)).toMatchObject({
    ...{ title: 'Call', dueAt: alert?.dueAt, assignee: 'ines', 'about.id': 'c0' },
  })
})

test('[BEY-6] only recurring revenue that was lost in the days of the report counts as a loss', async () => {
  const deal = (id: string, closeDate: string, values: object = {}) =>
    record(
      Deal,
      id,
      { name: id, pipeline: 'sales', stage: 'lost', recurring: true, closeDate, ...values },
      { company: [id.replace('d', 'c')] },
    )
  const { host } = await start(5, [
    ...[deal('d0', '2026-06-28'), deal('d1', '2025-06-01'), deal('d2', '2026-06-28', { recurring: false })],
    ...[deal('d3', '2026-06-28', { stage: 'won' }), deal('d4', '2026-06-27', { stage: 'contract-sent' })],
  ])
  await using _ = host
  expect(getValue(await host.as('ines').read(alertReport, { days: 90 })).lost).toBe(1)
  expect(getValue(await host.as('ines').read(alertReport, { days: 730 })).lost).toBe(2)
})
