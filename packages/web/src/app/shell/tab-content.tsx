import { tabContract } from '@tenure/core/page'
import { type ReactNode, useEffect } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { isPlain } from '../block/is-plain.js'
import type { ShownProblem, Tab } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { onDemand } from '../early/on-demand.js'
import { Failed, LoadingRows, StaleNote } from '../part/states.js'
import { TableTab } from '../table/table-tab.js'
import { BlocksTab } from './blocks-tab.js'

const NeedsConfiguration = onDemand(async () => (await import('../pages/needs-configuration.js')).NeedsConfiguration).Part
const BoardTab = onDemand(async () => (await import('../board/board-tab.js')).BoardTab).Part
const FeedTab = onDemand(async () => (await import('../feed/feed-tab.js')).FeedTab).Part
const WholeTab = onDemand(async () => (await import('../element/whole-tab.js')).WholeTab).Part
const OverviewTab = onDemand(async () => (await import('../overview/overview-tab.js')).OverviewTab).Part
const RecordPage = onDemand(async () => (await import('../record-page/record-page.js')).RecordPage).Part

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
  const empty = <BlocksTab title={tab.title} label={label} block={undefined} />
  if (value?.needs !== undefined)
    return (
      <BlocksTab title={tab.title} label={label} block={undefined}>
        <NeedsConfiguration title={tab.title} needs={value.needs} waiting={<LoadingRows rows={14} />} />
      </BlocksTab>
    )
  if (value?.block.kind === 'table' && !isPlain(value.block))
    return <TableTab block={value.block} title={tab.title} workspace={workspace} />
  if (value?.block.kind === 'feed' && value.block.list !== undefined)
    return <FeedTab block={{ ...value.block, list: value.block.list }} title={tab.title} workspace={workspace} waiting={empty} />
  if (value?.block.kind === 'board') return <BoardTab block={value.block} title={tab.title} workspace={workspace} waiting={empty} />
  if (value?.block.kind === 'overview' && address.whole !== true) return <OverviewTab block={value.block} label={label} waiting={empty} />
  if (value !== undefined && address.whole === true && address.open !== undefined)
    return (
      <div className="main wide" id="content">
        <RecordPage
          subject={address.open}
          list={tab.title}
          index={undefined}
          total={undefined}
          step={() => {}}
          back={() => go({ open: undefined })}
          waiting={null}
        />
      </div>
    )
  if (value?.block.kind === 'custom' && value.block.whole === true)
    return <WholeTab block={value.block} title={tab.title} label={label} waiting={empty} />
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
