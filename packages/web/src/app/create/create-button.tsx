import { type ReactNode, Suspense, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { lazily } from '../early/lazily.js'
import { typeAhead } from '../early/type-ahead.js'
import { type Command, useCommands } from '../palette/commands.js'
import { Boundary } from '../part/boundary.js'
import { Icon } from '../part/icon.js'
import { useKeys } from '../shell/keys.js'

const load = () => import('./new-record-dialog.js')
const NewRecordDialog = lazily('NewRecordDialog', load)
const loadAhead = () => void load().catch(() => undefined)

interface CreateButtonProps {
  /** What may be created here, as the table says it. */
  readonly creates: { readonly type: string; readonly title: string }
  /** A record is open: its keys come first. */
  readonly isRecordOpen: boolean
}

/** The one filled button of a table: creates a record of what the table lists. */
export function CreateButton({ creates: { type, title }, isRecordOpen }: CreateButtonProps): ReactNode {
  const words = useWords().table
  const [isOpen, setOpen] = useState(false)
  const start = () => {
    setOpen(true)
    typeAhead()
  }
  useKeys({ n: () => (isRecordOpen ? false : start()) })
  const command: Command = { id: `create ${type}`, title, icon: 'file', keys: ['N'], run: start }
  useCommands({ kind: 'actions', title, commands: [command] })
  return (
    <>
      <button
        type="button"
        className="btn pri create"
        title={words.tip(title, 'N')}
        onPointerEnter={loadAhead}
        onFocus={loadAhead}
        onClick={start}
      >
        <Icon name="plus" size={14} />
        <span className="cut">{title}</span>
      </button>
      {isOpen ? (
        <Boundary what={title}>
          <Suspense>
            <NewRecordDialog type={type} title={title} close={() => setOpen(false)} />
          </Suspense>
        </Boundary>
      ) : null}
    </>
  )
}
