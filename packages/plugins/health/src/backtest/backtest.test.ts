import { getValue, use } from '@tenure/core'
import { definePlugin } from '@tenure/core/plugin'
import { defineCriterionKind, type ScoreProfile } from '@tenure/core/score'
import type { TestHost } from '@tenure/testing'
import { filter, firstValueFrom, map } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openCustomers, usageProfile } from '../fixtures/test-customers.js'
import { backtestContract } from './contract.js'
import type { BacktestReport } from './report.js'

const outcome = { of: 'property', property: 'company.decision', churned: ['left'], renewed: ['stayed'] } as const
const question = { profile: usageProfile, outcome, when: { form: 'landmarks', days: ['2025-07-01'] }, horizonDays: 90 } as const
async function run(host: TestHost, user: string, asked: object): Promise<BacktestReport> {
  const frames = host.as(user).watch(backtestContract, { ...question, ...asked } as never)
  return firstValueFrom(
    frames.pipe(
      filter((frame) => frame.state === 'stale' || frame.value.state === 'done'),
      map((frame) => {
        if (frame.state === 'live' && frame.value.state === 'done') return frame.value.report
        throw new Error(frame.state === 'stale' ? frame.problem.message : 'still running')
      }),
    ),
  )
}

test('[HS-11] a score that foretells says so, with its interval, its statuses, its tenths and what each criterion knows', async () => {
  await using host = await openCustomers({ count: 400, seed: 7, signal: 0.4 })
  const report = await run(host, 'root', {})
  expect(report).toMatchObject({ verdict: 'foretells', observations: 400, customers: 400, unknownDays: 0, unscored: 0 })
  expect(report.auc?.lower).toBeGreaterThan(0.7)
  expect(report.criteria.map(({ judged, points }) => [judged, points])).toEqual([
    [1, 50],
    [1, 50],
  ])
  const [best, second] = report.criteria.map(({ auc }) => auc?.value ?? 0)
  expect(report.best).toBe(report.criteria[0]?.name)
  expect(best).toBeGreaterThanOrEqual(second ?? 1)
  expect(report.auc?.value).toBeGreaterThan(best ?? 1)
  expect(report.statuses.reduce((sum, { customers }) => sum + customers, 0)).toBe(400)
  expect(report.statuses.reduce((sum, { recall }) => sum + (recall ?? 0), 0)).toBeCloseTo(1, 9)
  expect(report.tenths[0]?.lift).toBeGreaterThan(report.tenths[9]?.lift ?? 9)
  expect(report.early.map(({ days }) => days)).toEqual([30, 60, 90, 180, 270])
})

test('[HS-11] [BEY-4] values written after the instant that would betray the outcome change nothing of the report', async () => {
  await using honest = await openCustomers({ count: 300, seed: 8, signal: 0.3 })
  await using betrayed = await openCustomers({ count: 300, seed: 8, signal: 0.3, betrays: true })
  const report = await run(honest, 'root', {})
  expect(await run(betrayed, 'root', {})).toEqual(report)
  // On a day after them they count.
  expect((await run(betrayed, 'root', { when: { form: 'now' } })).auc?.value).toBeGreaterThan(0.95)
})

test('[HS-11] an outcome by chance gives an interval around one half and the verdict that it foretells nothing', async () => {
  await using host = await openCustomers({ count: 300, seed: 21, signal: 0 })
  const report = await run(host, 'root', {})
  expect(report.verdict).toBe('nothing')
  expect(report.auc?.lower).toBeLessThan(0.5)
  expect(report.auc?.upper).toBeGreaterThan(0.5)
})

test('[HS-11] decisions are compared with the score so many days before each', async () => {
  await using host = await openCustomers({ count: 400, seed: 7, signal: 0.4 })
  const asked = { when: { form: 'decisions' }, outcome: { ...outcome, date: 'company.decidedOn' } }
  const near = await run(host, 'root', { ...asked, horizonDays: 30 })
  expect(near).toMatchObject({ observations: 400, verdict: 'foretells' })
  // Ninety days before, in May, nobody’s usage had changed.
  const early = await run(host, 'root', { ...asked, horizonDays: 90 })
  expect(early).toMatchObject({ verdict: 'nothing', auc: { value: 0.5, lower: 0.5, upper: 0.5 } })
})

test('[HS-11] a day whose outcome is not known yet is dropped for everybody, and few outcomes say nothing', async () => {
  await using host = await openCustomers({ count: 30, seed: 4, signal: 0.9 })
  const report = await run(host, 'root', { when: { form: 'landmarks', days: ['2025-07-01', '2026-06-01'] }, horizonDays: 60 })
  expect(report).toMatchObject({ unknownDays: 1, observations: 30, verdict: 'too-few' })
})

test('[HS-13] [ACC-12] a backtest is for those who may edit scores, and knows only what they see', async () => {
  await using host = await openCustomers({ count: 100, seed: 5, signal: 0.4 })
  await expect(run(host, 'csm', {})).rejects.toThrow()
  await expect(run(host, 'seatless', {})).rejects.toThrow('a service seat')
  expect((await run(host, 'admin', {})).observations).toBe(100)
  expect((await run(host, 'half', {})).observations).toBe(50)
  // A hidden property is one that does not exist.
  await expect(run(host, 'blind', {})).rejects.toThrow('There is no property company.decision')
  getValue(await host.as('root').read(backtestContract, question as never))
})

test('[HS-11] what does not fit is refused with its place', async () => {
  await using host = await openCustomers({ count: 5, seed: 5, signal: 0 })
  await expect(run(host, 'root', { outcome: { ...outcome, property: 'company.nothing' } })).rejects.toThrow(
    'There is no property company.nothing',
  )
  await expect(run(host, 'root', { outcome: { ...outcome, date: 'company.usage' } })).rejects.toThrow('Usage is no date.')
  await expect(run(host, 'root', { outcome: { of: 'activity', association: 'company.contacts', churned: 'none' } })).rejects.toThrow(
    'no activities',
  )
})

const timesUsage = defineCriterionKind<{ readonly times: number }>({
  id: 'acme.use/times',
  title: 'Usage, multiplied',
  config: z.strictObject({ times: z.int() }),
  reads: () => ({ properties: ['company.usage'] }),
  points: () => [0, 100],
  judge({ config, value }) {
    const usage = value('company.usage')
    return { points: typeof usage === 'number' ? usage * config.times : undefined }
  },
})
const acme = definePlugin({ id: 'acme.use', version: '1.0.0', host: '1.0', contributes: [timesUsage] })

test('[HS-11] [HS-3] a kind of criterion of a plugin judges the past by its code, from what was recorded then', async () => {
  await using host = await openCustomers({ count: 200, seed: 7, signal: 0.4, plugins: [use(acme)] })
  const [group] = usageProfile.groups
  const own = { kind: 'custom', id: 'own', name: 'Own', of: 'acme.use/times', config: { times: 5 } } as const
  const profile = { ...usageProfile, groups: [{ ...group, criteria: [...(group?.criteria ?? []), own] }] } as ScoreProfile
  const { criteria } = await run(host, 'root', { profile })
  const [custom, usage] = ['own', 'usage'].map((id) => criteria.find((criterion) => criterion.id === id))
  expect(custom).toMatchObject({ judged: 1, points: 100 })
  expect(custom?.auc).toEqual(usage?.auc)
})
