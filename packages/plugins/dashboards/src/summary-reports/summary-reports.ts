import { custom, defineElement, stack } from '@tenure/core/block'
import { type RecordId, TenureError } from '@tenure/core/contract'
import { SummaryBlocks } from '@tenure/core/page'
import { type AnyRecords, contribute, defineConfig, implementAction, implementProvider } from '@tenure/core/plugin'
import { type LibraryReport, ReportsPoint } from '@tenure/core/report'
import { combineLatest, firstValueFrom, map, type Observable, of, switchMap } from 'rxjs'
import { z } from 'zod'
import { Writes } from '../desk/board-actions.js'
import { watchOffered } from '../desk/board-providers.js'
import { elementFolder } from '../element-folder.js'
import { Everything } from '../report/report-providers.js'
import { setSummaryReportsContract, summaryReportsContract } from './summary-contract.js'

/** `summaryReports`: how many reports a workspace shows on Summary at most (SUM-7). */
export const Config = defineConfig('tenure.dashboards', z.strictObject({ summaryReports: z.int().min(1).max(20).default(5) }))

const type = 'summaryReports'
interface Chosen {
  readonly id: RecordId
  readonly reports: readonly string[]
}
/** The list of the user's workspace: one record, of which the first counts; `undefined` where nobody has chosen any. */
function watchChosen(records: AnyRecords): Observable<Chosen | undefined> {
  const where = { test: 'is', property: `${type}.audience`, value: 'everyone' } as const
  return records.watch({ type, select: ['reports'], where, limit: 1 }).pipe(
    map(({ rows: [row] }) => {
      const kept = row?.['reports']
      return row && { id: row.id, reports: Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [] }
    }),
  )
}
/** Reports whose plugin is not there wait: they are not shown, and come back with it. */
function thereOf(chosen: readonly string[], library: readonly LibraryReport[]): readonly LibraryReport[] {
  return chosen.flatMap((id) => library.find(({ report }) => report === id) ?? [])
}

const uses = { records: Everything, library: ReportsPoint, config: Config }
const reports = implementProvider(summaryReportsContract, {
  uses,
  watch: ({ records, library, config }) =>
    combineLatest([watchChosen(records), library]).pipe(
      switchMap(([chosen, offered]) => {
        const shown = thereOf(chosen?.reports ?? [], offered).map((report) =>
          watchOffered(records, report).pipe(map(({ isText: _text, ...drawn }) => ({ id: report.report, ...drawn }))),
        )
        const head = {
          library: offered.map(({ report: id, title, description, icon }) => ({ id, title, description, ...(icon && { icon }) })),
          most: config.summaryReports,
        }
        return (shown.length === 0 ? of([]) : combineLatest(shown)).pipe(map((all) => ({ reports: all, ...head })))
      }),
    ),
})

const set = implementAction(setSummaryReportsContract, {
  uses: { ...uses, writes: Writes },
  run: async ({ records, library, config, writes, session: { workspace, user }, input }) => {
    const offered = await firstValueFrom(library)
    const chosen = [...new Set(input.reports)]
    const unknown = chosen.find((id) => !offered.some(({ report }) => report === id))
    if (unknown !== undefined) {
      const message = `There is no report ${unknown} in the library.`
      throw new TenureError('input.invalid', message, { issues: [{ path: ['reports'], message }] })
    }
    const max = config.summaryReports
    if (chosen.length > max)
      throw new TenureError('input.too-large', `Summary shows at most ${max} reports.`, { limit: 'reports of Summary', max })
    const known = await firstValueFrom(watchChosen(records))
    const values = { reports: chosen }
    if (known === undefined) writes.create(type, { name: 'Summary', audience: 'everyone', owner: user, workspace, ...values })
    else writes.update({ type, id: known.id }, values)
  },
})

/** Draws the reports of Summary. */
const element = defineElement<z.output<typeof summaryReportsContract.output>>({
  id: 'tenure.dashboards/summary',
  module: new URL('dashboards-summary-reports.js', elementFolder),
})
const block = contribute(SummaryBlocks, {
  id: 'tenure.dashboards/summary-block',
  order: { rank: 6 },
  columns: 12,
  block: custom({ title: 'Reports', from: summaryReportsContract, element, fallback: stack() }),
})

/** The reports that a workspace shows on Summary (SUM-7). */
export const summaryReports = [reports, set, element, block]
