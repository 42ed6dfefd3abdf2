import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { followAnchor } from './place.js'

/** What the content of a popover can do. */
export interface PopoverControl {
  readonly close: () => void
}
interface PopoverProps {
  readonly className?: string
  readonly label: string
  readonly button: ReactNode
  readonly role?: 'dialog' | 'menu'
  readonly align?: 'start' | 'end'
  readonly id?: string
  readonly tip?: string
  /** When a person points at the button or comes to it by keys: loads ahead what the layer needs. */
  readonly onNear?: () => void
  readonly children: (control: PopoverControl) => ReactNode
}

/** A button and the layer that it opens, which is the browser's own: Esc and a press outside close the topmost one, and the focus goes back. */
export function Popover(props: PopoverProps): ReactNode {
  const { className = 'ib', label, button, role = 'dialog', align = 'start', id, tip, onNear, children } = props
  const [isOpen, setOpen] = useState(false)
  const [opening, setOpening] = useState(0)
  const trigger = useRef<HTMLButtonElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const layerId = useId()
  return (
    <>
      <button
        ref={trigger}
        id={id}
        type="button"
        className={className}
        aria-label={label}
        title={tip}
        aria-expanded={isOpen}
        aria-haspopup={role}
        popoverTarget={layerId}
        // At once, so that the next key finds the focus in the layer. The browser reports later that it was closed, so the layer itself is asked.
        onClick={(event) => {
          event.preventDefault()
          if (layer.current?.matches(':popover-open')) return layer.current.hidePopover()
          layer.current?.showPopover()
          setOpen(true)
          setOpening(opening + 1)
        }}
        onPointerEnter={onNear}
        onFocus={onNear}
      >
        {button}
      </button>
      <Layer id={layerId} layer={layer} label={label} role={role} onToggle={setOpen}>
        {isOpen ? (
          <LayerContent key={opening} layer={layer} anchor={() => trigger.current} align={align}>
            {children({ close: () => layer.current?.hidePopover() })}
          </LayerContent>
        ) : null}
      </Layer>
    </>
  )
}

interface LayerProps {
  readonly id?: string
  readonly layer: RefObject<HTMLDivElement | null>
  readonly label: string
  /** A menu has its role inside. */
  readonly role: 'dialog' | 'menu'
  readonly onToggle: (isOpen: boolean) => void
  readonly children: ReactNode
}

/** A layer in the browser's top layer; nothing cuts it off. */
export function Layer({ id, layer, label, role, onToggle, children }: LayerProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a dialog has its role here, a menu inside
    <div
      ref={layer}
      id={id}
      popover="auto"
      className="layer"
      {...(role === 'dialog' ? { role, 'aria-label': label } : {})}
      tabIndex={-1}
      // The keys are the layer's own: nothing below it moves meanwhile.
      onKeyDown={(event: KeyboardEvent) => event.stopPropagation()}
      onToggle={(event) => {
        if (event.target === event.currentTarget) onToggle(event.newState === 'open')
      }}
    >
      {children}
    </div>
  )
}

interface LayerContentProps {
  readonly layer: RefObject<HTMLDivElement | null>
  readonly anchor: () => Element | null
  readonly align: 'start' | 'end'
  readonly children: ReactNode
}

/** The inside of an open layer: it is set at its anchor and takes the focus. */
export function LayerContent({ layer, anchor, align, children }: LayerContentProps): ReactNode {
  useEffect(() => {
    const [frame, beside] = [layer.current, anchor()]
    if (frame === null || beside === null) return
    const stopWaiting = focusInside(frame)
    const stopFollowing = followAnchor(beside, frame, align)
    return () => {
      stopWaiting()
      stopFollowing()
    }
  }, [])
  return children
}

/** Focuses what is chosen, or the first control, unless the inside has taken the focus itself. Where the inside is still on its way, the layer has the focus until it comes. */
function focusInside(frame: HTMLElement): () => void {
  const target = () =>
    frame.querySelector<HTMLElement>('[aria-checked="true"], [aria-current="true"], [aria-current="page"]') ??
    frame.querySelector<HTMLElement>('input, textarea, select, a, button, [role^="menuitem"]')
  if (document.activeElement !== frame && frame.contains(document.activeElement)) return () => {}
  const now = target()
  ;(now ?? frame).focus({ preventScroll: true })
  if (now !== null) return () => {}
  const arrival = new MutationObserver(() => {
    const found = target()
    if (found === null) return
    arrival.disconnect()
    if (document.activeElement === frame) found.focus({ preventScroll: true })
  })
  arrival.observe(frame, { childList: true, subtree: true })
  return () => arrival.disconnect()
}
