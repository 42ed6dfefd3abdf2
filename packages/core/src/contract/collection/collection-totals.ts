import { catchError, combineLatest, map, type Observable, of, switchMap, throwError } from 'rxjs'
import type { z } from 'zod'
import { TenureError } from '../../errors/tenure-error.js'
import type { Aggregate, AggregateData, AggregateGroup, GroupingData, MeasureData } from '../../query/aggregate/aggregate-data.js'
import type { FilterData } from '../../query/filter-data.js'
import type { PropertyDefinition } from '../../schema/definition.js'
import { splitPath } from '../../schema/property.js'
import type { Json } from '../../schema/value.js'
import type { ReadNeed } from '../call.js'
import type { Contribution } from '../contribution.js'
import { implementProvider } from '../provider.js'
import type { DynamicRecords } from '../records.js'
import type { groupsInput, groupsOutput, totalsInput, totalsOutput } from './collection-contract.js'
import { checkWhole, toCondition, toRefusal } from './collection-list.js'
import { type ViewSources, watchView } from './listed-views.js'
import { type RunningCollection, recordsFor, usesOf } from './running.js'

type Total = z.output<typeof totalsOutput>['totals'][number]
type Groups = z.output<typeof groupsOutput>

/** The provider of a collection's totals: how many records a view has, and what they come to. */
export function implementTotals(collection: RunningCollection): Contribution<ReadNeed> {
  return implementProvider(collection.contract.totalList, {
    uses: usesOf(collection),
    watch: ({ input, records, builtIn, saved, removed, ...used }) =>
      watchTotals(collection, { input, records, builtIn, saved, removed, used }, () => undefined).pipe(
        map(({ answer, measures, filled }) => {
          const [all] = answer.groups
          return { count: all?.count ?? 0, totals: [...toTotals(measures, all), ...filled], ...modeOf(answer) }
        }),
      ),
  })
}

/** The provider of its groups: the same for each value of a property, or for each period. */
export function implementGroups(collection: RunningCollection): Contribution<ReadNeed> {
  const type = collection.contract.of.objectType
  return implementProvider(collection.contract.groupList, {
    uses: usesOf(collection),
    watch: ({ input, records, builtIn, saved, removed, ...used }) => {
      const toGrouping = (properties: readonly PropertyDefinition[]): GroupingData => ({
        property: `${type}.${nameToGroupBy(collection, input, properties)}`,
        ...(input.period && { period: input.period }),
      })
      return watchTotals(collection, { input, records, builtIn, saved, removed, used }, toGrouping).pipe(
        map(({ answer, measures, properties }): Groups => {
          const field = nameToGroupBy(collection, input, properties)
          const options = properties.find(({ name }) => name === field)?.options ?? []
          return { field, groups: toGroups(answer, measures, options), ...modeOf(answer) }
        }),
      )
    },
  })
}

interface Asked extends ViewSources {
  readonly input: z.output<typeof totalsInput>
  readonly records: DynamicRecords
  readonly used: unknown
}
interface Answered {
  readonly answer: Aggregate
  readonly measures: readonly MeasureData[]
  readonly filled: readonly Total[]
  readonly properties: readonly PropertyDefinition[]
}
// What is hidden from the user is left out of the totals, and asked for again when rights change.
function watchTotals(
  collection: RunningCollection,
  { input, records: all, used, ...sources }: Asked,
  by: (properties: readonly PropertyDefinition[]) => GroupingData | undefined,
): Observable<Answered> {
  const { contract, linked } = collection
  const type = contract.of.objectType
  const records = recordsFor(all, input)
  return combineLatest([watchView(collection, sources, used, input), records.watchProperties(type, linked)]).pipe(
    switchMap(([view, properties]) => {
      checkWhole(view, input)
      const known = new Set(properties.map(({ name }) => name))
      const chosen = (input.measures ?? []).filter(({ field }) => known.has(field))
      const measures = measuresOf(collection, chosen).filter(({ property }) => known.has(splitPath(property)[1]))
      const grouping = by(properties)
      const where = toCondition(collection, view, input, known)
      const asked: AggregateData = { type, where, measures, ...(grouping && { by: [grouping] }) }
      return combineLatest([records.watchAggregate(asked), watchFilled(records, asked, chosen)]).pipe(
        map(([answer, filled]) => ({ answer, filled, measures, properties })),
        catchError((error: unknown) => throwError(() => toRefusal(error, view, input))),
      )
    }),
  )
}

type Chosen = NonNullable<z.output<typeof totalsInput>['measures']>
// The collection's own, but for the properties for which a person has chosen.
function measuresOf({ contract, totals }: RunningCollection, chosen: Chosen): readonly MeasureData[] {
  const own = totals.filter(({ property }) => !chosen.some(({ field }) => field === splitPath(property)[1]))
  return [
    ...own,
    ...chosen.flatMap(({ field, measure }) =>
      measure === 'none' || measure === 'filled' ? [] : [{ measure, property: `${contract.of.objectType}.${field}` }],
    ),
  ]
}

function watchFilled(records: DynamicRecords, { type, where }: AggregateData, chosen: Chosen): Observable<readonly Total[]> {
  const fields = chosen.flatMap(({ field, measure }) => (measure === 'filled' ? [field] : []))
  if (fields.length === 0) return of([])
  const counts = fields.map((field) => {
    const isKnown: FilterData = { test: 'is-known', property: `${type}.${field}` }
    return records
      .watchAggregate({ type, where: { test: 'all', filters: [...(where ? [where] : []), isKnown] } })
      .pipe(map(({ groups: [all] }): Total => ({ field, measure: 'filled', value: all?.count ?? 0 })))
  })
  return combineLatest(counts)
}

function nameToGroupBy(
  { groupedBy, contract }: RunningCollection,
  { by }: z.output<typeof groupsInput>,
  properties: readonly PropertyDefinition[],
): string {
  const stage = properties.find(({ name }) => name === 'stage')?.name
  const name = by ?? groupedBy ?? stage
  if (name !== undefined) return name
  const message = `${contract.id} is grouped by nothing of its own. Name a property to group by.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['by'], message }] })
}

/** The measures of a group as totals, by field. */
export function toTotals(measures: readonly MeasureData[], group: AggregateGroup | undefined): Total[] {
  return measures.map(({ measure, property }, place) => ({
    field: splitPath(property)[1],
    measure,
    value: (group?.measures[place] ?? null) as Json as Total['value'],
  }))
}
// Every option is there, so that a board has all its columns.
function toGroups(
  { groups }: Aggregate,
  measures: readonly MeasureData[],
  options: NonNullable<PropertyDefinition['options']>,
): Groups['groups'] {
  const labels = new Map<unknown, string>(options.map(({ value, label }) => [value, label]))
  const found = new Map<unknown, AggregateGroup>(groups.map((group) => [group.by[0], group]))
  const names = [...labels.keys(), ...[...found.keys()].filter((value) => !labels.has(value))]
  return names.map((value) => {
    const label = labels.get(value)
    const group = found.get(value)
    return {
      value: (value ?? null) as Groups['groups'][number]['value'],
      ...(label !== undefined && { label }),
      count: group?.count ?? 0,
      totals: toTotals(measures, group),
    }
  })
}
function modeOf({ mode }: Aggregate): Pick<Aggregate, 'mode'> {
  return mode === undefined ? {} : { mode }
}
