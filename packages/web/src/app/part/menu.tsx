import { type ReactNode, type RefObject, Suspense, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { lazily } from '../early/lazily.js'
import { useEarlyKeys } from './early-keys.js'
import type { MenuEntry } from './menu-entries.js'
import { Layer, LayerContent, Popover } from './popover.js'

const loadEntries = () => import('./menu-entries.js')
const MenuEntries = lazily('MenuEntries', loadEntries)
const loadAhead = () => void loadEntries().catch(() => undefined)

interface MenuProps {
  readonly className?: string
  readonly label: string
  readonly button: ReactNode
  readonly entries: readonly MenuEntry[]
  /** A line above the entries. */
  readonly lead?: string
  readonly align?: 'start' | 'end'
  readonly tip?: string
}

/** A button that opens a menu. Arrow keys and letters go from entry to entry. */
export function Menu({ entries, lead, ...button }: MenuProps): ReactNode {
  return (
    <Popover {...button} role="menu" onNear={loadAhead}>
      {({ close }) => <Entries label={button.label} entries={entries} lead={lead} close={close} />}
    </Popover>
  )
}

interface FloatingMenuProps {
  readonly anchor: HTMLElement
  readonly label: string
  readonly entries: readonly MenuEntry[]
  readonly close: () => void
  /** Takes the focus back to where the person was. */
  readonly back: () => void
}

/** A menu beside something that may be gone a moment later, such as a row of a live list. */
export function FloatingMenu({ anchor, label, entries, close, back }: FloatingMenuProps): ReactNode {
  const layer = useRef<HTMLDivElement>(null)
  // Before its entries take the focus: what is hidden takes none.
  useLayoutEffect(() => {
    layer.current?.showPopover()
  }, [])
  return createPortal(
    <Layer layer={layer} label={label} role="menu" onToggle={(isOpen) => !isOpen && close()}>
      <LayerContent layer={layer} anchor={() => anchor} align="end">
        <Entries
          label={label}
          entries={entries}
          close={() => {
            layer.current?.hidePopover()
            back()
          }}
        />
      </LayerContent>
    </Layer>,
    anchor.closest('[data-region]') ?? document.body,
  )
}

interface EntriesProps {
  readonly label: string
  readonly entries: readonly MenuEntry[]
  readonly lead?: string | undefined
  readonly close: () => void
}

// Keys pressed before an entry has the focus are pressed again once it has.
function Entries({ label, entries, lead, close }: EntriesProps): ReactNode {
  const early = useRef<string[]>([])
  return (
    <>
      {lead === undefined ? null : <p className="small t3 lead">{lead}</p>}
      <Suspense fallback={<Waiting early={early} />}>
        <MenuEntries label={label} entries={entries} close={close} early={early} />
      </Suspense>
    </>
  )
}

function Waiting({ early }: { readonly early: RefObject<string[]> }): ReactNode {
  const mark = useRef<HTMLParagraphElement>(null)
  useEarlyKeys(mark, early)
  return (
    <p ref={mark}>
      <span className="wait sk w64" />
    </p>
  )
}
