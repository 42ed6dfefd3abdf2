import { Company, days, getValue } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { healthTrendContract } from '../contract/trend-contract.js'
import { activated, open, root, start } from '../keeper/test-scored-host.js'

test('[HS-9] a trend begins with the score that there was when its days began', async () => {
  await using host = await open()
  await activated(host)
  await host.advance(days(10))
  getValue(await root(host).edit('a', Company.employees, 500))
  await host.idle()
  const pointsOf = async (span: number) => {
    const trend = getValue(await root(host).read(healthTrendContract, { type: 'company', ids: ['a', 'b', 'nobody'], days: span }))
    return trend.map(({ id, points }) => [
      id,
      ...points.map(({ at, score, status }) => [(at - Date.parse(start)) / 86_400_000, score, status]),
    ])
  }
  expect(await pointsOf(4)).toEqual([
    ['a', [6, 40, 'neutral'], [10, 60, 'neutral']],
    ['b', [6, 60, 'neutral']],
  ])
  expect(await pointsOf(90)).toEqual([
    ['a', [0, 40, 'neutral'], [10, 60, 'neutral']],
    ['b', [0, 60, 'neutral']],
  ])
})
