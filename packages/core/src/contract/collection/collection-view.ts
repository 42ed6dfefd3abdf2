import type { Observable } from 'rxjs'
import { defineToken, type Token } from '../../base/key.js'
import type { IconName } from '../../block/icon-name.js'
import type { Filter } from '../../query/builders.js'
import type { FilterData, OrderData } from '../../query/filter-data.js'
import type { Order } from '../../query/query.js'
import type { Contribution, ContributionId } from '../contribution.js'
import type { Place } from '../tab.js'

/** A built-in view of a collection, as data: a condition and an order. */
export interface BuiltInView {
  readonly id: ContributionId
  readonly title: string
  readonly description?: string
  readonly icon?: IconName
  /** Id of the collection. */
  readonly of: ContributionId
  readonly where?: FilterData
  readonly orderBy?: readonly OrderData[]
}
/** A built-in view as a contribution. */
export interface ContributedView extends BuiltInView, Contribution {
  readonly kind: 'view'
  readonly id: ContributionId
  readonly order?: Place
}
/** What a view says: which records, in which order. */
export interface ViewSpec {
  readonly id: ContributionId
  readonly title: string
  readonly description?: string
  readonly icon?: IconName
  readonly order?: Place
  readonly where?: Filter
  readonly orderBy?: readonly Order[]
}

/** A built-in view of a collection, one's own or another plugin's. */
export function defineView({ of, ...spec }: ViewSpec & { readonly of: { readonly id: ContributionId } | ContributionId }): ContributedView {
  return Object.freeze({ contribution: 1, kind: 'view', of: typeof of === 'string' ? of : of.id, ...spec })
}
/** The built-in views of a collection, from whichever plugin, in order, over time. */
export interface BuiltInViews {
  of(collection: ContributionId): Observable<readonly BuiltInView[]>
}
export const BuiltInViews: Token<BuiltInViews> = defineToken('tenure.core/built-in-views@1')
