import type { personContract } from '@tenure/core/administration'
import { Icon, type Text, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { Bars, useReachWord } from './reach.js'

/** A user with everything that the user may do. */
export type Person = z.output<typeof personContract.output>
interface Line {
  readonly yes: boolean
  readonly what: string
  readonly from: string
}

/** What a user may do, in words first, then by object type. */
export function Rights({ person, openSet }: { readonly person: Person; readonly openSet: (name: string) => void }): ReactNode {
  const text = useText()
  if (!person.active) return <p className="t2 none">{text('This user is deactivated and may do nothing. The records stay.')}</p>
  return (
    <>
      <section className="sec">
        <header>
          <h3>{text('What this user may do')}</h3>
        </header>
        <Lines lines={linesOf(person, text)} />
      </section>
      {person.superAdmin ? (
        <section className="sec">
          <header>
            <h3>{text('Without the service seat')}</h3>
          </header>
          <Lines lines={withoutSeat(text)} />
        </section>
      ) : null}
      {person.superAdmin && person.seat ? null : <Matrix person={person} openSet={openSet} />}
    </>
  )
}

function Lines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const text = useText()
  return (
    <ul className="can">
      {lines.map(({ yes, what, from }) => (
        <li key={what} className={yes ? undefined : 'no'}>
          <Icon name={yes ? 'check' : 'x'} size={14} />
          <span>
            <span className="sr">{yes ? text('May:') : text('May not:')} </span>
            {what}
          </span>
          <span className="t3 small">{from}</span>
        </li>
      ))}
    </ul>
  )
}

function linesOf({ rights, records, workspace, superAdmin, seat }: Person, text: Text): readonly Line[] {
  const admin = text('super admin')
  const last: Line = { yes: false, what: text('Change the audit'), from: text('nobody may') }
  if (superAdmin && seat)
    return [
      { yes: true, what: text('Use every tab, change every setting'), from: admin },
      { yes: true, what: text('See, edit and delete every record; nothing is hidden but what a set hides'), from: admin },
      { yes: true, what: text('Manage users, plugins, erasures and the audit'), from: admin },
      last,
    ]
  const names: Readonly<Record<string, string>> = {
    tabs: text('Use every tab of {workspace}', { workspace: workspace.name }),
    summary: text('Open Summary, look at reports and add them'),
    settings: text('Change settings, workspaces and shared views'),
    scores: text('Create and edit health scores'),
    people: text('Manage users, install plugins, erase records'),
  }
  const needs = { seat: text('needs a seat'), permission: text('no set gives it'), superAdmin: text('super admins') }
  const lines = rights.map(({ right, title, yes, from, needs: need }) => ({
    yes,
    what: right === 'plugin' ? text(title ?? '') : (names[right] ?? right),
    from: need === undefined ? (superAdmin ? admin : from.length === 0 ? text('own rights') : from.join(', ')) : needs[need],
  }))
  if (rights.find(({ right }) => right === 'tabs')?.yes !== true) return lines
  const reached = (action: 'view' | 'edit' | 'delete') => records.filter((each) => each[action].reach !== 'none').length
  const seen = { seen: reached('view'), edited: reached('edit'), deleted: reached('delete') }
  const what = text('See records of {seen} object types, edit {edited}, delete {deleted}', seen)
  return [...lines.slice(0, -1), { yes: seen.seen > 0, what, from: text('see below') }, ...lines.slice(-1)]
}
function withoutSeat(text: Text): readonly Line[] {
  return [
    { yes: true, what: text('Summary, reports, view as, settings, workspaces'), from: text('stays') },
    { yes: false, what: text('Every other tab'), from: text('seat') },
    { yes: false, what: text('Create and edit health scores'), from: text('seat') },
  ]
}

const actions = ['view', 'edit', 'delete'] as const
/** By object type; the focused cell says which set gives it. */
function Matrix({ person, openSet }: { readonly person: Person; readonly openSet: (name: string) => void }): ReactNode {
  const text = useText()
  const word = useReachWord()
  const [focus, setFocus] = useState<string>()
  const cells = person.records.flatMap((row) => actions.map((action) => ({ key: `${row.type} ${action}`, ...row[action] })))
  const focused = cells.find(({ key }) => key === focus)
  const names = { view: text('View'), edit: text('Edit'), delete: text('Delete') }
  return (
    <section className="sec">
      <header>
        <h3>{text('On which records')}</h3>
        <span className="grow" />
        <span className="from" role="status">
          {focused === undefined ? null : <Origin reach={word(focused.reach)} from={focused.from} openSet={openSet} />}
        </span>
      </header>
      <table className="mx">
        <thead>
          <tr>
            <th scope="col">{text('Object type')}</th>
            {actions.map((action) => (
              <th scope="col" key={action}>
                {names[action]}
              </th>
            ))}
            <th scope="col" className="r">
              {text('Unassigned count')}
            </th>
          </tr>
        </thead>
        <tbody>
          {person.records.map((row) => (
            <MatrixRow key={row.type} row={row} focus={focus} setFocus={setFocus} />
          ))}
        </tbody>
      </table>
      <Limits label={text('Hidden')} paths={person.hidden} />
      <Limits label={text('Read-only')} paths={person.readOnly} />
    </section>
  )
}

interface MatrixRowProps {
  readonly row: Person['records'][number]
  readonly focus: string | undefined
  readonly setFocus: (cell: string) => void
}
function MatrixRow({ row, focus, setFocus }: MatrixRowProps): ReactNode {
  const text = useText()
  const word = useReachWord()
  const names = { view: text('View'), edit: text('Edit'), delete: text('Delete') }
  return (
    <tr>
      <th scope="row" className="cut">
        {text(row.label)}
      </th>
      {actions.map((action) => {
        const { reach } = row[action]
        const cell = `${row.type} ${action}`
        return (
          <td key={action}>
            <button
              type="button"
              className={`lvl ${reach === 'none' ? 'nil' : ''}`}
              aria-label={`${text(row.label)}, ${names[action]}: ${word(reach)}`}
              aria-pressed={focus === cell}
              onFocus={() => setFocus(cell)}
              onClick={() => setFocus(cell)}
            >
              <Bars reach={reach} />
              {word(reach)}
            </button>
          </td>
        )
      })}
      <td className="r t2">{row.unassigned === undefined ? '' : row.unassigned.on ? text('Yes') : text('No')}</td>
    </tr>
  )
}

interface OriginProps {
  readonly reach: string
  readonly from: readonly string[]
  readonly openSet: (name: string) => void
}
function Origin({ reach, from, openSet }: OriginProps): ReactNode {
  const text = useText()
  if (from.length === 0) return <b>{reach}</b>
  return (
    <>
      <b>{reach}</b> {text('from')}{' '}
      {from.map((name, at) => (
        <span key={name}>
          {at > 0 ? ', ' : ''}
          <button type="button" className="lk" onClick={() => openSet(name)}>
            {name}
          </button>
        </span>
      ))}
    </>
  )
}

function Limits({ label, paths }: { readonly label: string; readonly paths: Person['hidden'] }): ReactNode {
  if (paths.length === 0) return null
  return (
    <dl className="facts tight kept">
      <div>
        <dt>{label}</dt>
        <dd>
          {paths.map(({ path, label: name, from }) => (
            <span className="token p0" key={path} title={from.join(', ')}>
              {name}
            </span>
          ))}
        </dd>
      </div>
    </dl>
  )
}
