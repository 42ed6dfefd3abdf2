import { saveViewContract, setDefaultViewContract } from '@tenure/core/page'
import { type ReactNode, useRef, useState } from 'react'
import type { SavedView } from '../data/answers.js'
import { useSource } from '../data/use-source.js'
import { useViewWords } from '../language/use-view-words.js'
import { type Command, useCommands } from '../palette/commands.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import type { MenuEntry } from '../part/menu-entries.js'
import type { TableModel } from '../table/use-table.js'
import { useAct } from '../write/use-act.js'
import { DefaultViews } from './default-views.js'
import { DeleteView } from './delete-view.js'
import { mayManage, NewView } from './new-view.js'
import { type UsedView, useView } from './use-view.js'
import { useViewActs } from './use-view-acts.js'
import { ViewForm } from './view-form.js'

type Opened = 'new' | 'rename' | 'describe' | 'order' | 'delete'
interface ViewMenuProps {
  readonly table: TableModel
  readonly collection: string
  readonly editFilter?: (() => void) | undefined
}

/** What can be done with the view on the page: save it as another one, rename, share, make it default, delete. The same by their names in Ctrl K. */
export function ViewMenu(props: ViewMenuProps): ReactNode {
  const used = useView(props.table, props.collection)
  return used === undefined ? null : <MenuOf {...props} used={used} />
}

function MenuOf({ table, collection, editFilter, used }: ViewMenuProps & { readonly used: UsedView }): ReactNode {
  const words = useViewWords()
  const [open, setOpen] = useState<Opened>()
  const frame = useRef<HTMLSpanElement>(null)
  const entries = useEntries({ table, collection, used, editFilter, open: setOpen })
  const commands = entries.map(({ key, label, act }): Command => ({ id: `view ${key}`, title: label, run: act }))
  useCommands({ kind: 'actions', title: words.menuOf(used.view.title), commands })
  const close = () => {
    setOpen(undefined)
    frame.current?.querySelector('button')?.focus()
  }
  return (
    <span ref={frame}>
      <Menu label={words.menuOf(used.view.title)} tip={words.menu} button={<Icon name="dots" />} entries={entries} align="end" />
      {open === undefined ? null : <Opener open={open} table={table} collection={collection} used={used} close={close} />}
    </span>
  )
}

interface EntriesProps extends ViewMenuProps {
  readonly used: UsedView
  readonly open: (what: Opened) => void
}
function useEntries({ table, collection, used: { view }, editFilter, open }: EntriesProps): readonly MenuEntry[] {
  const words = useViewWords()
  const acts = useViewActs(collection)
  const views = table.views.value ?? []
  const { may, audience, place, builtIn, description } = view
  const isShared = audience === 'everyone'
  // A built-in view has its description in its code.
  const isDescribed = builtIn || description !== undefined
  const setDefault = () => (isDescribed ? void acts.setDefault(view, last) : open('describe'))
  return [
    ...(editFilter ? [{ key: 'filter', label: words.editFilter, icon: 'filter', act: editFilter }] : []),
    { key: 'new', label: words.saveAs, icon: 'plus', act: () => open('new') },
    ...(may?.edit ? [{ key: 'rename', label: words.rename, icon: 'edit', act: () => open('rename') }] : []),
    ...(may?.share
      ? [
          {
            key: 'share',
            label: isShared ? words.makePrivate : words.share,
            icon: isShared ? 'lock' : 'users',
            act: () => void acts.share(view, !isShared),
          },
        ]
      : []),
    ...(may?.default && place === undefined ? [{ key: 'default', label: words.setDefault, icon: 'star', act: setDefault }] : []),
    ...(may?.default && place !== undefined
      ? [{ key: 'default', label: words.unsetDefault, icon: 'star', act: () => void acts.setDefault(view, null) }]
      : []),
    ...(mayManage(views) ? [{ key: 'order', label: words.order, icon: 'list', act: () => open('order') }] : []),
    ...(may?.edit ? [{ key: 'delete', label: words.delete, icon: 'x', act: () => open('delete') }] : []),
  ]
}
/** Behind all others. */
const last = 1000

interface OpenerProps {
  readonly open: Opened
  readonly table: TableModel
  readonly collection: string
  readonly used: UsedView
  readonly close: () => void
}
function Opener({ open, table, collection, used, close }: OpenerProps): ReactNode {
  const { remove } = useViewActs(collection)
  const views = table.views.value ?? []
  const { view, parts } = used
  if (open === 'delete') return <DeleteView view={view} remove={() => void remove(view)} close={close} />
  if (open === 'order') return <DefaultViews collection={collection} views={views} close={close} />
  if (open === 'rename') return <Rename view={view} collection={collection} close={close} />
  if (open === 'describe') return <Describe view={view} collection={collection} close={close} />
  return (
    <NewView
      {...{ collection, views, parts, close }}
      audience="private"
      opened={() => {
        used.discardOwn()
        close()
      }}
    />
  )
}

interface OfView {
  readonly view: SavedView
  readonly collection: string
  readonly close: () => void
}
function Rename({ view, collection, close }: OfView): ReactNode {
  const words = useViewWords()
  const act = useAct()
  const { id, version, title, description = '', place, audience = 'private' } = view
  return (
    <ViewForm
      title={words.rename}
      initial={{ name: title, description, audience }}
      needsDescription={place !== undefined}
      verb={words.save}
      submit={({ name, description: text }) => {
        const input = { id, collection, name, description: text.trim() === '' ? null : text, ...(version !== undefined && { version }) }
        return act(saveViewContract, input, { title: words.saved, about: name, isShownInPlace: true })
      }}
      close={close}
    />
  )
}

function Describe({ view, collection, close }: OfView): ReactNode {
  const words = useViewWords()
  const source = useSource()
  const { id, title, audience = 'everyone' } = view
  return (
    <ViewForm
      title={words.describeTitle}
      initial={{ name: title, description: '', audience }}
      isNamed
      needsDescription
      verb={words.setDefault}
      submit={({ description }) => source.act(setDefaultViewContract, { collection, view: id, place: last, description })}
      close={close}
    />
  )
}
