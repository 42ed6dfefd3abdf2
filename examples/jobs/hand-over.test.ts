import { Company, use } from '@tenure/core'
import { days, getValue, rowOf, Task } from '@tenure/core/contract'
import { record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { handOvers } from './hand-over.js'

test('a new CSM gets a task, a task that falls due one more, and a renewal that comes near another', async () => {
  await using host = await createTestHost({
    plugins: [use(handOvers)],
    seed: {
      users: [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'anna' }), aUser({ id: 'ben' })],
      records: [
        record(Company, 'north', { name: 'Northwind', csm: 'anna', renewalDate: '2026-09-29' }),
        record(Task, 'call', { title: 'Call', assignee: 'anna', dueAt: Date.parse('2026-07-01T09:00:00Z') }),
      ],
    },
  })
  await host.advance({ ms: 0 })
  getValue(await host.as('root').edit('north', Company.csm, 'ben'))
  await host.advance(days(2))
  const { rows } = await host.as('root').records.list({ select: rowOf(Task.title, Task.assignee) })
  expect(rows.map(({ title, assignee }) => `${title} ${assignee}`).sort()).toEqual([
    'Call anna',
    'Due: Call anna',
    'Meet Northwind ben',
    'Renew Northwind ben',
  ])
})
