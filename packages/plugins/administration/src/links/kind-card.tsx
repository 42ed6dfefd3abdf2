import type { revokePublicLinkContract } from '@tenure/core/outside'
import { Button, Card, Confirm, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { NewLink } from './new-link.js'
import type { Context, ShownKind, ShownLink } from './shown-link.js'

interface KindCardProps {
  readonly kind: ShownKind
  readonly links: readonly ShownLink[]
  readonly context: Context
}

/** One kind of link: what it gives away, and the user's links of it. */
export function KindCard({ kind, links, context }: KindCardProps): ReactNode {
  const text = useText()
  const [isMaking, setMaking] = useState(false)
  return (
    <>
      <Card
        title={text(kind.title)}
        {...(kind.description !== '' && { lead: text(kind.description) })}
        end={<Button onPress={() => setMaking(true)}>{text('New link')}</Button>}
      >
        {links.length === 0 ? (
          <p className="small t3 link-row">{text('No links yet.')}</p>
        ) : (
          <ul className="link-rows">
            {links.map((link) => (
              <LinkRow key={link.id} link={link} context={context} />
            ))}
          </ul>
        )}
      </Card>
      {isMaking ? <NewLink kind={kind} context={context} close={() => setMaking(false)} /> : null}
    </>
  )
}

function LinkRow({ link, context }: { readonly link: ShownLink; readonly context: Context }): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const [isAsking, setAsking] = useState(false)
  const { id, name, createdAt, openedAt, expiresAt } = link
  const { formats } = context
  const facts = [
    text('made {when}', { when: formats.ago(createdAt) }),
    openedAt === undefined ? text('never opened') : text('last opened {when}', { when: formats.ago(openedAt) }),
    ...(expiresAt === undefined ? [] : [text('opens until {when}', { when: formats.ago(expiresAt) })]),
  ]
  const withdraw = async () => {
    const outcome = await context.act<typeof revokePublicLinkContract>('tenure.core/revoke-public-link', { id })
    if (outcome.ok) toasts.show({ tone: 'done', title: text('The link is withdrawn'), about: name })
    else toasts.show({ tone: 'refused', title: text('The link was not withdrawn'), about: name, detail: outcome.problem.message })
  }
  return (
    <li className="link-row">
      <div className="grow">
        <b dir="auto">{name}</b>
        <p className="small t3">{facts.join(' · ')}</p>
      </div>
      <button type="button" className="btn" aria-label={text('Withdraw {name}', { name })} onClick={() => setAsking(true)}>
        {text('Withdraw')}
      </button>
      {isAsking ? (
        <Confirm
          title={text('Withdraw the link {name}?', { name })}
          text={text('Whatever uses it gets nothing any more, for good.')}
          verb={text('Withdraw link')}
          run={() => void withdraw()}
          close={() => setAsking(false)}
        />
      ) : null}
    </li>
  )
}
