import { Company, days, getValue, values } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { filter, firstValueFrom, shareReplay, take } from 'rxjs'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { healthContract } from '../contract/health-contract.js'
import { profilePreviewContract } from '../contract/preview-contract.js'
import { scoreProgressContract } from '../contract/profile-contract.js'
import { healthOverviewContract, healthTrendContract } from '../contract/trend-contract.js'
import { scorePlugin } from '../keeper/profile-record.js'
import { activated, company, definition, open, ref, root, scoreOf, store } from '../keeper/test-scored-host.js'
import { shareDone } from './health-desk.js'

const stricter = {
  ...definition,
  groups: definition.groups.map((group) =>
    group.id !== 'usage' ? group : { ...group, criteria: group.criteria.map((one) => ({ ...one, most: 10 })) },
  ),
}

test('[HS-10] a preview says faults, distribution, who changes status and why, and shows one record under both', async () => {
  await using host = await open(
    store(...Array.from({ length: 600 }, (_, at) => company(`x${String(at).padStart(3, '0')}`, at < 100 ? 5 : 150))),
  )
  await activated(host)
  const preview = root(host).watch(profilePreviewContract, { definition: stricter, record: 'b' })
  const done = await firstValueFrom(
    preview.pipe(
      values(),
      filter((value) => value.done === 602),
    ),
  )
  expect(done).toMatchObject({
    ...{ faults: [], done: 602, total: 602 },
    active: { atRisk: 100, neutral: 502, healthy: 0, none: 0 },
    draft: { atRisk: 602, neutral: 0, healthy: 0, none: 0 },
    moves: [{ from: 'neutral', to: 'at-risk', count: 502 }],
    one: {
      draft: { score: 30, status: 'at-risk' },
      active: { score: 60, status: 'neutral' },
      causes: [{ of: 'size', name: 'Employees', points: -30 }],
    },
  })
  expect(getValue(await root(host).read(profilePreviewContract, { definition: { ...stricter, groups: [] } }))).toMatchObject({
    faults: [{ path: ['groups'] }],
  })
})

test('[HS-10] the faults of a preview go when the object type gets what was missing', async () => {
  await using host = await open()
  const groups = definition.groups.map((group) => ({
    ...group,
    criteria: group.criteria.map((one) => (one.kind === 'number' ? { ...one, property: 'company.logins' } : one)),
  }))
  const preview = root(host)
    .watch(profilePreviewContract, { definition: { ...definition, groups } })
    .pipe(values(), shareReplay(1))
  const faulty = await firstValueFrom(preview.pipe(filter(({ faults }) => faults.length > 0)))
  expect(JSON.stringify(faulty.faults)).toContain('logins')
  const whole = firstValueFrom(preview.pipe(filter(({ faults, done }) => faults.length === 0 && done > 0)))
  await host.importer('test').extend([{ name: 'company', properties: [{ name: 'logins', kind: 'number', label: 'Logins' }] }])
  expect(await whole).toMatchObject({ faults: [], done: 2 })
})

test('[HS-9] [SUM-6] the history of a score, and distribution and average of a portfolio now and over past weeks', async () => {
  await using host = await open()
  await activated(host)
  await host.advance(days(10))
  getValue(await root(host).edit('a', Company.employees, 500))
  getValue(await root(host).edit('a', Company.csm, 'root'))
  expect(await scoreOf(host, 'a')).toEqual([60, 'neutral'])
  const [trend] = getValue(await root(host).read(healthTrendContract, { type: 'company', ids: ['a'], days: 90 }))
  expect(trend?.points.map(({ score, status }) => [score, status])).toEqual([
    [40, 'neutral'],
    [60, 'neutral'],
  ])
  const overview = (of: 'mine' | 'all', weeks = 0) => root(host).read(healthOverviewContract, { of, weeks })
  expect(getValue(await overview('all', 2))).toMatchObject({
    average: 60,
    neutral: 2,
    atRisk: 0,
    none: 0,
    overTime: [{ average: null }, { average: 50, scored: 2 }, { average: 60 }],
  })
  expect(getValue(await overview('mine'))).toMatchObject({ average: 60, neutral: 1, tenths: [0, 0, 0, 0, 0, 0, 1, 0, 0, 0] })
})

test('[ACC-8] [HS-9] who may not see scores sees no average of them, of now or of the past', async () => {
  await using host = await open()
  await activated(host)
  const seen = async () => {
    const { average, overTime } = getValue(await host.as('narrow').read(healthOverviewContract, { of: 'all', weeks: 1 }))
    return [average, ...overTime.map((week) => [week.average, week.scored])]
  }
  expect(await seen()).toEqual([50, [null, 0], [50, 2]])
  await writeAs(host, (writes) => writes.update(ref('user', 'narrow'), { hidden: ['company.healthScore'] }))
  expect(await seen()).toEqual([null, [null, 0], [null, 0]])
})

test('[ACC-8] [HS-15] who may not see score or status of customers is given no explanation of them', async () => {
  await using host = await open()
  await activated(host)
  const state = async () => getValue(await host.as('narrow').read(healthContract, { type: 'company', id: 'a' })).state
  expect(await state()).toBe('scored')
  for (const property of ['healthScore', 'healthStatus']) {
    await writeAs(host, (writes) => writes.update(ref('user', 'narrow'), { hidden: [`company.${property}`] }))
    expect(await state(), property).toBe('none')
  }
})

test('[HS-15] who may not see a record or a property sees the points of its criterion alone', async () => {
  await using host = await open(store(), {})
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  await host.idle()
  await writeAs(host, (writes) => writes.update(ref('user', 'narrow'), { hidden: ['company.employees'] }))
  const seen = async (user: string) => {
    const health = getValue(await host.as(user).read(healthContract, { type: 'company', id: 'a' }))
    if (health.state !== 'scored') throw new Error('There is no score.')
    return [
      health.score,
      health.groups.flatMap(({ criteria }) =>
        criteria.flatMap(({ inputs }) => inputs.map((input) => ('value' in input ? input.value : 'hidden'))),
      ),
    ]
  }
  expect(await seen('root')).toEqual([20, [10, 1, 0]])
  expect(await seen('narrow')).toEqual([20, ['hidden', 'hidden', 0]])
})

test('[BEY-4] a score as of a past instant is that of what was recorded before it', async () => {
  await using host = await open()
  await activated(host)
  const then = Date.parse('2026-07-01T13:00:00Z')
  await host.advance(hours(2))
  getValue(await root(host).edit('a', Company.employees, 500))
  await host.idle()
  const at = async (instant?: number) =>
    getValue(await root(host).read(healthContract, { type: 'company', id: 'a', ...(instant && { at: instant }) }))
  expect([await at(), await at(then)]).toMatchObject([{ score: 60 }, { score: 40, status: 'neutral' }])
})

test('[BEY-2] [HS-8] an open explanation follows a change, and progress says that nothing is left', async () => {
  await using host = await open()
  await activated(host)
  const health = root(host).watch(healthContract, { type: 'company', id: 'a' })
  const next = firstValueFrom(
    health.pipe(
      filter((frame) => JSON.stringify(frame).includes('"score":60')),
      take(1),
    ),
  )
  getValue(await root(host).edit('a', Company.employees, 500))
  for (let turn = 0; turn < 5; turn += 1) {
    await host.idle()
    await host.advance({ ms: 300 })
  }
  expect(await next).toBeDefined()
  expect(getValue(await root(host).read(scoreProgressContract))).toEqual([{ objectType: 'company', done: 1 }])
})

test('[BEY-2] [BEY-6] a status is explained by what moved the score since it last had another status, in one sum', async () => {
  await using host = await open(store(company('c', 200)))
  await activated(host)
  await host.advance(hours(1))
  getValue(await root(host).edit('c', Company.employees, 50))
  expect(await scoreOf(host, 'c')).toEqual([40, 'neutral'])
  await host.advance(hours(1))
  getValue(await root(host).edit('c', Company.employees, 5))
  expect(await scoreOf(host, 'c')).toEqual([20, 'at-risk'])
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.associate(ref('company', 'c'), { association: 'tickets', to: 't' }))
  expect(await scoreOf(host, 'c')).toEqual([0, 'at-risk'])
  const change = async (since: 'score' | 'status') => {
    const health = getValue(await root(host).read(healthContract, { type: 'company', id: 'c', since }))
    if (health.state !== 'scored' || health.change === undefined) throw new Error('Nothing has changed.')
    const { from, to, causes } = health.change
    return [from, to, Object.fromEntries(causes.map(({ of, points }) => [of, points]))]
  }
  // A link has no date in the history, so what it moved is named as unrecorded.
  expect(await change('score')).toEqual([20, 0, { total: -20 }])
  expect(await change('status')).toEqual([40, 0, { size: -20, total: -20 }])
})

test('[ACC-8] [HS-8] how far scores are is a whole percent, which does not tell how many customers there are', () => {
  const shares = [shareDone(0, 7), shareDone(1, 100_000), shareDone(1, 3), shareDone(500, 1000), shareDone(9, 3), shareDone(1, 0)]
  expect(shares).toEqual([1, 0.99, 0.66, 0.5, 0, 0])
})

/** A store in which what the keeper of scores stores by itself waits until it is let go. */
function held(inner: StorageAdapter) {
  let wait: Promise<void> | undefined
  const commit: StorageAdapter['commit'] = async (batch, io) => {
    if (batch.actor.plugin === scorePlugin) await wait
    return inner.commit(batch, io)
  }
  const hold = (): (() => void) => {
    let letGo = (): void => {}
    wait = new Promise((resolve) => {
      letGo = resolve
    })
    return letGo
  }
  return { storage: { ...inner, commit }, hold }
}

test('[HS-8] until a customer that is due is scored, its explanation and the progress say so', async () => {
  const { storage, hold } = held(store())
  await using host = await open(storage)
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  await host.idle()
  const said = async () => {
    const { isBehind } = getValue(await root(host).read(healthContract, { type: 'company', id: 'a' }))
    return [isBehind, getValue(await root(host).read(scoreProgressContract))]
  }
  const upToDate = [false, [{ objectType: 'company', done: 1 }]]
  expect(await said()).toEqual(upToDate)
  const letGo = hold()
  await writeAs(host, (writes) => writes.archive(ref('ticket', 't')))
  const meanwhile = await said()
  letGo()
  expect(meanwhile).toEqual([true, [{ objectType: 'company', done: 0.5 }]])
  await host.idle()
  expect(await said()).toEqual(upToDate)
})
