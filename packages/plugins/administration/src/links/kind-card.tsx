import type { revokePublicLinkContract } from '@tenure/core/outside'
import { Button, Card, LinkRow, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { NewLink } from './new-link.js'
import { SendExample } from './send-example.js'
import type { Context, ShownKind, ShownLink } from './shown-link.js'

interface KindCardProps {
  readonly kind: ShownKind
  readonly links: readonly ShownLink[]
  readonly context: Context
}

/** One kind of link or webhook: what it gives away or takes, and the user's own of it. */
export function KindCard({ kind, links, context }: KindCardProps): ReactNode {
  const text = useText()
  const [isMaking, setMaking] = useState(false)
  const { webhook } = kind
  return (
    <>
      <Card
        title={text(kind.title)}
        {...(kind.description !== '' && { lead: text(kind.description) })}
        end={<Button onPress={() => setMaking(true)}>{webhook ? text('New webhook') : text('New link')}</Button>}
      >
        {links.length === 0 ? (
          <p className="small t3 link-row">{webhook ? text('No webhooks yet.') : text('No links yet.')}</p>
        ) : (
          <ul className="link-rows">
            {links.map((link) =>
              webhook ? (
                <WebhookRow key={link.id} link={link} context={context} />
              ) : (
                <AddressRow key={link.id} link={link} context={context} />
              ),
            )}
          </ul>
        )}
        {webhook ? (
          <details className="link-example">
            <summary>{text('How a program sends to it')}</summary>
            <SendExample example={webhook.example} />
          </details>
        ) : null}
      </Card>
      {isMaking ? <NewLink kind={kind} context={context} close={() => setMaking(false)} /> : null}
    </>
  )
}

interface RowProps {
  readonly link: ShownLink
  readonly context: Context
}
function AddressRow({ link, context }: RowProps): ReactNode {
  const text = useText()
  const { name, createdAt, openedAt, expiresAt } = link
  const { formats } = context
  const facts = [
    text('made {when}', { when: formats.ago(createdAt) }),
    openedAt === undefined ? text('never opened') : text('last opened {when}', { when: formats.ago(openedAt) }),
    ...(expiresAt === undefined ? [] : [text('opens until {when}', { when: formats.ago(expiresAt) })]),
  ]
  const words = {
    question: text('Withdraw the link {name}?', { name }),
    consequence: text('Whatever uses it gets nothing any more, for good.'),
    verb: text('Withdraw link'),
    done: text('The link is withdrawn'),
    refused: text('The link was not withdrawn'),
  }
  return <Row {...{ link, context, facts, words }} />
}
function WebhookRow({ link, context }: RowProps): ReactNode {
  const text = useText()
  const { name, createdAt, openedAt } = link
  const { formats } = context
  const facts = [
    text('made {when}', { when: formats.ago(createdAt) }),
    openedAt === undefined ? text('has taken nothing yet') : text('last took something {when}', { when: formats.ago(openedAt) }),
  ]
  const words = {
    question: text('Withdraw the webhook {name}?', { name }),
    consequence: text('Whatever is sent to it is refused, for good.'),
    verb: text('Withdraw webhook'),
    done: text('The webhook is withdrawn'),
    refused: text('The webhook was not withdrawn'),
  }
  return <Row {...{ link, context, facts, words }} />
}

interface WithdrawWords {
  readonly question: string
  readonly consequence: string
  readonly verb: string
  readonly done: string
  readonly refused: string
}
function Row({
  link: { id, name },
  context,
  facts,
  words,
}: RowProps & { readonly facts: readonly string[]; readonly words: WithdrawWords }): ReactNode {
  const text = useText()
  const own = { withdraw: text('Withdraw'), withdrawIt: text('Withdraw {name}', { name }) }
  const withdraw = () => context.act<typeof revokePublicLinkContract>('tenure.core/revoke-public-link', { id })
  return <LinkRow name={name} facts={facts} words={{ ...own, ...words }} withdraw={withdraw} />
}
