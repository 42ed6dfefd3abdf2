import { Company, getValue } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import { healthContract } from '../contract/health-contract.js'
import { saveProfileContract } from '../contract/profile-contract.js'
import { aGroup, aNumber, aProfile } from '../engine/test-profile.js'
import { activated, definition, open, ref, root, start, store } from '../keeper/test-scored-host.js'

const explained = async (host: Awaited<ReturnType<typeof open>>, id: string) => {
  await host.idle()
  const health = getValue(await root(host).read(healthContract, { type: 'company', id }))
  if (health.state !== 'scored') throw new Error('There is no score.')
  return health
}

test('[HS-7] an explanation has the points of each criterion, and the inputs that they came from', async () => {
  await using host = await open()
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  const { groups } = await explained(host, 'a')
  expect(groups.flatMap(({ criteria }) => criteria.map(({ name, points, inputs }) => ({ name, points, inputs })))).toEqual([
    { name: 'Employees', points: 20, inputs: [{ of: 'property', label: 'Employees', kind: 'number', value: 10 }] },
    {
      ...{ name: 'Open tickets', points: 0 },
      inputs: [{ of: 'records', label: 'Tickets', value: 1, records: [{ type: 'ticket', id: 't', title: 'T' }] }],
    },
    { name: 'Meetings', points: 0, inputs: [{ of: 'records', label: 'Meetings', value: 0, records: [] }] },
  ])
})

test('[HS-7] [BEY-2] what is cut off at a bound is an entry of its own, and the criterion shows what is left', async () => {
  const groups = definition.groups.map((group) =>
    group.id === 'usage' ? { ...group, criteria: group.criteria.map((one) => ({ ...one, most: 15 })) } : group,
  )
  await using host = await open()
  await activated(host, { ...definition, groups })
  const health = await explained(host, 'a')
  expect(health.groups.map(({ criteria }) => criteria.map(({ points }) => points))).toEqual([[15], [20], [0]])
  expect(health.entries.map(({ part, of, points }) => [part, of, points])).toEqual([
    ['criterion', 'size', 20],
    ['criterion-cut', 'size', -5],
    ['criterion', 'open', 20],
    ['criterion', 'meet', 0],
  ])
  expect([health.score, health.entries.reduce((sum, { units }) => sum + units, 0)]).toEqual([35, health.total])
})

const healthOf = async (host: TestHost, input: Partial<Parameters<typeof ask>[1]> = {}) => getValue(await ask(host, { id: 'a', ...input }))
const ask = (host: TestHost, input: { readonly id: string; readonly profile?: string; readonly at?: number }) =>
  root(host).read(healthContract, { type: 'company', ...input })

test('[HS-7] without a profile there is no explanation, and of what is not there or not to be seen neither', async () => {
  await using host = await open()
  expect(await healthOf(host)).toEqual({ state: 'none', isBehind: false })
  await activated(host)
  expect(await healthOf(host, { profile: 'nobody' })).toEqual({ state: 'none', isBehind: false })
  expect(await ask(host, { id: 'nobody' })).toEqual({
    ok: false,
    problem: {
      ...{ code: 'record.not-found', message: 'There is no such record, or you may not see it.' },
      details: { record: { type: 'company', id: 'nobody' } },
    },
  })
})

test('[HS-1] [HS-6] a customer outside of the segments is explained as such, and one of whom nothing is known as not judged', async () => {
  const large = { name: 'Large', filter: { test: 'at-least', property: 'company.employees', value: 100 } as const }
  await using outside = await open()
  await activated(outside, { ...definition, segments: [large] })
  expect([await healthOf(outside), (await healthOf(outside, { id: 'b' })).state]).toEqual([{ state: 'outside', isBehind: false }, 'scored'])
  const groups = [aGroup('g', 100, [aNumber('n', 'employees', [10])], { missing: 'skip' })]
  await using unjudged = await open(store(record(Company, 'n', { name: 'N' })))
  await activated(unjudged, aProfile(groups, { missing: 'skip' }))
  expect(await healthOf(unjudged, { id: 'n' })).toEqual({ state: 'unjudged', isBehind: false })
})

test('[HS-7] [HS-6] an explanation has groups and criteria with their maxima, and says what could not be judged', async () => {
  const usage = aGroup('usage', 60, [aNumber('size', 'employees', [10]), aNumber('arr', 'arr', [30])], { start: 5 })
  const none = aGroup('none', 40, [
    {
      ...{ kind: 'date', id: 'due', name: 'due', property: 'company.renewalDate', count: 'until', ranges: [{ from: 0, points: 40 }] },
    },
  ])
  await using host = await open()
  const { profile } = await activated(host, aProfile([usage, none], { name: 'Main', thresholds: { neutral: 10, healthy: 90 } }))
  const health = await explained(host, 'a')
  expect(health).toMatchObject({
    ...{ state: 'scored', isBehind: false, score: 15, status: 'neutral', coverage: 0.15, total: 15 * 720_720, unitsPerPoint: 720_720 },
    ...{ profile: { id: profile, name: 'Main', isMain: true }, thresholds: { neutral: 10, healthy: 90 } },
  })
  const kinds = { Employees: 'number', ARR: 'money', 'Renewal date': 'date' }
  const criterion = (id: string, label: string, most: number, points: number, value: number | null) => ({
    ...{ id, name: id, most, points, isJudged: value !== null },
    inputs: [{ of: 'property', label, kind: kinds[label as keyof typeof kinds], value }],
  })
  expect(health.groups).toEqual([
    {
      ...{ id: 'usage', name: 'usage', maximum: 60, points: 15, isJudged: true },
      criteria: [criterion('size', 'Employees', 10, 10, 10), criterion('arr', 'ARR', 30, 0, null)],
    },
    { id: 'none', name: 'none', maximum: 40, points: 0, isJudged: false, criteria: [criterion('due', 'Renewal date', 40, 0, null)] },
  ])
  expect(health.entries.map(({ part, of, points, missing }) => [part, of, points, missing ?? false])).toEqual([
    ['group-start', 'usage', 5, false],
    ['criterion', 'size', 10, false],
    ['criterion', 'arr', 0, true],
    ['criterion', 'due', 0, true],
  ])
})

test('[BEY-4] [HS-5] as of a past instant a score is explained by the profile, the facts and the status of then', async () => {
  await using host = await open()
  const hysteresis = { ...definition.thresholds, hysteresis: 10 }
  const { profile, version } = await activated(host, { ...definition, name: 'Then', thresholds: hysteresis })
  const hour = Date.parse(start) + 3_600_000
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 5))
  await host.idle()
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 10))
  await host.idle()
  await host.advance(hours(1))
  const later = { ...definition, name: 'Later', thresholds: { ...hysteresis, neutral: 20, hysteresis: 0 } }
  getValue(await root(host).act(saveProfileContract, { profile, version, definition: later, alerts: false }))
  await host.idle()
  const seen = async (at?: number) => {
    const health = await healthOf(host, at === undefined ? {} : { at })
    return health.state === 'scored' ? [health.profile.name, health.score, health.status, health.change !== undefined] : health.state
  }
  expect([await seen(hour), await seen(hour + 1), await seen(2 * hour - Date.parse(start) + 1), await seen()]).toEqual([
    ['Then', 40, 'neutral', false],
    ['Then', 20, 'at-risk', false],
    ['Then', 40, 'at-risk', false],
    ['Later', 40, 'neutral', true],
  ])
  expect(await seen(Date.parse(start) - 1)).toBe('outside')
})

test('[HS-14] [HS-5] under a profile that is not the main one the status that it keeps decides', async () => {
  await using host = await open(store(), { edition: 'enterprise' })
  await activated(host, { ...definition, name: 'Main' })
  const slow = { ...definition, name: 'Slow', thresholds: { ...definition.thresholds, hysteresis: 10 } }
  const { profile } = await activated(host, slow)
  for (const employees of [5, 10]) {
    getValue(await root(host).edit('a', Company.employees, employees))
    await host.idle()
  }
  const statusUnder = async (of?: string) => {
    const health = await healthOf(host, of === undefined ? {} : { profile: of })
    return health.state === 'scored' ? [health.profile.name, health.score, health.status] : health.state
  }
  expect([await statusUnder(), await statusUnder(profile)]).toEqual([
    ['Main', 40, 'neutral'],
    ['Slow', 40, 'at-risk'],
  ])
})
