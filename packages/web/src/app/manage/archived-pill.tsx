import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { useCommands } from '../palette/commands.js'
import { Icon } from '../part/icon.js'

/** The quick filter of every collection for its archived records, which are in the list only while it is on (REC-10). */
export function ArchivedPill(): ReactNode {
  const { address, go } = useAddress()
  const { empty: words, palette } = useWords()
  const isOn = address.archived === true
  const toggle = () => go({ archived: isOn ? undefined : true })
  const title = isOn ? words.hideArchived : words.showArchived
  useCommands({ kind: 'actions', title: palette.list, commands: [{ id: 'archived', title, icon: 'history', run: toggle }] })
  return (
    <button type="button" className={`pill${isOn ? ' on' : ''}`} aria-pressed={isOn} onClick={toggle}>
      <Icon name="archive" size={12} />
      {words.archived}
    </button>
  )
}
