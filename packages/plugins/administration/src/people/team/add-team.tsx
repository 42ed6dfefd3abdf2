import type { saveTeamContract } from '@tenure/core/administration'
import { Choose, Dialog, Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
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
  const [isTried, setTried] = useState(false)
  const save = async () => {
    setTried(true)
    if (name.trim() === '') return
    const input = { name: name.trim(), parent }
    const team = await change<typeof saveTeamContract>('tenure.core/save-team', input, { title: text('Team added'), about: name.trim() })
    if (team === undefined) return
    close()
    added(team.id)
  }
  return (
    <Dialog title={text('Add team')} className="action" isForm close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="fields form-fields">
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
        </div>
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {text('Cancel')}
          </button>
          <button type="submit" className="btn pri">
            {text('Add team')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
