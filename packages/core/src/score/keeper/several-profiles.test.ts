import { Company, getValue } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { activeProfilesContract, changeProfileContract, scoreProfilesContract } from '../contract/profile-contract.js'
import { healthOverviewContract } from '../contract/trend-contract.js'
import { activated, definition, draft, open, root, scoreOf, store } from './test-scored-host.js'

type Host = Awaited<ReturnType<typeof open>>
const named = (name: string, neutral = 40) => ({ ...definition, name, thresholds: { ...definition.thresholds, neutral } })
const start = () => open(store(), { edition: 'enterprise' })
const listed = async (host: Host) =>
  getValue(await root(host).read(activeProfilesContract)).map(({ name, isMain }) => (isMain ? `${name} (main)` : name))
const change = async (host: Host, name: string, to: 'main' | 'deactivate') => {
  const { profiles } = getValue(await root(host).read(scoreProfilesContract))
  const found = profiles.find(({ definition: { name: own } }) => own === name)
  const { id: profile = '', version = '' } = found ?? {}
  return root(host).act(changeProfileContract, { profile, version, change: to, alerts: false })
}

test('[HS-14] the profile that was active first is the main one until another is chosen, and comes first of all', async () => {
  await using host = await start()
  for (const name of ['Middle', 'Last', 'First']) await activated(host, named(name))
  expect((await listed(host))[0]).toBe('Middle (main)')
  expect(await listed(host)).toHaveLength(3)
  getValue(await change(host, 'Last', 'main'))
  await host.idle()
  expect([(await listed(host))[0], (await listed(host)).filter((name) => name.endsWith('(main)'))]).toEqual([
    'Last (main)',
    ['Last (main)'],
  ])
})

test('[HS-14] the main profile is not deactivated beside others, and each of the others is', async () => {
  await using host = await start()
  for (const name of ['One', 'Two']) await activated(host, named(name))
  expect(await change(host, 'One', 'deactivate')).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  getValue(await change(host, 'Two', 'deactivate'))
  getValue(await change(host, 'One', 'deactivate'))
  expect(await listed(host)).toEqual([])
})

test('[EDN-1] a profile is not deactivated into one draft more than the edition has', async () => {
  await using host = await open()
  await activated(host, named('One'))
  for (let at = 0; at < 5; at += 1) await draft(host, named(`Draft ${at}`))
  expect(await change(host, 'One', 'deactivate')).toMatchObject({ ok: false, problem: { code: 'edition.limit', details: { max: 5 } } })
  expect(await listed(host)).toEqual(['One (main)'])
})

test('[HS-14] [SUM-6] where no profile is named the main one is meant, and each other one keeps a score of its own', async () => {
  await using host = await start()
  await activated(host, named('One', 50))
  const second = await activated(host, named('Two', 10))
  const statuses = async (profile?: string) => {
    const { atRisk, neutral } = getValue(
      await root(host).read(healthOverviewContract, { of: 'all', ...(profile !== undefined && { profile }) }),
    )
    return [atRisk, neutral]
  }
  expect([await scoreOf(host, 'a'), await statuses(), await statuses(second.profile)]).toEqual([
    [40, 'at-risk'],
    [1, 1],
    [0, 2],
  ])
  getValue(await change(host, 'Two', 'main'))
  expect([await scoreOf(host, 'a'), await statuses()]).toEqual([
    [40, 'neutral'],
    [0, 2],
  ])
})

test('[HS-5] a status that is kept gets better only by the hysteresis above its threshold, and worse at once', async () => {
  await using host = await open()
  await activated(host, { ...definition, thresholds: { ...definition.thresholds, hysteresis: 10 } })
  const statusWith = async (employees: number) => {
    getValue(await root(host).edit('a', Company.employees, employees))
    return scoreOf(host, 'a')
  }
  expect([await scoreOf(host, 'a'), await statusWith(5), await statusWith(10), await statusWith(100), await statusWith(10)]).toEqual([
    ...[
      [40, 'neutral'],
      [20, 'at-risk'],
      [40, 'at-risk'],
    ],
    ...[
      [60, 'neutral'],
      [40, 'neutral'],
    ],
  ])
})
