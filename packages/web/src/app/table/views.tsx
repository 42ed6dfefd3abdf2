import { type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import { type AddressChange, formatAddress, withChange } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { SavedView } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { type Command, useCommands } from '../palette/commands.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { AddView } from '../view/lazy-tools.js'
import type { TableModel } from './use-table.js'
import { ViewList } from './view-list.js'

interface ViewsProps {
  readonly table: TableModel
  /** The collection that views are saved for. */
  readonly collection: string | undefined
  /** After a view was chosen. */
  readonly onChosen?: () => void
}

/** The address of a view as it is saved: what was edited of another one stays there. */
function opening(view: string): AddressChange {
  return { view, filter: undefined, sort: [], columns: undefined, layout: undefined, open: undefined }
}

/** The views of a table, or why there are none. */
export function Views({ table: { views, view, state }, collection, onChosen }: ViewsProps): ReactNode {
  const { address, go } = useAddress()
  const words = useWords().list
  if (views.value === undefined) return views.problem === undefined ? null : <p className="small t3 lead">{words.viewsFailed}</p>
  const choose = (id: string) => {
    onChosen?.()
    go(opening(id))
  }
  const all = views.value
  const add = (audience: 'private' | 'everyone') =>
    collection === undefined || state.total === undefined ? null : (
      <Suspense>
        <AddView collection={collection} views={all} audience={audience} opened={onChosen} />
      </Suspense>
    )
  const hrefOf = (id: string) => formatAddress(withChange(address, opening(id)))
  return <ViewList views={all} current={view?.id} hrefOf={hrefOf} choose={choose} add={add} />
}

/** Offers the views by their names to Ctrl K. */
export function useOfferedViews(views: readonly SavedView[]): void {
  const { address, go } = useAddress()
  const { formats } = useReading()
  const words = useWords().palette
  const commands = views.map(
    ({ id, title, icon, total }): Command => ({
      id: `view ${id}`,
      title,
      icon,
      ...(total !== null && { end: formats.number(total) }),
      href: formatAddress(withChange(address, opening(id))),
      run: () => go(opening(id)),
    }),
  )
  useCommands({ kind: 'views', title: words.views, commands })
}

/** On a narrow page: the name of the view, which opens the list of views. */
export function ViewsButton({ table, collection, heading }: ViewsProps & { readonly heading: string }): ReactNode {
  const words = useWords().list
  const button = (
    <>
      <span className="cut">{heading}</span>
      <Icon name="chevron-down" size={14} />
    </>
  )
  return (
    <h1 className="narrow-title">
      <Popover className="title-btn" id="views-button" label={words.changeView(heading)} button={button}>
        {({ close }) => <Views table={table} collection={collection} onChosen={close} />}
      </Popover>
    </h1>
  )
}
