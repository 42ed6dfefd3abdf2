import type { savePermissionSetContract } from '@tenure/core/administration'
import { Dialog, Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type Context, useChange } from '../answers.js'

interface AddSetProps {
  readonly context: Context
  readonly close: () => void
  readonly added: (id: string) => void
}
/** Asks for a new permission set: the name. */
export function AddSet({ context, close, added }: AddSetProps): ReactNode {
  const text = useText()
  const change = useChange(context)
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const save = async () => {
    setTried(true)
    if (name.trim() === '') return
    const said = { title: text('Permission set added'), about: name.trim() }
    const set = await change<typeof savePermissionSetContract>(
      'tenure.core/save-permission-set',
      { name: name.trim(), permissions: ['workspace.access'] },
      said,
    )
    if (set === undefined) return
    close()
    added(set.id)
  }
  return (
    <Dialog title={text('Add permission set')} className="action" isForm close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="fields form-fields">
          <Field
            label={text('Name')}
            hint={text('It begins with access to the workspace and no records; you choose the rest beside the list.')}
            fault={isTried && name.trim() === '' ? text('A permission set needs a name.') : undefined}
          >
            <TextInput value={name} onChange={setName} autoFocus />
          </Field>
        </div>
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {text('Cancel')}
          </button>
          <button type="submit" className="btn pri">
            {text('Add permission set')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
