import { z } from 'zod'
import { type Block, blockSchema } from '../../block/block.js'
import { type IconName, iconNames } from '../../block/icon-name.js'
import type { Contribution, ContributionId } from '../contribution.js'
import { contribute, definePoint, type Point } from '../point.js'
import type { Place } from '../tab.js'
import { type ReportQuery, reportQuerySchema } from './report-query.js'

interface ReportText {
  readonly title: string
  readonly description: string
  readonly icon?: IconName | undefined
}
/** What a plugin says of a report: a question about records, or a block over a provider of its own for what no aggregate can say. */
export type ReportSpec = ReportText & ({ readonly query: ReportQuery } | { readonly block: Block })
/** A report of the library, under the id of its contribution. */
export type LibraryReport = ReportSpec & { readonly report: string }

const texts = {
  report: z.string().min(1).max(500),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(300),
  icon: z.enum(iconNames).optional(),
}

/** Where plugins add reports to the library (DSH-3). */
export const ReportsPoint: Point<LibraryReport, LibraryReport> = definePoint({
  key: 'tenure.core/reports@1',
  item: z.union([
    z.strictObject({ ...texts, query: reportQuerySchema }),
    z.strictObject({ ...texts, block: blockSchema }),
  ]) as unknown as z.ZodType<LibraryReport, LibraryReport>,
})

/**
 * A report for the library. With `query` it is worked out with the rights of each viewer, live, with the records behind each number; a `block`
 * shows what a provider of the plugin answers.
 */
export function defineReport(spec: ReportSpec & { readonly id: ContributionId; readonly order?: Place }): Contribution {
  return contribute(ReportsPoint, { ...spec, report: spec.id })
}
