import { type ReactNode, useEffect } from 'react'
import type { Tab } from '../data/answers.js'
import { TableTab } from '../table/table-tab.js'
import { Failed } from './states.js'
import { ViewBlock } from './view-block.js'

/** What a tab shows: its own failure, a table with views and preview, or blocks on one sheet. */
export function TabContent({ tab, workspace }: { readonly tab: Tab; readonly workspace: string }): ReactNode {
  useEffect(() => {
    document.title = `${tab.title} · ${workspace} · Tenure`
  }, [tab.title, workspace])
  if (tab.problem === undefined && tab.view?.kind === 'table') return <TableTab view={tab.view} title={tab.title} workspace={workspace} />
  return (
    <div className="main wide" id="content">
      <main className="sheet" data-region="content">
        <div className="pane">
          <div className="head">
            <h1>{tab.title}</h1>
          </div>
          {tab.problem === undefined ? (
            <div className="blocks">
              <ViewBlock view={tab.view} isTop />
            </div>
          ) : (
            <Failed what={tab.title} problem={tab.problem} />
          )}
        </div>
      </main>
    </div>
  )
}
