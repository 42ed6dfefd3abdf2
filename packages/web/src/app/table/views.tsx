import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { formatAddress, withChange } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { SavedView } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { type Command, useCommands } from '../palette/commands.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import type { TableModel } from './use-table.js'
import { ViewList } from './view-list.js'

interface ViewsProps {
  readonly table: TableModel
  /** After a view was chosen. */
  readonly onChosen?: () => void
}

/** The views of a table, or why there are none. */
export function Views({ table: { views, view }, onChosen }: ViewsProps): ReactNode {
  const { address, go } = useAddress()
  const words = useWords().list
  if (views.value === undefined) return views.problem === undefined ? null : <p className="small t3 lead">{words.viewsFailed}</p>
  const choose = (id: string) => {
    onChosen?.()
    go({ view: id, columns: undefined, open: undefined })
  }
  return <ViewList views={views.value} current={view?.id} hrefOf={(id) => formatAddress({ ...address, view: id })} choose={choose} />
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
      href: formatAddress(withChange(address, { view: id, columns: undefined, open: undefined })),
      run: () => go({ view: id, columns: undefined, open: undefined }),
    }),
  )
  useCommands({ kind: 'views', title: words.views, commands })
}

/** On a narrow page: the name of the view, which opens the list of views. */
export function ViewsButton({ table, heading }: ViewsProps & { readonly heading: string }): ReactNode {
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
        {({ close }) => <Views table={table} onChosen={close} />}
      </Popover>
    </h1>
  )
}
