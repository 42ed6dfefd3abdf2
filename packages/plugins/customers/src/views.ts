import { type BuiltInView, BuiltInViews, type DynamicRecords, implementProvider } from '@tenure/core/plugin'
import { catchError, combineLatest, distinctUntilChanged, map, type Observable, of, switchMap } from 'rxjs'
import { configured, tabId } from './built-in-views.js'
import { customerViews } from './contract.js'
import { Config, Customers } from './grants.js'

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

// A view that cannot be counted (it needs configuration, or a property that is hidden) stands in the list without a number.
function watchCount(customers: DynamicRecords, { query }: BuiltInView): Observable<number | null> {
  return customers.watch({ ...query, select: [], orderBy: [], limit: 0, count: true }).pipe(
    map(({ total }) => total),
    distinctUntilChanged(),
    catchError(() => of(null)),
  )
}
