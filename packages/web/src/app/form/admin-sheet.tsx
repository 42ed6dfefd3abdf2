import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { alikeIn, giveBack } from '../part/focus.js'
import { Icon } from '../part/icon.js'
import { usePhone } from '../part/use-media.js'

interface AdminSheetProps {
  readonly title: string
  /** A quiet word after the title: *4 of 5 team workspaces*. */
  readonly note?: string
  /** Between the title and the buttons: a `Segmented`, for one. */
  readonly beside?: ReactNode
  readonly actions?: ReactNode
  readonly filters?: ReactNode
  /** A line that stays below the list. */
  readonly foot?: ReactNode
  /** A `SidePanel`, while something in the list is open. */
  readonly side?: ReactNode
  readonly children: ReactNode
}

/** A list with its head, and beside it the panel of what is open; on a phone the panel takes the place of the list. */
export function AdminSheet({ title, note, beside, actions, filters, foot, side, children }: AdminSheetProps): ReactNode {
  const isPhone = usePhone()
  const isCovered = isPhone && side !== undefined && side !== null
  return (
    <>
      <main className="pane" data-region="content" inert={isCovered}>
        <div className="head">
          <h1>{title}</h1>
          {note === undefined ? null : <span className="small t3">{note}</span>}
          {beside}
          <span className="grow" />
          {actions}
        </div>
        {filters === undefined ? null : <div className="filters">{filters}</div>}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <section className="admin-list" tabIndex={0} aria-label={title}>
          {children}
        </section>
        {foot === undefined ? null : <div className="admin-foot">{foot}</div>}
      </main>
      {side}
    </>
  )
}

interface SidePanelProps {
  /** Names it to a screen reader. */
  readonly label: string
  /** At its top, before the buttons: steps to the next one, a quiet word. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly close: () => void
  /** A `SaveBar`. */
  readonly bar?: ReactNode
  readonly children: ReactNode
}

/** What is open beside a list. Esc closes it, and the focus goes back. */
export function SidePanel({ label, lead, actions, close, bar, children }: SidePanelProps): ReactNode {
  const words = useWords().layer
  const panel = useRef<HTMLElement>(null)
  const back = useRef<Element | null>(null)
  useEffect(() => {
    back.current = document.activeElement
    if (window.matchMedia('(max-width: 720px)').matches) panel.current?.querySelector<HTMLElement>('.ib')?.focus()
  }, [])
  const leave = () => {
    close()
    const from = back.current
    giveBack(() => {
      if (from === null) return
      const target = from.isConnected ? from : alikeIn(document, from)
      if (target instanceof HTMLElement) target.focus({ preventScroll: true })
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // A layer over the panel takes Esc for itself.
    const isInLayer = event.target instanceof Element && event.target.closest('dialog, [popover]') !== null
    if (event.key !== 'Escape' || event.defaultPrevented || isInLayer) return
    event.stopPropagation()
    leave()
  }
  return (
    <aside className="preview admin-panel" aria-label={label} data-region="preview" ref={panel} onKeyDown={onKeyDown}>
      <div className="top">
        {lead}
        <span className="grow" />
        {actions}
        <button type="button" className="ib" aria-label={words.close} onClick={leave}>
          <Icon name="x" size={14} />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="in" tabIndex={0} aria-label={label}>
        {children}
      </section>
      {bar}
    </aside>
  )
}
