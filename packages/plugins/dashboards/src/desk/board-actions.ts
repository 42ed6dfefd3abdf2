import { type RecordId, TenureError, type UserId, type Values } from '@tenure/core/contract'
import { type AnyRecords, type AnyWrites, implementAction, writesEverything } from '@tenure/core/plugin'
import { ReportsPoint } from '@tenure/core/report'
import { firstValueFrom } from 'rxjs'
import { Everything, hiddenPart, mayAsk } from '../report/report-providers.js'
import {
  addDashboardsContract,
  copyDashboardContract,
  deleteDashboardContract,
  mostTiles,
  placeReportContract,
  saveDashboardContract,
  saveReportContract,
  type Tile,
  takeOutDashboardContract,
} from './board-contract.js'
import { noDashboard, noReport } from './board-providers.js'
import { dashboardType, findDashboard, findReport, type KeptDashboard, readReports, reportType, type Sharing } from './kept-board.js'

/** Records of dashboards and reports, with the rights of the user: their policies say who may. */
export const Writes = writesEverything
const uses = { records: Everything, writes: Writes }

async function demandDashboard(records: AnyRecords, id: RecordId): Promise<KeptDashboard> {
  const found = await findDashboard(records, id)
  if (found === undefined) throw noDashboard(id)
  return found
}
const sharingOf = ({ audience, workspace, teams, owner }: Sharing): Values => ({ audience, workspace, teams: [...teams], owner })
const ownOf = (owner: UserId, workspace: string): Sharing => ({ audience: 'private', workspace, teams: [], owner })
const asJson = (tiles: readonly Tile[]) => tiles.map((tile) => ({ ...tile })) as unknown as Values[string]

const save = implementAction(saveDashboardContract, {
  uses,
  run: async ({ records, writes, session: { user, workspace }, input: { id, version, name, tiles } }) => {
    const values = { ...(name !== undefined && { name }), ...(tiles !== undefined && { tiles: asJson(tiles) }) }
    if (id === undefined) {
      if (name === undefined) throw invalid('name', 'A name is needed.')
      if (tiles?.some(({ report }) => report !== undefined))
        throw invalid('tiles', 'A saved report lies on its own dashboard. Copy the dashboard.')
      return { id: writes.create(dashboardType, { tiles: [], ...values, ...sharingOf(ownOf(user, workspace)) }) }
    }
    await demandDashboard(records, id)
    if (tiles !== undefined) await keepReports(records, writes, id, tiles)
    writes.update({ type: dashboardType, id }, values, { version })
    return { id }
  },
})
/** Reports whose tile is gone go with it; a tile of another dashboard's report is refused. */
async function keepReports(records: AnyRecords, writes: AnyWrites, dashboard: RecordId, tiles: readonly Tile[]): Promise<void> {
  const reports = await readReports(records, dashboard)
  const shown = new Set(tiles.flatMap(({ report = [] }) => report))
  if ([...shown].some((id) => !reports.some((report) => report.id === id)))
    throw invalid('tiles', 'A tile shows a report that is not on this dashboard.')
  for (const { id } of reports) if (!shown.has(id)) writes.archive({ type: reportType, id })
}
function invalid(field: string, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [field], message }] })
}

const copy = implementAction(copyDashboardContract, {
  uses,
  run: async ({ records, writes, session: { user, workspace }, input: { id, name } }) => {
    const { tiles } = await demandDashboard(records, id)
    const own = sharingOf(ownOf(user, workspace))
    const dashboard = writes.create(dashboardType, { name, tiles: [], ...own })
    const reports = await readReports(records, id)
    const copies = new Map(
      reports.flatMap(({ id: from, name: title, query }) =>
        query === undefined
          ? []
          : [[from, writes.create(reportType, { name: title, dashboard, query: query as unknown as Values[string], ...own })]],
      ),
    )
    const copied = tiles.flatMap(({ report, ...tile }) => {
      const to = report === undefined ? undefined : copies.get(report)
      return report !== undefined && to === undefined ? [] : [{ ...tile, ...(to !== undefined && { report: to }) }]
    })
    writes.update({ type: dashboardType, id: dashboard }, { tiles: asJson(copied) })
    return { id: dashboard }
  },
})

const remove = implementAction(deleteDashboardContract, {
  uses,
  run: async ({ records, writes, input: { id } }) => {
    await demandDashboard(records, id)
    for (const report of await readReports(records, id)) writes.archive({ type: reportType, id: report.id })
    writes.archive({ type: dashboardType, id })
  },
})

/** A dashboard and its reports are shared together: who sees one sees the others. */
async function share(records: AnyRecords, writes: AnyWrites, dashboard: KeptDashboard, sharing: Values): Promise<void> {
  writes.update({ type: dashboardType, id: dashboard.id }, sharing)
  for (const { id } of await readReports(records, dashboard.id)) writes.update({ type: reportType, id }, sharing)
}
const add = implementAction(addDashboardsContract, {
  uses,
  run: async ({ records, writes, session: { workspace }, input: { ids, audience, teams } }) => {
    if (audience === 'teams' && teams.length === 0) throw invalid('teams', 'Choose the teams that see the dashboard.')
    for (const id of new Set(ids))
      await share(records, writes, await demandDashboard(records, id), {
        audience,
        workspace,
        teams: audience === 'teams' ? [...teams] : [],
      })
  },
})
const takeOut = implementAction(takeOutDashboardContract, {
  uses,
  run: async ({ records, writes, input: { id } }) => {
    const dashboard = await demandDashboard(records, id)
    if (dashboard.audience === 'private') throw invalid('id', 'This dashboard is not in the workspace.')
    await share(records, writes, dashboard, { audience: 'private', teams: [] })
  },
})

function tooMany(): TenureError {
  return new TenureError('input.too-large', `A dashboard holds at most ${mostTiles} reports.`, { limit: 'reports', max: mostTiles })
}
const place = implementAction(placeReportContract, {
  uses: { ...uses, library: ReportsPoint },
  run: async ({ records, writes, library, input: { dashboard, library: id } }) => {
    const reports = await firstValueFrom(library)
    if (!reports.some(({ report }) => report === id)) throw noReport(id)
    const { tiles } = await demandDashboard(records, dashboard)
    if (tiles.length >= mostTiles) throw tooMany()
    const tile = { id: crypto.randomUUID(), library: id, width: 6, height: 2 }
    writes.update({ type: dashboardType, id: dashboard }, { tiles: asJson([...tiles, tile]) })
  },
})

const saveReport = implementAction(saveReportContract, {
  uses,
  run: async ({ records, writes, input: { id, version, dashboard, name, query } }) => {
    if (!mayAsk(records, query)) throw hiddenPart()
    const board = await demandDashboard(records, dashboard)
    const values = { name, query: query as unknown as Values[string] }
    if (id !== undefined) {
      if ((await findReport(records, id))?.dashboard !== dashboard) throw noReport(id)
      writes.update({ type: reportType, id }, values, { version })
      return { id }
    }
    if (board.tiles.length >= mostTiles) throw tooMany()
    const report = writes.create(reportType, { ...values, dashboard, ...sharingOf(board) })
    const tile = { id: report, report, width: query.picture === 'number' ? 3 : 6, height: query.picture === 'number' ? 1 : 2 }
    writes.update({ type: dashboardType, id: dashboard }, { tiles: asJson([...board.tiles, tile]) })
    return { id: report }
  },
})

/** What people do with dashboards and the reports on them. */
export const boardActions = [save, place, copy, remove, add, takeOut, saveReport]
