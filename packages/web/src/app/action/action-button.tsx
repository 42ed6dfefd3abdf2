import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'
import { useActionDesk } from './action-desk.js'
import type { Offer } from './offer.js'

interface ActionButtonProps {
  readonly subject: string
  readonly offers: readonly Offer[]
}

/** The quiet button that opens the menu of a row or a record. */
export function ActionButton({ subject, offers }: ActionButtonProps): ReactNode {
  const { openMenu } = useActionDesk()
  const words = useWords().layer
  const open = (anchor: HTMLElement) => openMenu(anchor, { subject, offers, back: () => anchor.focus({ preventScroll: true }) })
  return (
    <button
      type="button"
      className="ib dots"
      aria-haspopup="menu"
      aria-label={words.actionsFor(subject)}
      title={words.actions}
      onClick={(event) => open(event.currentTarget)}
    >
      <Icon name="dots" />
    </button>
  )
}
