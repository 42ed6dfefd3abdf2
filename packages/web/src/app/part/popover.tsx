import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { stepThrough } from './focus.js'

/** What the content of a popover can do. */
export interface PopoverControl {
  readonly close: () => void
}
interface PopoverProps {
  readonly className?: string
  readonly label: string
  readonly button: ReactNode
  /** `menu`: arrow keys go from entry to entry. `panel`: Tab does. */
  readonly kind?: 'menu' | 'panel'
  readonly align?: 'start' | 'end'
  readonly id?: string
  readonly tip?: string
  readonly children: (control: PopoverControl) => ReactNode
}

/** A button and the layer that it opens. Esc and a press outside close it, and the focus goes back to the button. */
export function Popover({ className = 'ib', label, button, kind = 'panel', align = 'start', id, tip, children }: PopoverProps): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const frame = useRef<HTMLSpanElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const layerId = useId()
  const close = () => {
    setOpen(false)
    trigger.current?.focus()
  }
  useCloseOutside(frame, isOpen, setOpen)
  return (
    <span className="anchor" ref={frame}>
      <button
        ref={trigger}
        id={id}
        type="button"
        className={className}
        aria-label={label}
        title={tip}
        aria-expanded={isOpen}
        aria-haspopup={kind === 'menu' ? 'menu' : 'dialog'}
        aria-controls={isOpen ? layerId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      {isOpen ? (
        <Layer id={layerId} label={label} kind={kind} align={align} close={close}>
          {children({ close })}
        </Layer>
      ) : null}
    </span>
  )
}

interface LayerProps {
  readonly id?: string
  readonly label: string
  readonly kind: 'menu' | 'panel'
  /** `float`: where its style says. */
  readonly align: 'start' | 'end' | 'float'
  readonly style?: Readonly<Record<`--${string}`, string>>
  readonly close: () => void
  readonly children: ReactNode
}

/** What opens over the page: it takes the focus and the keys. */
export function Layer({ id, label, kind, align, style, close, children }: LayerProps): ReactNode {
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chosen = layer.current?.querySelector<HTMLElement>('[aria-checked="true"], [aria-current="true"]')
    const first = layer.current?.querySelector<HTMLElement>('button, input, a')
    ;(chosen ?? first ?? layer.current)?.focus()
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    // The layer takes its keys for itself: nothing below it moves meanwhile.
    event.stopPropagation()
    if (event.key === 'Escape') close()
    if (kind === 'menu' && layer.current !== null) stepThrough(event, layer.current, '[role^=menuitem]')
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it has the role of a menu or of a dialog
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: it has the role of a menu or of a dialog
    <div
      ref={layer}
      id={id}
      className={`pop ${align}`}
      style={style}
      role={kind === 'menu' ? 'menu' : 'dialog'}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  )
}

function useCloseOutside(frame: RefObject<HTMLElement | null>, isOpen: boolean, setOpen: (open: boolean) => void): void {
  useEffect(() => {
    if (!isOpen) return
    const onOutside = (event: Event) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', onOutside)
    document.addEventListener('focusin', onOutside)
    return () => {
      document.removeEventListener('pointerdown', onOutside)
      document.removeEventListener('focusin', onOutside)
    }
  }, [frame, isOpen, setOpen])
}
