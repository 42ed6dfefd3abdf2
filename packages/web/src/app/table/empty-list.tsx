import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { NoAccess, useRights } from '../access/no-access.js'
import { useAddress } from '../address/use-address.js'
import type { SavedView } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { Message } from '../part/states.js'

/** The list that is empty: what its tab is called, and the view that is open among those that there are. */
export interface EmptyListProps {
  readonly title: string
  readonly views: readonly SavedView[] | undefined
  readonly view: SavedView | undefined
  /** The object type of the records. */
  readonly objectType: string | undefined
}

/** Why a list is empty, and one way out. */
export function EmptyList({ title, views, view, objectType }: EmptyListProps): ReactNode {
  const { address } = useAddress()
  const words = useWords().table
  const rights = useRights()
  const what = title.toLowerCase()
  if (objectType !== undefined && rights?.unseen?.includes(objectType))
    return <NoAccess title={words.unseenTitle(what)} why={words.unseenWhy} ask={rights.ask} />
  if (address.search !== '' || address.quick.length > 0) return <NoMatch what={what} view={view} />
  const other = [...(views ?? [])].sort((a, b) => (b.total ?? 0) - (a.total ?? 0)).find((one) => one.id !== view?.id)
  if (other?.total) return <EmptyView what={what} view={view} other={other} />
  return (
    <Message icon="users" title={`No ${what} yet`} role="status">
      They appear here as soon as some are imported or created and you may see them.
    </Message>
  )
}

/** Search and quick filters leave nothing over. */
function NoMatch({ what, view }: { readonly what: string; readonly view: SavedView | undefined }): ReactNode {
  const { address, go } = useAddress()
  const { formats } = useReading()
  const { search, quick } = address
  const filters = quick.length === 1 ? 'a quick filter' : `${quick.length} quick filters`
  const narrowed = [...(search === '' ? [] : [`“${search}”`]), ...(quick.length === 0 ? [] : [filters])]
  const left = !view?.total ? `All ${what}` : `${formats.number(view.total)} ${what} of “${view.title}”`
  const actions = (
    <>
      {search === '' ? null : (
        <button type="button" className="btn" onClick={() => go({ search: '' })}>
          Clear search
        </button>
      )}
      {quick.length === 0 ? null : (
        <button type="button" className="btn" onClick={() => go({ quick: [] })}>
          Clear quick filters
        </button>
      )}
    </>
  )
  return (
    <Message icon="filter" title={`No ${what} match`} role="status" actions={actions}>
      {left} are left out by {narrowed.join(' and ')}.
    </Message>
  )
}

interface EmptyViewProps {
  readonly what: string
  readonly view: SavedView | undefined
  readonly other: SavedView
}

/** The view has nothing, another one has. */
function EmptyView({ what, view, other }: EmptyViewProps): ReactNode {
  const { go } = useAddress()
  const { formats } = useReading()
  const actions = (
    <button type="button" className="btn" onClick={() => go({ view: other.id, columns: undefined })}>
      Open {other.title}
    </button>
  )
  return (
    <Message icon="list" title={`No ${what} in this view`} role="status" actions={actions}>
      {view?.description ?? 'Nothing passes the filter of this view now.'} “{other.title}” has {formats.number(other.total ?? 0)}.
    </Message>
  )
}
