import { AdminSheet, Button, Icon, Message, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { Context, Profiles, ShownProfile } from '../shown-profile.js'
import { NewProfile } from './new-profile.js'
import { ProfileMenu } from './profile-menu.js'

interface ListProps {
  readonly context: Context
  readonly list: Profiles
}

/** The profiles of the account, against the limits of its edition. */
export function ProfileList({ context, list }: ListProps): ReactNode {
  const text = useText()
  const [isNew, setNew] = useState(false)
  const active = list.profiles.filter(({ state }) => state === 'active')
  const drafts = list.profiles.filter(({ state }) => state === 'draft')
  const isFull = drafts.length >= list.limits.draft
  const mayBegin = list.mayEdit && !context.isReadOnly && !isFull
  const begin = (
    <Button icon="plus" isDisabled={!mayBegin} onPress={() => setNew(true)}>
      {text('New health score')}
    </Button>
  )
  return (
    <AdminSheet title={text('Health scores')} actions={begin} foot={footOf(list, isFull, text)}>
      {list.profiles.length === 0 ? (
        <Message icon="activity" title={text('No health score yet')}>
          {text('A health score says how well each customer does, and why. Begin with a template, or with the score of another product.')}
        </Message>
      ) : (
        <div className="health-lists">
          <Part {...{ context, list }} title={text('Active')} most={list.limits.active} profiles={active} />
          <Part {...{ context, list }} title={text('Drafts')} most={list.limits.draft} profiles={drafts} />
        </div>
      )}
      {isNew ? <NewProfile context={context} close={() => setNew(false)} /> : null}
    </AdminSheet>
  )
}
function footOf({ mayEdit, limits }: Profiles, isFull: boolean, text: ReturnType<typeof useText>): string {
  if (!mayEdit) return text('Health scores are created and edited with a service seat. An administrator can assign one.')
  if (isFull) return text('The edition has at most {n} drafts. Activate or delete one first.', { n: limits.draft })
  return text('The star is the main profile: its score is meant where none is named.')
}

interface PartProps extends ListProps {
  readonly title: string
  readonly most: number
  readonly profiles: readonly ShownProfile[]
}
function Part({ context, list, title, most, profiles }: PartProps): ReactNode {
  const text = useText()
  return (
    <section className="health-list" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="small t3 num">{text('{n} of {most}', { n: profiles.length, most })}</span>
      </header>
      {profiles.length === 0 ? <p className="t3 none">{text('None')}</p> : null}
      <ul>
        {profiles.map((profile) => (
          <Row key={profile.id} {...{ context, list, profile }} />
        ))}
      </ul>
    </section>
  )
}

function Row({ context, list, profile }: ListProps & { readonly profile: ShownProfile }): ReactNode {
  const text = useText()
  const { id, definition, isMain, state, faults, isOverLimit, updatedAt } = profile
  const { formats } = context
  return (
    <li className="health-row">
      <button type="button" className="open" onClick={() => context.goTo(id)}>
        <Icon name={isMain ? 'star' : state === 'active' ? 'activity' : 'edit'} size={14} />
        <span className="grow">
          <b className="cut" dir="auto">
            {definition.name}
          </b>
          <span className="small t3">
            {isMain ? text('Main profile') : state === 'active' ? text('Active') : text('Draft')}
            {' · '}
            {definition.groups.length === 1 ? text('1 group') : text('{n} groups', { n: definition.groups.length })}
            {' · '}
            {text('changed {when}', { when: formats.ago(updatedAt) })}
          </span>
        </span>
        {isOverLimit ? <span className="chip plain">{text('Beyond the edition: kept, not editable')}</span> : null}
        {faults.length > 0 && state === 'draft' ? (
          <span className="small bad">
            <Icon name="alert" size={14} />
            {faults.length === 1 ? text('1 fault') : text('{n} faults', { n: faults.length })}
          </span>
        ) : null}
      </button>
      {list.mayEdit && !context.isReadOnly ? <ProfileMenu {...{ context, list, profile }} /> : null}
    </li>
  )
}
