import { Company, days, getValue, Meeting, values } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import type { Observable } from 'rxjs'
import { expect, test, vi } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import { healthContract } from '../contract/health-contract.js'
import { changeProfileContract, saveProfileContract, scoreProgressContract } from '../contract/profile-contract.js'
import { healthOverviewContract } from '../contract/trend-contract.js'
import { activated, company, definition, open, ref, root, start, store } from '../keeper/test-scored-host.js'

/** What a stream says, as it goes on. */
function followed<T>(stream: Observable<T>) {
  const seen: T[] = []
  const subscription = stream.subscribe((value) => seen.push(value))
  return { seen, last: () => seen.at(-1), [Symbol.dispose]: () => subscription.unsubscribe() }
}
const settled = async (host: TestHost) => {
  for (let turn = 0; turn < 4; turn += 1) {
    await host.idle()
    await host.advance({ ms: 250 })
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
const watched = (host: TestHost, input: { readonly id: string; readonly profile?: string }) =>
  followed(
    root(host)
      .watch(healthContract, { type: 'company', ...input })
      .pipe(values()),
  )
const scores = ({ seen }: ReturnType<typeof watched>) => [
  ...new Set(seen.map((each) => (each.state === 'scored' ? each.score : each.state))),
]

test('[HS-8] an open explanation moves when the clock moves one of its criteria, each time again', async () => {
  await using host = await open(store(record(Meeting, 'm', { title: 'Talk', at: Date.parse(start) + 3_600_000 })))
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'meetings', to: 'm' }))
  await host.idle()
  using health = watched(host, { id: 'a' })
  await settled(host)
  for (const wait of [hours(1), days(7), days(7)]) {
    await host.advance(wait)
    await settled(host)
  }
  expect(scores(health)).toEqual([40, 50, 45])
  expect(health.last()).toMatchObject({ state: 'scored', score: 40 })
})

const shows = (stream: { last(): unknown }, what: object) => vi.waitFor(() => expect(stream.last()).toMatchObject(what))

test('[HS-8] an open explanation follows its own customer and the profiles, under the main one and any other', async () => {
  await using host = await open(store(), { edition: 'enterprise' })
  using health = watched(host, { id: 'a' })
  await shows(health, { state: 'none' })
  await activated(host, { ...definition, name: 'One' })
  await shows(health, { state: 'scored', score: 40, profile: { name: 'One' } })
  const second = await activated(host, { ...definition, name: 'Two' })
  using other = watched(host, { id: 'a', profile: second.profile })
  await shows(other, { score: 40, profile: { name: 'Two' } })
  getValue(await root(host).edit('a', Company.employees, 500))
  await shows(health, { score: 60, status: 'neutral' })
  await shows(other, { score: 60, status: 'neutral' })
  const strict = { ...definition, name: 'Two', thresholds: { ...definition.thresholds, neutral: 65 } }
  const change = { profile: second.profile, version: second.version, definition: strict, alerts: false }
  getValue(await root(host).act(saveProfileContract, change))
  await shows(other, { score: 60, status: 'at-risk', thresholds: { neutral: 65 } })
  expect(health.last()).toMatchObject({ score: 60, status: 'neutral' })
})

test('[HS-9] [SUM-6] an open overview follows scores, archived customers, and who looks after them', async () => {
  await using host = await open(store(company('c', 5)))
  const { profile, version } = await activated(host)
  const overview = (of: 'all' | 'mine') => followed(root(host).watch(healthOverviewContract, { of }).pipe(values()))
  using all = overview('all')
  using mine = overview('mine')
  await shows(all, { atRisk: 1, neutral: 2, none: 0 })
  await shows(mine, { atRisk: 0, neutral: 0, none: 0 })
  getValue(await root(host).edit('c', Company.employees, 500))
  await shows(all, { atRisk: 0, neutral: 3, none: 0 })
  getValue(await root(host).edit('a', Company.csm, 'root'))
  await shows(mine, { atRisk: 0, neutral: 1, none: 0 })
  await writeAs(host, (writes) => writes.archive(ref('company', 'c')))
  await shows(all, { atRisk: 0, neutral: 2, none: 0 })
  getValue(await root(host).act(changeProfileContract, { profile, version, change: 'deactivate', alerts: false }))
  await shows(all, { atRisk: 0, neutral: 0, none: 2 })
  await shows(mine, { neutral: 0, none: 1 })
})

test('[HS-8] how far scores are is said of each object that has a profile, and follows', async () => {
  await using host = await open()
  using progress = followed(root(host).watch(scoreProgressContract).pipe(values()))
  await vi.waitFor(() => expect(progress.last()).toEqual([]))
  await activated(host)
  await vi.waitFor(() => expect(progress.last()).toEqual([{ objectType: 'company', done: 1 }]))
})
