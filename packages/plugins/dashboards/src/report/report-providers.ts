import { type FilterData, type Money, TenureError, type Value } from '@tenure/core/contract'
import { type AnyRecords, type DynamicRow, implementProvider, readsEverything } from '@tenure/core/plugin'
import { fittingPicture, type ReportQuery, reportLimits, reportPictures, toReportAggregate, unfitFor } from '@tenure/core/report'
import { combineLatest, map, type Observable, switchMap } from 'rxjs'
import { filterOf, type GroupKey, parseKey } from './group-key.js'
import { reportBlock } from './report-block.js'
import { behindContract, drawnContract, mostBehind, subjectsContract, valuesContract } from './report-contract.js'
import { nameIn, type ReportType, watchReportType } from './report-type.js'
import { subjectOf } from './subjects.js'
import { toValues } from './value-rows.js'

/** Records of every type, as the viewer may see them: a report asks about any of them. */
export const Everything = readsEverything
const uses = { records: Everything }

const values = implementProvider(valuesContract, {
  uses,
  watch: ({ records, input: { query } }) => records.watchAggregate(toReportAggregate(query)).pipe(map((answer) => toValues(query, answer))),
})

/** What draws a report for this viewer; `undefined` where it uses something that the viewer may not see, or that is gone. */
export function watchBlock(records: AnyRecords, title: string, query: ReportQuery) {
  return records
    .watchTypes()
    .pipe(
      switchMap(() =>
        mayAsk(records, query) ? watchReportType(records, query).pipe(map((type) => reportBlock(title, query, type))) : [undefined],
      ),
    )
}
const drawn = implementProvider(drawnContract, {
  uses,
  watch: ({ records, input: { title, query } }) => {
    const picture = fittingPicture(query)
    const head = { picture, pictures: picturesFor(query), limits: reportLimits }
    return watchBlock(records, title, { ...query, picture }).pipe(map((block) => (block === undefined ? head : { ...head, block })))
  },
})

const picturesFor = (query: ReportQuery) =>
  reportPictures.map((picture) => {
    const why = unfitFor(query, picture)
    return why === undefined ? { picture } : { picture, why }
  })

const behind = implementProvider(behindContract, {
  uses,
  watch: ({ records, input: { query, key: given } }) => {
    const key = given === undefined ? undefined : parseKey(given, query)
    if (given !== undefined && key === undefined) throw noGroup()
    return watchReportType(records, query).pipe(
      switchMap((type) => {
        if (!mayAsk(records, query)) throw hiddenPart()
        return watchBehind(records, query, type, key)
      }),
    )
  },
})
/** The key is none of the report's. */
export function noGroup(): TenureError {
  const message = 'The key names no group of this report. Use the key of one of its rows.'
  return new TenureError('input.invalid', message, { issues: [{ path: ['key'], message }] })
}

/** A report that uses something hidden is refused in the words for one that uses something there is none of. */
export function hiddenPart(): TenureError {
  const message = 'The report uses a property that there is none of, or that you may not see.'
  return new TenureError('input.invalid', message, { issues: [{ path: ['query'], message }] })
}

/** The records of a group. Filters fold text and know no currency: both are compared here, and the total is that of the group. */
function watchBehind(records: AnyRecords, query: ReportQuery, type: ReportType, key: GroupKey | undefined) {
  const { about } = query
  const kinds = query.by.map(({ property }) => type.properties.get(property)?.kind ?? 'string')
  const where: FilterData | undefined = key === undefined ? query.where : filterOf(query, key, kinds)
  const select = [...new Set([type.title, ...[...type.properties.values()].map(({ name }) => name)])]
  const list = records.watch({
    type: query.type,
    ...(about !== undefined && { about }),
    ...(where !== undefined && { where }),
    ...{ select, limit: mostBehind, count: true },
    orderBy: [{ by: `${query.type}.${type.title}`, direction: 'ascending' }],
  })
  const exact = {
    type: query.type,
    ...(about !== undefined && { about }),
    ...(where !== undefined && { where }),
    by: query.by,
    measures: [],
  }
  return combineLatest([list, watchCount(records, exact, key)]).pipe(
    map(([window, count]) => {
      const rows = window.rows.filter((row) => key === undefined || isIn(row, query, key, kinds)).map(plain)
      const isWhole = window.total <= window.rows.length
      return { rows, total: isWhole ? rows.length : (count ?? window.total), objectType: window.objectType }
    }),
  )
}
// The number of records of the very group, which a folded filter may exceed.
function watchCount(
  records: AnyRecords,
  question: Parameters<AnyRecords['watchAggregate']>[0],
  key: GroupKey | undefined,
): Observable<number | undefined> {
  if (key === undefined || key.by.length === 0)
    return records.watchAggregate({ ...question, by: [] }).pipe(map(({ groups }) => groups[0]?.count))
  const wanted = JSON.stringify(key.by)
  return records.watchAggregate(question).pipe(map(({ groups }) => groups.find(({ by }) => JSON.stringify(by) === wanted)?.count ?? 0))
}
function isIn(row: DynamicRow, { by, measures }: ReportQuery, key: GroupKey, kinds: readonly string[]): boolean {
  const isSameText = by.every(({ property }, at) => kinds[at] !== 'string' || (row[nameIn(property)] ?? null) === key.by[at])
  if (!isSameText || key.currency === undefined) return isSameText
  const amounts = measures.flatMap((each) => (each.measure === 'count' ? [] : [row[nameIn(each.property)]])).filter(isMoney)
  return amounts.some(({ currency }) => currency === key.currency)
}
function isMoney(value: Value | undefined): value is Money {
  return typeof value === 'object' && value !== null && 'currency' in value
}
function plain(row: DynamicRow): { id: string } & Record<string, unknown> {
  return { ...row }
}

const subjects = implementProvider(subjectsContract, {
  uses,
  watch: ({ records }) => records.watchTypes().pipe(map((types) => types.map(subjectOf))),
})

/** Whether the viewer may see all that a report uses. */
export function mayAsk(records: AnyRecords, query: ReportQuery): boolean {
  return records.mayAsk(toReportAggregate(query))
}

/** Values of reports, the records behind them, and what draws them. */
export const reportProviders = [values, behind, drawn, subjects]
