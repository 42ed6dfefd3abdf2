import type { addPersonContract, rightsOffersContract } from '@tenure/core/administration'
import { Choose, ChooseSeveral, Field, Switch, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { AddDialog } from './add-dialog.js'
import { type Context, useChange } from './answers.js'

interface AddUserProps {
  readonly context: Context
  readonly offers: z.output<typeof rightsOffersContract.output> | undefined
  readonly close: () => void
  readonly added: (id: string) => void
}

/** Asks for a new user: the name, and what the user gets at once. */
export function AddUser({ context, offers, close, added }: AddUserProps): ReactNode {
  const text = useText()
  const change = useChange(context)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [seat, setSeat] = useState(true)
  const [team, setTeam] = useState<string | null>(null)
  const [sets, setSets] = useState<readonly string[]>([])
  const isMissing = name.trim() === ''
  const options = (named: readonly { readonly id: string; readonly name: string }[] = []) =>
    named.map((each) => ({ value: each.id, label: each.name }))
  const add = async () => {
    if (isMissing) return false
    const input = { name: name.trim(), email: email.trim(), seat, primaryTeam: team, permissionSets: [...sets] }
    const user = await change<typeof addPersonContract>('tenure.core/add-person', input, { title: text('User added'), about: name.trim() })
    if (user === undefined) return false
    added(user.id)
    return true
  }
  return (
    <AddDialog title={text('Add user')} add={add} close={close}>
      {(isTried) => (
        <>
          <Field label={text('Name')} fault={isTried && isMissing ? text('A user needs a name.') : undefined}>
            <TextInput value={name} onChange={setName} autoFocus />
          </Field>
          <Field label={text('E-mail')} isOptional>
            <TextInput kind="email" value={email} onChange={setEmail} />
          </Field>
          <Field label={text('Primary team')} hint={text('It decides which workspace the user opens.')} isOptional>
            <Choose label={text('Primary team')} options={options(offers?.teams)} value={team} onChange={setTeam} mayBeEmpty />
          </Field>
          <Field label={text('Permission sets')} hint={text('Without one the user has no access.')}>
            <ChooseSeveral label={text('Permission sets')} options={options(offers?.sets)} value={sets} onChange={setSets} />
          </Field>
          <Switch label={text('Service seat')} isNamed isOn={seat} onChange={setSeat} />
        </>
      )}
    </AddDialog>
  )
}
