import { Company, use } from '@tenure/core'
import { jobsContract } from '@tenure/core/administration'
import { days, getValue, rowOf, Task } from '@tenure/core/contract'
import { record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { checkIns } from './check-in.js'

test('a customer who was not heard of for 60 days gets one call, and the next after another silence', async () => {
  await using host = await createTestHost({
    plugins: [use(checkIns)],
    seed: {
      users: [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'anna' })],
      records: [
        record(Company, 'quiet', { name: 'Northwind', csm: 'anna', lastActivityAt: Date.parse('2026-01-10T00:00:00Z') }),
        record(Company, 'busy', { name: 'Halden', csm: 'anna', lastActivityAt: Date.parse('2026-06-20T00:00:00Z') }),
      ],
    },
  })
  const calls = async () => {
    const { rows } = await host.as('anna').records.list({ select: rowOf(Task.title, Task.assignee) })
    return rows.map(({ title, assignee }) => [title, assignee])
  }
  await host.advance({ ms: 0 })
  expect(await calls()).toEqual([['Check in with Northwind', 'anna']])
  for (let day = 0; day < 40; day += 1) await host.advance(days(1))
  expect(await calls()).toHaveLength(1)
  for (let day = 0; day < 30; day += 1) await host.advance(days(1))
  expect((await calls()).map(([title]) => title).sort()).toEqual(['Check in with Halden', 'Check in with Northwind'])
  expect(getValue(await host.as('root').read(jobsContract))).toMatchObject([{ title: 'Check in', state: 'waiting', failures: 0 }])
})
