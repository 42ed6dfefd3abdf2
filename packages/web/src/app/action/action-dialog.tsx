import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon } from '../part/icon.js'
import { ActionForm } from './action-form.js'
import type { Offer } from './offer.js'

interface ActionDialogProps {
  readonly offer: Offer
  readonly subject: string
  readonly close: () => void
  readonly done: () => void
}

/** Asks for the open fields of an action. A press outside keeps what was typed. */
export function ActionDialog({ offer, subject, close, done }: ActionDialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>('.fields :is(input, select, textarea)')?.focus()
  }, [])
  return (
    <dialog ref={dialog} className="dialog action" aria-labelledby={id} onClose={close}>
      <header>
        <div className="grow">
          <h2 id={id} className="cut">
            {offer.title}
          </h2>
          <p className="small t3 cut" title={subject}>
            {subject}
          </p>
        </div>
        <button type="button" className="ib" aria-label="Close" onClick={close}>
          <Icon name="x" />
        </button>
      </header>
      <ActionForm
        offer={offer}
        done={() => {
          close()
          done()
        }}
      />
    </dialog>
  )
}
