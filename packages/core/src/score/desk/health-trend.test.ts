import { Company, days, getValue, values } from '@tenure/core/contract'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import { firstValueFrom, skip } from 'rxjs'
import { expect, test } from 'vitest'
import { changeProfileContract } from '../contract/profile-contract.js'
import { healthOverviewContract, healthTrendContract } from '../contract/trend-contract.js'
import { activated, company, definition, open, root, start, store } from '../keeper/test-scored-host.js'

const dayMs = 86_400_000
const startAt = Date.parse(start)

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

const overviewOf = async (host: TestHost, input: { readonly of?: 'mine' | 'all'; readonly profile?: string; readonly weeks?: number }) =>
  getValue(await root(host).read(healthOverviewContract, { of: 'all', ...input }))

test('[HS-9] the score that a profile stops to keep ends a trend with none', async () => {
  await using host = await open()
  const { profile, version } = await activated(host)
  await host.advance(days(1))
  getValue(await root(host).act(changeProfileContract, { profile, version, change: 'deactivate', alerts: false }))
  await host.idle()
  const trend = getValue(await root(host).read(healthTrendContract, { type: 'company', ids: ['a'], days: 30 }))
  expect(trend).toEqual([
    {
      id: 'a',
      points: [
        { at: startAt, score: 40, status: 'neutral' },
        { at: startAt + dayMs, score: null, status: null },
      ],
    },
  ])
})

test('[HS-9] a trend that is open follows the scores of its customers', async () => {
  await using host = await open()
  await activated(host)
  const trend = root(host)
    .watch(healthTrendContract, { type: 'company', ids: ['a'], days: 30 })
    .pipe(values())
  const next = firstValueFrom(trend.pipe(skip(1)))
  await firstValueFrom(trend)
  await host.advance(days(1))
  getValue(await root(host).edit('a', Company.employees, 500))
  for (let turn = 0; turn < 5; turn += 1) {
    await host.idle()
    await host.advance({ ms: 300 })
  }
  expect((await next).map(({ points }) => points.map(({ score }) => score))).toEqual([[40, 60]])
})

test('[HS-9] [SUM-6] an overview counts every customer by status and tenth, those without a score too, over many pages', async () => {
  const many = Array.from({ length: 250 }, (_, at) => company(`x${at}`, at < 200 ? 5 : 200))
  const large = { name: 'Large', filter: { test: 'is-known', property: 'company.employees' } as const }
  await using host = await open(store(...many, record(Company, 'none', { name: 'None', csm: 'root' })), { edition: 'enterprise' })
  expect(await overviewOf(host, {})).toEqual({
    ...{ objectType: 'company', average: null, atRisk: 0, neutral: 0, healthy: 0, none: 253 },
    ...{ tenths: Array(10).fill(0), overTime: [] },
  })
  await activated(host, { ...definition, name: 'Main', segments: [large] })
  const lower = { ...definition, name: 'Lower', thresholds: { ...definition.thresholds, neutral: 10, healthy: 50 }, segments: [large] }
  const { profile } = await activated(host, lower)
  const counts = { average: 28.2, none: 1, tenths: [0, 0, 200, 0, 1, 0, 51, 0, 0, 0], overTime: [] }
  expect(await overviewOf(host, {})).toEqual({ objectType: 'company', ...counts, atRisk: 200, neutral: 52, healthy: 0 })
  expect(await overviewOf(host, { profile })).toEqual({ objectType: 'company', ...counts, atRisk: 0, neutral: 201, healthy: 51 })
  expect(await overviewOf(host, { profile: 'nobody' })).toMatchObject({ atRisk: 200, neutral: 52 })
  expect(await overviewOf(host, { of: 'mine' })).toMatchObject({ average: null, none: 1, atRisk: 0 })
  expect(await overviewOf(host, { of: 'mine', profile })).toMatchObject({ average: null, none: 1, neutral: 0 })
})

test('[HS-9] averages of past weeks count the customers that had a score then, of the main profile alone', async () => {
  await using host = await open(store(...Array.from({ length: 120 }, (_, at) => company(`x${at}`, 5))), { edition: 'enterprise' })
  await activated(host, { ...definition, name: 'Main' })
  const { profile } = await activated(host, { ...definition, name: 'Other' })
  await host.advance(days(8))
  getValue(await root(host).edit('a', Company.employees, 500))
  await host.idle()
  const now = startAt + 8 * dayMs
  expect((await overviewOf(host, { weeks: 2 })).overTime).toEqual([
    { at: now - 14 * dayMs, average: null, scored: 0 },
    { at: now - 7 * dayMs, average: 20.5, scored: 122 },
    { at: now, average: 20.7, scored: 122 },
  ])
  expect([(await overviewOf(host, { weeks: 2, profile })).overTime, (await overviewOf(host, {})).overTime]).toEqual([[], []])
})
