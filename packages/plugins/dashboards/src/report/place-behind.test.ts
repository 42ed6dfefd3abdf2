import { getValue, use } from '@tenure/core'
import type { ReportQuery } from '@tenure/core/report'
import { customerList, customers } from '@tenure/customers'
import { record as recordPlugin } from '@tenure/record'
import { revenue, revenueList } from '@tenure/revenue'
import { aCompany, aDeal, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { behindContract, dashboards, placeBehindContract, valuesContract } from '../index.js'

const own = { view: 'own', edit: 'own', delete: 'none' } as const
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const seed = {
  users: [aUser({ id: 'ines', objects: { '*': own } }), aUser({ id: 'ada', objects: { '*': all } }), aUser({ id: 'behind', seat: false })],
  records: [
    aCompany({ id: 'c1', name: 'Aster', city: 'Rome', csm: 'ines', healthStatus: 'at-risk', arr: eur('10'), renewalDate: '2026-07-10' }),
    aCompany({ id: 'c2', name: 'Birch', city: 'rome', csm: 'ines', healthStatus: 'healthy', arr: usd('7'), renewalDate: '2026-09-01' }),
    aCompany({ id: 'c3', name: 'Cedar', city: 'Oslo', csm: 'ada', healthStatus: 'healthy', arr: eur('2'), renewalDate: '2026-09-30' }),
    aCompany({ id: 'c4', name: 'Dogwood', csm: 'ada', healthStatus: 'at-risk' }),
    aDeal({ id: 'd1', stage: 'proposal', pipeline: 'sales', amount: eur('5'), csm: 'ines' }),
    aDeal({ id: 'd2', stage: 'proposal', pipeline: 'sales', amount: eur('6'), csm: 'ada' }),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(dashboards), use(customers), use(revenue), use(recordPlugin)], seed })
const query = (more: Partial<ReportQuery>): ReportQuery => ({
  ...{ type: 'customer', measures: [{ measure: 'count' }], by: [], picture: 'table' },
  ...more,
})
const placeOf = async (host: TestHost, user: string, asked: ReportQuery, key?: string) =>
  getValue(await host.as(user).read(placeBehindContract, { query: asked, ...(key !== undefined && { key }) }))
/** How many records the tab lists at that place, as the page asks it. */
const totalAt = async (
  host: TestHost,
  user: string,
  { tab, view, filter, object, pipeline, sort }: Awaited<ReturnType<typeof placeOf>>,
) => {
  const input = {
    ...{ view, sort, limit: 0, offset: 0 },
    ...(filter && { where: filter }),
    ...(object !== undefined && { object }),
    ...(pipeline !== undefined && { filters: [{ test: 'is', property: 'revenue.pipeline', value: pipeline }] }),
  }
  const list = tab === 'tenure.revenue/revenue' ? revenueList : customerList
  return getValue(await host.as(user).read(list as unknown as typeof customerList, input as never)).total
}

test('[DSH-4] the tab behind a number lists as many records as the number says, for two users with different rights', async () => {
  await using host = await start()
  const arr = { measure: 'sum', property: 'customer.arr' } as const
  const questions = [
    query({}),
    query({ by: [{ property: 'customer.healthStatus' }] }),
    query({ by: [{ property: 'customer.renewalDate', period: 'month' }, { property: 'customer.csm' }] }),
    query({ type: 'company', by: [{ property: 'company.healthStatus' }], where: { test: 'is-known', property: 'company.arr' } }),
    query({ measures: [arr], by: [{ property: 'customer.renewalDate', period: 'month' }] }),
    query({ type: 'revenue', measures: [{ measure: 'sum', property: 'revenue.amount' }], by: [{ property: 'revenue.stage' }] }),
  ]
  const compared = { ada: 0, ines: 0 }
  for (const user of ['ada', 'ines'] as const)
    for (const asked of questions) {
      const { rows } = getValue(await host.as(user).read(valuesContract, { query: asked }))
      for (const { key, count } of rows.filter((row) => row.count > 0)) {
        const place = await placeOf(host, user, asked, key)
        if (place.tab === undefined) continue
        const { total } = getValue(await host.as(user).read(behindContract, { query: asked, key }))
        expect([user, key, await totalAt(host, user, place)]).toEqual([user, key, total])
        if (!key.includes('currency')) expect(total).toBe(count)
        compared[user] += 1
      }
    }
  expect(compared).toEqual({ ada: 12, ines: 10 })
})

test('[DSH-4] a number that no filter of a tab says exactly has a plain list: letters of another case, and a second currency', async () => {
  await using host = await start()
  const cities = query({ by: [{ property: 'customer.city' }] })
  const { rows } = getValue(await host.as('ada').read(valuesContract, { query: cities }))
  const tabOf = async (city: string | null) => {
    const row = rows.find(({ category }) => category === city)
    return (await placeOf(host, 'ada', cities, row?.key)).tab
  }
  expect([await tabOf('Rome'), await tabOf('rome'), await tabOf('Oslo')]).toEqual([undefined, undefined, 'tenure.customers/customers'])
  const money = query({ measures: [{ measure: 'sum', property: 'customer.arr' }], by: [{ property: 'customer.healthStatus' }] })
  const places = getValue(await host.as('ada').read(valuesContract, { query: money })).rows.map(async ({ category, m0, key }) => [
    category,
    m0,
    (await placeOf(host, 'ada', money, key)).tab,
  ])
  expect(await Promise.all(places)).toEqual([
    ['at-risk', eur('10'), 'tenure.customers/customers'],
    ['healthy', eur('2'), undefined],
    ['healthy', usd('7'), undefined],
  ])
})

test('[DSH-4] a type that no tab lists, and a user without the tab, have a plain list', async () => {
  await using host = await start()
  expect(await placeOf(host, 'ada', query({ type: 'contact' }))).toEqual({})
  await host.remove('tenure.customers')
  expect(await placeOf(host, 'ada', query({}))).toEqual({})
})
