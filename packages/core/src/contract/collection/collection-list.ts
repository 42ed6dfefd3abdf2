import { catchError, combineLatest, map, type Observable, switchMap, throwError } from 'rxjs'
import type { z } from 'zod'
import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import type { FilterData, OrderData } from '../../query/filter-data.js'
import { splitPath } from '../../schema/property.js'
import type { ReadNeed } from '../call.js'
import type { Contribution } from '../contribution.js'
import { implementProvider } from '../provider.js'
import type { DynamicQuery, DynamicWindow } from '../records.js'
import type { CollectionWindow, listInput } from './collection-contract.js'
import { type ListedView, watchView } from './listed-views.js'
import { type RunningCollection, recordsFor, usesOf } from './running.js'
import { isBeyondStore, refusedPlaces, unusableView, viewBeyondStore } from './unusable-view.js'

type ListInput = z.output<typeof listInput>
const pageSize = 100

/** The provider of a collection's records. */
export function implementList(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract, linked } = collection
  const type = contract.of.objectType
  return implementProvider(contract.list, {
    uses: usesOf(collection),
    watch: ({ input, records: all, builtIn, saved, removed, ...used }) => {
      const records = recordsFor(all, input)
      return combineLatest([watchView(collection, { builtIn, saved, removed }, used, input), records.watchProperties(type, linked)]).pipe(
        switchMap(([view, properties]) => {
          const known = new Set(properties.map(({ name }) => name))
          const offset = input.offset ?? 0
          checkWhole(view, input)
          const query = toQuery(collection, view, input, known)
          const { after } = input
          // What is taken page by page is followed without its total: it is asked again with each change that may concern it.
          const asked = after === undefined ? { ...query, offset, count: true } : after === '' ? query : { ...query, after }
          return records.watch(asked).pipe(
            map((window) => withOffset(window, offset)),
            catchError((error: unknown) => throwError(() => toRefusal(error, view, input))),
          )
        }),
      ) as Observable<CollectionWindow<unknown>>
    },
  })
}

function toQuery(collection: RunningCollection, view: ListedView, input: ListInput, known: ReadonlySet<string>): DynamicQuery {
  const { contract } = collection
  const type = contract.of.objectType
  const sort = input.sort?.map(({ property, direction }): OrderData => ({ by: `${type}.${property}`, direction }))
  // A view may sort by a property that the workspace has not chosen, or that is hidden from the user: it does without.
  const ownSort = view.orderBy?.filter(({ by }) => known.has(splitPath(by)[1]))
  const columns = input.columns ?? view.columns?.map(({ field }) => field) ?? []
  return {
    type,
    select: [...new Set([...contract.always, ...columns.filter((name) => known.has(name))])],
    where: toCondition(collection, view, input, known),
    orderBy: sort ?? ownSort ?? [],
    limit: input.limit ?? pageSize,
    ...(input.archived && { archived: 'only' }),
  }
}

/** The condition of a view, or the one in its place, with the filters and the search of the caller; it comes first. */
export function toCondition(
  { contract, searched }: RunningCollection,
  view: ListedView,
  { where = view.where, filters = [], search }: Pick<ListInput, 'where' | 'filters' | 'search'>,
  known: ReadonlySet<string>,
): FilterData {
  const type = contract.of.objectType
  return {
    test: 'all',
    filters: [...(where ? [where] : []), ...filters, ...toSearch(type, search, searched, known), ...withoutRemoved(type, view)],
  }
}
/** What the user took out of the list is not in it. */
export function withoutRemoved(type: string, { without }: Pick<ListedView, 'without'>): readonly FilterData[] {
  return without === undefined ? [] : [{ test: 'not', filter: { test: 'id-of', type, ids: without } }]
}
function toSearch(
  type: string,
  search: string | undefined,
  searched: readonly string[],
  known: ReadonlySet<string>,
): readonly FilterData[] {
  const text = search?.trim() ?? ''
  if (text === '') return []
  const names = searched.filter((name) => known.has(name))
  return [{ test: 'any', filters: names.map((name): FilterData => ({ test: 'contains', property: `${type}.${name}`, text })) }]
}

// The same window gives the same answer to all its watchers, so it is checked and sent once.
const answers = new WeakMap<DynamicWindow, Map<number, CollectionWindow<unknown>>>()
function withOffset(window: DynamicWindow, offset: number): CollectionWindow<unknown> {
  const known = answers.get(window) ?? new Map<number, CollectionWindow<unknown>>()
  answers.set(window, known)
  const answer = known.get(offset) ?? Object.freeze({ ...window, offset })
  known.set(offset, answer)
  return answer
}

/** What a caller reads of a view's refusal: that it is the view, or the store, that cannot. A condition in its place is refused by its own places. */
export function toRefusal(error: unknown, view: ListedView, { where }: Pick<ListInput, 'where'>): unknown {
  if (isBeyondStore(error)) return viewBeyondStore(view.title, error)
  if (where !== undefined) return placedIn(error)
  return view.where !== undefined && refusedPlaces(error)?.some(isFirst) === true ? unusableView(view.title) : error
}
function isFirst([key, index]: readonly (string | number)[]): boolean {
  return key === 'filters' && index === 0
}
function placedIn(error: unknown): unknown {
  if (!isTenureError(error) || error.problem.code !== 'input.invalid') return error
  const { message, details } = error.problem
  const issues = details.issues.map(({ path, ...issue }) => ({ ...issue, path: isFirst(path) ? ['where', ...path.slice(2)] : path }))
  return new TenureError('input.invalid', message, { issues }, { cause: error })
}

/** Refuses a view of whose condition the user may not see all (ACC-8), or part of which is gone; a condition in its place is asked. Errors: `input.invalid`. */
export function checkWhole({ title, saved }: ListedView, { where }: Pick<ListInput, 'where'>): void {
  if (where === undefined && saved !== undefined && saved.lacking > 0) throw unusableView(title)
}
