import { tabContract } from '@tenure/core/page'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { isPlain } from '../block/is-plain.js'
import type { ShownProblem, Tab } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { Failed, LoadingRows, StaleNote } from '../part/states.js'
import { TableTab } from '../table/table-tab.js'
import { BlocksTab } from './blocks-tab.js'

const NeedsConfiguration = lazy(async () => ({ default: (await import('../pages/needs-configuration.js')).NeedsConfiguration }))
const BoardTab = lazy(async () => ({ default: (await import('../board/board-tab.js')).BoardTab }))
const OverviewTab = lazy(async () => ({ default: (await import('../overview/overview-tab.js')).OverviewTab }))
const FeedTab = lazy(async () => ({ default: (await import('../feed/feed-tab.js')).FeedTab }))
const WholeTab = lazy(async () => ({ default: (await import('../element/whole-tab.js')).WholeTab }))
const RecordPage = lazy(async () => ({ default: (await import('../record-page/record-page.js')).RecordPage }))

interface TabContentProps {
  readonly tab: Tab
  readonly workspace: string
}

/** What a tab shows: its own failure, a table with views and preview, or blocks on one sheet. */
export function TabContent({ tab, workspace }: TabContentProps): ReactNode {
  const label = useWords().shell.blocksOf(tab.title)
  useEffect(() => {
    document.title = `${tab.title} · ${workspace} · Tenure`
  }, [tab.title, workspace])
  if (tab.problem === undefined) return <OpenTab tab={tab} workspace={workspace} label={label} />
  return (
    <BlocksTab title={tab.title} label={label} block={undefined}>
      <Failed what={tab.title} problem={tab.problem} />
    </BlocksTab>
  )
}

function OpenTab({ tab, workspace, label }: TabContentProps & { readonly label: string }): ReactNode {
  const { value, problem, asOf, retry } = useWatch(tabContract, { tab: tab.id })
  const { address, go } = useAddress()
  if (value?.needs !== undefined)
    return (
      <BlocksTab title={tab.title} label={label} block={undefined}>
        <Suspense fallback={<LoadingRows rows={14} />}>
          <NeedsConfiguration title={tab.title} needs={value.needs} />
        </Suspense>
      </BlocksTab>
    )
  if (value?.block.kind === 'table' && !isPlain(value.block))
    return <TableTab block={value.block} title={tab.title} workspace={workspace} />
  if (value?.block.kind === 'feed' && value.block.list !== undefined)
    return (
      <Suspense fallback={<BlocksTab title={tab.title} label={label} block={undefined} />}>
        <FeedTab block={{ ...value.block, list: value.block.list }} title={tab.title} workspace={workspace} />
      </Suspense>
    )
  if (value?.block.kind === 'board')
    return (
      <Suspense fallback={<BlocksTab title={tab.title} label={label} block={undefined} />}>
        <BoardTab block={value.block} title={tab.title} workspace={workspace} />
      </Suspense>
    )
  if (value?.block.kind === 'overview' && address.whole !== true)
    return (
      <Suspense fallback={<BlocksTab title={tab.title} label={label} block={undefined} />}>
        <OverviewTab block={value.block} label={label} />
      </Suspense>
    )
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
  if (value?.block.kind === 'custom' && value.block.whole === true)
    return (
      <Suspense fallback={<BlocksTab title={tab.title} label={label} block={undefined} />}>
        <WholeTab block={value.block} title={tab.title} label={label} />
      </Suspense>
    )
  return (
    <BlocksTab title={tab.title} label={label} block={value?.block}>
      {value === undefined ? <Waiting what={tab.title} problem={problem} retry={retry} /> : null}
      {value === undefined || problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
    </BlocksTab>
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
