import { catchError, combineLatest, distinctUntilChanged, map, type Observable, of, switchMap, throwError } from 'rxjs'
import type { z } from 'zod'
import type { ReadNeed } from '../call.js'
import type { Contribution } from '../contribution.js'
import { implementProvider } from '../provider.js'
import type { DynamicRecords } from '../records.js'
import type { viewListOutput } from './collection-contract.js'
import type { BuiltInView } from './collection-view.js'
import { adapted, type RunningCollection, usesOf } from './running.js'
import { isBeyondStore, refusedPlaces } from './unusable-view.js'

type ShownView = z.output<typeof viewListOutput>[number]

/** The provider of a collection's views with their live counts. */
export function implementViews(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract } = collection
  return implementProvider(contract.viewList, {
    uses: usesOf(collection),
    watch: ({ records, builtIn, ...used }) =>
      builtIn
        .of(contract.id)
        .pipe(
          switchMap((all) => combineLatest(all.map((view) => watchView(records, contract.of.objectType, adapted(collection, view, used))))),
        ),
  })
}

function watchView(records: DynamicRecords, type: string, view: BuiltInView): Observable<ShownView> {
  const { id, title, description, icon } = view
  return watchCount(records, type, view).pipe(
    map((total) => ({
      id,
      title,
      builtIn: true,
      total,
      ...(description !== undefined && { description }),
      ...(icon !== undefined && { icon }),
    })),
  )
}

// A view that cannot be counted (it needs configuration, a property that is hidden, or what the store lacks) is in the list without a number,
// until the type's properties change.
function watchCount(records: DynamicRecords, type: string, { where }: BuiltInView): Observable<number | null> {
  const count = records.watch({ type, ...(where && { where }), select: [], orderBy: [], limit: 0, count: true }).pipe(
    map(({ total }) => total),
    catchError((error: unknown) => (refusedPlaces(error) === undefined && !isBeyondStore(error) ? throwError(() => error) : of(null))),
  )
  return records.watchProperties(type).pipe(
    switchMap(() => count),
    distinctUntilChanged(),
  )
}
