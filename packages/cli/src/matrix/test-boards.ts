import { getValue } from '@tenure/core'
import type { ReportQuery } from '@tenure/core/report'
import { addDashboardsContract, dashboardsContract, saveDashboardContract, saveReportContract } from '@tenure/dashboards'
import { root } from './test-askers.js'
import type { World } from './test-world.js'

/** A question about a property that some may not see. */
export const reportQuery: ReportQuery = {
  ...{ type: 'company', picture: 'table' },
  measures: [{ measure: 'average', property: 'company.employees' }],
  by: [{ property: 'company.city' }],
}
interface Board {
  readonly id: string
  readonly report: string
}
/** A new dashboard of root's with a report: for root alone, or for everyone. */
export async function makeBoard({ host }: World, audience: 'private' | 'everyone'): Promise<Board> {
  const desk = host.as(root.id)
  const { id } = getValue(await desk.act(saveDashboardContract, { name: 'Board' }))
  const { id: report } = getValue(await desk.act(saveReportContract, { dashboard: id, name: 'Report', query: reportQuery }))
  if (audience === 'everyone') getValue(await desk.act(addDashboardsContract, { ids: [id], audience, teams: [], confirmed: true }))
  return { id, report }
}
const shared = new WeakMap<World, Promise<Board>>()
/** The dashboard of this world that everyone sees. */
export function boardForAll(world: World): Promise<Board> {
  const board = shared.get(world) ?? makeBoard(world, 'everyone')
  shared.set(world, board)
  return board
}
/** Ids of the reports of the library. */
export async function libraryOf({ host }: World): Promise<readonly string[]> {
  return getValue(await host.as(root.id).read(dashboardsContract)).library.map(({ id }) => id)
}
