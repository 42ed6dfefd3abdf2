import { Company, CustomerRole, Deal, type FilterData, RevenueRole, Service, ServiceRole, schemas, Task } from '@tenure/core/contract'
import type { AnyRecords, TypeView } from '@tenure/core/plugin'
import { type ReportQuery, toReportAggregate } from '@tenure/core/report'
import { catchError, combineLatest, map, type Observable, of } from 'rxjs'
import { z } from 'zod'

const shifts = [z.literal(-1), z.literal(0), z.literal(1)] as const
/** What a whole dashboard is narrowed to, beside the filter of each report. */
export const narrowSchema = z.strictObject({
  /** Who answers for the records; `me` is the viewer. */
  owner: z.union([z.strictObject({ me: z.literal(true) }), z.strictObject({ user: z.string().min(1).max(500) })]).optional(),
  /** A period of the calendar, by the time that a report is grouped by. */
  period: z.strictObject({ period: z.enum(['month', 'quarter', 'year']), shift: z.union(shifts) }).optional(),
  /** Only these customers, and what is linked to them. */
  customers: schemas.filter.optional(),
})
/** What a dashboard is narrowed to. */
export type Narrow = z.output<typeof narrowSchema>
/** The parts of it. */
export const narrowParts = ['owner', 'period', 'customers'] as const
type Part = (typeof narrowParts)[number]

/** A report as it is asked, and the parts that do not apply to it. */
export interface Narrowed {
  readonly query: ReportQuery
  readonly without: readonly Part[]
}
/** The parts that somebody has chosen. */
export function chosenParts(narrow: Narrow | undefined): readonly Part[] {
  return narrowParts.filter((part) => narrow?.[part] !== undefined)
}

/** Narrows a report by each part that says something of its records, and that the viewer may ask. */
export function watchNarrowed(records: AnyRecords, query: ReportQuery, narrow: Narrow | undefined): Observable<Narrowed> {
  const parts = chosenParts(narrow)
  if (narrow === undefined || parts.length === 0) return of({ query, without: [] })
  const { type, about = type } = query
  const typeOrNone = (name: string) => records.watchType(name).pipe(catchError(() => of(undefined)))
  return combineLatest([typeOrNone(about), typeOrNone('customer')]).pipe(
    map(([own, customer]) => {
      const mayAsk = (asked: ReportQuery): boolean => records.mayAsk(toReportAggregate(asked))
      const filters = {
        owner: ownerOf(query, narrow),
        period: periodOf(query, narrow),
        customers: customersOf(query, narrow, own, customer),
      }
      let narrowed = query
      const without: Part[] = []
      for (const part of parts) {
        const asked = filters[part].map((filter) => ({ ...narrowed, where: both(narrowed.where, filter) })).find(mayAsk)
        if (asked === undefined) without.push(part)
        else narrowed = asked
      }
      return { query: narrowed, without }
    }),
  )
}
function both(a: FilterData | undefined, b: FilterData): FilterData {
  return a === undefined ? b : { test: 'all', filters: [a, b] }
}

// Of customers and revenue the CSM, of a task the assignee, of all else the first that the type has. Where that one is hidden, another property would
// quietly mean something else.
const answering = new Map<string, readonly string[]>([
  ...[CustomerRole, RevenueRole, ServiceRole, Company, Deal, Service].map(({ objectType }) => [objectType, ['csm']] as const),
  [Task.objectType, ['assignee']],
])
const usual = ['csm', 'assignee', 'owner']
function ownerOf({ type }: ReportQuery, { owner }: Narrow): readonly FilterData[] {
  if (owner === undefined) return []
  const value = 'me' in owner ? ({ operand: 'me' } as const) : owner.user
  return (answering.get(type) ?? usual).map((name) => ({ test: 'is', property: `${type}.${name}`, value }))
}
function periodOf({ by }: ReportQuery, { period }: Narrow): readonly FilterData[] {
  const time = by.find((grouping) => grouping.period !== undefined)?.property
  return period === undefined || time === undefined ? [] : [{ test: 'in-period', property: time, ...period }]
}
function customersOf(
  { type }: ReportQuery,
  { customers: filter }: Narrow,
  own: TypeView | undefined,
  customer: TypeView | undefined,
): readonly FilterData[] {
  if (filter === undefined || own === undefined || customer === undefined) return []
  if (own.name === customer.name) return [filter]
  return own.associations.filter(({ to }) => to === customer.name).map(({ name }) => ({ test: 'some', link: `${type}.${name}`, filter }))
}
