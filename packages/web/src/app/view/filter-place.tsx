import type { FilterData } from '@tenure/core/contract'
import { type ReactNode, useEffect } from 'react'
import { useAddress } from '../address/use-address.js'
import type { SavedView } from '../data/answers.js'
import { isSame } from '../data/same.js'
import { FilterEditor } from '../filter/filter-editor.js'
import type { TableModel } from '../table/use-table.js'
import { advancedPill } from './advanced-pill.js'

interface FilterPlaceProps {
  readonly table: TableModel
  readonly view: SavedView
  readonly collection: string
  /** The object type, or the role, of the records. */
  readonly type: string
  readonly close: () => void
}

const everything: FilterData = { test: 'all', filters: [] }

/** The filter of the view on the page, above its list: what is edited is in the address, and the list follows it. */
export function FilterPlace({ table, view, collection, type, close }: FilterPlaceProps): ReactNode {
  const { address, aside, go } = useAddress()
  const edit = (filter: FilterData | undefined) => go({ filter }, 'replace', aside)
  // A view of which the user does not see all opens with the rest: the list shows what that leaves.
  useEffect(() => {
    if (view.lacking !== undefined && address.filter === undefined) edit(view.filter ?? everything)
  }, [view.lacking])
  const { search, filters } = (table.question?.input ?? {}) as { readonly search?: string; readonly filters?: readonly unknown[] }
  return (
    <div className="filter-place">
      <FilterEditor
        {...{ collection, type }}
        close={() => {
          close()
          document.getElementById(advancedPill)?.focus()
        }}
        view={view.id}
        filter={address.filter ?? view.filter}
        narrowing={{ ...(search !== undefined && { search }), ...(filters !== undefined && { filters }) }}
        onChange={(next) => edit(isUnchanged(next, view) ? undefined : next)}
      />
    </div>
  )
}

function isUnchanged(next: FilterData, { filter, lacking }: SavedView): boolean {
  return lacking === undefined && isSame(next, filter ?? everything)
}
