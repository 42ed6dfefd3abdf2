import type { ReportMeasure, ReportQuery } from '@tenure/core/report'
import type { z } from 'zod'
import type { drawnContract, subjectsContract } from '../report/report-contract.js'

/** What reports can ask about. */
export type Subject = z.output<typeof subjectsContract.output>[number]
/** What is known of a report that is built: its picture, and which others can show it. */
export type Drawn = z.output<typeof drawnContract.output>
/** A grouping of a report. */
export type Grouping = ReportQuery['by'][number]

/** A report to begin with: how many records of a type there are. */
export function freshQuery(type: string): ReportQuery {
  return { type, measures: [{ measure: 'count' }], by: [], picture: 'number' }
}
/** A query after a change; what no longer fits together goes. */
export function changed(query: ReportQuery, change: Partial<ReportQuery>): ReportQuery {
  const { stacked, ...next } = { ...query, ...change }
  return { ...next, ...(stacked === true && next.by.length === 2 && { stacked }) }
}
/** A measure as the value of a control, and back. */
export function measureKey(measure: ReportMeasure): string {
  return measure.measure === 'count' ? 'count' : `${measure.measure} ${measure.property}`
}
/** The measure of that name over a property that it applies to: the one there was, else the first. */
export function measureOf(name: string, property: string | undefined, { measured }: Subject): ReportMeasure {
  if (name === 'count') return { measure: 'count' }
  const fitting = measured.filter(({ measures }) => measures.some((each) => each === name))
  const chosen = fitting.find(({ path }) => path === property) ?? fitting[0]
  return chosen === undefined ? { measure: 'count' } : { measure: name as never, property: chosen.path }
}
