import { Company, getValue, values } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import type { TestHost } from '@tenure/testing'
import { filter, firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import {
  activateProfileContract,
  activeProfilesContract,
  changeProfileContract,
  saveProfileContract,
  scoreProfilesContract,
} from '../contract/profile-contract.js'
import { activated, definition, draft, open, ref, root, scoreOf, start, store } from '../keeper/test-scored-host.js'
import type { ScoreProfile } from '../model/profile.js'

const startAt = Date.parse(start)
const named = (name: string, rest: Partial<ScoreProfile> = {}): ScoreProfile => ({ ...definition, name, ...rest })
const many = () => open(store(), { edition: 'enterprise' })
const listed = async (host: TestHost, user = 'root') => getValue(await host.as(user).read(scoreProfilesContract))
const states = async (host: TestHost) =>
  Object.fromEntries((await listed(host)).profiles.map(({ definition: { name }, state, isMain }) => [name, isMain ? 'main' : state]))
const versionOf = async (host: TestHost, profile: string) => (await listed(host)).profiles.find(({ id }) => id === profile)?.version ?? ''
const activate = async (host: TestHost, profile: string, rest: { readonly version?: string; readonly replaces?: string } = {}) =>
  root(host).act(activateProfileContract, { profile, version: await versionOf(host, profile), alerts: false, ...rest })
const save = async (host: TestHost, profile: string, of: ScoreProfile, version?: string) =>
  root(host).act(saveProfileContract, { profile, version: version ?? (await versionOf(host, profile)), definition: of, alerts: false })
const change = async (host: TestHost, profile: string, to: 'main' | 'deactivate' | 'delete', version?: string) =>
  root(host).act(changeProfileContract, { profile, version: version ?? (await versionOf(host, profile)), change: to, alerts: false })
const refused = (field: string, message: string) => ({
  ok: false,
  problem: { code: 'input.invalid', message, details: { issues: [{ path: [field], message }] } },
})

test('[HS-1] [HS-13] profiles are listed with their state, times, limits and what keeps a draft from being activated', async () => {
  await using host = await open()
  const first = await draft(host)
  await host.advance(hours(1))
  const saved = getValue(await save(host, first.profile, named('One', { groups: [] })))
  expect(saved).toEqual({
    ...{ profile: first.profile, version: expect.not.stringContaining(first.version) },
    faults: [{ path: ['groups'], message: 'A profile needs a group of criteria.' }],
  })
  const whole = getValue(await save(host, first.profile, named('One')))
  expect(whole.faults).toEqual([])
  await host.advance(hours(1))
  const active = getValue(await activate(host, first.profile))
  const other = getValue(await root(host).act(saveProfileContract, { definition: named('Two', { groups: [] }), alerts: false }))
  const times = { createdAt: startAt, updatedAt: startAt + 2 * 3_600_000, activatedAt: startAt + 2 * 3_600_000 }
  expect(await listed(host)).toEqual({
    profiles: [
      {
        ...{ id: first.profile, version: active.version, state: 'active', isMain: true, definition: named('One') },
        ...{ faults: [], isOverLimit: false, ...times },
      },
      {
        ...{ id: other.profile, version: other.version, state: 'draft', isMain: false, definition: named('Two', { groups: [] }) },
        ...{ faults: other.faults, isOverLimit: false, createdAt: times.updatedAt, updatedAt: times.updatedAt },
      },
    ],
    limits: { active: 1, draft: 5 },
    kinds: [],
    mayEdit: true,
  })
  expect(getValue(await root(host).read(activeProfilesContract))).toEqual([
    { id: first.profile, name: 'One', objectType: 'company', isMain: true, thresholds: { neutral: 40, healthy: 70 } },
  ])
})

test('[ACC-5] [HS-13] who may not edit scores reads so with the list, which follows when that changes', async () => {
  await using host = await open()
  expect([(await listed(host, 'editor')).mayEdit, (await listed(host, 'boss')).mayEdit]).toEqual([true, false])
  const next = firstValueFrom(
    host
      .as('boss')
      .watch(scoreProfilesContract)
      .pipe(
        values(),
        filter(({ mayEdit }) => mayEdit),
      ),
  )
  await writeAs(host, (writes) => writes.update(ref('user', 'boss'), { seat: true }))
  expect((await next).mayEdit).toBe(true)
})

test('[HS-13] a list of profiles that is open follows what others save', async () => {
  await using host = await open()
  const next = firstValueFrom(
    host
      .as('editor')
      .watch(scoreProfilesContract)
      .pipe(
        values(),
        filter(({ profiles }) => profiles.length === 1),
      ),
  )
  await draft(host, named('One'))
  expect((await next).profiles.map(({ definition: { name } }) => name)).toEqual(['One'])
})

test('[HS-14] a draft that is activated in the place of the main profile is the main one, and the other a draft again', async () => {
  await using host = await open()
  const first = await activated(host, named('One'))
  const second = await draft(host, named('Two'))
  await host.advance(hours(1))
  const after = getValue(await activate(host, second.profile, { replaces: first.profile }))
  expect(after).toEqual({ profile: second.profile, version: await versionOf(host, second.profile), run: expect.any(String) })
  await host.idle()
  expect(await states(host)).toEqual({ One: 'draft', Two: 'main' })
  const { profiles } = await listed(host)
  expect(profiles.map(({ definition: { name }, updatedAt }) => [name, updatedAt - startAt])).toEqual([
    ['One', 3_600_000],
    ['Two', 3_600_000],
  ])
  expect(await scoreOf(host, 'a')).toEqual([40, 'neutral'])
})

test('[HS-14] a draft takes the place of a profile as it was: the main one, or one beside it', async () => {
  await using host = await many()
  const first = await activated(host, named('One'))
  const second = await activated(host, named('Two'))
  const third = await draft(host, named('Three'))
  getValue(await activate(host, third.profile, { replaces: second.profile }))
  expect(await states(host)).toEqual({ One: 'main', Two: 'draft', Three: 'active' })
  const fourth = await draft(host, named('Four'))
  getValue(await activate(host, fourth.profile, { replaces: first.profile }))
  expect(await states(host)).toEqual({ One: 'draft', Two: 'draft', Three: 'active', Four: 'main' })
})

test('[HS-13] what cannot be activated is refused with what is in its way', async () => {
  await using host = await many()
  const first = await activated(host, named('One'))
  const second = await draft(host, named('Two'))
  expect(await activate(host, first.profile)).toMatchObject(refused('profile', 'One is active already.'))
  const third = await draft(host, named('Three'))
  expect(await activate(host, second.profile, { replaces: third.profile })).toMatchObject(
    refused('replaces', 'Three is no active profile of the same object.'),
  )
  const ofTickets = named('Tickets', { objectType: 'ticket', groups: [] })
  const other = await draft(host, ofTickets)
  expect(await activate(host, other.profile, { replaces: first.profile })).toMatchObject(
    refused('replaces', 'One is no active profile of the same object.'),
  )
  const message = 'A profile needs a group of criteria.'
  expect(await activate(host, other.profile)).toMatchObject({
    problem: {
      ...{ code: 'input.invalid', message: `The profile cannot be active: ${message}` },
      details: { issues: [{ path: ['groups'], message }] },
    },
  })
  for (const replaces of [undefined, 'nobody']) {
    const profile = replaces === undefined ? 'nobody' : second.profile
    expect(await activate(host, profile, { version: 'x', ...(replaces && { replaces }) })).toMatchObject({
      problem: {
        ...{ code: 'record.not-found', message: 'There is no such health score.' },
        details: { record: { type: 'scoreProfile', id: 'nobody' } },
      },
    })
  }
  expect(await states(host)).toEqual({ One: 'main', Two: 'draft', Three: 'draft', Tickets: 'draft' })
})

test('[REC-2] [HS-13] what somebody else changed meanwhile is not overwritten, and the newer version is at hand', async () => {
  await using host = await open()
  const { profile, version } = await draft(host, named('One'))
  const newer = named('Newer')
  const saved = getValue(await save(host, profile, newer))
  const conflict = {
    ...{ code: 'record.conflict', message: 'Someone else changed Newer. Look at the newer version first.' },
    details: { record: { type: 'scoreProfile', id: profile }, newer: { definition: newer }, version: saved.version },
  }
  const outcomes = [
    await save(host, profile, named('Mine'), version),
    await activate(host, profile, { version }),
    await change(host, profile, 'delete', version),
    await root(host).act(saveProfileContract, { profile, definition: named('Mine'), alerts: false }),
  ]
  expect(outcomes).toMatchObject(outcomes.map(() => ({ ok: false, problem: conflict })))
  expect(await states(host)).toEqual({ Newer: 'draft' })
})

test('[HS-10] an active profile is saved whole and of its own object, and all its customers are scored again', async () => {
  await using host = await open()
  const { profile } = await activated(host, named('One'))
  expect(await save(host, profile, named('One', { groups: [] }))).toMatchObject({
    problem: { code: 'input.invalid', details: { issues: [{ path: ['groups'] }] } },
  })
  const [group] = definition.groups
  const tickets = named('One', {
    objectType: 'ticket',
    groups: [
      {
        ...(group as (typeof definition.groups)[number]),
        maximum: 100,
        criteria: [
          { kind: 'date', id: 'd', name: 'Age', property: 'ticket.createdAt', count: 'since', bound: 'above', ranges: [{ points: 1 }] },
        ],
      },
    ],
  })
  expect(await save(host, profile, tickets)).toMatchObject(
    refused('objectType', 'An active profile stays with its object. Make a draft for the other one.'),
  )
  const strict = named('Strict', { thresholds: { ...definition.thresholds, neutral: 50 } })
  const saved = getValue(await save(host, profile, strict))
  expect(saved).toEqual({ profile, version: await versionOf(host, profile), run: expect.any(String), faults: [] })
  expect([await scoreOf(host, 'a'), await states(host)]).toEqual([[40, 'at-risk'], { Strict: 'main' }])
})

test('[HS-13] a draft is deleted, an active profile is not, and a draft is neither deactivated nor the main one', async () => {
  await using host = await many()
  const first = await activated(host, named('One'))
  const second = await draft(host, named('Two'))
  expect(await change(host, first.profile, 'delete')).toMatchObject(refused('change', 'One is active. Deactivate it first.'))
  for (const to of ['main', 'deactivate'] as const)
    expect(await change(host, second.profile, to)).toMatchObject(refused('change', 'Two is a draft.'))
  expect(getValue(await change(host, second.profile, 'delete'))).toEqual({})
  expect(await states(host)).toEqual({ One: 'main' })
  expect(await change(host, second.profile, 'delete', second.version)).toMatchObject({ problem: { code: 'record.not-found' } })
})

test('[HS-14] the main profile goes last: another one is chosen first, and after the last one people write scores again', async () => {
  await using host = await many()
  const first = await activated(host, named('One'))
  const second = await activated(host, named('Two'))
  expect(await change(host, first.profile, 'deactivate')).toMatchObject(
    refused('change', 'One is the main profile. Choose another main profile first.'),
  )
  expect(getValue(await change(host, second.profile, 'main'))).toEqual({ run: expect.any(String) })
  expect(await states(host)).toEqual({ One: 'active', Two: 'main' })
  expect(getValue(await change(host, first.profile, 'deactivate'))).toEqual({ run: expect.any(String) })
  await host.idle()
  expect(await root(host).edit('a', Company.healthScore, 9)).toMatchObject({ ok: false })
  getValue(await change(host, second.profile, 'deactivate'))
  await host.idle()
  expect(await states(host)).toEqual({ One: 'draft', Two: 'draft' })
  getValue(await root(host).edit('a', Company.healthScore, 9))
})

test('[EDN-4] of the drafts of a smaller edition the newest are over its limit, and cannot be edited', async () => {
  const storage = store()
  const first = await open(storage, { edition: 'enterprise' })
  for (let at = 1; at <= 6; at += 1) {
    await draft(first, named(`Draft ${7 - at}`))
    await first.advance(hours(1))
  }
  await first[Symbol.asyncDispose]()
  await using host = await open(storage, { edition: 'professional' })
  const { profiles, limits } = await listed(host)
  expect([limits, profiles.map(({ definition: { name }, isOverLimit }) => [name, isOverLimit])]).toEqual([
    { active: 1, draft: 5 },
    [1, 2, 3, 4, 5, 6].map((at) => [`Draft ${at}`, at === 1]),
  ])
  const [newest, next] = profiles.map(({ id }) => id)
  expect(await save(host, newest ?? '', named('Mine'))).toMatchObject({
    problem: { code: 'edition.limit', message: expect.stringMatching(/^Draft 1 is kept, and cannot be edited\. /) },
  })
  getValue(await save(host, next ?? '', named('Mine')))
})
