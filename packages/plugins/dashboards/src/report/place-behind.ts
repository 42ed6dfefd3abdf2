import { type FilterData, values } from '@tenure/core/contract'
import { listTabsContract } from '@tenure/core/page'
import { type AnyRecords, asks, implementProvider } from '@tenure/core/plugin'
import { type ReportQuery, toReportAggregate } from '@tenure/core/report'
import { combineLatest, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { filterOf, type GroupKey, parseKey } from './group-key.js'
import { placeBehindContract } from './report-contract.js'
import { Everything, hiddenPart, mayAsk, noGroup } from './report-providers.js'
import { type ReportType, watchReportType } from './report-type.js'
import { isAmounts } from './value-rows.js'

/** The tabs that list records are the core's to know. */
export const AskListTabs = asks(listTabsContract)
type ListTab = z.output<typeof listTabsContract.output>[number]
type Place = z.output<typeof placeBehindContract.output>

/** Says in which tab the records behind a number are listed, so that the list has exactly them. */
export const placeBehind = implementProvider(placeBehindContract, {
  uses: { records: Everything, tabs: AskListTabs },
  watch: ({ records, tabs, input: { query, key: given } }) => {
    const key = given === undefined ? undefined : parseKey(given, query)
    if (given !== undefined && key === undefined) throw noGroup()
    return combineLatest([tabs.watch(listTabsContract).pipe(values()), watchReportType(records, query)]).pipe(
      switchMap(([all, type]) => {
        if (!mayAsk(records, query)) throw hiddenPart()
        const tab = all.find(({ of, types }) => of === query.type || types.includes(query.type))
        return tab === undefined ? of({}) : watchPlace({ records, query, key, tab, type })
      }),
    )
  },
})

interface Placing {
  readonly records: AnyRecords
  readonly query: ReportQuery
  readonly key: GroupKey | undefined
  readonly tab: ListTab
  readonly type: ReportType
}

type Question = Parameters<AnyRecords['watchAggregate']>[0]

/** The place is given only while the list there has as many records as the number: a folded text, another pipeline or a second currency is in no filter. */
function watchPlace({ records, query, key, tab, type }: Placing): Observable<Place> {
  const where = whereOf(query, key, type)
  const { type: name, about } = query
  const object = tab.types.length < 2 ? undefined : (about ?? (tab.types.includes(name) ? name : tab.types[0]))
  const filtered = where === undefined ? {} : { where }
  const listed = { type: tab.of, ...(object !== undefined && { about: object }), ...filtered }
  const asked = { ...toReportAggregate(query), ...filtered }
  return combineLatest([watchNumber(records, asked, key), watchGroups(records, listed), watchPipeline(records, listed, tab)]).pipe(
    map(([number, groups, pipeline]): Place => {
      const count = groups[0]?.count ?? 0
      if (number !== count || count === 0 || pipeline === null) return {}
      return {
        tab: tab.tab,
        ...(tab.view !== undefined && { view: tab.view }),
        ...((where !== undefined || tab.view === undefined) && { filter: where ?? { test: 'all', filters: [] } }),
        ...(object !== undefined && { object }),
        ...(tab.isStaged && { layout: 'table' as const }),
        ...(pipeline !== undefined && { pipeline }),
        sort: [{ property: type.title, direction: 'ascending' }],
      }
    }),
  )
}

/** Amounts of one currency are those that are known, where there is no other currency in the group. */
function whereOf(query: ReportQuery, key: GroupKey | undefined, { properties }: ReportType): FilterData | undefined {
  if (key === undefined) return query.where
  const kinds = query.by.map(({ property }) => properties.get(property)?.kind ?? 'string')
  const where = filterOf(query, key, kinds)
  if (key.currency === undefined) return where
  const amounts = moneyOf(query, properties).map((property) => ({ test: 'is-known', property }) as const)
  return { test: 'all', filters: [where, { test: 'any', filters: amounts }] }
}
function moneyOf({ measures }: ReportQuery, properties: ReportType['properties']): readonly string[] {
  const measured = measures.flatMap((each) => (each.measure === 'count' ? [] : [each.property]))
  return [...new Set(measured)].filter((property) => properties.get(property)?.kind === 'money')
}

/** How many records the number is about; `undefined` where a currency is not the only one of its group. */
function watchNumber(records: AnyRecords, asked: Question, key: GroupKey | undefined): Observable<number | undefined> {
  if (key === undefined) return watchGroups(records, asked).pipe(map((groups) => groups[0]?.count ?? 0))
  const wanted = JSON.stringify(key.by)
  return records.watchAggregate(asked).pipe(
    map(({ groups }) => {
      const group = groups.find(({ by }) => JSON.stringify(by) === wanted)
      const currencies = new Set(
        (group?.measures ?? []).flatMap((value) => (isAmounts(value) ? value.map(({ currency }) => currency) : [])),
      )
      return key.currency !== undefined && currencies.size > 1 ? undefined : (group?.count ?? 0)
    }),
  )
}
function watchGroups(records: AnyRecords, question: Omit<Question, 'by' | 'measures'>) {
  return records.watchAggregate({ ...question, by: [], measures: [] }).pipe(map(({ groups }) => groups))
}
/** Of records in stages the pipeline that all of them are in; `null` where there are several, which no such tab shows at once. */
function watchPipeline(
  records: AnyRecords,
  listed: Omit<Question, 'by' | 'measures'>,
  { of: name, isStaged }: ListTab,
): Observable<string | null | undefined> {
  if (!isStaged) return of(undefined)
  return records.watchAggregate({ ...listed, by: [{ property: `${name}.pipeline` }], measures: [] }).pipe(
    map(({ groups }) => {
      const [only, other] = groups
      return other === undefined && typeof only?.by[0] === 'string' ? only.by[0] : null
    }),
  )
}
