import type { ReactNode } from 'react'
import { Dialog } from '../part/dialog.js'
import { ActionForm } from './action-form.js'
import type { Offer } from './offer.js'

interface ActionDialogProps {
  readonly offer: Offer
  readonly subject: string
  readonly close: () => void
  readonly done: () => void
}

/** Asks for the open fields of an action. */
export function ActionDialog({ offer, subject, close, done }: ActionDialogProps): ReactNode {
  return (
    <Dialog title={offer.title} subject={subject} className="action" isForm close={close}>
      <ActionForm
        offer={offer}
        done={() => {
          close()
          done()
        }}
      />
    </Dialog>
  )
}
