// Longer than a file may be: the whole panel of one user, from who it is to what may be done.
import type { endSessionsContract, personContract, rightsOffersContract, savePersonContract } from '@tenure/core/administration'
import { Confirm, Face, Icon, Menu, SidePanel, Switch, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { Answered, type Context, useAnswer, useChange } from './answers.js'
import { EditUser } from './edit-user.js'
import { HandOver } from './hand-over/hand-over.js'
import { type Person, Rights } from './rights.js'
import { noAccess, Why } from './why.js'

interface UserPanelProps {
  readonly context: Context
  readonly user: string
  /** Where the user is in the list, and the way to the next. */
  readonly place: { readonly at: number; readonly of: number; readonly step: (by: number) => void } | undefined
  readonly close: () => void
  readonly open: (user: string) => void
}
type Values = z.input<Exclude<typeof savePersonContract.input, undefined>>['values']
type Offers = z.output<typeof rightsOffersContract.output>

/** One user: who, what the user may do, and why. What is changed here is saved at once, and can be undone. */
export function UserPanel({ context, user, place, close, open }: UserPanelProps): ReactNode {
  const text = useText()
  const [isEditing, setEditing] = useState(false)
  const answer = useAnswer<typeof personContract>(context, 'tenure.core/person', { user })
  const lead =
    place === undefined ? null : (
      <>
        <button type="button" className="ib" aria-label={text('Previous user')} disabled={place.at === 1} onClick={() => place.step(-1)}>
          <Icon name="chevron-up" />
        </button>
        <button type="button" className="ib" aria-label={text('Next user')} disabled={place.at === place.of} onClick={() => place.step(1)}>
          <Icon name="chevron-down" />
        </button>
        <span className="small t3 num">{text('{at} of {of}', { at: place.at, of: place.of })}</span>
      </>
    )
  return (
    <SidePanel
      label={text('User: {name}', { name: answer.value?.name ?? '' })}
      lead={lead}
      actions={
        <button
          type="button"
          className="ib"
          aria-label={text('Edit user')}
          disabled={answer.value === undefined}
          onClick={() => setEditing(true)}
        >
          <Icon name="edit" size={14} />
        </button>
      }
      close={close}
    >
      <Answered answer={answer} what={text('This user')}>
        {(person) => <Inside context={context} person={person} open={open} />}
      </Answered>
      {isEditing && answer.value !== undefined ? (
        <EditUser context={context} person={answer.value} close={() => setEditing(false)} />
      ) : null}
    </SidePanel>
  )
}

function Inside({
  context,
  person,
  open,
}: {
  readonly context: Context
  readonly person: Person
  readonly open: (id: string) => void
}): ReactNode {
  const text = useText()
  const change = useChange(context)
  const offers = useAnswer<typeof rightsOffersContract>(context, 'tenure.core/rights-offers').value
  const save = (values: Values, title: string) =>
    void change<typeof savePersonContract>(
      'tenure.core/save-person',
      { user: person.id, version: person.version, values },
      { title, about: person.name },
    )
  const openSet = (name: string) => {
    const set = offers?.sets.find((each) => each.name === name)
    if (set !== undefined) context.goTo(`set:${set.id}`)
  }
  return (
    <>
      <Identity person={person} context={context} />
      {person.last === undefined ? null : <OnlyAdmin person={person} context={context} open={open} />}
      <Doings context={context} person={person} save={save} />
      {person.active ? <Facts person={person} offers={offers} save={save} /> : null}
      {person.active && person.missing !== undefined ? (
        <p className="keep">
          <Icon name="lock" size={14} />
          <span>
            <b>{text('No access.')}</b> {noAccess(person, text)}
          </span>
        </p>
      ) : null}
      <Rights person={person} openSet={openSet} />
      <Why context={context} person={person} />
    </>
  )
}

function Identity({ person, context }: { readonly person: Person; readonly context: Context }): ReactNode {
  const text = useText()
  const { id, name, email, timeZone, customers, you, active } = person
  const facts = [
    email,
    timeZone,
    you ? text('this is you') : undefined,
    customers === undefined
      ? undefined
      : customers === 1
        ? text('CSM of 1 customer')
        : text('CSM of {n} customers', { n: context.formats.number(customers) }),
    active ? undefined : text('deactivated'),
  ]
  return (
    <div className="ident">
      <span className="face-lg">
        <Face id={id} name={name} large />
      </span>
      <div className="grow">
        <h2 className="cut" dir="auto" title={name}>
          {name}
        </h2>
        <p className="small t3">{facts.filter((fact) => fact !== undefined).join(' · ')}</p>
      </div>
    </div>
  )
}

interface OnlyAdminProps {
  readonly person: Person
  readonly context: Context
  readonly open: (user: string) => void
}
/** Says why the last super admin stays one, and the way out (ACC-13). */
function OnlyAdmin({ person, context, open }: OnlyAdminProps): ReactNode {
  const text = useText()
  return (
    <div className="keep stacked">
      <p>
        <Icon name="lock" size={14} />
        <span>
          <b>{text('The only super admin.')}</b>{' '}
          {text('Nobody could manage users, rights or plugins without one, so {name} can be neither demoted nor deactivated.', {
            name: person.name,
          })}
        </span>
      </p>
      {person.last?.others.length === 0 ? null : <p className="t2 after-icon">{text('Make somebody a second one first')}</p>}
      <div className="seconds after-icon">
        {person.last?.others.map((other) => (
          <Second key={other.id} other={other} context={context} open={open} />
        ))}
      </div>
    </div>
  )
}
function Second({
  other,
  context,
  open,
}: Omit<OnlyAdminProps, 'person'> & { readonly other: { readonly id: string; readonly name: string } }): ReactNode {
  return (
    <button type="button" className="btn" onClick={() => open(other.id)}>
      <Face id={other.id} name={other.name} />
      <span className="cut">{context.nameOf(other.id) || other.name}</span>
    </button>
  )
}

interface DoingsProps {
  readonly context: Context
  readonly person: Person
  readonly save: (values: Values, title: string) => void
}
/** What can be done with a user. *View as* joins them where it is there. */
function Doings({ context, person, save }: DoingsProps): ReactNode {
  const text = useText()
  const change = useChange(context)
  const [asked, ask] = useState<'deactivate' | 'reassign' | 'sessions'>()
  const { id, name, active, sessions, last, you } = person
  const end = () =>
    void change<typeof endSessionsContract>(
      'tenure.core/end-sessions',
      { user: id },
      { title: text('Sessions ended'), about: name, isFinal: true },
    )
  const close = () => ask(undefined)
  const sessionsText =
    sessions === 1 ? text('End 1 session') : sessions === 0 ? text('No session') : text('End {n} sessions', { n: sessions })
  return (
    <>
      <div className="acts a3">
        <button type="button" onClick={() => ask('reassign')}>
          <Icon name="users" />
          {text('Reassign')}
        </button>
        {active ? (
          <button type="button" disabled={sessions === 0} onClick={() => ask('sessions')}>
            <Icon name="unplug" />
            {sessionsText}
          </button>
        ) : null}
        {active ? (
          <button
            type="button"
            disabled={last !== undefined || you}
            title={you ? text('You cannot deactivate yourself.') : undefined}
            onClick={() => ask('deactivate')}
          >
            <Icon name="archive" />
            {text('Deactivate')}
          </button>
        ) : (
          <button type="button" onClick={() => save({ active: true }, text('User is active again'))}>
            <Icon name="restore" />
            {text('Activate')}
          </button>
        )}
      </div>
      {asked === 'sessions' ? (
        <Confirm
          title={text('End the sessions of {name}', { name })}
          text={text('{name} is signed out everywhere at once and may sign in again.', { name })}
          verb={text('End sessions')}
          run={end}
          close={close}
        />
      ) : null}
      {asked === 'deactivate' || asked === 'reassign' ? (
        <HandOver context={context} person={person} deactivates={asked === 'deactivate'} close={close} />
      ) : null}
    </>
  )
}

interface FactsProps {
  readonly person: Person
  readonly offers: Offers | undefined
  readonly save: (values: Values, title: string) => void
}
function Facts(props: FactsProps): ReactNode {
  const text = useText()
  const { seat, superAdmin, last } = props.person
  const giveSeat = (isOn: boolean) => props.save({ seat: isOn }, isOn ? text('Seat given') : text('Seat taken away'))
  const promote = (isOn: boolean) =>
    props.save({ superAdmin: isOn }, isOn ? text('Is a super admin now') : text('Is no super admin any more'))
  return (
    <dl className="facts tight">
      <div>
        <dt>{text('Seat')}</dt>
        <dd>
          <Switch isOn={seat} label={text('Service seat')} isNamed onChange={giveSeat} />
          <span className="grow" />
          <span className="t3 small">{text('Super admin')}</span>
          <Switch
            isOn={superAdmin}
            label={text('Super admin')}
            isDisabled={last !== undefined}
            {...(last !== undefined && { tip: text('The only super admin.') })}
            onChange={promote}
          />
        </dd>
      </div>
      <TeamsOf {...props} />
      <SetsOf {...props} />
    </dl>
  )
}

function TeamsOf({ person: { teams, hasPrimary, workspace }, offers, save }: FactsProps): ReactNode {
  const text = useText()
  const primary = hasPrimary ? teams[0] : undefined
  const others = hasPrimary ? teams.slice(1) : teams
  const ids = others.map(({ id }) => id)
  const set = (first: string | undefined, rest: readonly string[], title: string) =>
    save({ primaryTeam: first ?? null, teams: rest.filter((id) => id !== first) }, title)
  const leave = (team: Named) =>
    set(
      team === primary ? undefined : primary?.id,
      ids.filter((id) => id !== team.id),
      text('Left the team {team}', { team: team.name }),
    )
  const promote = (team: Named) =>
    set(team.id, primary === undefined ? ids : [...ids, primary.id], text('{team} is the primary team now', { team: team.name }))
  const join = (team: Named) => set(primary?.id ?? team.id, [...ids, team.id], text('Joined the team {team}', { team: team.name }))
  const left = (offers?.teams ?? []).filter(({ id }) => !teams.some((team) => team.id === id))
  return (
    <div>
      <dt>{text('Teams')}</dt>
      <dd className="wrap">
        {primary === undefined ? null : <Token name={primary.name} icon="star" remove={() => leave(primary)} />}
        {others.map((team) => (
          <Token key={team.id} name={team.name} choose={() => promote(team)} remove={() => leave(team)} />
        ))}
        <Adding label={text('Add a team')} from={left} add={join} />
        <span className="grow" />
        <span className="t3 small cut">{text('opens {workspace}', { workspace: workspace.name })}</span>
      </dd>
    </div>
  )
}

function SetsOf({ person: { sets, superAdmin, seat }, offers, save }: FactsProps): ReactNode {
  const text = useText()
  const held = sets.map(({ id }) => id)
  const left = (offers?.sets ?? []).filter(({ id }) => !held.includes(id))
  const drop = ({ id, name }: Named) =>
    save({ permissionSets: held.filter((each) => each !== id) }, text('{set} taken away', { set: name }))
  const give = ({ id, name }: Named) => save({ permissionSets: [...held, id] }, text('{set} given', { set: name }))
  return (
    <div>
      <dt>{text('Sets')}</dt>
      <dd className="wrap">
        {sets.length === 0 && superAdmin && seat ? <span className="t2">{text('None needed')}</span> : null}
        {sets.map((set) => (
          <Token key={set.id} name={set.name} remove={() => drop(set)} />
        ))}
        <Adding label={text('Add a permission set')} from={left} add={give} />
      </dd>
    </div>
  )
}

interface TokenProps {
  readonly name: string
  readonly icon?: string
  /** Makes it the first. */
  readonly choose?: () => void
  readonly remove: () => void
}
function Token({ name, icon, choose, remove }: TokenProps): ReactNode {
  const text = useText()
  return (
    <span className="token">
      {icon === undefined ? null : <Icon name={icon} size={12} />}
      {choose === undefined ? (
        <span className="cut">{name}</span>
      ) : (
        <button type="button" className="cut" title={text('Make it the primary team')} onClick={choose}>
          {name}
        </button>
      )}
      <button type="button" className="drop" aria-label={text('Remove {name}', { name })} onClick={remove}>
        <Icon name="x" size={12} />
      </button>
    </span>
  )
}

interface Named {
  readonly id: string
  readonly name: string
}
interface AddingProps {
  readonly label: string
  readonly from: readonly Named[]
  readonly add: (named: Named) => void
}
function Adding({ label, from, add }: AddingProps): ReactNode {
  if (from.length === 0) return null
  const entries = from.map((each) => ({ key: each.id, label: each.name, act: () => add(each) }))
  return <Menu className="ib tiny" label={label} button={<Icon name="plus" size={12} />} entries={entries} />
}
