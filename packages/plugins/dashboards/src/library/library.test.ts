import { use } from '@tenure/core'
import { addDays, getValue } from '@tenure/core/contract'
import { customers } from '@tenure/customers'
import { record as recordPlugin } from '@tenure/record'
import { revenue } from '@tenure/revenue'
import { tasks } from '@tenure/tasks'
import { aCompany, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { dashboards, dashboardsContract, libraryReportContract, valuesContract } from '../index.js'

const today = '2026-06-29'
const now = Date.parse(`${today}T12:00:00Z`)
const dayMs = 86_400_000
/** Companies that renew so many days from now, and that were met so many days ago. */
const renewing = [0, 89, 90, 91]
const met = [0, 29, 30, 31]
const start = (): Promise<TestHost> =>
  createTestHost({
    plugins: [use(dashboards), use(recordPlugin), use(customers), use(tasks), use(revenue)],
    now: `${today}T12:00:00Z`,
    seed: {
      users: [aUser({ id: 'ada' })],
      records: [
        ...renewing.map((days) =>
          aCompany({ id: `r${days}`, csm: 'ada', arr: { amount: '1', currency: 'EUR' }, renewalDate: addDays(today, days) }),
        ),
        ...met.map((days) => aCompany({ id: `m${days}`, csm: 'ada', lastActivityAt: now - days * dayMs })),
      ],
    },
  })
const countOf = async (host: TestHost, id: string) => {
  const { query } = getValue(await host.as('ada').read(libraryReportContract, { id }))
  if (query === undefined) throw new Error(`${id} asks nothing.`)
  return getValue(await host.as('ada').read(valuesContract, { query })).total
}

test('[DSH-3] the library has the reports of each plugin in one order, and those of an absent plugin are absent', async () => {
  await using host = await start()
  const titles = async () => getValue(await host.as('ada').read(dashboardsContract)).library.map(({ title }) => title)
  expect(await titles()).toEqual([
    ...['Renewals in the next 90 days', 'Customers by health', 'Health trend', 'Tasks by state', 'Revenue by stage'],
    ...['Churned and retained revenue', 'Activity by type', 'Customers without contact for 30 days'],
  ])
  await host.remove('tenure.revenue')
  await host.remove('tenure.tasks')
  expect(await titles()).toEqual([
    ...['Renewals in the next 90 days', 'Customers by health', 'Health trend', 'Activity by type', 'Customers without contact for 30 days'],
  ])
})

test('[DSH-3] renewals are those of the next 90 days, and without contact is who had none for 30 days or ever', async () => {
  await using host = await start()
  expect([await countOf(host, 'tenure.customers/renewals-90'), await countOf(host, 'tenure.customers/without-contact')]).toEqual([
    renewing.filter((days) => days <= 90).length,
    renewing.length + met.filter((days) => days > 30).length,
  ])
})
