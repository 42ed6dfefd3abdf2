import type { removeTeamContract, saveTeamContract, teamsContract } from '@tenure/core/administration'
import { Button, Choose, Field, SidePanel, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { type Context, useChange } from '../answers.js'

/** A team with its parent, members and workspace. */
export type Team = z.output<typeof teamsContract.output>[number]
interface TeamPanelProps {
  readonly context: Context
  readonly team: Team
  readonly teams: readonly Team[]
  readonly close: () => void
}
/** One team. Each change is saved at once. */
export function TeamPanel({ context, team, teams, close }: TeamPanelProps): ReactNode {
  const text = useText()
  const change = useChange(context)
  const [name, setName] = useState(team.name)
  const { id: own, version } = team
  const save = (values: { readonly name?: string; readonly parent?: string | null }) =>
    void change<typeof saveTeamContract>(
      'tenure.core/save-team',
      { team: own, version, ...values },
      { title: text('Team saved'), about: team.name },
    )
  const rename = () => name.trim() !== '' && name.trim() !== team.name && save({ name: name.trim() })
  const remove = async () => {
    const said = { title: text('Team removed'), about: team.name }
    if ((await change<typeof removeTeamContract>('tenure.core/remove-team', { team: own, version }, said)) !== undefined) close()
  }
  const above = teams.filter(({ id }) => id !== own && !isBelow(teams, id, own)).map(({ id, name: title }) => ({ value: id, label: title }))
  return (
    <SidePanel label={text('Team: {name}', { name: team.name })} close={close}>
      <h2 className="panel-title cut" dir="auto">
        {team.name}
      </h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving the name saves it */}
      <div className="form-fields" onBlur={rename}>
        <Field label={text('Name')} fault={name.trim() === '' ? text('A team needs a name.') : undefined}>
          <TextInput value={name} onChange={setName} onEnter={rename} />
        </Field>
        <Field label={text('Below')} hint={text('Only for order: a team above gives no right and no workspace.')} isOptional>
          <Choose
            label={text('Below')}
            options={above}
            value={team.parent?.id ?? null}
            onChange={(parent) => save({ parent })}
            mayBeEmpty
          />
        </Field>
      </div>
      <section className="sec">
        <p className="t2">
          {text('Members: {members}. As their primary team: {primary}. These open {workspace}.', {
            members: team.members,
            primary: team.primary,
            workspace: team.workspace?.name ?? text('Main workspace'),
          })}
        </p>
        <div className="go start">
          <Button onPress={() => void remove()}>{text('Remove team')}</Button>
        </div>
      </section>
    </SidePanel>
  )
}
function isBelow(teams: readonly Team[], id: string, above: string): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = teams.find((team) => team.id === at)?.parent?.id) {
    if (at === above) return true
    seen.add(at)
  }
  return false
}
