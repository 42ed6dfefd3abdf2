import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { Dialog } from './dialog.js'

interface ConfirmProps {
  readonly title: string
  /** What will happen, and to how much. */
  readonly text: string
  /** What the button does, in the words of the action: *Delete workspace*. */
  readonly verb: string
  readonly run: () => void
  readonly close: () => void
}

/** Asks before what cannot be undone: one box to tick, the verb on the button. What can be undone asks nothing. */
export function Confirm({ title, text, verb, run, close }: ConfirmProps): ReactNode {
  const words = useWords().layer
  const [isKnown, setKnown] = useState(false)
  return (
    <Dialog title={title} className="confirm" close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isKnown) return
          close()
          run()
        }}
      >
        <p className="t2">{text}</p>
        <label className="check">
          <input type="checkbox" checked={isKnown} onChange={(event) => setKnown(event.target.checked)} />
          {words.knowsFinal}
        </label>
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" className="btn final" disabled={!isKnown}>
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
