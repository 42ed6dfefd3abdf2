import type { Observable } from 'rxjs'
import type { z } from 'zod'
import { defineToken, type Token } from '../../base/key.js'
import type { FilterData } from '../../query/filter-data.js'
import type { RecordId } from '../../schema/value.js'
import type { viewListOutput } from './collection-contract.js'
import type { ListOrder, ViewColumn } from './view-parts.js'

type Listed = z.output<typeof viewListOutput>[number]

/** A filter as far as a user may see what it tests, and how many tests are left out. */
export interface FittingFilter {
  readonly filter?: FilterData
  readonly lacking: number
}
/** A view that somebody saved, as a user sees it: no property is named that the user may not see. */
export interface SavedView extends FittingFilter {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly columns?: readonly ViewColumn[]
  readonly sort?: ListOrder
  readonly layout: NonNullable<Listed['layout']>
  readonly audience: NonNullable<Listed['audience']>
  readonly owner: NonNullable<Listed['owner']>
  readonly version: string
  readonly may: Pick<NonNullable<Listed['may']>, 'edit' | 'share'>
}
/** The saved views of a collection as a user sees them, those of the workspace first. */
export interface ViewsOfUser {
  readonly saved: readonly SavedView[]
  /** Ids of the default views in order; `undefined` where nobody has chosen any. */
  readonly defaults: readonly string[] | undefined
  /** How many views may be default. */
  readonly mostDefaults: number
  /** Whether the user may choose them. */
  readonly mayChoose: boolean
  /** How a condition looks for the user. */
  fit(filter: FilterData): FittingFilter
}
/** Saved views for the user of a call, now and after each change of them or of rights. */
export interface SavedViews {
  of(collection: { readonly id: string; readonly objectType: string }): Observable<ViewsOfUser>
}
export const SavedViews: Token<SavedViews> = defineToken('tenure.core/saved-views@1')

/** What the user of a call has taken out of their own lists, now and after each change. */
export interface RemovedRecords {
  /** Ids of records of an object type, the same ones in the same order. */
  of(objectType: string): Observable<readonly RecordId[]>
}
export const RemovedRecords: Token<RemovedRecords> = defineToken('tenure.core/removed-records@1')
