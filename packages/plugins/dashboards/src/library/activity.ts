import { chart } from '@tenure/core/block'
import { addDays, addPeriods, type CalendarDay, Call, Email, Meeting, Note, startOfPeriod } from '@tenure/core/contract'
import { type AnyRecords, Clock, implementProvider } from '@tenure/core/plugin'
import { byPeriod } from '@tenure/core/query'
import { defineReport, type ReportQuery, toReportAggregate } from '@tenure/core/report'
import { combineLatest, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { keyOf } from '../report/group-key.js'
import { behindContract, placeBehindContract } from '../report/report-contract.js'
import { Everything } from '../report/report-providers.js'
import { activityContract, activityWeeks } from './activity-contract.js'

type Row = z.output<typeof activityContract.output>['rows'][number]
const kinds = [Call, Email, Meeting, Note] as const
const labels = { call: 'Calls', email: 'Emails', meeting: 'Meetings', note: 'Notes' } as const

const firstWeek = (today: CalendarDay): CalendarDay => addPeriods(startOfPeriod(today, 'week'), 'week', 1 - activityWeeks)

/** The report that counts the activities of one type by week, of the weeks that end with this one. */
function queryOf({ at, objectType }: (typeof kinds)[number], today: CalendarDay): ReportQuery {
  const first = firstWeek(today)
  const last = addDays(addPeriods(first, 'week', activityWeeks), -1)
  return {
    type: objectType,
    where: { test: 'between', property: at.path, from: first, to: last },
    measures: [{ measure: 'count' }],
    by: [byPeriod(at, 'week')],
    picture: 'table',
  }
}
function watchKind(records: AnyRecords, kind: (typeof kinds)[number], today: CalendarDay): Observable<readonly Row[]> {
  const query = queryOf(kind, today)
  const first = firstWeek(today)
  return records.watchAggregate(toReportAggregate(query)).pipe(
    map(({ groups }) =>
      Array.from({ length: activityWeeks }, (_, at) => {
        const week = addPeriods(first, 'week', at)
        const count = groups.find(({ by }) => by[0] === week)?.count ?? 0
        return { type: kind.objectType, week, count, query, key: keyOf([week]) }
      }),
    ),
  )
}

const activity = implementProvider(activityContract, {
  uses: { records: Everything, clock: Clock },
  watch: ({ records, clock, session: { timeZone } }) =>
    combineLatest([clock.watchToday(timeZone), records.watchTypes()]).pipe(
      switchMap(([today, types]) => {
        const seen = kinds.filter(({ objectType, at }) =>
          types.some(
            ({ name, properties }) => name === objectType && properties.some((property) => `${name}.${property.name}` === at.path),
          ),
        )
        return seen.length === 0 ? of([]) : combineLatest(seen.map((kind) => watchKind(records, kind, today)))
      }),
      map((rows) => ({ rows: rows.flat() })),
    ),
})

const report = defineReport({
  id: 'tenure.dashboards/activity',
  title: 'Activity by type',
  description: 'Calls, emails, meetings and notes of the last five weeks',
  icon: 'activity',
  order: { group: 'library', rank: 7 },
  block: chart({
    title: 'Activity by type',
    from: activityContract,
    shape: 'heat-map',
    category: { field: 'week', label: 'Week', format: 'date', period: 'week' },
    by: { field: 'type', label: 'Activity', options: Object.entries(labels).map(([value, label]) => ({ value, label })) },
    series: [{ field: 'count', label: 'Activities', format: 'number' }],
    opens: {
      list: {
        kind: 'table',
        title: 'Activities',
        provider: behindContract.id,
        columns: [
          { field: 'title', label: 'Title' },
          { field: 'at', label: 'Time', format: 'date' },
        ],
        rowActions: [],
        opens: 'record',
      },
      fill: { query: 'query', key: 'key' },
      place: placeBehindContract.id,
    },
  }),
})

/** Activities by type and week: of several object types, which no one question can ask about. */
export const activityReport = [activity, report]
