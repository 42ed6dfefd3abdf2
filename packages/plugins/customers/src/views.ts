import { type BuiltInView, BuiltInViews, type DynamicRecords, implementProvider } from '@tenure/core/plugin'
import { catchError, combineLatest, distinctUntilChanged, map, type Observable, of, switchMap, throwError } from 'rxjs'
import { configured, tabId } from './built-in-views.js'
import { customerViews } from './contract.js'
import { Config, Customers } from './grants.js'
import { refusedPlaces } from './unusable-view.js'

/** The list of views with their live counts. */
export const views = implementProvider(customerViews, {
  uses: { customers: Customers, views: BuiltInViews, config: Config },
  watch: ({ customers, views: builtIn, config }) =>
    builtIn.of(tabId).pipe(switchMap((all) => combineLatest(all.map((view) => watchView(customers, configured(view, config.recentDays)))))),
})

function watchView(customers: DynamicRecords, view: BuiltInView) {
  const { id, title, description, icon } = view
  return watchCount(customers, view).pipe(
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

// A view that cannot be counted (it needs configuration, or a property that is hidden) stands in the list without a number, until the
// customer's properties are others.
function watchCount(customers: DynamicRecords, { query }: BuiltInView): Observable<number | null> {
  const count = customers.watch({ ...query, select: [], orderBy: [], limit: 0, count: true }).pipe(
    map(({ total }) => total),
    catchError((error: unknown) => (refusedPlaces(error) === undefined ? throwError(() => error) : of(null))),
  )
  return customers.watchProperties('customer').pipe(
    switchMap(() => count),
    distinctUntilChanged(),
  )
}
