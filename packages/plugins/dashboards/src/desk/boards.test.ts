import { getValue, use } from '@tenure/core'
import { createWorkspaceContract, deleteWorkspaceContract } from '@tenure/core/administration'
import type { ActionContract } from '@tenure/core/contract'
import { undoContract } from '@tenure/core/page'
import type { ReportQuery } from '@tenure/core/report'
import { record as recordPlugin } from '@tenure/record'
import { aCompany, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import {
  addDashboardsContract,
  copyDashboardContract,
  dashboardContract,
  dashboards,
  dashboardsContract,
  deleteDashboardContract,
  saveDashboardContract,
  savedReportContract,
  saveReportContract,
  takeOutDashboardContract,
} from '../index.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seed = {
  users: [
    aUser({ id: 'boss', permissions: ['workspace.access', 'settings.manage'], objects: { '*': all } }),
    aUser({ id: 'chief', permissions: ['workspace.access', 'settings.manage'], objects: { '*': all } }),
    aUser({ id: 'north', teams: ['north'], primaryTeam: 'north', objects: { '*': all } }),
    aUser({ id: 'south', teams: ['south'], primaryTeam: 'south', objects: { '*': all } }),
    aUser({ id: 'both', teams: ['south', 'north'], primaryTeam: 'south', objects: { '*': all } }),
    aUser({
      id: 'lead',
      teams: ['north'],
      primaryTeam: 'north',
      permissions: ['workspace.access', 'settings.manage'],
      objects: { '*': all },
    }),
    aUser({ id: 'root', superAdmin: true }),
  ],
  records: [
    {
      type: 'user',
      id: 'blind',
      values: {
        name: 'Blind',
        active: true,
        timeZone: 'UTC',
        seat: true,
        teams: ['north'],
        primaryTeam: 'north',
        permissions: ['workspace.access'],
        objects: { '*': all },
        hidden: ['company.arr'],
      },
    },
    aCompany({ id: 'c1', name: 'Aster', csm: 'north', healthStatus: 'at-risk' }),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(dashboards), use(recordPlugin)], seed, edition: 'enterprise' })
const arr: ReportQuery = { type: 'company', measures: [{ measure: 'sum', property: 'company.arr' }], by: [], picture: 'number' }
const health: ReportQuery = {
  type: 'company',
  measures: [{ measure: 'count' }],
  by: [{ property: 'company.healthStatus' }],
  picture: 'pie',
}
const codeOf = async (outcome: Promise<{ readonly ok: boolean; readonly problem?: { readonly code: string } }>) => {
  const { ok, problem } = await outcome
  return ok || problem?.code
}
const act = async <I, O, A>(host: TestHost, user: string, action: ActionContract<I, O, A>, input: A, key?: string): Promise<O> =>
  getValue(await host.as(user).act(action, ...([input, key === undefined ? {} : { key }] as never)))
const make = async (host: TestHost, user = 'boss') => {
  const { id } = await act(host, user, saveDashboardContract, { name: 'Renewal desk' })
  const report = await act(host, user, saveReportContract, { dashboard: id, name: 'Health', query: health })
  await act(host, user, saveReportContract, { dashboard: id, name: 'ARR', query: arr })
  return { id, report: report.id }
}
const seen = async (host: TestHost, user: string) => getValue(await host.as(user).read(dashboardsContract)).rows.map(({ name }) => name)
const open = async (host: TestHost, user: string, id: string) => getValue(await host.as(user).read(dashboardContract, { id }))

test('[DSH-1] a dashboard for teams is seen by their members, and not before the access was confirmed', async () => {
  await using host = await start()
  const { id, report } = await make(host)
  const add = (input: object, user = 'boss') =>
    codeOf(host.as(user).act(addDashboardsContract, { ids: [id], audience: 'teams', ...input } as never))
  expect(await add({ teams: ['north'] })).toBe('input.invalid')
  expect(await add({ teams: ['north'], confirmed: false })).toBe('input.invalid')
  expect(await add({ teams: [], confirmed: true })).toBe('input.invalid')
  expect(await add({ teams: ['north'], confirmed: true }, 'north')).toBe('access.denied')
  expect(await seen(host, 'north')).toEqual([])
  expect(await add({ teams: ['north'], confirmed: true })).toBe(true)
  expect([await seen(host, 'north'), await seen(host, 'both'), await seen(host, 'south')]).toEqual([['Renewal desk'], ['Renewal desk'], []])
  expect(await codeOf(host.as('south').read(dashboardContract, { id }))).toBe('record.not-found')
  expect(await codeOf(host.as('south').read(savedReportContract, { id: report }))).toBe('record.not-found')
  const { tiles, may } = await open(host, 'north', id)
  expect([may.edit, tiles.map(({ title, block }) => [title, block?.kind])]).toEqual([
    false,
    [
      ['Health', 'chart'],
      ['ARR', 'chart'],
    ],
  ])
  expect(await codeOf(host.as('north').act(saveDashboardContract, { id, name: 'Mine' }))).toBe('access.denied')
})

test('[DSH-1] several dashboards are added together, for all that can be added or for none', async () => {
  await using host = await start()
  const boards = [(await make(host)).id, (await make(host)).id]
  const add = (ids: readonly string[]) =>
    codeOf(host.as('boss').act(addDashboardsContract, { ids, audience: 'teams', teams: ['north'], confirmed: true } as never))
  expect(await add([...boards, 'nothing'])).toBe('record.not-found')
  expect(await seen(host, 'north')).toEqual([])
  expect(await add(boards)).toBe(true)
  expect([await seen(host, 'north'), await seen(host, 'south')]).toEqual([['Renewal desk', 'Renewal desk'], []])
})

test('[DSH-2] [ACC-8] a report of a dashboard that uses a hidden property says so and names nothing of it', async () => {
  await using host = await start()
  const { id } = await make(host)
  await act(host, 'boss', addDashboardsContract, { ids: [id], audience: 'everyone', confirmed: true })
  const answer = await open(host, 'blind', id)
  expect(answer.tiles.map(({ title, lacks, block }) => [title, lacks, block?.kind])).toEqual([
    ['Health', undefined, 'chart'],
    ['ARR', 'rights', undefined],
  ])
  expect(JSON.stringify(answer)).not.toContain('company.arr')
})

test('[DSH-1] taking a dashboard out takes back the access that adding gave, also by another administrator', async () => {
  await using host = await start()
  const { id } = await make(host)
  await act(host, 'boss', addDashboardsContract, { ids: [id], audience: 'everyone', confirmed: true })
  expect([await seen(host, 'south'), await seen(host, 'chief')]).toEqual([['Renewal desk'], ['Renewal desk']])
  expect(await codeOf(host.as('south').act(takeOutDashboardContract, { id }))).toBe('access.denied')
  await act(host, 'chief', takeOutDashboardContract, { id }, 'out')
  expect([await seen(host, 'south'), await seen(host, 'chief'), await seen(host, 'boss')]).toEqual([[], [], ['Renewal desk']])
  expect(await codeOf(host.as('south').read(dashboardContract, { id }))).toBe('record.not-found')
})

test('[DSH-1] dashboards are named grids: order and sizes are kept, a report that is left out goes, a copy is one’s own, deleting is undone', async () => {
  await using host = await start()
  const { id, report } = await make(host)
  const { tiles } = await open(host, 'boss', id)
  const [first, second] = tiles.map(({ id: tile, width, height, report: shown }) => ({ id: tile, width, height, report: shown ?? '' }))
  if (first === undefined || second === undefined) throw new Error('Two reports are on it.')
  await act(host, 'boss', saveDashboardContract, { id, tiles: [second, { ...first, width: 9 }] })
  expect((await open(host, 'boss', id)).tiles.map(({ title, width }) => [title, width])).toEqual([
    ['ARR', 3],
    ['Health', 9],
  ])
  await act(host, 'boss', addDashboardsContract, { ids: [id], audience: 'everyone', confirmed: true })
  const copy = await act(host, 'north', copyDashboardContract, { id, name: 'My desk' })
  expect((await open(host, 'north', copy.id)).tiles.map(({ title }) => title)).toEqual(['ARR', 'Health'])
  expect(await seen(host, 'south')).toEqual(['Renewal desk'])
  await act(host, 'boss', saveDashboardContract, { id, tiles: [second] })
  expect(await codeOf(host.as('boss').read(savedReportContract, { id: report }))).toBe('record.not-found')
  await act(host, 'boss', deleteDashboardContract, { id }, 'gone')
  expect(await seen(host, 'south')).toEqual([])
  getValue(await host.as('boss').act(undoContract, { action: deleteDashboardContract.id, key: 'gone' }))
  expect((await open(host, 'south', id)).tiles.map(({ title }) => title)).toEqual(['ARR'])
})

test('[WSP-10] [DSH-1] a deleted workspace takes its dashboards along, those for teams too, and leaves private ones', async () => {
  await using host = await start()
  const { id: workspace } = await act(host, 'root', createWorkspaceContract, { name: 'North', teams: ['north'] })
  await act(host, 'north', saveDashboardContract, { name: 'Mine' })
  const [forTeam, forAll] = [await make(host, 'lead'), await make(host, 'lead')]
  await act(host, 'lead', addDashboardsContract, { ids: [forTeam.id], audience: 'teams', teams: ['north'], confirmed: true })
  await act(host, 'lead', addDashboardsContract, { ids: [forAll.id], audience: 'everyone', confirmed: true })
  const ofMain = await make(host)
  await act(host, 'boss', addDashboardsContract, { ids: [ofMain.id], audience: 'everyone', confirmed: true })
  expect([await seen(host, 'north'), await seen(host, 'south')]).toEqual([['Mine', 'Renewal desk', 'Renewal desk'], ['Renewal desk']])
  await act(host, 'root', deleteWorkspaceContract, { workspace, acknowledged: true })
  expect([await seen(host, 'north'), await seen(host, 'lead'), await seen(host, 'south')]).toEqual([
    ['Mine', 'Renewal desk'],
    ['Renewal desk'],
    ['Renewal desk'],
  ])
  expect(await codeOf(host.as('north').read(savedReportContract, { id: forTeam.report }))).toBe('record.not-found')
})
