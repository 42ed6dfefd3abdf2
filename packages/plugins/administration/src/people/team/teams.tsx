import type { teamsContract } from '@tenure/core/administration'
import { AdminSheet, Button, Icon, Message, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { Answered, type Context, useAnswer } from '../answers.js'
import type { ListProps } from '../users.js'
import { AddTeam } from './add-team.js'
import { type Team, TeamPanel } from './team-panel.js'

/** The teams of the account, each below the one above it. */
export function Teams({ context, beside, open, go }: ListProps): ReactNode {
  const text = useText()
  const [isAdding, setAdding] = useState(false)
  const answer = useAnswer<typeof teamsContract>(context, 'tenure.core/teams')
  const opened = answer.value?.find(({ id }) => id === open)
  return (
    <AdminSheet
      title={text('Access')}
      beside={beside}
      actions={
        <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
          {text('Add team')}
        </Button>
      }
      side={
        opened === undefined ? undefined : (
          <TeamPanel key={opened.id} context={context} team={opened} teams={answer.value ?? []} close={() => go(undefined)} />
        )
      }
    >
      <Answered answer={answer} what={text('Teams')}>
        {(teams) =>
          teams.length === 0 ? (
            <Message icon="users" title={text('No team yet')}>
              {text('A team says whose records its members reach, and its workspace is the one that they open.')}
            </Message>
          ) : (
            <TeamsTable teams={teams} context={context} open={open} go={go} />
          )
        }
      </Answered>
      {isAdding ? <AddTeam context={context} teams={answer.value ?? []} close={() => setAdding(false)} added={go} /> : null}
    </AdminSheet>
  )
}

interface TeamsTableProps {
  readonly teams: readonly Team[]
  readonly context: Context
  readonly open: string | undefined
  readonly go: (id: string) => void
}
function TeamsTable({ teams, context, open, go }: TeamsTableProps): ReactNode {
  const text = useText()
  return (
    <table className="people">
      <thead>
        <tr>
          <th scope="col" className="c-name">
            {text('Team')}
          </th>
          <th scope="col" className="c-sets">
            {text('Below')}
          </th>
          <th scope="col" className="c-teams">
            {text('Opens')}
          </th>
          <th scope="col" className="c-seen r">
            {text('Members')}
          </th>
        </tr>
      </thead>
      <tbody>
        {inOrder(teams).map(({ team, depth }) => (
          <tr key={team.id} className={team.id === open ? 'open' : undefined} onClick={() => go(team.id)}>
            <td className="c-name" style={{ paddingInlineStart: 16 + depth * 20 }}>
              <button type="button" className="who" aria-current={team.id === open} onClick={() => go(team.id)}>
                <Icon name="users" size={14} />
                <span className="cut" dir="auto">
                  {team.name}
                </span>
              </button>
            </td>
            <td className="c-sets t2">
              <span className="cut whole">{team.parent?.name}</span>
            </td>
            <td className="c-teams t2">
              <span className="cut whole">{team.workspace?.name ?? text('Main workspace')}</span>
            </td>
            <td className="c-seen r num">{context.formats.number(team.members)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Teams below the one above them, by name; what would go round in a circle comes at its end. */
function inOrder(teams: readonly Team[]): readonly { readonly team: Team; readonly depth: number }[] {
  const placed = new Set<string>()
  const below = (parent: string | undefined, depth: number): { readonly team: Team; readonly depth: number }[] =>
    teams
      .filter((team) => team.parent?.id === parent && !placed.has(team.id))
      .flatMap((team) => {
        placed.add(team.id)
        return [{ team, depth }, ...below(team.id, depth + 1)]
      })
  const ordered = below(undefined, 0)
  return [...ordered, ...teams.filter(({ id }) => !placed.has(id)).map((team) => ({ team, depth: 0 }))]
}
