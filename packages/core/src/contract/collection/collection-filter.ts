import { catchError, combineLatest, distinctUntilChanged, map, type Observable, of, switchMap, throwError } from 'rxjs'
import type { z } from 'zod'
import { isTenureError } from '../../errors/tenure-error.js'
import type { AggregateGroup } from '../../query/aggregate/aggregate-data.js'
import type { FilterData } from '../../query/filter-data.js'
import type { PropertyDefinition } from '../../schema/definition.js'
import { splitPath } from '../../schema/property.js'
import type { ReadNeed } from '../call.js'
import type { Contribution } from '../contribution.js'
import { implementProvider } from '../provider.js'
import type { DynamicRecords } from '../records.js'
import type { filterCountsInput, filterCountsOutput } from './collection-contract.js'
import { toCondition, toRefusal } from './collection-list.js'
import { toTotals } from './collection-totals.js'
import { type ListedView, watchView } from './listed-views.js'
import { type RunningCollection, recordsFor, usesOf } from './running.js'
import { isBeyondStore } from './unusable-view.js'

type Input = z.output<typeof filterCountsInput>
type Counts = z.output<typeof filterCountsOutput>

/** The provider of what a filter leaves while a person edits it: numbers that move with the records. */
export function implementFilterCounts(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract, linked } = collection
  return implementProvider(contract.filterCounts, {
    uses: usesOf(collection),
    watch: ({ input, records: all, builtIn, saved, removed, ...used }) => {
      const records = recordsFor(all, input)
      return combineLatest([
        watchView(collection, { builtIn, saved, removed }, used, input),
        records.watchProperties(contract.of.objectType, linked),
      ]).pipe(
        switchMap(([view, properties]) => {
          return watchCounts({ collection, records, properties, input, view }).pipe(
            catchError((error: unknown) => throwError(() => toRefusal(error, view, input))),
          )
        }),
      )
    },
  })
}

interface Asked {
  readonly collection: RunningCollection
  readonly records: DynamicRecords
  readonly properties: readonly PropertyDefinition[]
  readonly input: Input
  readonly view: ListedView
}

function watchCounts(asked: Asked): Observable<Counts> {
  const { where } = asked.input
  return combineLatest({
    all: watchCount(asked, every),
    before: both(stepsOf(where).map((step) => watchCount(asked, step))),
    whole: watchWhole(asked),
    saved: watchSaved(asked),
  }).pipe(
    map(({ all, before, whole, saved }) => ({
      ...whole,
      all,
      ...toSteps(where, before, whole.count),
      ...toMoves(all, whole.count, saved),
    })),
  )
}
function both<T>(streams: readonly Observable<T>[]): Observable<readonly T[]> {
  return streams.length === 0 ? of([]) : combineLatest(streams)
}

const every: FilterData = { test: 'all', filters: [] }
/** So many parts of the top level are counted; what comes after them has no number of its own. */
const mostSteps = 20
/** The filter up to each part of its top level, but for the last: that is the whole. */
function stepsOf(where: FilterData): readonly FilterData[] {
  if (where.test !== 'all' && where.test !== 'any') return []
  return where.filters
    .slice(0, Math.min(mostSteps, where.filters.length - 1))
    .map((_, at) => ({ ...where, filters: where.filters.slice(0, at + 1) }))
}
function toSteps(where: FilterData, before: readonly (number | null)[], count: number | null): Pick<Counts, 'steps'> {
  const isEmpty = (where.test === 'all' || where.test === 'any') && where.filters.length === 0
  const isLong = (where.test === 'all' || where.test === 'any') && where.filters.length > mostSteps
  return { steps: isEmpty ? [] : isLong ? [...before] : [...before, count] }
}

/** The records of the saved view: how many, and how many of them pass the filter too. Nothing where the view is every record. */
interface Saved {
  readonly count: number | null
  readonly kept: number | null
}
// A view that the user cannot use is compared with nothing; what is wrong with the filter itself its own count says.
function watchSaved(asked: Asked): Observable<Saved | undefined> {
  const { view, input } = asked
  if (view.where === undefined) return of(undefined)
  const kept: FilterData = { test: 'all', filters: [view.where, input.where] }
  return combineLatest({ count: watchCount(asked, view.where), kept: watchCount(asked, kept) }).pipe(
    catchError(() => of({ count: null, kept: null })),
  )
}
function toMoves(
  all: number | null,
  count: number | null,
  { count: saved, kept }: Saved = { count: all, kept: count },
): Pick<Counts, 'entering' | 'leaving'> {
  const between = (more: number | null) => (more === null || kept === null ? null : Math.max(0, more - kept))
  return { entering: between(count), leaving: between(saved) }
}

function conditionOf({ collection, properties, input, view }: Asked, where: FilterData): FilterData {
  return toCondition(collection, view, { ...input, where }, new Set(properties.map(({ name }) => name)))
}

// Whatever is in it, a scan of the records costs about the same; a count by indexes may cost three times as much.
function watchCount(asked: Asked, where: FilterData): Observable<number | null> {
  const { collection, records } = asked
  return records.watchAggregate({ type: collection.contract.of.objectType, where: conditionOf(asked, where) }).pipe(
    map(({ groups: [all] }) => all?.count ?? 0),
    distinctUntilChanged(),
    catchError(orBeyond(null)),
  )
}

type Whole = Pick<Counts, 'count' | 'totals' | 'groups'>
/** The records that pass the whole filter: how many, what they come to, and their shares. */
function watchWhole(asked: Asked): Observable<Whole> {
  const { collection, records, properties, input } = asked
  const type = collection.contract.of.objectType
  const where = conditionOf(asked, input.where)
  const measures = collection.totals.filter(({ property }) => properties.some(({ name }) => name === splitPath(property)[1]))
  const grouped = properties.find(({ name }) => name === collection.groupedBy)
  const shares = grouped && records.watchAggregate({ type, where, by: [{ property: `${type}.${grouped.name}` }] })
  return combineLatest([records.watchAggregate({ type, where, measures }), shares ?? of(undefined)]).pipe(
    map(
      ([
        {
          groups: [all],
        },
        groups,
      ]) => ({
        count: all?.count ?? 0,
        totals: toTotals(measures, all),
        groups: (groups?.groups ?? []).map(toShare),
      }),
    ),
    catchError(orBeyond<Whole>({ count: null, totals: [], groups: [] })),
  )
}
function toShare({ by: [value = null], count }: AggregateGroup): Counts['groups'][number] {
  return { value: value as Counts['groups'][number]['value'], count }
}

/** The value in place of an answer that would cost too much, or that the store cannot find (SEC-17); every other failure goes on. */
function orBeyond<T>(instead: T): (error: unknown) => Observable<T> {
  return (error) => (isBeyondStore(error) || isTooLarge(error) ? of(instead) : throwError(() => error))
}
function isTooLarge(error: unknown): boolean {
  return isTenureError(error) && error.problem.code === 'input.too-large'
}
