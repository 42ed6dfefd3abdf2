import { Icon, Message, type Text } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { mainOf, type ShownWorkspace, teamNames, teams, type WorkspaceList } from './list.js'

interface WorkspaceTableProps {
  readonly list: WorkspaceList
  readonly open: string | undefined
  readonly show: (workspace: string) => void
  readonly text: Text
}

/** The workspaces with their teams, people and shared views. */
export function WorkspaceTable({ list, open, show, text }: WorkspaceTableProps): ReactNode {
  const sum = (of: (one: ShownWorkspace) => number) => list.workspaces.reduce((all, one) => all + of(one), 0)
  const teamSpaces = list.workspaces.length - 1
  return (
    <>
      <table className="plain-table workspace-table">
        <thead>
          <tr>
            <th scope="col">{text('Workspace')}</th>
            <th scope="col">{text('Teams')}</th>
            <th scope="col" className="r">
              {text('People')}
            </th>
            <th scope="col" className="r">
              {text('Views')}
            </th>
          </tr>
        </thead>
        <tbody>
          {list.workspaces.map((one) => (
            <tr key={one.id} className={one.id === open ? 'open' : undefined}>
              <td>
                <NameCell workspace={one} text={text} isOpen={one.id === open} show={() => show(one.id)} />
              </td>
              <td>{one.teams.length === 0 ? <span className="t3">{text('No team yet')}</span> : teamNames(list, one.teams)}</td>
              <td className="r num">{one.people}</td>
              <td className="r num">{one.views}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{teamSpaces === 0 ? text('1 workspace') : text('{n} workspaces', { n: list.workspaces.length })}</td>
            <td>{teams(list.teams.length, text)}</td>
            <td className="r num">{sum(({ people }) => people)}</td>
            <td className="r num">{sum(({ views }) => views)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="under">
        <Icon name="lock" size={14} />
        <span>
          {text(
            '{name} is the main workspace: people without a team, or whose team is in no other workspace, work there. It cannot be deleted.',
            {
              name: mainOf(list)?.name ?? '',
            },
          )}
        </span>
      </p>
      {teamSpaces > 0 ? null : (
        <Message icon="dashboard" title={text('There is no team workspace yet.')}>
          {list.full ?? text('Teams that need other settings or views of their own get one each.')}
        </Message>
      )}
    </>
  )
}

interface NameCellProps {
  readonly workspace: ShownWorkspace
  readonly text: Text
  readonly isOpen: boolean
  readonly show: () => void
}

function NameCell({ workspace: { name, description, main, over, faults }, text, isOpen, show }: NameCellProps): ReactNode {
  const faulty = faults.reduce((all, { count }) => all + count, 0)
  const below = description || (main ? text('For everyone without another one') : '')
  return (
    <button type="button" className="workspace-name" aria-pressed={isOpen} onClick={show}>
      <Icon name={main ? 'home' : 'dashboard'} size={14} />
      <span className="lines2">
        <span className="b cut" dir="auto">
          {name}
          {main ? <span className="tag">{text('Main')}</span> : null}
          {over ? <span className="tag">{text('Over the limit')}</span> : null}
          {faulty === 0 ? null : (
            <span className="late num" title={text('Settings that are no longer valid')}>
              {` ${faulty}`}
            </span>
          )}
        </span>
        {below === '' ? null : (
          <span className="small t3 cut" dir="auto">
            {below}
          </span>
        )}
      </span>
    </button>
  )
}
