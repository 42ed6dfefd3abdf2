import { Company, getValue, rowOf, Ticket } from '@tenure/core/contract'
import { memory, record } from '@tenure/memory'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { testDesk } from '../../jobs/follow/test-desk.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { activateProfileContract, saveProfileContract } from '../contract/profile-contract.js'
import { aGroup, aProfile } from '../engine/test-profile.js'

// A host with two companies and a profile of usage, support and talks, for tests.
export const start = '2026-07-01T12:00:00Z'
export const definition = aProfile([
  aGroup('usage', 40, [
    {
      kind: 'number',
      id: 'size',
      name: 'Employees',
      property: 'company.employees',
      ranges: [
        { from: 10, to: 100, points: 20 },
        { from: 100, points: 40 },
      ],
    },
  ]),
  aGroup('support', 20, [
    {
      ...{
        kind: 'records',
        id: 'open',
        name: 'Open tickets',
        association: 'company.tickets',
        where: { test: 'is-unknown', property: 'ticket.closedAt' },
      },
      ...{ measure: { by: 'count' }, ranges: [{ to: 1, points: 20 }] },
    },
  ]),
  aGroup(
    'talks',
    40,
    [
      {
        kind: 'events',
        id: 'meet',
        name: 'Meetings',
        association: 'company.meetings',
        days: 30,
        earn: { each: 10 },
        decay: { percent: 50, everyDays: 7 },
      },
    ],
    { kind: 'event' },
  ),
])
export const users = [
  aUser({ id: 'root', superAdmin: true }),
  aUser({ id: 'ines', permissions: ['workspace.access'] }),
  aUser({ id: 'editor', permissions: ['workspace.access', 'settings.manage'] }),
  aUser({ id: 'boss', superAdmin: true, seat: false }),
  aUser({
    id: 'narrow',
    permissions: ['workspace.access'],
    objects: { company: { view: 'all', edit: 'none', delete: 'none' } },
  }),
]
export const company = (id: string, employees: number) => record(Company, id, { name: id.toUpperCase(), employees })
export const store = (...records: readonly ReturnType<typeof record>[]) =>
  ({
    ...memory({ users, records: [company('a', 10), company('b', 200), record(Ticket, 't', { subject: 'T' }), ...records] }),
    close: async () => {},
  }) as unknown as StorageAdapter
export const open = async (storage: StorageAdapter = store(), rest: object = {}): Promise<TestHost> =>
  createTestHost({ plugins: [testDesk], storage, now: start, ...rest })
export const root = (host: TestHost) => host.as('root')
export const draft = async (host: TestHost, of = definition) =>
  getValue(await root(host).act(saveProfileContract, { definition: of, alerts: false }))
export async function activated(host: TestHost, of = definition): Promise<{ readonly profile: string; readonly version: string }> {
  const { profile, version } = await draft(host, of)
  const active = getValue(await root(host).act(activateProfileContract, { profile, version, alerts: false }))
  await host.idle()
  return active
}
export const Row = rowOf(Company.healthScore, Company.healthStatus)
export const scoreOf = async (host: TestHost, id: string) => {
  await host.idle()
  const row = await root(host).records.find(id, Row)
  return [row?.healthScore ?? null, row?.healthStatus ?? null]
}
export const ref = (type: string, id: string) => ({ type, id })
