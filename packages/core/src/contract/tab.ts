import type { Observable } from 'rxjs'
import { defineToken, type Token } from '../base/key.js'
import type { QueryData } from '../query/filter-data.js'
import { type Query, toQueryData } from '../query/query.js'
import { type Contribution, type ContributionId, type PermissionRef, toPermissionId } from './contribution.js'
import type { View } from './view.js'

/** A page of the workspace. */
export interface TabSpec {
  readonly id: ContributionId
  readonly title: string
  readonly icon?: string
  readonly when?: When
  readonly order?: Place
  readonly view: View
}
/** Closed conditions, so that a page can be shown without running a plugin. */
export type When =
  | { readonly permission: PermissionRef }
  | { readonly edition: string }
  | { readonly all: readonly When[] }
  | { readonly any: readonly When[] }
  | { readonly not: When }
/** Where among the others: group first, then neighbours, then rank, then id. The operator's order goes before all. */
export interface Place {
  readonly group?: string
  readonly before?: ContributionId
  readonly after?: ContributionId
  readonly rank?: number
}
/** A tab as a contribution. */
export interface Tab extends TabSpec, Contribution {
  readonly kind: 'tab'
  readonly id: ContributionId
}
/** A page of the workspace, made of views. */
export function defineTab(spec: TabSpec): Contribution {
  const tab: Tab = { ...spec, contribution: 1, kind: 'tab' }
  return Object.freeze(tab)
}
/** Whether a condition holds for somebody with these rights in an account of this edition. */
export function isShown(when: When, to: { readonly may: (permission: string) => boolean; readonly edition: string }): boolean {
  if ('permission' in when) return to.may(toPermissionId(when.permission))
  if ('edition' in when) return to.edition === when.edition
  if ('all' in when) return when.all.every((part) => isShown(part, to))
  if ('any' in when) return when.any.some((part) => isShown(part, to))
  return !isShown(when.not, to)
}

/** A built-in view of a tab, as data. */
export interface BuiltInView {
  readonly id: ContributionId
  readonly title: string
  readonly description?: string
  readonly icon?: string
  readonly tab: ContributionId
  readonly query: QueryData
}
/** A built-in view as a contribution. */
export interface ContributedView extends BuiltInView, Contribution {
  readonly kind: 'view'
  readonly id: ContributionId
}
/** A built-in view of a tab. */
export function defineView<Row, Selected extends string>(
  spec: Omit<BuiltInView, 'query'> & { readonly order?: Place } & Omit<Query<Row, Selected>, 'after'>,
): Contribution {
  const { id, title, description, icon, tab, order, ...query } = spec
  const view: ContributedView & { readonly order?: Place } = {
    contribution: 1,
    kind: 'view',
    id,
    title,
    tab,
    query: toQueryData<Row, Selected>(query),
    ...(description !== undefined && { description }),
    ...(icon !== undefined && { icon }),
    ...(order && { order }),
  }
  return Object.freeze(view)
}
/** The built-in views of a tab, from whichever plugin, in order, over time. */
export interface BuiltInViews {
  of(tab: ContributionId): Observable<readonly BuiltInView[]>
}
export const BuiltInViews: Token<BuiltInViews> = defineToken('tenure.core/built-in-views@1')
