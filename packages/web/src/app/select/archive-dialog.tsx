import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { Dialog } from '../part/dialog.js'
import type { StartBulk } from './bulk-offers.js'

interface ArchiveDialogProps {
  readonly count: number
  readonly start: StartBulk
  readonly close: () => void
}

/** Asks before work is taken away from the people who have to do it (TSK-4). */
export function ArchiveDialog({ count, start, close }: ArchiveDialogProps): ReactNode {
  const { bulk: words, layer } = useWords()
  const { number } = useReading().formats
  return (
    <Dialog title={words.archiveOf(number(count))} className="confirm" close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          close()
          start({ archive: true }, { does: 'archive' })
        }}
      >
        <p className="t2">{words.archiveWhat}</p>
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {layer.cancel}
          </button>
          <button type="submit" className="btn pri">
            {words.archiveOf(number(count))}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
