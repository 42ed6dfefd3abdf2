import type { ReactNode } from 'react'
import type { SavedView } from '../data/answers.js'
import { useViewWords } from '../language/use-view-words.js'
import { Dialog } from '../part/dialog.js'

interface DeleteViewProps {
  readonly view: SavedView
  readonly remove: () => void
  readonly close: () => void
}

/** Asks before a view is deleted, and says who loses it (VIEW-6). */
export function DeleteView({ view, remove, close }: DeleteViewProps): ReactNode {
  const words = useViewWords()
  return (
    <Dialog title={words.deleteTitle(view.title)} className="confirm" close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          close()
          remove()
        }}
      >
        <p className="t2">{view.audience === 'everyone' ? words.deleteShared : words.deleteOwn}</p>
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" className="btn final">
            {words.delete}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
