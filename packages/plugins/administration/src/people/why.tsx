import type { explainAccessContract } from '@tenure/core/administration'
import type { searchContract } from '@tenure/core/page'
import { Failed, Icon, type Text, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { Answered, type Context, useAnswer } from './answers.js'
import { useReachWord } from './reach.js'
import type { Person } from './rights.js'

interface Chosen {
  readonly type: string
  readonly id: string
  readonly title: string
  readonly typeLabel: string
}
type Explained = z.output<typeof explainAccessContract.output>

/** Why a user can see, edit and delete one record, or cannot. */
export function Why({ context, person }: { readonly context: Context; readonly person: Person }): ReactNode {
  const text = useText()
  const [chosen, choose] = useState<Chosen>()
  return (
    <section className="sec">
      <header>
        <h3>{text('Why can {name} see this record?', { name: person.name })}</h3>
      </header>
      {chosen === undefined ? (
        <Search context={context} choose={choose} />
      ) : (
        <>
          <div className="chosen">
            <Icon name={chosen.type} size={14} fallback="file" />
            <span className="cut" dir="auto">
              {chosen.title}
            </span>
            <span className="t3">{text(chosen.typeLabel)}</span>
            <span className="grow" />
            <button type="button" className="ib tiny" aria-label={text('Choose another record')} onClick={() => choose(undefined)}>
              <Icon name="x" size={14} />
            </button>
          </div>
          <Because context={context} person={person} chosen={chosen} />
        </>
      )}
    </section>
  )
}

function Search({ context, choose }: { readonly context: Context; readonly choose: (chosen: Chosen) => void }): ReactNode {
  const text = useText()
  const [typed, setTyped] = useState('')
  return (
    <>
      <TextInput kind="search" label={text('Find a record')} placeholder={text('Name of a record')} value={typed} onChange={setTyped} />
      {typed.trim() === '' ? null : <Hits context={context} typed={typed.trim()} choose={choose} />}
    </>
  )
}

interface HitsProps {
  readonly context: Context
  readonly typed: string
  readonly choose: (chosen: Chosen) => void
}
function Hits({ context, typed, choose }: HitsProps): ReactNode {
  const text = useText()
  const answer = useAnswer<typeof searchContract>(context, 'tenure.record/search', { text: typed, limit: 6 })
  if (answer.value === undefined) return answer.problem === undefined ? null : <Failed what={text('Search')} problem={answer.problem} />
  if (answer.value.hits.length === 0) return <p className="t3 small none">{text('No record has this name.')}</p>
  return (
    <ul className="hits">
      {answer.value.hits.map(({ type, typeLabel, id, title, detail }) => (
        <li key={`${type} ${id}`}>
          <button type="button" className="choice" onClick={() => choose({ type, id, typeLabel, title: title ?? id })}>
            <Icon name={type} size={14} fallback="file" />
            <span className="cut" dir="auto">
              {title ?? id}
            </span>
            <span className="t3 small cut">{detail ?? text(typeLabel)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

interface BecauseProps {
  readonly context: Context
  readonly person: Person
  readonly chosen: Chosen
}
function Because({ context, person, chosen: { type, id } }: BecauseProps): ReactNode {
  const text = useText()
  const word = useReachWord()
  const answer = useAnswer<typeof explainAccessContract>(context, 'tenure.core/explain-access', { user: person.id, type, id })
  const names = { view: text('View'), edit: text('Edit'), delete: text('Delete') }
  return (
    <Answered answer={answer} what={text('The explanation')}>
      {({ record, ...rights }) => (
        <ul className="because">
          {(['view', 'edit', 'delete'] as const).map((action) => (
            <li key={action}>
              <b>{names[action]}</b>
              <span className={rights[action].yes ? 'yes' : 't3'}>{rights[action].yes ? text('Yes') : text('No')}</span>
              <span>{reasonOf(rights[action], { text, person, plural: text(record.plural), reach: word(rights[action].reach) })}</span>
            </li>
          ))}
        </ul>
      )}
    </Answered>
  )
}

interface ReasonOptions {
  readonly text: Text
  readonly person: Person
  readonly plural: string
  readonly reach: string
}
function reasonOf(
  { because, property = '', owner, team, from }: Explained['view'],
  { text, person, plural, reach }: ReasonOptions,
): string {
  const values = { types: plural, reach, property: text(property), owner: owner?.name ?? '', team: team?.name ?? '', name: person.name }
  if (because === 'everything')
    return person.superAdmin ? text('Super admins may do this to every record.') : text('{types}: {reach}.', values)
  if (because === 'policy') return text('The workspace itself lets this user.')
  if (because === 'unassigned') return text('{types}: {reach}, unassigned ones too. Nobody is named.', values)
  if (because === 'own') return text('{types}: {reach}. {property} is {name}.', values)
  if (because === 'team' && owner?.id === person.id) return text('{types}: {reach}. {property} is {name}.', values)
  if (because === 'team' && owner === undefined) return text('{types}: {reach}. A colleague in a team is named.', values)
  if (because === 'team') return text('{types}: {reach}. {property} is {owner}, in {team} as well.', values)
  if (because === 'not-seen') return text('{name} cannot see it, so this right does not count.', values)
  if (because === 'no-access') return noAccess(person, text)
  if (because === 'none') return from.length > 0 ? text('{types}: None.', values) : text('{types}: no set gives this right.', values)
  return text('{types}: {reach}. No property names {name} or a colleague whom this right reaches.', values)
}
/** Why a user has no access at all (ACC-6). */
export function noAccess({ active, seat, name }: Pick<Person, 'active' | 'seat' | 'name'>, text: Text): string {
  if (!active) return text('{name} is deactivated.', { name })
  return seat
    ? text('{name} has a seat, but no permission to use the workspace.', { name })
    : text('{name} has no service seat, so no right counts.', { name })
}
