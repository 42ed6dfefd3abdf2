import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { emptyAddress, formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import { Icon } from '../part/icon.js'
import { openTab } from '../shell/tabs.js'
import type { Page } from './page.js'

/** Opens the administration from any page, for those who see one of its pages. */
export function SettingsButton({ pages, isOpen }: { readonly pages: readonly Page[]; readonly isOpen: boolean }): ReactNode {
  const words = useWords().form
  const { go } = useAddress()
  const first = pages[0]
  if (first === undefined) return null
  return (
    <a
      className={isOpen ? 'ib on' : 'ib'}
      href={formatAddress({ ...emptyAddress, tab: first.id })}
      aria-label={words.settings}
      title={words.settings}
      aria-current={isOpen ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        if (!isOpen) openTab(go, first.id)
      }}
    >
      <Icon name="gear" size={16} />
    </a>
  )
}
