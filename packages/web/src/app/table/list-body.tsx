import type { ReactNode } from 'react'
import { useAddress } from '../address/use-address.js'
import type { SavedView, View } from '../data/answers.js'
import type { ListState } from '../data/list-window.js'
import { useReading } from '../format/use-formats.js'
import { Failed, LoadingRows, Message, StaleNote } from '../view/states.js'

/** The list, or what stands in its place. */
export function ListBody({
  table,
  title,
  state,
  isOld,
  problem: above,
  retry,
  views,
  view,
  children,
}: {
  readonly table: View
  readonly title: string
  readonly state: ListState
  readonly isOld: boolean
  readonly problem: ListState['problem']
  readonly retry: () => void
  readonly views: readonly SavedView[] | undefined
  readonly view: SavedView | undefined
  readonly children: ReactNode
}): ReactNode {
  const problem = state.problem ?? (state.status === 'waiting' ? above : undefined)
  if (problem !== undefined && state.total === undefined)
    return (
      <div className="scroll">
        <Failed what={title} problem={problem} retry={retry} />
      </div>
    )
  if (state.total === undefined)
    return (
      <div className="scroll">
        <LoadingRows rows={14} />
      </div>
    )
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={state.asOf} retry={retry} />}
      {state.total === 0 && !isOld ? (
        <div className="scroll">
          <EmptyList table={table} title={title} views={views} view={view} />
        </div>
      ) : (
        children
      )}
    </>
  )
}

/** Why a list is empty, and one way out. */
function EmptyList({
  table,
  title,
  views,
  view,
}: {
  readonly table: View
  readonly title: string
  readonly views: readonly SavedView[] | undefined
  readonly view: SavedView | undefined
}): ReactNode {
  const { address, go } = useAddress()
  const { formats } = useReading()
  const what = title.toLowerCase()
  const narrowed = [
    address.search === '' ? undefined : `“${address.search}”`,
    address.quick.length === 0 ? undefined : address.quick.length === 1 ? 'a quick filter' : `${address.quick.length} quick filters`,
  ].filter((one) => one !== undefined)
  if (narrowed.length > 0) {
    const left = !view?.total ? `All ${what}` : `${formats.number(view.total)} ${what} of “${view.title}”`
    return (
      <Message
        icon="filter"
        title={`No ${what} match`}
        role="status"
        actions={
          <>
            {address.search === '' ? null : (
              <button type="button" className="btn" onClick={() => go({ search: '' })}>
                Clear search
              </button>
            )}
            {address.quick.length === 0 ? null : (
              <button type="button" className="btn" onClick={() => go({ quick: [] })}>
                Clear quick filters
              </button>
            )}
          </>
        }
      >
        {left} are left out by {narrowed.join(' and ')}.
      </Message>
    )
  }
  const other = [...(views ?? [])].sort((a, b) => (b.total ?? 0) - (a.total ?? 0)).find((one) => one.id !== view?.id)
  if (other?.total) {
    return (
      <Message
        icon={table.views ? 'list' : 'users'}
        title={`No ${what} in this view`}
        role="status"
        actions={
          <button type="button" className="btn" onClick={() => go({ view: other.id, columns: undefined })}>
            Open {other.title}
          </button>
        }
      >
        {view?.description ?? 'Nothing passes the filter of this view now.'} “{other.title}” has {formats.number(other.total)}.
      </Message>
    )
  }
  return (
    <Message icon="users" title={`No ${what} yet`} role="status">
      They appear here as soon as some are imported or created and you may see them.
    </Message>
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
