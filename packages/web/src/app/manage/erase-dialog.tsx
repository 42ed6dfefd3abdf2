import { eraseRecordContract } from '@tenure/core/page'
import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import type { RecordDetail } from '../data/answers.js'
import { Field } from '../form/field.js'
import { TextInput } from '../form/text-input.js'
import { Dialog } from '../part/dialog.js'
import { useAct } from '../write/use-act.js'
import '../styles/compose.css'

interface EraseDialogProps {
  readonly record: RecordDetail
  readonly close: () => void
}

/** Erases the record for good (SEC-14): says what goes, and asks for the name of the record as it is written. */
export function EraseDialog({ record: { type, id, title }, close }: EraseDialogProps): ReactNode {
  const words = useWords()
  const act = useAct()
  const { go } = useAddress()
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string>()
  const name = title?.trim() || id
  const isSame = typed.trim() === name
  const erase = async () => {
    if (!isSame) return setFault(words.compose.eraseNot)
    const said = { title: words.compose.erased, about: name, isFinal: true, isShownInPlace: true } as const
    const outcome = await act(eraseRecordContract, { type, id, name: typed }, said)
    if (!outcome.ok) return setFault(words.problem(outcome.problem))
    close()
    go({ open: undefined }, 'replace')
  }
  return (
    <Dialog title={words.compose.eraseOf(name)} className="action" isForm close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void erase()
        }}
      >
        <div className="fields">
          <p className="t2">{words.compose.eraseWhat}</p>
          <Field label={words.compose.eraseName(name)} fault={fault}>
            <TextInput
              value={typed}
              onChange={(value) => {
                setTyped(value)
                setFault(undefined)
              }}
            />
          </Field>
        </div>
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {words.layer.cancel}
          </button>
          <button type="submit" className="btn final" disabled={typed === ''}>
            {words.compose.eraseVerb}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
