import type { ReactNode } from 'react'
import { useAddress } from '../address/use-address.js'
import { useViewWords } from '../language/use-view-words.js'
import { Icon } from '../part/icon.js'

/** Its id: the focus comes back to it when the filter closes. */
export const advancedPill = 'advanced-filter'

/** The last of the quick filters: opens the filter of the view for the session (VIEW-8). */
export function AdvancedPill({ isOpen, toggle }: { readonly isOpen: boolean; readonly toggle: () => void }): ReactNode {
  const words = useViewWords()
  const { filter } = useAddress().address
  return (
    <button
      id={advancedPill}
      type="button"
      className={`pill quick${filter === undefined ? ' dashed' : ' on'}`}
      aria-expanded={isOpen}
      onClick={toggle}
    >
      <Icon name="plus" size={12} />
      {words.advanced}
    </button>
  )
}
