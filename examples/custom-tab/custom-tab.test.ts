import { Company, Contact, getValue, Task, use } from '@tenure/core'
import { minutes, rowOf } from '@tenure/core/contract'
import { associateContract, tabsContract, updateRecordContract } from '@tenure/core/page'
import { customers } from '@tenure/customers'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { addNote, atRisk, byMonth, inMonth, riskNote, toCall } from './contract.js'
import { renewals } from './plugin.js'

const mayWrite = ['workspace.access', 'acme.renewals/write-notes']

const open = () =>
  createTestHost({
    plugins: [use(customers), use(recordPlugin), use(renewals, { followUpDays: 7 })],
    now: '2026-06-30T23:30:00Z',
    seed: {
      users: [aUser({ id: 'anna', permissions: mayWrite }), aUser({ id: 'ben' })],
      records: [
        record(Company, 'c1', { name: 'Northwind', csm: 'anna', healthStatus: 'at-risk', renewalDate: '2026-09-29' }),
        record(Company, 'c2', { name: 'Contoso', csm: 'anna', healthStatus: 'healthy', renewalDate: '2026-07-15' }),
        record(Company, 'c3', { name: 'Fabrikam', csm: 'anna', healthStatus: 'neutral', renewalDate: '2026-07-10' }),
        record(Contact, 'p1', { name: 'Ada', owner: 'anna', phone: '+39 06' }),
        record(Contact, 'p2', { name: 'Bob', owner: 'anna' }),
        record(Company, 'c4', { name: 'Litware', csm: 'ben', healthStatus: 'at-risk', renewalDate: '2026-07-10' }),
      ],
    },
  })

test('[VIEW-9] a customer enters the open list at midnight of the 90th day, and every count of days moves with it', async () => {
  await using host = await open()
  const lists: string[][] = []
  const watching = host
    .as('anna')
    .watch(atRisk, {})
    .subscribe(({ value }) => lists.push((value?.rows ?? []).map(({ name, daysLeft }) => `${name} ${daysLeft}`)))
  await host.idle()
  expect(lists.at(-1)).toEqual(['Fabrikam 10'])

  await host.advance(minutes(30))
  expect(lists.at(-1)).toEqual(['Fabrikam 9', 'Northwind 90'])
  watching.unsubscribe()
})

test('[FLT-9] a list through a link shows the customer of each contact, is filtered and sorted by it', async () => {
  await using host = await open()
  const anna = host.as('anna')
  for (const [id, to] of [
    ['p1', 'c1'],
    ['p2', 'c2'],
  ] as const)
    getValue(await anna.act(associateContract, { type: 'contact', id, association: 'companies', to }))
  expect(getValue(await anna.read(toCall)).rows).toEqual([{ id: 'p1', name: 'Ada', phone: '+39 06', 'companies.name': 'Northwind' }])
})

test('[SDK-3] each number of the chart has the customers behind it, and moves with them', async () => {
  await using host = await open()
  const anna = host.as('anna')
  const rows = async () => getValue(await anna.read(byMonth)).rows.map(({ month, status, customers }) => `${month} ${status} ${customers}`)
  expect(await rows()).toEqual(['2026-07-01 neutral 1', '2026-07-01 healthy 1', '2026-09-01 at-risk 1'])
  const behind = getValue(await anna.read(inMonth, { month: '2026-07-01', status: 'healthy' }))
  expect(behind.rows.map(({ name }) => name)).toEqual(['Contoso'])
  getValue(await anna.act(updateRecordContract, { type: 'company', id: 'c2', values: { renewalDate: '2026-08-31' } }))
  expect(await rows()).toContain('2026-08-01 healthy 1')
})

test('[SDK-7] a note and its follow-up task are written together, and once under one key', async () => {
  await using host = await open()
  const anna = host.as('anna')
  const written = getValue(await anna.act(addNote, { company: 'c3', note: 'Champion left' }, { key: 'click-1' }))
  expect(await anna.act(addNote, { company: 'c3', note: 'Champion left' }, { key: 'click-1' })).toEqual({ ok: true, value: written })

  expect(getValue(await anna.read(atRisk, {})).rows).toMatchObject([{ id: 'c3', riskNote: 'Champion left' }])
  const tasks = await anna.records.list({ select: rowOf(Task.title, Task.assignee, Task.dueAt) })
  const dueAt = Date.parse('2026-07-07T23:30:00Z')
  expect(tasks.rows).toEqual([{ id: written.task, title: 'Champion left', assignee: 'anna', dueAt }])
})

test('[SDK-7] [ACC-1] an action that is refused changes nothing', async () => {
  await using host = await open()
  const refused = await host.as('ben').act(addNote, { company: 'c4', note: 'Hello' })
  expect(refused).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  const signedOut = await host.as('nobody').act(addNote, { company: 'c4', note: 'Hello' })
  expect(signedOut).toMatchObject({ ok: false, problem: { code: 'access.signed-out' } })
  expect(await host.as('ben').records.find('c4', rowOf(riskNote))).toEqual({ id: 'c4', riskNote: null })
})

test('[SDK-2] the tab is beside the Customers tab, and goes with its plugin', async () => {
  await using host = await open()
  const tabs = async () => getValue(await host.as('anna').read(tabsContract)).map(({ id }) => id)
  expect(await tabs()).toEqual(['tenure.customers/customers', 'acme.renewals/renewals'])
  await host.remove('acme.renewals')
  expect(await tabs()).toEqual(['tenure.customers/customers'])
  expect((await host.as('anna').read(atRisk, {})).ok).toBe(false)
})

test('[BEY-13] the manifest shows what the plugin may touch before it is installed', () => {
  expect(Object.keys(renewals.manifest.grants).sort()).toEqual([
    'create task.assignee, task.dueAt, task.title',
    'edit company.riskNote',
    'read company.arr, company.csm, company.healthStatus, company.name, company.renewalDate, company.riskNote',
    'read contact.companies.healthStatus, contact.companies.name, contact.companies.renewalDate, contact.name, contact.phone',
  ])
})
