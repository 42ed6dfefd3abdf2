import type { peopleContract, rightsOffersContract } from '@tenure/core/administration'
import { AdminSheet, Button, Face, Icon, Menu, Message, TextInput, useText } from '@tenure/web/parts'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import type { z } from 'zod'
import { AddUser } from './add-user.js'
import { Answered, type Context, useAnswer } from './answers.js'
import { seenText } from './seen.js'
import { useWindow } from './use-window.js'
import { UserPanel } from './user-panel.js'

/** What each of the three lists gets. */
export interface ListProps {
  readonly context: Context
  readonly beside: ReactNode
  /** Id of what is open. */
  readonly open: string | undefined
  readonly go: (id: string | undefined) => void
}
type Request = z.input<Exclude<typeof peopleContract.input, undefined>>
type People = z.output<typeof peopleContract.output>
type Row = People['rows'][number]
type Sort = NonNullable<Request['by']>

/** The users of the account, filtered and sorted, with one of them open beside them. */
export function Users({ context, beside, open, go }: ListProps): ReactNode {
  const text = useText()
  const [request, setRequest] = useState<Request>({})
  const [isAdding, setAdding] = useState(false)
  const view = useWindow(40)
  const answer = useAnswer<typeof peopleContract>(context, 'tenure.core/people', { ...request, ...view.window })
  const offers = useAnswer<typeof rightsOffersContract>(context, 'tenure.core/rights-offers').value
  const rows = answer.value?.rows ?? []
  const at = rows.findIndex(({ id }) => id === open)
  const step = (by: number) => rows[at + by] !== undefined && go(rows[at + by]?.id)
  const place = at < 0 ? undefined : { at: at + (view.window.offset ?? 0) + 1, of: answer.value?.total ?? 0, step }
  const narrow = (next: Request) => {
    view.reset()
    setRequest({ ...request, ...next })
  }
  return (
    <AdminSheet
      title={text('Access')}
      beside={beside}
      actions={
        <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
          {text('Add user')}
        </Button>
      }
      filters={<Filters request={request} counts={answer.value?.counts} offers={offers} change={narrow} />}
      foot={answer.value === undefined ? undefined : <Foot counts={answer.value.counts} context={context} />}
      side={
        open === undefined ? undefined : (
          <UserPanel key={open} context={context} user={open} place={place} close={() => go(undefined)} open={(id) => go(id)} />
        )
      }
    >
      <Answered answer={answer} what={text('Users')}>
        {(people) =>
          people.total === 0 ? (
            <Message icon="users" title={text('No user is like this')}>
              {text('Take a filter away, or search for another name.')}
            </Message>
          ) : (
            <Table
              people={people}
              context={context}
              open={open}
              go={go}
              view={view}
              sort={{ by: request.by ?? 'name', direction: request.direction ?? 'ascending' }}
              setSort={(by, direction) => setRequest({ ...request, by, direction })}
            />
          )
        }
      </Answered>
      {isAdding ? <AddUser context={context} offers={offers} close={() => setAdding(false)} added={(id) => go(id)} /> : null}
    </AdminSheet>
  )
}

interface FiltersProps {
  readonly request: Request
  readonly counts: People['counts'] | undefined
  readonly offers: z.output<typeof rightsOffersContract.output> | undefined
  readonly change: (request: Request) => void
}
function Filters({ request, counts, offers, change }: FiltersProps): ReactNode {
  const text = useText()
  const states = [
    { state: 'active', label: text('Active'), count: counts?.active },
    { state: 'deactivated', label: text('Deactivated'), count: counts?.deactivated },
    { state: 'no-seat', label: text('Without a seat'), count: counts?.noSeat },
  ] as const
  const choice = (name: 'team' | 'set', label: string, options: readonly { readonly id: string; readonly name: string }[] = []) => {
    const chosen = options.find(({ id }) => id === request[name])
    const entries = options.map(({ id, name: title }) => ({
      key: id,
      label: title,
      isChosen: id === request[name],
      act: () => change({ [name]: id }),
    }))
    const any = { key: '', label: text('Any'), isChosen: chosen === undefined, act: () => change({ [name]: undefined }) }
    const button = (
      <>
        {chosen?.name ?? label} <Icon name="chevron-down" size={12} />
      </>
    )
    return <Menu className={`pill ${chosen === undefined ? '' : 'on'}`} label={label} button={button} entries={[any, ...entries]} />
  }
  return (
    <>
      <span className="people-search">
        <TextInput
          kind="search"
          label={text('Search users')}
          placeholder={text('Search')}
          value={request.text ?? ''}
          onChange={(typed) => change({ text: typed })}
        />
      </span>
      {states.map(({ state, label, count }) => (
        <button
          key={state}
          type="button"
          className={`pill ${request.state === state ? 'on' : ''}`}
          aria-pressed={request.state === state}
          onClick={() => change({ state: request.state === state ? undefined : state })}
        >
          {label} <span className="num">{count ?? ''}</span>
        </button>
      ))}
      {choice('team', text('Team'), offers?.teams)}
      {choice('set', text('Permission set'), offers?.sets)}
    </>
  )
}

function Foot({ counts, context: { formats } }: { readonly counts: People['counts']; readonly context: Context }): ReactNode {
  const text = useText()
  const n = (value: number) => formats.number(value)
  return (
    <>
      <span>{text('Users: {users}, active: {active}', { users: n(counts.users), active: n(counts.active) })}</span>
      <span className="grow" />
      <span className="not-narrow">{text('Seats: {n}', { n: n(counts.seats) })}</span>
      <span className="not-narrow">{text('Super admins: {n}', { n: n(counts.superAdmins) })}</span>
      <span>{text('Here now: {n}', { n: n(counts.here) })}</span>
    </>
  )
}

interface TableProps {
  readonly people: People
  readonly context: Context
  readonly open: string | undefined
  readonly go: (id: string) => void
  readonly view: ReturnType<typeof useWindow>
  readonly sort: { readonly by: Sort; readonly direction: 'ascending' | 'descending' }
  readonly setSort: (by: Sort, direction: 'ascending' | 'descending') => void
}
function Table({ people, context, open, go, view, sort, setSort }: TableProps): ReactNode {
  const text = useText()
  const heads: readonly (readonly [Sort, string])[] = [
    ['name', text('User')],
    ['seat', text('Seat')],
    ['teams', text('Teams, primary first')],
    ['sets', text('Permission sets')],
    ['seen', text('Last seen')],
  ]
  const now = useMinute()
  const offset = view.window.offset ?? 0
  const below = Math.max(people.total - offset - people.rows.length, 0)
  return (
    <table className="people" ref={view.ref} onKeyDown={moveByArrows} aria-rowcount={people.total + 1}>
      <thead>
        <tr>
          {heads.map(([by, label]) => {
            const isSorted = sort.by === by
            const next = isSorted && sort.direction === 'ascending' ? 'descending' : 'ascending'
            return (
              <th key={by} scope="col" className={`c-${by}`} aria-sort={isSorted ? sort.direction : undefined}>
                <button type="button" className="sort" onClick={() => setSort(by, next)}>
                  {label}
                  {isSorted ? <Icon name={sort.direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size={12} /> : null}
                </button>
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>
        <Space height={offset * view.height} />
        {people.rows.map((row, at) => (
          <UserRow key={row.id} row={row} at={offset + at} now={now} context={context} isOpen={row.id === open} go={go} />
        ))}
        <Space height={below * view.height} />
      </tbody>
    </table>
  )
}
/** The time, again each minute, and when what it is drawn beside has changed. */
function useMinute(): number {
  const [, again] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => again((turns) => turns + 1), 60_000)
    return () => clearInterval(timer)
  }, [])
  return Date.now()
}
function Space({ height }: { readonly height: number }): ReactNode {
  return height === 0 ? null : (
    <tr className="space">
      <td colSpan={5} style={{ height }} />
    </tr>
  )
}
function moveByArrows(event: KeyboardEvent<HTMLTableElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody .who')]
  const at = names.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  names[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}

interface UserRowProps {
  readonly row: Row
  readonly at: number
  readonly now: number
  readonly context: Context
  readonly isOpen: boolean
  readonly go: (id: string) => void
}
function UserRow({ row, at, now, context, isOpen, go }: UserRowProps): ReactNode {
  const text = useText()
  const { id, name, active, seat, teams, hasPrimary } = row
  const [first, ...others] = teams
  return (
    <tr className={`${active ? '' : 'off'} ${isOpen ? 'open' : ''}`} aria-rowindex={at + 2} onClick={() => go(id)}>
      <td className="c-name">
        <button type="button" className="who" aria-current={isOpen} onClick={() => go(id)}>
          <Face id={id} name={name} />
          <span className="cut" dir="auto">
            {name}
          </span>
        </button>
      </td>
      <td className={`c-seat ${seat && active ? 't2' : 't3'}`}>{active ? (seat ? text('Service') : text('None')) : text('Deactivated')}</td>
      <td className="c-teams">
        {first === undefined ? (
          <span className="t3">{text('Main workspace, no team')}</span>
        ) : (
          <span className="tm">
            {hasPrimary ? <Icon name="star" size={12} /> : null}
            <span className="cut">{first.name}</span>
            <span className="t3 cut">{others.map((team) => team.name).join(', ')}</span>
          </span>
        )}
      </td>
      <td className="c-sets">
        <SetsOf row={row} />
      </td>
      <td className="c-seen t2 num">{seenText(context, row.seenAt, text, now)}</td>
    </tr>
  )
}
function SetsOf({ row: { active, superAdmin, sets, customers = 0, missing } }: { readonly row: Row }): ReactNode {
  const text = useText()
  const names = sets.map(({ name }) => name).join(', ')
  if (!active && customers > 0)
    return (
      <span className="tm late">
        <Icon name="alert" size={12} />
        <span className="cut">{customers === 1 ? text('1 customer left') : text('{n} customers left', { n: customers })}</span>
      </span>
    )
  if (superAdmin && active)
    return (
      <span className="tm">
        <Icon name="lock" size={12} />
        <span className="cut">{text('Super admin')}</span>
      </span>
    )
  if (missing === undefined && names === '') return <span className="t3">{text('Own rights')}</span>
  if (missing === undefined) return <span className="cut whole">{names}</span>
  return (
    <span className="cut whole">
      {names === '' ? '' : `${names}, `}
      <span className="t3">{text('no access')}</span>
    </span>
  )
}
