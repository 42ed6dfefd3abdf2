import { getValue, use } from '@tenure/core'
import { createWorkspaceContract, deleteWorkspaceContract } from '@tenure/core/administration'
import { definePlugin } from '@tenure/core/plugin'
import { defineReport } from '@tenure/core/report'
import { record as recordPlugin } from '@tenure/record'
import { aCompany, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { dashboards, dashboardsContract, setSummaryReportsContract, summaryReportsContract, valuesContract } from '../index.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const query = { type: 'company', measures: [{ measure: 'count' }], by: [{ property: 'company.healthStatus' }], picture: 'bar' } as const
const reports = definePlugin({
  id: 'test.reports',
  version: '1.0.0',
  host: '1.0',
  contributes: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
    defineReport({ id: `test.reports/${name}`, title: name, description: name, query }),
  ),
})
const seed = {
  users: [
    aUser({ id: 'ines', objects: { '*': all } }),
    aUser({ id: 'north', teams: ['north'], primaryTeam: 'north', objects: { '*': all } }),
    aUser({ id: 'root', superAdmin: true }),
    aUser({ id: 'behind', superAdmin: true, seat: false, permissions: [], objects: { company: all } }),
    aUser({ id: 'nobody', seat: false, permissions: [] }),
  ],
  records: [aCompany({ id: 'c1', healthStatus: 'at-risk' })],
}
const start = (): Promise<TestHost> =>
  createTestHost({ plugins: [use(dashboards), use(reports), use(recordPlugin)], seed, edition: 'enterprise' })
const ids = (...names: readonly string[]) => names.map((name) => `test.reports/${name}`)
const set = async (host: TestHost, user: string, ...names: readonly string[]) => {
  const outcome = await host.as(user).act(setSummaryReportsContract, { reports: ids(...names) })
  return outcome.ok || outcome.problem.code
}
const shown = async (host: TestHost, user: string) =>
  getValue(await host.as(user).read(summaryReportsContract)).reports.map(({ title, block }) => `${title} ${block?.kind}`)

test('[SUM-7] users choose up to 5 reports of the library for their workspace, take them off and reorder them', async () => {
  await using host = await start()
  expect(await shown(host, 'ines')).toEqual([])
  expect(await set(host, 'ines', 'a', 'b', 'c', 'd', 'e')).toBe(true)
  expect(await set(host, 'ines', 'a', 'b', 'c', 'd', 'e', 'f')).toBe('input.too-large')
  expect(await set(host, 'ines', 'nothing')).toBe('input.invalid')
  expect(await set(host, 'root', 'e', 'a')).toBe(true)
  expect(await shown(host, 'ines')).toEqual(['e chart', 'a chart'])
  expect(await set(host, 'nobody', 'a')).toBe('access.denied')
})

test('[ACC-5] [SUM-7] a super admin without a seat looks at the reports of Summary and adds some, and sees no dashboard', async () => {
  await using host = await start()
  expect(await set(host, 'behind', 'b')).toBe(true)
  expect(await shown(host, 'behind')).toEqual(['b chart'])
  expect(getValue(await host.as('behind').read(valuesContract, { query })).total).toBe(1)
  const refused = await host.as('behind').read(dashboardsContract)
  expect(refused.ok || refused.problem.code).toBe('access.denied')
})

test('[SUM-7] [WSP-10] each workspace has its own reports, which go with it', async () => {
  await using host = await start()
  const { id: workspace } = getValue(await host.as('root').act(createWorkspaceContract, { name: 'North', teams: ['north'] }))
  await set(host, 'north', 'a')
  await set(host, 'ines', 'b')
  expect([await shown(host, 'north'), await shown(host, 'ines')]).toEqual([['a chart'], ['b chart']])
  getValue(await host.as('root').act(deleteWorkspaceContract, { workspace, acknowledged: true }))
  expect(await shown(host, 'north')).toEqual(['b chart'])
})
