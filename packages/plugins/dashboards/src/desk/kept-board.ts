import type { RecordId, UserId, Values } from '@tenure/core/contract'
import type { AnyRecords, DynamicRow } from '@tenure/core/plugin'
import { type ReportQuery, reportQuerySchema } from '@tenure/core/report'
import { map, type Observable } from 'rxjs'
import { z } from 'zod'
import { type Tile, tileSchema } from './board-contract.js'

/** Object types of dashboards and of the reports that lie on them. */
export const dashboardType = 'dashboard'
export const reportType = 'report'

/** With whom something is shared, and where. */
export interface Sharing {
  readonly audience: 'private' | 'everyone' | 'teams'
  readonly workspace: string
  readonly teams: readonly string[]
  readonly owner: UserId
}
/** A dashboard as it is kept. */
export interface KeptDashboard extends Sharing {
  readonly id: RecordId
  readonly name: string
  readonly tiles: readonly Tile[]
}
/** A report as it is kept; without `query` it can no longer be read. */
export interface KeptReport {
  readonly id: RecordId
  readonly name: string
  readonly dashboard: RecordId
  readonly query?: ReportQuery
}

const sharing = ['owner', 'audience', 'workspace', 'teams']
const most = 500

/** The dashboards that the user sees, by name. */
export function watchDashboards(records: AnyRecords): Observable<readonly KeptDashboard[]> {
  return records
    .watch({
      type: dashboardType,
      select: ['name', 'tiles', ...sharing],
      orderBy: [{ by: `${dashboardType}.name`, direction: 'ascending' }],
      limit: most,
    })
    .pipe(map(({ rows }) => rows.map(toDashboard)))
}
/** The reports of a dashboard. */
export function watchReports(records: AnyRecords, dashboard: RecordId): Observable<readonly KeptReport[]> {
  return records.watch({ ...reportsOf(dashboard), limit: most }).pipe(map(({ rows }) => rows.map(toReport)))
}
/** The same at this moment. */
export async function readReports(records: AnyRecords, dashboard: RecordId): Promise<readonly KeptReport[]> {
  return (await records.list({ ...reportsOf(dashboard), limit: most })).rows.map(toReport)
}
function reportsOf(dashboard: RecordId) {
  const where = { test: 'is', property: `${reportType}.dashboard`, value: dashboard } as const
  return { type: reportType, select: ['name', 'dashboard', 'query'], where }
}
/** A dashboard that the user sees; `undefined` where there is none. */
export async function findDashboard(records: AnyRecords, id: RecordId): Promise<KeptDashboard | undefined> {
  const where = { test: 'id-of', type: dashboardType, ids: [id] } as const
  const { rows } = await records.list({ type: dashboardType, select: ['name', 'tiles', ...sharing], where, limit: 1 })
  return rows[0] && toDashboard(rows[0])
}
/** A report that the user sees; `undefined` where there is none. */
export async function findReport(records: AnyRecords, id: RecordId): Promise<KeptReport | undefined> {
  const where = { test: 'id-of', type: reportType, ids: [id] } as const
  const { rows } = await records.list({ type: reportType, select: ['name', 'dashboard', 'query'], where, limit: 1 })
  return rows[0] && toReport(rows[0])
}

/** The values of a record of a dashboard, as of its preview. */
export function toDashboard({ id, ...values }: DynamicRow): KeptDashboard {
  const { name, owner, workspace, audience, teams } = values as Values
  const tiles = z.array(tileSchema).safeParse(values['tiles']).data ?? []
  return {
    ...{ id, name: String(name ?? ''), tiles, owner: String(owner ?? ''), workspace: String(workspace ?? '') },
    audience: audience === 'everyone' || audience === 'teams' ? audience : 'private',
    teams: Array.isArray(teams) ? teams.filter((team) => typeof team === 'string') : [],
  }
}
/** The values of a record of a report. */
export function toReport({ id, ...values }: DynamicRow): KeptReport {
  const query = reportQuerySchema.safeParse(values['query']).data
  return { id, name: String(values['name'] ?? ''), dashboard: String(values['dashboard'] ?? ''), ...(query && { query }) }
}
