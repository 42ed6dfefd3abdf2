import { tabContract } from '@tenure/core/page'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useAddress } from '../address/use-address.js'
import { BlockView } from '../block/block.js'
import type { ShownProblem, Tab } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { Failed, LoadingRows, StaleNote } from '../part/states.js'
import { TableTab } from '../table/table-tab.js'

const RecordPage = lazy(async () => ({ default: (await import('../record-page/record-page.js')).RecordPage }))

interface TabContentProps {
  readonly tab: Tab
  readonly workspace: string
}

/** What a tab shows: its own failure, a table with views and preview, or blocks on one sheet. */
export function TabContent({ tab, workspace }: TabContentProps): ReactNode {
  useEffect(() => {
    document.title = `${tab.title} · ${workspace} · Tenure`
  }, [tab.title, workspace])
  if (tab.problem === undefined) return <OpenTab tab={tab} workspace={workspace} />
  return (
    <Sheet title={tab.title}>
      <Failed what={tab.title} problem={tab.problem} />
    </Sheet>
  )
}

function OpenTab({ tab, workspace }: TabContentProps): ReactNode {
  const { value, problem, asOf, retry } = useWatch(tabContract, { tab: tab.id })
  const { address, go } = useAddress()
  if (value?.block.kind === 'table') return <TableTab block={value.block} title={tab.title} workspace={workspace} />
  if (value !== undefined && address.whole === true && address.open !== undefined)
    return (
      <div className="main wide" id="content">
        <Suspense fallback={null}>
          <RecordPage
            subject={address.open}
            list={tab.title}
            index={undefined}
            total={undefined}
            step={() => {}}
            back={() => go({ open: undefined })}
          />
        </Suspense>
      </div>
    )
  return (
    <Sheet title={tab.title}>
      {value === undefined ? (
        <Waiting what={tab.title} problem={problem} retry={retry} />
      ) : (
        <>
          {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
          <section className="blocks" tabIndex={0} aria-label={`Blocks of ${tab.title}`}>
            <BlockView block={value.block} />
          </section>
        </>
      )}
    </Sheet>
  )
}

interface WaitingProps {
  readonly what: string
  readonly problem: ShownProblem | undefined
  readonly retry: () => void
}

function Waiting({ what, problem, retry }: WaitingProps): ReactNode {
  return problem === undefined ? <LoadingRows rows={14} /> : <Failed what={what} problem={problem} retry={retry} />
}

function Sheet({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="main wide" id="content">
      <main className="sheet" data-region="content">
        <div className="pane">
          <div className="head">
            <h1>{title}</h1>
          </div>
          {children}
        </div>
      </main>
    </div>
  )
}
