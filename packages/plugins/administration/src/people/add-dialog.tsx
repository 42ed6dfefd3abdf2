import { Dialog, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'

interface AddDialogProps {
  /** What it adds: the title, and the verb on its button. */
  readonly title: string
  /** Adds it; `false` where something is missing or it was refused, and the dialog stays. */
  readonly add: () => Promise<boolean>
  readonly close: () => void
  /** Its fields; they say what is missing once a person has tried. */
  readonly children: (isTried: boolean) => ReactNode
}

/** Asks for something new, and closes once it is added. */
export function AddDialog({ title, add, close, children }: AddDialogProps): ReactNode {
  const text = useText()
  const [isTried, setTried] = useState(false)
  const send = async () => {
    setTried(true)
    if (await add()) close()
  }
  return (
    <Dialog title={title} className="action" isForm close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <div className="fields form-fields">{children(isTried)}</div>
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {text('Cancel')}
          </button>
          <button type="submit" className="btn pri">
            {title}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
