import { type ReactNode, useMemo } from 'react'
import type { Condition } from '../quick/quick-filter.js'
import { type Stages, TableTab } from '../table/table-tab.js'
import { FeedList } from './feed-list.js'
import type { ListedFeed } from './listed-feed.js'

interface FeedTabProps {
  readonly block: ListedFeed
  readonly title: string
  readonly workspace: string
}
const noFilters: readonly Condition[] = []

/** A tab that is a feed: the views, filters and search of a list, whose records are sentences. */
export function FeedTab({ block, title, workspace }: FeedTabProps): ReactNode {
  const stages = useMemo(
    (): Stages => ({
      filters: noFilters,
      isBoard: true,
      above: () => null,
      instead: undefined,
      beside: null,
      layouts: null,
      draw: (parts) => <FeedList block={block} {...parts} />,
    }),
    [block],
  )
  return <TableTab block={block.list.table} title={title} workspace={workspace} stages={stages} />
}
