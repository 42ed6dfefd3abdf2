import type { savePersonContract } from '@tenure/core/administration'
import { Choose, Dialog, Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type Context, useChange } from './answers.js'
import type { Person } from './rights.js'

interface EditUserProps {
  readonly context: Context
  readonly person: Person
  readonly close: () => void
}

/** Asks for what a user is called, and where the user is reached and lives. */
export function EditUser({ context, person, close }: EditUserProps): ReactNode {
  const text = useText()
  const change = useChange(context)
  const [name, setName] = useState(person.name)
  const [email, setEmail] = useState(person.email ?? '')
  const [timeZone, setTimeZone] = useState(person.timeZone)
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', person.timeZone])].map((zone) => ({ value: zone, label: zone }))
  const isMissing = name.trim() === ''
  const save = async () => {
    if (isMissing) return
    const values = { name: name.trim(), email: email.trim(), timeZone }
    const input = { user: person.id, version: person.version, values }
    const said = { title: text('User saved'), about: name.trim() }
    if ((await change<typeof savePersonContract>('tenure.core/save-person', input, said)) !== undefined) close()
  }
  return (
    <Dialog title={text('Edit user')} className="action" isForm close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="fields form-fields">
          <Field label={text('Name')} fault={isMissing ? text('A user needs a name.') : undefined}>
            <TextInput value={name} onChange={setName} autoFocus />
          </Field>
          <Field label={text('E-mail')} isOptional>
            <TextInput kind="email" value={email} onChange={setEmail} />
          </Field>
          <Field label={text('Time zone')} hint={text('It decides when a day of the user begins.')}>
            <Choose label={text('Time zone')} options={zones} value={timeZone} onChange={(zone) => setTimeZone(zone ?? 'UTC')} />
          </Field>
        </div>
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {text('Cancel')}
          </button>
          <button type="submit" className="btn pri">
            {text('Save user')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
