import { type listInput, TenureError } from '@tenure/core/contract'
import { type BuiltInView, BuiltInViews, type DynamicWindow, implementProvider } from '@tenure/core/plugin'
import type { FilterData, OrderData, QueryData } from '@tenure/core/query'
import { catchError, combineLatest, map, switchMap, throwError } from 'rxjs'
import type { z } from 'zod'
import { configured, tabId } from './built-in-views.js'
import { type CustomerRow, customerList } from './contract.js'
import { Config, Customers } from './grants.js'
import { refusedPlaces, unusableView } from './unusable-view.js'

type ListInput = z.output<typeof listInput>

/** Properties that every row has, whatever the columns. */
const always = ['name', 'healthStatus', 'renewalDate']
/** Text that a search looks through, as far as the customer's type has it. */
const searched = ['name', 'domain', 'email']
const pageSize = 100

/** The list of the Customers tab. */
export const list = implementProvider(customerList, {
  uses: { customers: Customers, views: BuiltInViews, config: Config },
  watch: ({ input, customers, views, config }) =>
    combineLatest([views.of(tabId), customers.watchProperties('customer')]).pipe(
      switchMap(([built, properties]) => {
        const view = configured(findView(built, input.view), config.recentDays)
        const known = properties.map(({ name }) => name)
        const offset = input.offset ?? 0
        return customers.watch({ ...toQuery(view, input, known), offset, count: true }).pipe(
          map((window) => ({ ...toRows(window), offset })),
          catchError((error: unknown) => throwError(() => (isOfView(error, view) ? unusableView(view.title) : error))),
        )
      }),
    ),
})

function toQuery(view: BuiltInView, input: ListInput, known: readonly string[]): QueryData {
  const where = [...(view.query.where ? [view.query.where] : []), ...(input.filters ?? []), ...toSearch(input.search, known)]
  const sort = input.sort?.map(({ property, direction }): OrderData => ({ by: `customer.${property}`, direction }))
  // A view may sort by a date that the workspace has not chosen, or that is hidden from the user: it does without.
  const ownSort = view.query.orderBy?.filter(({ by }) => known.includes(by.slice('customer.'.length)))
  return {
    type: 'customer',
    select: [...new Set([...always, ...(input.columns ?? [])])].filter((name) => known.includes(name)),
    where: { test: 'all', filters: where },
    orderBy: sort ?? ownSort ?? [],
    limit: input.limit ?? pageSize,
  }
}

// The view's own condition stands first of all.
function isOfView(error: unknown, { query }: BuiltInView): boolean {
  return query.where !== undefined && refusedPlaces(error)?.some(([key, index]) => key === 'filters' && index === 0) === true
}

function toSearch(search: string | undefined, known: readonly string[]): readonly FilterData[] {
  const text = search?.trim() ?? ''
  if (text === '') return []
  const names = searched.filter((name) => known.includes(name))
  return [{ test: 'any', filters: names.map((name): FilterData => ({ test: 'contains', property: `customer.${name}`, text })) }]
}

function toRows({ objectType, rows, total }: DynamicWindow): { objectType: string; rows: CustomerRow[]; total: number } {
  return { objectType, total, rows: rows.map((row) => ({ name: null, healthStatus: null, renewalDate: null, ...row }) as CustomerRow) }
}

function findView(views: readonly BuiltInView[], id: string | undefined): BuiltInView {
  const view = id === undefined ? views[0] : views.find((candidate) => candidate.id === id)
  if (view !== undefined) return view
  const message = `There is no view ${id ?? ''} in the Customers tab. Choose one of its list.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['view'], message }] })
}
