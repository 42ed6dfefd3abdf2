import { getValue, use } from '@tenure/core'
import { record as recordPlugin } from '@tenure/record'
import { aCompany, aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { dashboards, healthAverageContract } from '../index.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'none', delete: 'none' } as const

test('[DSH-3] the health trend is the average of the customers that the viewer may see, at the end of each week', async () => {
  await using host = await createTestHost({
    plugins: [use(dashboards), use(recordPlugin)],
    seed: {
      users: [aUser({ id: 'ada', objects: { '*': all } }), aUser({ id: 'ines', objects: { '*': own } })],
      records: [
        aCompany({ id: 'c1', csm: 'ines', healthScore: 40 }),
        aCompany({ id: 'c2', csm: 'ada', healthScore: 80 }),
        aCompany({ id: 'c3', csm: 'ada' }),
      ],
    },
  })
  const last = async (user: string) => {
    const { rows } = getValue(await host.as(user).read(healthAverageContract))
    expect(rows.length).toBeGreaterThanOrEqual(12)
    return rows.at(-1)
  }
  expect([await last('ada'), await last('ines')]).toMatchObject([
    { average: 60, scored: 2 },
    { average: 40, scored: 1 },
  ])
})
