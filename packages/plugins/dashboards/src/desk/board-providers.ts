import { type RecordId, TenureError } from '@tenure/core/contract'
import { sessionContract } from '@tenure/core/page'
import { type AnyRecords, asks, implementProvider, type Providers } from '@tenure/core/plugin'
import { type LibraryReport, type ReportQuery, ReportsPoint } from '@tenure/core/report'
import { combineLatest, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { chosenParts, type Narrow, watchNarrowed } from '../report/narrow.js'
import { Everything, mayAsk, watchBlock } from '../report/report-providers.js'
import { dashboardContract, dashboardsContract, libraryReportContract, savedReportContract, type Tile } from './board-contract.js'
import { dashboardType, findReport, type KeptReport, reportType, toDashboard, watchDashboards, watchReports } from './kept-board.js'

/** Who asks, and whether they manage the workspace: the page asks the same. */
export const AskSession = asks(sessionContract)
/** What the providers of dashboards read. */
const uses = { records: Everything, library: ReportsPoint, asking: AskSession }

type Shown = z.output<typeof dashboardContract.output>['tiles'][number]
type Drawn = Pick<Shown, 'title' | 'isText' | 'block' | 'lacks' | 'without'>

/** Whether the user manages the workspace, now and whenever it changes. */
function watchManages(asking: Providers): Observable<boolean> {
  return asking.watch(sessionContract).pipe(map(({ value }) => value?.rights.settings === true))
}
function watchTeams(records: AnyRecords): Observable<(chosen: readonly string[]) => { id: string; name: string }[]> {
  return records.watch({ type: 'team', select: ['name'], limit: 1000 }).pipe(
    map(({ rows }) => {
      const names = rows.map(({ id, name }) => ({ id, name: String(name ?? '') }))
      return (chosen) => names.filter(({ id }) => chosen.includes(id))
    }),
  )
}

const list = implementProvider(dashboardsContract, {
  uses,
  watch: ({ records, library, asking, session: { user } }) =>
    combineLatest([watchDashboards(records), watchTeams(records), library, watchManages(asking)]).pipe(
      map(([dashboards, teamsOf, reports, manages]) => ({
        rows: dashboards.map(({ id, name, audience, teams, tiles, owner }) => ({
          ...{ id, name, audience, reports: tiles.length, own: owner === user, teams: teamsOf(teams) },
        })),
        total: dashboards.length,
        library: reports.map(({ report: id, title, description, icon }) => ({ id, title, description, ...(icon && { icon }) })),
        manages,
      })),
    ),
})

/** A report as it is drawn for this user: its block, or what it lacks. */
function watchKept(records: AnyRecords, { name: title, query }: KeptReport, narrow?: Narrow): Observable<Drawn> {
  if (query === undefined) return of({ title, isText: false, lacks: 'rights' })
  return watchAsked(records, title, query, narrow).pipe(map((drawn) => ({ title, isText: false, ...drawn })))
}
function watchAsked(records: AnyRecords, title: string, asked: ReportQuery, narrow: Narrow | undefined) {
  return watchNarrowed(records, asked, narrow).pipe(
    switchMap(({ query, without }) =>
      watchBlock(records, title, query).pipe(
        map((block) =>
          block === undefined ? { lacks: 'rights' as const } : { block, ...(without.length > 0 && { without: [...without] }) },
        ),
      ),
    ),
  )
}
/** A report of the library in the same way. */
export function watchOffered(records: AnyRecords, report: LibraryReport | undefined, narrow?: Narrow): Observable<Drawn> {
  if (report === undefined) return of({ title: '', isText: true, lacks: 'plugin' })
  const { title } = report
  // What a provider of a plugin answers is not a question about records.
  const without = [...chosenParts(narrow)]
  if ('block' in report) return of({ title, isText: true, block: report.block, ...(without.length > 0 && { without }) })
  return watchAsked(records, title, report.query, narrow).pipe(map((drawn) => ({ title, isText: true, ...drawn })))
}
interface TileParts {
  readonly library: readonly LibraryReport[]
  readonly reports: readonly KeptReport[]
  readonly narrow: Narrow | undefined
}
function watchTile(records: AnyRecords, tile: Tile, { library, reports, narrow }: TileParts): Observable<Shown> {
  const { report: id, library: offered } = tile
  const kept = reports.find((report) => report.id === id)
  const drawn =
    id === undefined
      ? watchOffered(
          records,
          library.find(({ report }) => report === offered),
          narrow,
        )
      : kept === undefined
        ? of<Drawn>({ title: '', isText: true, lacks: 'rights' })
        : watchKept(records, kept, narrow)
  return drawn.pipe(map((shown) => ({ ...tile, ...shown })))
}

const one = implementProvider(dashboardContract, {
  uses,
  watch: ({ records, library, input: { id, narrow } }) =>
    combineLatest([records.watchRecord({ type: dashboardType, id }), watchReports(records, id), library, watchTeams(records)]).pipe(
      switchMap(([record, reports, offered, teamsOf]) => {
        if (record.archived) throw noDashboard(id)
        const { name, audience, teams, tiles } = toDashboard({ id, ...record.values })
        const shown = tiles.map((tile) => watchTile(records, tile, { library: offered, reports, narrow }))
        const head = { id, name, audience, teams: teamsOf(teams), version: record.version, may: { edit: record.may.edit } }
        return (shown.length === 0 ? of([]) : combineLatest(shown)).pipe(map((drawn) => ({ ...head, tiles: drawn })))
      }),
    ),
})
/** There is no such dashboard, or the user may not see it: in the same words. */
export function noDashboard(id: RecordId): TenureError {
  return new TenureError('record.not-found', 'There is no such dashboard, or you may not see it.', { record: { type: dashboardType, id } })
}
/** The same of a report. */
export function noReport(id: RecordId): TenureError {
  return new TenureError('record.not-found', 'There is no such report, or you may not see it.', { record: { type: reportType, id } })
}

const offeredOne = implementProvider(libraryReportContract, {
  uses,
  watch: ({ records, library, input: { id } }) =>
    library.pipe(
      switchMap((reports) => {
        const report = reports.find((each) => each.report === id)
        if (report === undefined) throw noReport(id)
        const query = 'query' in report && mayAsk(records, report.query) ? { query: report.query } : {}
        const tile = { id, width: 12, height: 2, library: id, description: report.description, ...query }
        return watchOffered(records, report).pipe(map((drawn) => ({ ...tile, ...drawn })))
      }),
    ),
})

const saved = implementProvider(savedReportContract, {
  uses,
  watch: ({ records, input: { id } }) =>
    records.watchRecord({ type: reportType, id }).pipe(
      switchMap(async ({ archived, version }) => {
        const report = archived ? undefined : await findReport(records, id)
        if (report?.query === undefined || !mayAsk(records, report.query)) throw noReport(id)
        const { name, dashboard, query } = report
        return { id, name, dashboard, version, query }
      }),
    ),
})

/** The dashboards of the user, what is on one, and reports by themselves. */
export const boardProviders = [list, one, offeredOne, saved]
