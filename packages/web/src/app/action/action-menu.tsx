import { type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { Icon } from '../part/icon.js'
import { Layer } from '../part/popover.js'
import type { Offer, Offered } from './offer.js'

/** Where a menu opens: under its button, or above it where there is more room. */
export interface MenuPlace {
  /** The region of the page that the menu belongs to. */
  readonly region: Element
  readonly style: Readonly<Record<`--${string}`, string>>
}

const widest = 300

/** The place beside a button, whose row may be gone a moment later: it is looked up once. */
export function placeBeside(anchor: HTMLElement): MenuPlace {
  const { top, bottom, left, right } = anchor.getBoundingClientRect()
  const { innerWidth, innerHeight } = window
  const region = anchor.closest('[data-region]') ?? document.body
  const [above, below] = [top - 12, innerHeight - bottom - 12]
  const isBelow = below >= 200 || below >= above
  const hasRoomLeft = right - widest >= region.getBoundingClientRect().left
  return {
    region,
    style: {
      ...(isBelow ? { '--top': `${bottom + 4}px` } : { '--bottom': `${innerHeight - top + 4}px` }),
      ...(hasRoomLeft
        ? { '--right': `${Math.max(8, innerWidth - right)}px` }
        : { '--left': `${Math.max(8, Math.min(left, innerWidth - widest))}px` }),
      '--room': `${isBelow ? below : above}px`,
    },
  }
}

interface ActionMenuProps {
  readonly place: MenuPlace
  readonly offered: Offered
  readonly close: () => void
  readonly choose: (offer: Offer) => void
}

/** The menu of what may be done with a thing. It lies over the page, so that no list cuts it off. */
export function ActionMenu({ place, offered, close, choose }: ActionMenuProps): ReactNode {
  const { subject, offers, back } = offered
  const leave = () => {
    close()
    back()
  }
  return createPortal(
    <Floating close={close}>
      <Layer label={`Actions for ${subject}`} kind="menu" align="float" style={place.style} close={leave}>
        <div className="menu tall acting">
          {offers.map((offer, at) => (
            <button
              type="button"
              role="menuitem"
              key={`${offer.action} ${at}`}
              onClick={() => {
                leave()
                choose(offer)
              }}
            >
              {offer.icon && <Icon name={offer.icon} size={14} />}
              <span className="grow">
                {offer.title}
                {offer.fields.length > 0 ? '…' : ''}
              </span>
            </button>
          ))}
        </div>
      </Layer>
    </Floating>,
    place.region,
  )
}

const outside = ['pointerdown', 'focusin', 'wheel', 'touchmove'] as const

/** Closes when something else on the page is pressed, gets the focus, or is scrolled. */
function Floating({ close, children }: { readonly close: () => void; readonly children: ReactNode }): ReactNode {
  const frame = useRef<HTMLSpanElement>(null)
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    const onOutside = (event: Event) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) latest.current()
    }
    const onResize = () => latest.current()
    for (const name of outside) document.addEventListener(name, onOutside, { passive: true })
    window.addEventListener('resize', onResize)
    return () => {
      for (const name of outside) document.removeEventListener(name, onOutside)
      window.removeEventListener('resize', onResize)
    }
  }, [])
  return <span ref={frame}>{children}</span>
}
