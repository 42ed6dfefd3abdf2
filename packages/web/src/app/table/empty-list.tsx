import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { NoAccess, useRights } from '../access/no-access.js'
import type { Address } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { SavedView } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { Message } from '../part/states.js'

/** The list that is empty: what its tab is called, and the view that is open among those that there are. */
export interface EmptyListProps {
  readonly title: string
  /** The provider of its rows. */
  readonly provider: string
  readonly views: readonly SavedView[] | undefined
  readonly view: SavedView | undefined
  /** The object type of the records. */
  readonly objectType: string | undefined
}

/** Why a list is empty, and one way out. */
export function EmptyList({ title, provider, views, view, objectType }: EmptyListProps): ReactNode {
  const { address } = useAddress()
  const { table: words, list, empty } = useWords()
  const rights = useRights()
  const what = list.within(title)
  if (objectType !== undefined && rights?.unseen?.includes(objectType))
    return <NoAccess title={words.unseenTitle(what)} why={words.unseenWhy} ask={rights.ask} />
  const chosen = (address.inputs ?? []).filter((one) => one.provider === provider)
  if (address.search !== '' || address.quick.length > 0 || chosen.length > 0) return <NoMatch what={what} view={view} chosen={chosen} />
  if (address.archived === true) return <NoneArchived what={what} />
  const other = [...(views ?? [])].sort((a, b) => (b.total ?? 0) - (a.total ?? 0)).find((one) => one.id !== view?.id)
  if (other?.total) return <EmptyView what={what} view={view} other={other} />
  return (
    <Message icon="users" title={empty.noneYet(what)} role="status">
      {empty.noneYetWhy}
    </Message>
  )
}

interface NoMatchProps {
  readonly what: string
  readonly view: SavedView | undefined
  /** What the person chose above the list. */
  readonly chosen: NonNullable<Address['inputs']>
}

/** Search, quick filters and what is chosen above the list leave nothing over. */
function NoMatch({ what, view, chosen }: NoMatchProps): ReactNode {
  const { address, go } = useAddress()
  const { formats } = useReading()
  const { empty: words, list } = useWords()
  const { search, quick } = address
  const filters = words.quickFilters(quick.length, formats.number(quick.length))
  const by = [
    ...(search === '' ? [] : [words.quoted(search)]),
    ...(quick.length === 0 ? [] : [filters]),
    ...(chosen.length === 0 ? [] : [words.choicesAbove]),
  ]
  const others = address.inputs?.filter((one) => !chosen.includes(one)) ?? []
  const actions = (
    <>
      {search === '' ? null : (
        <button type="button" className="btn" onClick={() => go({ search: '' })}>
          {list.clearSearch}
        </button>
      )}
      {quick.length === 0 ? null : (
        <button type="button" className="btn" onClick={() => go({ quick: [] })}>
          {words.clearFilters}
        </button>
      )}
      {chosen.length === 0 ? null : (
        <button type="button" className="btn" onClick={() => go({ inputs: others.length === 0 ? undefined : others })}>
          {words.clearChoices}
        </button>
      )}
    </>
  )
  return (
    <Message icon="filter" title={words.noMatch(what)} role="status" actions={actions}>
      {view?.total ? words.leftOutOf(formats.number(view.total), what, view.title, by) : words.leftOut(what, by)}
    </Message>
  )
}

function NoneArchived({ what }: { readonly what: string }): ReactNode {
  const { go } = useAddress()
  const { empty: words } = useWords()
  const actions = (
    <button type="button" className="btn" onClick={() => go({ archived: undefined })}>
      {words.hideArchived}
    </button>
  )
  return (
    <Message icon="archive" title={words.noneArchived(what)} role="status" actions={actions}>
      {words.noneArchivedWhy}
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
  const { empty: words } = useWords()
  const { go } = useAddress()
  const { formats } = useReading()
  const actions = (
    <button type="button" className="btn" onClick={() => go({ view: other.id, columns: undefined })}>
      {words.open(other.title)}
    </button>
  )
  return (
    <Message icon="list" title={words.emptyView(what)} role="status" actions={actions}>
      {words.sentence(view?.description ?? words.emptyViewWhy)} {words.otherHas(other.title, formats.number(other.total ?? 0))}
    </Message>
  )
}
