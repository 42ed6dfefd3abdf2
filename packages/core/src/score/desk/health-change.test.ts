import { Company, days, getValue, Meeting, Ticket } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import { healthContract } from '../contract/health-contract.js'
import { saveProfileContract } from '../contract/profile-contract.js'
import { activated, definition, open, ref, root, start, store } from '../keeper/test-scored-host.js'
import type { ScoreProfile } from '../model/profile.js'

const startAt = Date.parse(start)

const changeFor = async (host: TestHost, user: string) => {
  const health = getValue(await host.as(user).read(healthContract, { type: 'company', id: 'a' }))
  return health.state === 'scored' ? health.change : undefined
}

test('[HS-15] [HS-7] the cause of a difference shows its values to those who may see the property, and to others its points alone', async () => {
  await using host = await open()
  await activated(host)
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 500))
  await writeAs(host, (writes) => writes.update(ref('user', 'narrow'), { hidden: ['company.employees'] }))
  await host.idle()
  const cause = { of: 'size', label: 'Employees', points: 20 }
  expect(await changeFor(host, 'root')).toMatchObject({
    ...{ from: 40, to: 60 },
    causes: [{ ...cause, by: 'input', input: 'Employees', kind: 'number', from: 10, to: 500 }],
  })
  expect((await changeFor(host, 'narrow'))?.causes).toEqual([{ ...cause, by: 'hidden' }])
})

test('[HS-15] the cause of a difference names the linked record to those who may see it, and to others its points alone', async () => {
  await using host = await open()
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: 1 }))
  await host.idle()
  const cause = { of: 'open', label: 'Open tickets', points: 20 }
  const named = { input: 'Tickets', record: { type: 'ticket', id: 't', title: 'T', change: 'changed' } }
  expect((await changeFor(host, 'root'))?.causes).toEqual([{ ...cause, ...named, by: 'input' }])
  expect((await changeFor(host, 'narrow'))?.causes).toEqual([{ ...cause, by: 'hidden' }])
})

test('[HS-15] the cause of a difference names no linked record to who may not see the property that counts', async () => {
  await using host = await open()
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: 1 }))
  await writeAs(host, (writes) => writes.update(ref('user', 'ines'), { hidden: ['ticket.closedAt'] }))
  await host.idle()
  const byOf = async (user: string) => (await changeFor(host, user))?.causes.map(({ by, points }) => [by, points])
  expect([await byOf('root'), await byOf('ines')]).toEqual([[['input', 20]], [['hidden', 20]]])
})

test('[HS-15] of many linked records that caused a difference, their number is shown to who may see each, and to others the points alone', async () => {
  const ids = Array.from({ length: 8 }, (_, at) => `t${at}`)
  await using host = await open(store(...ids.map((id) => record(Ticket, id, { subject: id, owner: 'ines' }))))
  await activated(host)
  await writeAs(host, (writes) => {
    for (const id of ids) writes.associate(ref('company', 'a'), { association: 'tickets', to: id })
  })
  await host.advance(hours(1))
  await writeAs(host, (writes) => {
    for (const id of ids) writes.update(ref('ticket', id), { closedAt: 1 })
  })
  await host.idle()
  const cause = { of: 'open', label: 'Open tickets', points: 20 }
  expect((await changeFor(host, 'root'))?.causes).toEqual([{ ...cause, by: 'input', input: 'Tickets', records: 8 }])
  await writeAs(host, (writes) => writes.update(ref('ticket', 't0'), { owner: 'root' }))
  const objects = { '*': { view: 'all', edit: 'none', delete: 'none' }, ticket: { view: 'own', edit: 'none', delete: 'none' } }
  await writeAs(host, (writes) => writes.update(ref('user', 'ines'), { objects }))
  expect((await changeFor(host, 'ines'))?.causes).toEqual([{ ...cause, by: 'hidden' }])
})

const scoredAs = async (host: TestHost, input: Readonly<Record<string, unknown>> = {}) => {
  await host.idle()
  const health = getValue(await root(host).read(healthContract, { type: 'company', id: 'a', ...input }))
  return health.state === 'scored' ? health.change : undefined
}
const saved = async (host: TestHost, profile: string, version: string, next: ScoreProfile) => {
  getValue(await root(host).act(saveProfileContract, { profile, version, definition: next, alerts: false }))
  await host.idle()
}

test('[HS-7] a first score is no change, and neither is a status that it has had from the beginning', async () => {
  await using host = await open()
  await activated(host)
  expect([await scoredAs(host), await scoredAs(host, { since: 'status' })]).toEqual([undefined, undefined])
})

test('[HS-7] [BEY-2] a difference says when it came and what moved: the criterion that was changed, and the bound of its group, by their names', async () => {
  await using host = await open()
  const { profile, version } = await activated(host, { ...definition, name: 'Main', start: 0 })
  await host.advance(hours(1))
  const groups = definition.groups.map((group) => ({
    ...group,
    ...(group.id === 'usage' && { name: 'Usage', clamp: [0, 35] as const }),
    criteria: group.criteria.map((one) => (one.kind === 'number' ? { ...one, name: 'Size', ranges: [{ from: 0, points: 40 }] } : one)),
  }))
  await saved(host, profile, version, { ...definition, name: 'Main', start: 10, groups })
  expect(await scoredAs(host)).toEqual({
    ...{ at: startAt + 3_600_000, from: 40, to: 65 },
    causes: [
      { by: 'profile', of: 'size', label: 'Size', points: 20 },
      { by: 'bounds', of: 'total', label: 'Main', points: 10 },
      { by: 'bounds', of: 'usage', label: 'Usage', points: -5 },
    ],
  })
})

test('[HS-7] [HS-4] time that passed is a cause, and a property shows its values from and to', async () => {
  await using host = await open(store(record(Meeting, 'm', { title: 'Talk', at: startAt })))
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'meetings', to: 'm' }))
  await host.idle()
  await host.advance(days(7))
  expect(await scoredAs(host)).toMatchObject({ from: 50, to: 45, causes: [{ by: 'clock', of: 'meet', label: 'Meetings', points: -5 }] })
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, null))
  expect(await scoredAs(host)).toEqual({
    ...{ at: startAt + 7 * 86_400_000 + 3_600_000, from: 45, to: 25 },
    causes: [{ by: 'input', of: 'size', label: 'Employees', input: 'Employees', kind: 'number', from: 10, to: null, points: -20 }],
  })
})

test('[HS-14] [HS-7] under a profile that is not the main one a difference follows the scores that it keeps', async () => {
  await using host = await open(store(), { edition: 'enterprise' })
  await activated(host, { ...definition, name: 'Main' })
  const half = { ...definition, name: 'Half', thresholds: { ...definition.thresholds, neutral: 10, healthy: 50 } }
  const { profile } = await activated(host, half)
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 5))
  await host.idle()
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 500))
  const cause = (from: number, points: number) => [{ by: 'input', of: 'size', from, to: 500, points }]
  expect(await scoredAs(host, { profile })).toMatchObject({ from: 20, to: 60, causes: cause(5, 40) })
  expect(await scoredAs(host, { profile, since: 'status' })).toMatchObject({ at: startAt + 7_200_000, from: 20, to: 60 })
  expect(await scoredAs(host, { since: 'status' })).toMatchObject({ at: startAt + 7_200_000, from: 20, to: 60 })
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 50))
  expect(await scoredAs(host, { profile })).toMatchObject({ from: 60, to: 40 })
  expect(await scoredAs(host, { profile, since: 'status' })).toMatchObject({ from: 60, to: 40 })
  // For the main profile it is neutral in either case, since two scores ago.
  expect(await scoredAs(host, { since: 'status' })).toMatchObject({ at: startAt + 7_200_000, from: 20, to: 40 })
})
