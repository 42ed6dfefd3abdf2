import { Button, ChooseSeveral, Field, Icon, type Text, TextInput } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { Faults } from '../settings/faults.js'
import { type Pending, pendingTeams, people, teams as teamsText, type WorkspaceList } from './list.js'

/** The General settings of a workspace while a person edits them. */
export interface GeneralValues {
  readonly name: string
  readonly description: string
  readonly teams: readonly string[]
}
interface GeneralFieldsProps {
  readonly list: WorkspaceList
  /** The workspace; absent while it is made. */
  readonly own: string | undefined
  readonly isMain: boolean
  readonly values: GeneralValues
  readonly set: (change: Partial<GeneralValues>) => void
  /** Teams whose move is asked for. */
  readonly move: readonly string[]
  readonly setMove: (teams: readonly string[]) => void
  readonly faults: Faults
  readonly text: Text
  /** Below a field, such as a conflict. */
  readonly below?: (field: keyof GeneralValues) => ReactNode
}

/** Name, description and teams; a team of another workspace is refused here until its move is asked for. */
export function GeneralFields(props: GeneralFieldsProps): ReactNode {
  const { list, own, isMain, values, set, faults, text, below = () => null } = props
  return (
    <>
      <div>
        <Field label={text('Name')} fault={faults['name']}>
          <TextInput value={values.name} onChange={(name) => set({ name })} />
        </Field>
        {below('name')}
      </div>
      <div>
        <Field label={text('Description')} isOptional fault={faults['description']}>
          <TextInput value={values.description} onChange={(description) => set({ description })} />
        </Field>
        {below('description')}
      </div>
      {isMain ? null : (
        <div>
          <Field
            label={text('Teams')}
            hint={text('People who have one of them as primary team see this workspace.')}
            fault={faults['teams']}
          >
            <ChooseSeveral
              label={text('Teams')}
              options={list.teams.map(({ id, name }) => ({ value: id, label: name }))}
              value={values.teams}
              onChange={(teams) => set({ teams })}
              placeholder={text('Add a team')}
            />
          </Field>
          {pendingTeams(list, own, values.teams, props.move).map((pending) => (
            <Refusal key={pending.team.id} {...props} pending={pending} />
          ))}
          {below('teams')}
        </div>
      )}
    </>
  )
}

/** Why a team is not taken yet, what its move means, and both ways on. */
function Refusal({
  pending: { team, from },
  values,
  set,
  move,
  setMove,
  text,
}: GeneralFieldsProps & { readonly pending: Pending }): ReactNode {
  const left = from.teams.length - 1
  const here = values.name.trim() === '' ? text('this workspace') : values.name
  return (
    <div className="refuse" role="alert">
      <Icon name="alert" size={14} />
      <div>
        <p>
          <b>{text('{team} is in {workspace}.', { team: team.name, workspace: from.name })}</b>{' '}
          {text('A team belongs to one workspace at most.')}
        </p>
        <p className="small t2">
          {text('Moved here, {who} will see {here}; {workspace} keeps {teams} with {rest}.', {
            who: people(team.people, text),
            here,
            workspace: from.name,
            teams: teamsText(left, text),
            rest: people(from.people - team.people, text),
          })}
        </p>
        <div className="go">
          <Button onPress={() => setMove([...move, team.id])} label={text('Move it here: {team}', { team: team.name })}>
            {text('Move it here')}
          </Button>
          <Button
            look="bare"
            onPress={() => set({ teams: values.teams.filter((id) => id !== team.id) })}
            label={text('Leave it there: {team}', { team: team.name })}
          >
            {text('Leave it there')}
          </Button>
        </div>
      </div>
    </div>
  )
}
