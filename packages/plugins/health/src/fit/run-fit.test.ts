import { type ScoreProfile, sumOfMaxima } from '@tenure/core/score'
import type { TestHost } from '@tenure/testing'
import { filter, firstValueFrom, map } from 'rxjs'
import { expect, test } from 'vitest'
import { openCustomers, usageProfile } from '../fixtures/test-customers.js'
import { fitContract } from './contract.js'
import type { FitReport } from './report.js'

const question = {
  outcome: { of: 'property', property: 'company.decision', churned: ['left'], renewed: ['stayed'], date: 'company.decidedOn' },
  when: { form: 'landmarks', days: ['2025-07-01'] },
  horizonDays: 90,
}
function run(host: TestHost, user: string, asked: object = {}): Promise<FitReport> {
  return firstValueFrom(
    host
      .as(user)
      .watch(fitContract, { ...question, ...asked } as never)
      .pipe(
        filter((frame) => frame.state === 'stale' || frame.value.state === 'done'),
        map((frame) => {
          if (frame.state === 'live' && frame.value.state === 'done') return frame.value.fit
          throw new Error(frame.state === 'stale' ? frame.problem.message : 'still running')
        }),
      ),
  )
}
const propertiesOf = (draft: ScoreProfile | null): readonly string[] =>
  (draft?.groups ?? []).flatMap(({ criteria }) =>
    criteria.map((criterion) => ('property' in criterion ? criterion.property : criterion.kind)),
  )

test('[HS-12] a fit is a draft of whole points that sum to 100, with its quality on customers that were no part of it', async () => {
  await using host = await openCustomers({ count: 400, seed: 7, signal: 0.4 })
  const fit = await run(host, 'root', { against: usageProfile })
  expect(sumOfMaxima(fit.draft ?? { groups: [] })).toBe(100)
  expect(propertiesOf(fit.draft)).toEqual(expect.arrayContaining(['company.usage', 'company.places']))
  expect(propertiesOf(fit.draft)).not.toContain('company.decision')
  expect(fit.auc?.lower).toBeGreaterThan(0.7)
  expect(fit).toMatchObject({ observations: 400, folds: 5, seed: 0, against: { name: 'By usage' } })
  expect(fit.against?.difference?.value).toBeCloseTo((fit.auc?.value ?? 0) - (fit.against?.auc?.value ?? 0), 9)
  // The same seed gives the same, and what is recorded later has no part in it.
  await using betrayed = await openCustomers({ count: 400, seed: 7, signal: 0.4, betrays: true })
  expect(await run(betrayed, 'root', { against: usageProfile })).toEqual(fit)
})

test('[HS-12] an outcome by chance has a cross-validated interval around one half, however well the points fit their own customers', async () => {
  await using host = await openCustomers({ count: 400, seed: 21, signal: 0 })
  const { auc } = await run(host, 'root')
  expect(auc?.lower).toBeLessThan(0.5)
  expect(auc?.upper).toBeGreaterThan(0.5)
})

test('[HS-12] [HS-13] a fit is for those who may edit scores, looks at what they see, and leaves out what it must not look at', async () => {
  await using host = await openCustomers({ count: 200, seed: 5, signal: 0.5 })
  await expect(run(host, 'csm')).rejects.toThrow()
  await expect(run(host, 'seatless')).rejects.toThrow('a service seat')
  expect((await run(host, 'half')).observations).toBe(100)
  expect(propertiesOf((await run(host, 'root', { without: ['company.usage'] })).draft)).not.toContain('company.usage')
})

test('[HS-12] the health score that customers have is no part of a fit, however well it tells the outcome', async () => {
  await using plain = await openCustomers({ count: 400, seed: 7, signal: 0.4 })
  await using scored = await openCustomers({ count: 400, seed: 7, signal: 0.4, scored: true })
  const fit = await run(scored, 'root')
  expect(fit).toEqual(await run(plain, 'root'))
  expect(propertiesOf(fit.draft)).toContain('company.usage')
})
