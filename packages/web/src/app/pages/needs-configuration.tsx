import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { emptyAddress, formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { TabNeeds } from '../data/answers.js'
import { Message } from '../part/states.js'
import { openTab } from '../shell/tabs.js'

/** The page on which the roles are mapped, of the plugin of the administration. */
const rolesPage = 'tenure.administration/roles-page'

/** What a tab shows while its workspace has not chosen what it needs: what is missing, and the way there, or whom to ask. */
export function NeedsConfiguration({ title, needs }: { readonly title: string; readonly needs: TabNeeds }): ReactNode {
  const words = useWords().needs
  const { go } = useAddress()
  const page = needs.because === 'unchosen' ? needs.section : rolesPage
  const why =
    needs.because === 'unchosen'
      ? needs.fields.map(({ label, typeLabel }) => words.choose(label, typeLabel)).join(' ')
      : needs.because === 'inactive'
        ? words.inactive(needs.type.label)
        : words.unmapped(needs.role)
  const link = (
    <a
      className="btn"
      href={formatAddress({ ...emptyAddress, tab: page })}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        openTab(go, page)
      }}
    >
      {words.open}
    </a>
  )
  return (
    <Message icon="settings" role="status" title={words.title(title)} {...(needs.may && { actions: link })}>
      {why} {needs.may ? words.until : words.ask(needs.ask)}
    </Message>
  )
}
