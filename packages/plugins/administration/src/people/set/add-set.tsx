import type { savePermissionSetContract } from '@tenure/core/administration'
import { Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { AddDialog } from '../add-dialog.js'
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
  const add = async () => {
    if (name.trim() === '') return false
    const said = { title: text('Permission set added'), about: name.trim() }
    const set = await change<typeof savePermissionSetContract>(
      'tenure.core/save-permission-set',
      { name: name.trim(), permissions: ['workspace.access'] },
      said,
    )
    if (set === undefined) return false
    added(set.id)
    return true
  }
  return (
    <AddDialog title={text('Add permission set')} add={add} close={close}>
      {(isTried) => (
        <>
          <Field
            label={text('Name')}
            hint={text('It begins with access to the workspace and no records; you choose the rest beside the list.')}
            fault={isTried && name.trim() === '' ? text('A permission set needs a name.') : undefined}
          >
            <TextInput value={name} onChange={setName} autoFocus />
          </Field>
        </>
      )}
    </AddDialog>
  )
}
