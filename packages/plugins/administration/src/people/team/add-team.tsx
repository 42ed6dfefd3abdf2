import type { saveTeamContract } from '@tenure/core/administration'
import { Choose, Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { AddDialog } from '../add-dialog.js'
import { type Context, useChange } from '../answers.js'
import type { Team } from './team-panel.js'

interface AddTeamProps {
  readonly context: Context
  readonly teams: readonly Team[]
  readonly close: () => void
  readonly added: (id: string) => void
}
/** Asks for a new team: its name, and the team above it. */
export function AddTeam({ context, teams, close, added }: AddTeamProps): ReactNode {
  const text = useText()
  const change = useChange(context)
  const [name, setName] = useState('')
  const [parent, setParent] = useState<string | null>(null)
  const add = async () => {
    if (name.trim() === '') return false
    const input = { name: name.trim(), parent }
    const team = await change<typeof saveTeamContract>('tenure.core/save-team', input, { title: text('Team added'), about: name.trim() })
    if (team === undefined) return false
    added(team.id)
    return true
  }
  return (
    <AddDialog title={text('Add team')} add={add} close={close}>
      {(isTried) => (
        <>
          <Field label={text('Name')} fault={isTried && name.trim() === '' ? text('A team needs a name.') : undefined}>
            <TextInput value={name} onChange={setName} autoFocus />
          </Field>
          <Field label={text('Below')} isOptional>
            <Choose
              label={text('Below')}
              options={teams.map((team) => ({ value: team.id, label: team.name }))}
              value={parent}
              onChange={setParent}
              mayBeEmpty
            />
          </Field>
        </>
      )}
    </AddDialog>
  )
}
