import { catchError, distinctUntilChanged, map, type Observable, of, switchMap, throwError } from 'rxjs'
import type { z } from 'zod'
import { splitPath } from '../../schema/property.js'
import type { ReadNeed } from '../call.js'
import type { Contribution } from '../contribution.js'
import { implementProvider } from '../provider.js'
import type { DynamicRecords } from '../records.js'
import type { viewListOutput } from './collection-contract.js'
import { withoutRemoved } from './collection-list.js'
import { combineKept } from './combine-kept.js'
import { type ListedView, watchListed } from './listed-views.js'
import { type RunningCollection, recordsFor, usesOf } from './running.js'
import type { SavedView, ViewsOfUser } from './saved-views.js'
import { isBeyondStore, isTooDear, refusedPlaces } from './unusable-view.js'

type ShownView = z.output<typeof viewListOutput>[number]

/** The provider of a collection's views with their live counts. */
export function implementViews(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract } = collection
  const type = contract.of.objectType
  return implementProvider(contract.viewList, {
    uses: usesOf(collection),
    watch: ({ input, records, builtIn, saved, removed, ...used }) =>
      watchListed(collection, { builtIn, saved, removed }, used).pipe(
        map(({ views, user }) => views.map((view) => ({ view, user, isCounted: true }))),
        (listed) => watchCounted(listed, recordsFor(records, input), type),
      ),
  })
}

interface Counted {
  readonly view: ListedView
  readonly user: ViewsOfUser
  readonly isCounted: boolean
}
// A view that is renamed or moved is not counted again.
function watchCounted(listed: Observable<readonly Counted[]>, records: DynamicRecords, type: string): Observable<ShownView[]> {
  return combineKept(listed, {
    keyOf: ({ view: { id, where, without, saved }, isCounted }) => JSON.stringify([id, where, without, saved?.lacking, isCounted]),
    watch: ({ view, isCounted }) => (isCounted ? watchCount(records, type, view) : of(null)),
  }).pipe(
    map((counted) => counted.map(([{ view, user }, total]) => toShown(view, user, total))),
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
  )
}

/** The provider of its default views, for Summary: only these are counted (SUM-4). */
export function implementCards(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract } = collection
  return implementProvider(contract.cardList, {
    uses: usesOf(collection),
    watch: ({ input, records, builtIn, saved, removed, ...used }) =>
      watchListed(collection, { builtIn, saved, removed }, used).pipe(
        map(({ views, user }) =>
          views.filter((view) => isOffered(view, user)).map((view) => ({ view, user, isCounted: view.place !== undefined })),
        ),
        (listed) => watchCounted(listed, recordsFor(records, input), contract.of.objectType),
      ),
  })
}
function isOffered({ place, saved }: ListedView, { mayChoose }: ViewsOfUser): boolean {
  return place !== undefined || (mayChoose && saved?.audience !== 'private')
}

function toShown(
  { id, title, description, icon, where, orderBy, place, saved }: ListedView,
  user: ViewsOfUser,
  total: number | null,
): ShownView {
  const { filter, lacking } = saved ?? (where ? user.fit(where) : { lacking: 0 })
  return {
    ...{ id, title, builtIn: saved === undefined, total, audience: saved?.audience ?? 'everyone' },
    ...(description !== undefined && { description }),
    ...(icon !== undefined && { icon }),
    ...(place !== undefined && { place }),
    ...(filter && { filter }),
    ...(lacking > 0 && { lacking }),
    ...(saved ? ofSaved(saved) : orderBy && { sort: orderBy.map(({ by, direction }) => ({ property: splitPath(by)[1], direction })) }),
    may: { edit: false, share: false, ...saved?.may, default: user.mayChoose && saved?.audience !== 'private' },
  }
}
function ofSaved({ columns, sort, layout, owner, version }: SavedView): Partial<ShownView> {
  return { layout, owner, version, ...(columns && { columns: [...columns] }), ...(sort && { sort }) }
}

// A view that cannot be counted (it needs configuration, a property that is hidden, what the store lacks, or more than one query may cost) is in the list without a number,
// until the type's properties change.
function watchCount(records: DynamicRecords, type: string, view: ListedView): Observable<number | null> {
  const { where, saved } = view
  if (saved !== undefined && saved.lacking > 0) return of(null)
  const filters = [...(where ? [where] : []), ...withoutRemoved(type, view)]
  const count = records
    .watch({
      type,
      ...(filters.length > 0 && { where: { test: 'all' as const, filters } }),
      select: [],
      orderBy: [],
      limit: 0,
      count: true,
    })
    .pipe(
      map(({ total }) => total),
      catchError((error: unknown) => (isUncountable(error) ? of(null) : throwError(() => error))),
    )
  return records.watchProperties(type).pipe(
    switchMap(() => count),
    distinctUntilChanged(),
  )
}
function isUncountable(error: unknown): boolean {
  return refusedPlaces(error) !== undefined || isBeyondStore(error) || isTooDear(error)
}
