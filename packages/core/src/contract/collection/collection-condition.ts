import { catchError, from, map, type Observable, switchMap, throwError } from 'rxjs'
import type { ReadNeed } from '../call.js'
import type { Contribution } from '../contribution.js'
import { implementProvider } from '../provider.js'
import type { CollectionCondition } from './collection-contract.js'
import { checkWhole, toCondition, toRefusal } from './collection-list.js'
import { watchView } from './listed-views.js'
import { type RunningCollection, recordsFor, usesOf } from './running.js'

/** The provider of the condition behind a list: what bulk work runs over. A condition that the user may not ask is refused as in the list. */
export function implementCondition(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract, linked } = collection
  const type = contract.of.objectType
  return implementProvider(contract.condition, {
    uses: usesOf(collection),
    watch: ({ input, records: all, builtIn, saved, removed, ...used }): Observable<CollectionCondition> => {
      const records = recordsFor(all, input)
      return watchView(collection, { builtIn, saved, removed }, used, input).pipe(
        switchMap((view) => records.watchProperties(type, linked).pipe(map((properties) => ({ view, properties })))),
        switchMap(({ view, properties }) => {
          checkWhole(view, input)
          const where = toCondition(collection, view, input, new Set(properties.map(({ name }) => name)))
          const among = input.archived && ({ archived: 'only' } as const)
          return from(records.list({ type, where, select: [], orderBy: [], limit: 0, count: true, ...among })).pipe(
            map(({ total }) => ({ type: input.object ?? type, where, total })),
            catchError((error: unknown) => throwError(() => toRefusal(error, view, input))),
          )
        }),
      )
    },
  })
}
