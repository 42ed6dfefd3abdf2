import type { ReactNode } from 'react'
import type { ListState } from '../data/list-window.js'
import { useReading } from '../format/use-formats.js'
import { Failed, LoadingRows, StaleNote } from '../part/states.js'
import { EmptyList, type EmptyListProps } from './empty-list.js'

interface ListBodyProps extends EmptyListProps {
  readonly state: ListState
  readonly isOld: boolean
  /** What is wrong with the views or columns, without which the list cannot be asked for. */
  readonly problem: ListState['problem']
  readonly retry: () => void
  readonly children: ReactNode
}

/** The list, or what is drawn in its place. */
export function ListBody({ title, views, view, state, isOld, problem: above, retry, children }: ListBodyProps): ReactNode {
  const problem = state.problem ?? (state.status === 'waiting' ? above : undefined)
  if (state.total === undefined)
    return (
      <div className="scroll">
        {problem === undefined ? <LoadingRows rows={14} /> : <Failed what={title} problem={problem} retry={retry} />}
      </div>
    )
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={state.asOf} retry={retry} />}
      {state.total === 0 && !isOld ? (
        <div className="scroll">
          <EmptyList title={title} views={views} view={view} />
        </div>
      ) : (
        children
      )}
    </>
  )
}

/** How many the whole list has. */
export function Foot({ state, title }: { readonly state: ListState; readonly title: string }): ReactNode {
  const { formats } = useReading()
  return (
    <div className="tfoot" role="status">
      {state.total === undefined ? null : (
        <span>
          <b className="num">{formats.number(state.total)}</b> {state.total === 1 ? 'record' : title.toLowerCase()}
        </span>
      )}
    </div>
  )
}
