import { type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import { useConnection } from '../data/use-source.js'
import { lazily } from '../early/lazily.js'
import { Failed, LoadingRows, Message, StaleNote } from '../part/states.js'
import type { TableModel } from './use-table.js'

const NoRecord = lazily('NoRecord', () => import('../block/sourced.js'))
const NoView = lazily('NoView', () => import('../access/no-view.js'))
const EmptyList = lazily('EmptyList', () => import('./empty-list.js'))

interface ListBodyProps {
  readonly table: TableModel
  /** Of the rows. */
  readonly provider: string
  /** What the tab is called. */
  readonly title: string
  /** What is drawn is there before the list has answered, and says itself that it waits. */
  readonly isDrawnAtOnce?: boolean
  readonly children: ReactNode
}

/** The list, or what is drawn in its place. */
export function ListBody({ table, provider, title, isDrawnAtOnce = false, children }: ListBodyProps): ReactNode {
  const { state, views, choices, view, isOld, isViewMissing, needsRecord, retry } = table
  const above = views.problem ?? choices.problem
  const isLost = useConnection().state === 'lost'
  const problem = state.problem ?? (state.status === 'waiting' ? above : undefined)
  if (isViewMissing)
    return (
      <Suspense>
        <NoView first={views.value?.[0]} />
      </Suspense>
    )
  if (needsRecord)
    return (
      <Suspense>
        <NoRecord />
      </Suspense>
    )
  if (state.total === undefined && (!isDrawnAtOnce || problem !== undefined || isLost))
    return (
      <div className="scroll">
        <Missing title={view?.title ?? title} isLost={isLost} failed={problem && <Failed what={title} problem={problem} retry={retry} />} />
      </div>
    )
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={state.asOf} retry={retry} />}
      {state.total === 0 && !isOld ? (
        <div className="scroll">
          <Suspense>
            <EmptyList title={title} provider={provider} views={views.value} view={view} objectType={state.objectType} />
          </Suspense>
        </div>
      ) : (
        children
      )}
    </>
  )
}

/** Rows that are on their way, or why they are not; where the connection is lost, that is why, and they come by themselves. */
interface MissingProps {
  readonly title: string
  readonly isLost: boolean
  readonly failed: ReactNode
}
function Missing({ title, isLost, failed }: MissingProps): ReactNode {
  const words = useWords().table
  if (!isLost) return failed ?? <LoadingRows rows={14} />
  return (
    <Message icon="plug" title={words.offlineTitle(title)} role="alert">
      {words.offlineWhy}
    </Message>
  )
}
