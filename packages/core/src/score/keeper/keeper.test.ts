import { Company, days, getValue, Meeting, rowOf } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import type { StorageAdapter, WriteBatch } from '../../storage/adapter.js'
import { healthContract } from '../contract/health-contract.js'
import { activateProfileContract, changeProfileContract, saveProfileContract, scoreProfilesContract } from '../contract/profile-contract.js'
import { keptScore, scorePlugin } from './profile-record.js'
import { activated, company, definition, draft, open, ref, root, scoreOf, start, store } from './test-scored-host.js'

test('[HS-8] a change of a property, a link, a linked record or the archive moves the score at once', async () => {
  await using host = await open()
  await activated(host)
  expect([await scoreOf(host, 'a'), await scoreOf(host, 'b')]).toEqual([
    [40, 'neutral'],
    [60, 'neutral'],
  ])
  getValue(await root(host).edit('a', Company.employees, 5))
  expect(await scoreOf(host, 'a')).toEqual([20, 'at-risk'])
  await writeAs(host, (writes) => writes.associate(ref('company', 'b'), { association: 'tickets', to: 't' }))
  expect(await scoreOf(host, 'b')).toEqual([40, 'neutral'])
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: 1 }))
  expect(await scoreOf(host, 'b')).toEqual([60, 'neutral'])
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: null }))
  await writeAs(host, (writes) => writes.archive(ref('ticket', 't')))
  expect(await scoreOf(host, 'b')).toEqual([60, 'neutral'])
  await writeAs(host, (writes) => writes.restore(ref('ticket', 't')))
  expect(await scoreOf(host, 'b')).toEqual([40, 'neutral'])
  await writeAs(host, (writes) => writes.unassociate(ref('company', 'b'), { association: 'tickets', to: 't' }))
  expect(await scoreOf(host, 'b')).toEqual([60, 'neutral'])
})

const unlimited = { signal: new AbortController().signal }
/** A store that says what it was given. */
function watched(batches: WriteBatch[], inner = store()): StorageAdapter {
  return {
    ...inner,
    commit: (batch, io) => {
      batches.push(batch)
      return inner.commit(batch, io)
    },
  }
}
const scoresIn = (batches: readonly WriteBatch[]): readonly unknown[] =>
  batches.map(({ consequence }) => consequence?.writes.map((write) => ('values' in write ? write.values[keptScore] : undefined)))

test('[HS-8] [HS-15] a change is stored with the score that it moves, which the keeper has written', async () => {
  const batches: WriteBatch[] = []
  const storage = watched(batches)
  await using host = await open(storage)
  await activated(host)
  const start = batches.length
  getValue(await root(host).edit('a', Company.employees, 5))
  expect(await root(host).records.find('a', rowOf(Company.healthScore, Company.healthStatus))).toMatchObject({
    healthScore: 20,
    healthStatus: 'at-risk',
  })
  await writeAs(host, (writes) => writes.associate(ref('company', 'b'), { association: 'tickets', to: 't' }))
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: 1 }))
  expect(scoresIn(batches.slice(start))).toEqual([[20], [40], [60]])
  const [past = []] = (await storage.history?.read([ref('company', 'a')], [keptScore, 'employees'], 2, unlimited)) ?? []
  expect(past.map(({ property, actor }) => [property, actor.plugin, actor.user])).toEqual([
    [keptScore, scorePlugin, undefined],
    ['employees', undefined, 'root'],
  ])
})

test('[HS-8] changes that wait for each other are scored together, and what is archived or unlinked after it is stored', async () => {
  const batches: WriteBatch[] = []
  await using host = await open(watched(batches))
  await activated(host)
  const start = batches.length
  const edits = [5, 50, 500].map((employees) => root(host).edit('a', Company.employees, employees))
  for (const outcome of await Promise.all(edits)) getValue(outcome)
  expect(scoresIn(batches.slice(start, start + 2))).toEqual([undefined, undefined])
  expect(await scoreOf(host, 'a')).toEqual([60, 'neutral'])
  await writeAs(host, (writes) => writes.associate(ref('company', 'b'), { association: 'tickets', to: 't' }))
  const after = batches.length
  await writeAs(host, (writes) => writes.archive(ref('ticket', 't')))
  expect(scoresIn(batches.slice(after, after + 1))).toEqual([undefined])
  expect(await scoreOf(host, 'b')).toEqual([60, 'neutral'])
})

test('[HS-8] [HS-4] the clock moves a score when an event ages, is over, or begins', async () => {
  await using host = await open(store(record(Meeting, 'soon', { title: 'Soon', at: Date.parse(start) + 3_600_000 })))
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'b'), { association: 'meetings', to: 'soon' }))
  expect(await scoreOf(host, 'b')).toEqual([60, 'neutral'])
  await host.advance(hours(1))
  expect(await scoreOf(host, 'b')).toEqual([70, 'healthy'])
  await host.advance(days(7))
  expect(await scoreOf(host, 'b')).toEqual([65, 'neutral'])
  await host.advance(days(8))
  expect(await scoreOf(host, 'b')).toEqual([60, 'neutral'])
})

test('[HS-8] a customer whose turn the clock brings keeps it when another is scored in between', async () => {
  await using host = await open(store(record(Meeting, 'soon', { title: 'Soon', at: Date.parse(start) + 3_600_000 })))
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'b'), { association: 'meetings', to: 'soon' }))
  await host.idle()
  getValue(await root(host).edit('a', Company.employees, 500))
  await host.idle()
  await host.advance(hours(1))
  expect(await scoreOf(host, 'b')).toEqual([70, 'healthy'])
})

test('[HS-8] nobody writes a score that a profile keeps, and what the keeper writes is no change by a person', async () => {
  await using host = await open()
  const profile = await activated(host)
  const refused = await root(host).edit('a', Company.healthScore, 99)
  expect(refused).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  const before = await root(host).records.find('a', rowOf(Company.updatedAt))
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  expect(await scoreOf(host, 'a')).toEqual([20, 'at-risk'])
  expect((await root(host).records.find('a', rowOf(Company.updatedAt)))?.updatedAt).toBe(before?.updatedAt)
  getValue(
    await root(host).act(changeProfileContract, {
      profile: profile.profile,
      version: profile.version,
      change: 'deactivate',
      alerts: false,
    }),
  )
  expect(await scoreOf(host, 'a')).toEqual([null, null])
  getValue(await root(host).edit('a', Company.healthScore, 99))
})

test('[HS-8] after a restart the profile is active, and goes on keeping its scores', async () => {
  const storage = store()
  const first = await open(storage)
  await activated(first)
  await first[Symbol.asyncDispose]()
  await using host = await open(storage)
  expect(await root(host).edit('a', Company.healthScore, 99)).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  getValue(await root(host).edit('a', Company.employees, 500))
  expect(await scoreOf(host, 'a')).toEqual([60, 'neutral'])
})

test('[EDN-1] [HS-1] [HS-13] [ACC-5] limits of the edition, faults and rights are refused by name', async () => {
  await using host = await open()
  await activated(host)
  const act = (user: string) => host.as(user).act(saveProfileContract, { definition, alerts: false })
  expect(await act('ines')).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  expect(await act('boss')).toMatchObject({ ok: false, problem: { code: 'access.denied', details: { missing: 'a service seat' } } })
  const second = await draft(host)
  expect(await root(host).act(activateProfileContract, { profile: second.profile, version: second.version, alerts: false })).toMatchObject({
    problem: { code: 'edition.limit', details: { max: 1 } },
  })
  for (let at = 0; at < 4; at += 1) await draft(host)
  expect(await root(host).act(saveProfileContract, { definition, alerts: false })).toMatchObject({
    problem: { code: 'edition.limit', details: { max: 5 } },
  })
  const faulty = await root(host).act(saveProfileContract, {
    profile: second.profile,
    version: second.version,
    definition: { ...definition, groups: [] },
    alerts: false,
  })
  expect(getValue(faulty as never)).toMatchObject({ faults: [{ path: ['groups'] }] })
  const { profiles } = getValue(await root(host).read(scoreProfilesContract))
  expect(profiles.map(({ state }) => state).sort()).toEqual(['active', ...Array(5).fill('draft')])
})

test('[EDN-2] [HS-14] the main profile keeps the score of the customer, another one its own, and both explain themselves', async () => {
  await using host = await open(store(), { edition: 'enterprise' })
  await activated(host)
  const half = { ...definition, name: 'Half', thresholds: { ...definition.thresholds, neutral: 10, healthy: 20 } }
  const second = await activated(host, half)
  expect(await scoreOf(host, 'a')).toEqual([40, 'neutral'])
  const health = (profile?: string) => root(host).read(healthContract, { type: 'company', id: 'a', ...(profile && { profile }) })
  expect(getValue(await health())).toMatchObject({ state: 'scored', score: 40, status: 'neutral', profile: { isMain: true } })
  expect(getValue(await health(second.profile))).toMatchObject({ score: 40, status: 'healthy', profile: { name: 'Half', isMain: false } })
  const { version } = getValue(await root(host).read(scoreProfilesContract)).profiles.find(({ id }) => id === second.profile) ?? {
    version: '',
  }
  getValue(await root(host).act(changeProfileContract, { profile: second.profile, version, change: 'main', alerts: false }))
  expect(await scoreOf(host, 'a')).toEqual([40, 'healthy'])
})

test('[HS-7] [BEY-2] [HS-15] the explanation sums, names the cause of a change, and hides inputs that somebody may not see', async () => {
  await using host = await open()
  await activated(host)
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 500))
  await host.idle()
  const health = getValue(await root(host).read(healthContract, { type: 'company', id: 'a' }))
  if (health.state !== 'scored') throw new Error('There is no score.')
  expect(health.entries.reduce((sum, { units }) => sum + units, 0)).toBe(health.total)
  expect(health).toMatchObject({
    score: 60,
    coverage: 1,
    change: { from: 40, to: 60, causes: [{ by: 'input', points: 20, from: 10, to: 500 }] },
  })
  expect(health.groups.map(({ name, points }) => [name, points])).toEqual([
    ['usage', 40],
    ['support', 20],
    ['talks', 0],
  ])
})

/** A store whose process is gone after so many commits. */
function dying(inner: StorageAdapter, commits: number): StorageAdapter {
  let left = commits
  const commit: StorageAdapter['commit'] = (batch, io) => {
    left -= 1
    return left < 0 ? Promise.reject(new Error('The process was killed.')) : inner.commit(batch, io)
  }
  return { ...inner, commit, close: async () => {} }
}
test('[HS-8] killed after any commit, the next start scores what was touched and goes on with a run', async () => {
  const kills = Number(process.env['TENURE_KILLS'] ?? 8)
  for (let commits = 0; commits < kills; commits += 1) {
    const inner = store(...Array.from({ length: 30 }, (_, at) => company(`x${at}`, at * 10)))
    const first = await open(inner)
    const { profile, version } = await draft(first)
    await first[Symbol.asyncDispose]()
    const killed = await open(dying(inner, commits)).catch(() => undefined)
    if (killed !== undefined) {
      await root(killed)
        .act(activateProfileContract, { profile, version, alerts: false })
        .catch(() => undefined)
      for (let at = 0; at < 6; at += 1)
        await root(killed)
          .edit(`x${at}`, Company.employees, 300 + at)
          .catch(() => undefined)
    }
    await using host = await open(inner, { now: '2026-07-01T12:01:00Z' })
    await host.advance({ ms: 10_000 })
    await host.idle()
    const { profiles } = getValue(await root(host).read(scoreProfilesContract))
    if (profiles[0]?.state !== 'active') {
      const now = profiles[0] ?? { id: profile, version }
      getValue(await root(host).act(activateProfileContract, { profile: now.id, version: now.version, alerts: false }))
    }
    await host.advance({ ms: 10_000 })
    for (const id of ['a', 'b', ...Array.from({ length: 30 }, (_, at) => `x${at}`)]) {
      const [score] = await scoreOf(host, id)
      const size = (await root(host).records.find(id, rowOf(Company.employees)))?.employees ?? 0
      expect(score, `${id} after ${commits} commits`).toBe(20 + (size >= 100 ? 40 : size >= 10 ? 20 : 0))
    }
  }
})

test('[HS-8] what the clock moves next is planned after a start, and again after each turn', async () => {
  const storage = store(...[1, 2].map((hour) => record(Meeting, `in${hour}`, { title: 'Talk', at: Date.parse(start) + hour * 3_600_000 })))
  const first = await open(storage)
  await activated(first)
  for (const [customer, meeting] of [
    ['a', 'in1'],
    ['b', 'in2'],
  ] as const)
    await writeAs(first, (writes) => writes.associate(ref('company', customer), { association: 'meetings', to: meeting }))
  await first[Symbol.asyncDispose]()
  await using host = await open(storage)
  const scores = async () => [await scoreOf(host, 'a'), await scoreOf(host, 'b')].map(([score]) => score)
  expect(await scores()).toEqual([40, 60])
  await host.advance(hours(1))
  expect(await scores()).toEqual([50, 60])
  await host.advance(hours(1))
  expect(await scores()).toEqual([50, 70])
})
