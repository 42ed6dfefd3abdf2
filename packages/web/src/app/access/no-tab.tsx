import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import type { Tab } from '../data/answers.js'
import { Message } from '../part/states.js'
import { openTab } from '../shell/tabs.js'
import { NoAccess, useRights } from './no-access.js'

/** What is drawn where the address names no tab that is there, or where there is none at all. */
export function NoTab({ tabs }: { readonly tabs: readonly Tab[] }): ReactNode {
  const { go } = useAddress()
  const { shell: words, table, problem } = useWords()
  const rights = useRights()
  const first = tabs[0]
  return (
    <div className="main wide" id="content">
      <main className="sheet" data-region="content">
        <h1 className="sr">{first === undefined ? words.noTab : words.unknownTab}</h1>
        {first === undefined && rights?.missing !== undefined ? (
          <NoAccess title={table.closedTitle} why={problem(rights.missing)} ask={rights.ask} />
        ) : first === undefined ? (
          <Message icon="puzzle" title={words.noTab}>
            {words.noTabWhy}
          </Message>
        ) : (
          <Message
            icon="search"
            title={words.unknownTab}
            actions={
              <button type="button" className="btn" onClick={() => openTab(go, first.id)}>
                {words.openTab(first.title)}
              </button>
            }
          >
            {words.unknownTabWhy}
          </Message>
        )}
      </main>
    </div>
  )
}
