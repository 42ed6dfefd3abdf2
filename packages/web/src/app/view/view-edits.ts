import type { FilterData } from '@tenure/core/contract'
import type { Address, SortKey } from '../address/address.js'
import type { Overlay } from '../column/overlay.js'
import type { SavedView } from '../data/answers.js'
import { isSame } from '../data/same.js'

/** A view as it is on the page: saved, or as a person has edited it. */
export interface ShownView {
  readonly view: SavedView
  readonly address: Pick<Address, 'filter' | 'sort' | 'columns'>
  /** Fields of the shown columns in their order. */
  readonly fields: readonly string[]
  /** Those that the view itself shows. */
  readonly saved: readonly string[]
  /** The user's overlay over what the view says, and the user's own part of it. */
  readonly overlay: Overlay
  readonly own: Overlay
}
/** What of a view differs from what is saved. */
export interface ViewEdits {
  readonly filter: boolean
  readonly sort: boolean
  readonly columns: boolean
}

/** What a person has edited. Widths and totals alone are the person's own, and are saved with the rest. */
export function editsOf({ view, address, fields, saved }: Omit<ShownView, 'overlay' | 'own'>): ViewEdits {
  return {
    filter: address.filter !== undefined && !isSame(address.filter, view.filter),
    sort: address.sort.length > 0 && !isSame(address.sort, view.sort ?? []),
    columns: !isSame(fields, saved),
  }
}

/** Whether anything is edited. */
export function isEdited({ filter, sort, columns }: ViewEdits): boolean {
  return filter || sort || columns
}

/** A column as a view keeps it. */
export type KeptColumn = NonNullable<SavedView['columns']>[number]
/** What of the page is kept in a view. */
export interface KeptParts {
  readonly filter?: FilterData
  readonly sort?: SortKey[]
  readonly columns?: KeptColumn[]
}

/** What is written into the view itself: what was edited, and widths and totals with it. */
export function changedParts(shown: ShownView): KeptParts {
  const { address, own } = shown
  const edits = editsOf(shown)
  const hasOwn = Object.keys(own.widths).length > 0 || Object.keys(own.totals).length > 0
  return {
    ...(edits.filter && address.filter && { filter: address.filter }),
    ...(edits.sort && { sort: [...address.sort] }),
    ...((edits.columns || hasOwn) && { columns: keptColumns(shown) }),
  }
}

/** All that a new view takes over from the one on the page. */
export function allParts(shown: ShownView): KeptParts {
  const { view, address, own } = shown
  const filter = address.filter ?? view.filter
  const sort = address.sort.length > 0 ? address.sort : view.sort
  const isOwn = own.columns !== undefined || address.columns !== undefined || view.columns !== undefined
  return {
    ...(filter && { filter }),
    ...(sort && { sort: [...sort] }),
    ...(isOwn && { columns: keptColumns(shown) }),
  }
}

function keptColumns({ fields, overlay: { widths, totals } }: ShownView): KeptColumn[] {
  return fields.map((field) => ({
    field,
    ...(widths[field] !== undefined && { width: widths[field] }),
    ...(totals[field] !== undefined && { measure: totals[field] }),
  }))
}
