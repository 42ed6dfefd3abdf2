import { getValue, use } from '@tenure/core'
import { healthOverviewContract } from '@tenure/core/health'
import { customerList, customers } from '@tenure/customers'
import { aCompany, aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { mineWith, ofTenth } from './portfolio-filter.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'none', delete: 'none' } as const
const scores = [0, 3, 9.9, 10, 39, 40, 59.5, 60, 89.9, 90, 100]

test('[SUM-6] behind each bar of the distribution are as many customers of the portfolio as it counts', async () => {
  await using host = await createTestHost({
    plugins: [use(customers)],
    seed: {
      users: [aUser({ id: 'ada', objects: { '*': all } }), aUser({ id: 'ines', objects: { '*': own } })],
      records: ['ada', 'ines'].flatMap((csm) => [
        ...scores.slice(csm === 'ada' ? 0 : 4).map((healthScore, at) => aCompany({ id: `${csm}${at}`, csm, healthScore })),
        aCompany({ id: `${csm} unscored`, csm }),
      ]),
    },
  })
  for (const user of ['ada', 'ines']) {
    const { tenths } = getValue(await host.as(user).read(healthOverviewContract, {}))
    const lists = tenths.map((_, at) =>
      host.as(user).read(customerList, { view: 'tenure.customers/owned-by-me', where: mineWith(ofTenth(at)) }),
    )
    expect((await Promise.all(lists)).map((list) => getValue(list).total)).toEqual(tenths)
    expect(tenths.reduce((sum, count) => sum + count, 0)).toBe(user === 'ada' ? 11 : 7)
  }
})
