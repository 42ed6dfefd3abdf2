import { Company, getValue } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { record as recordPlugin } from '@tenure/record'
import type { TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { mergeRecordsContract } from '../../contract/page/merge-contract.js'
import { testDesk, writeAs } from '../../jobs/follow/test-desk.js'
import { use } from '../../plugin/plugin.js'
import { healthContract } from '../contract/health-contract.js'
import { changeProfileContract, saveProfileContract, scoreProfilesContract } from '../contract/profile-contract.js'
import { activated, definition, open, ref, root, scoreOf, store } from '../keeper/test-scored-host.js'

// What stays of scores when links, records or the edition are no longer what they were.

const healthOf = async (host: TestHost, id: string) => {
  await host.idle()
  const health = getValue(await root(host).read(healthContract, { type: 'company', id }))
  if (health.state !== 'scored') throw new Error('There is no score.')
  return health
}
const sum = (list: readonly { readonly points: number }[] = []) => list.reduce((total, { points }) => total + points, 0)

test('[BEY-2] [HS-7] a link that was taken away is named as no longer recorded, and the causes sum all the same', async () => {
  await using host = await open()
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  expect((await healthOf(host, 'a')).score).toBe(20)
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.unassociate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  const { change } = await healthOf(host, 'a')
  expect(change).toMatchObject({ from: 20, to: 40, causes: [{ by: 'unrecorded', points: 20 }] })
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 500))
  const next = (await healthOf(host, 'a')).change
  expect(next).toMatchObject({ from: 40, to: 60, causes: [{ by: 'input', points: 20 }] })
})

test('[REC-4] [HS-8] what is merged and what is restored is scored by what it has then, and explains itself', async () => {
  await using host = await open(store(), { plugins: [testDesk, use(recordPlugin)] })
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'b'), { association: 'tickets', to: 't' }))
  await host.advance(hours(1))
  getValue(await root(host).act(mergeRecordsContract, { type: 'company', id: 'a', other: 'b' }))
  expect(await scoreOf(host, 'a')).toEqual([20, 'at-risk'])
  const merged = await healthOf(host, 'b')
  expect([merged.score, sum(merged.change?.causes)]).toEqual([20, -20])
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.archive(ref('company', 'a')))
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: 1 }))
  await writeAs(host, (writes) => writes.restore(ref('company', 'a')))
  expect(await scoreOf(host, 'a')).toEqual([40, 'neutral'])
  const { change } = await healthOf(host, 'a')
  expect(sum(change?.causes)).toBe((change?.to ?? 0) - (change?.from ?? 0))
})

test('[EDN-4] of a smaller edition every profile is kept and goes on scoring; what is over the limit is listed and cannot be edited', async () => {
  const storage = store()
  const first = await open(storage, { edition: 'enterprise' })
  await activated(first)
  const second = await activated(first, { ...definition, name: 'Second' })
  await first[Symbol.asyncDispose]()
  await using host = await open(storage, { edition: 'professional' })
  const { profiles } = getValue(await root(host).read(scoreProfilesContract))
  expect(profiles.map(({ definition: { name }, state, isMain, isOverLimit }) => [name, state, isMain, isOverLimit])).toEqual([
    ['Second', 'active', false, true],
    ['Test', 'active', true, false],
  ])
  getValue(await root(host).edit('a', Company.employees, 500))
  await host.idle()
  const health = getValue(await root(host).read(healthContract, { type: 'company', id: 'a', profile: second.profile }))
  expect(health).toMatchObject({ state: 'scored', score: 60 })
  const { version } = profiles[0] ?? { version: '' }
  const change = { profile: second.profile, version, alerts: false }
  expect(await root(host).act(saveProfileContract, { ...change, definition })).toMatchObject({ problem: { code: 'edition.limit' } })
  getValue(await root(host).act(changeProfileContract, { ...change, change: 'deactivate' }))
  expect(getValue(await root(host).read(scoreProfilesContract)).profiles.map(({ isOverLimit }) => isOverLimit)).toEqual([false, false])
})
