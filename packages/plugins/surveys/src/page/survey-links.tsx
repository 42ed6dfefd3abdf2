import type { publicLinksContract, revokePublicLinkContract } from '@tenure/core/outside'
import { Card, Confirm, type ElementContext, useLive, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import type { z } from 'zod'

type Context = Pick<ElementContext, 'act' | 'watch' | 'formats'>
type SurveyLink = z.output<typeof publicLinksContract.output>['links'][number]

/** The user's links of surveys: whether they were opened, how long they open, and withdrawing them. */
export function SurveyLinks({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const live = useMemo(
    () => context.watch<typeof publicLinksContract>('tenure.core/public-links', { kind: 'tenure.surveys/link' }),
    [context.watch],
  )
  const links = useLive(live)?.value?.links ?? []
  return (
    <Card title={text('Your links')} lead={text('Whoever has one answers in the name of its contact.')}>
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
  )
}

function LinkRow({
  link: { id, name, openedAt, expiresAt },
  context,
}: {
  readonly link: SurveyLink
  readonly context: Context
}): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const [isAsking, setAsking] = useState(false)
  const { ago } = context.formats
  const facts = [
    openedAt === undefined ? text('never opened') : text('last opened {when}', { when: ago(openedAt) }),
    ...(expiresAt === undefined ? [] : [text('opens until {when}', { when: ago(expiresAt) })]),
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
          text={text('It opens nothing any more, for good. Answers stay.')}
          verb={text('Withdraw link')}
          run={() => void withdraw()}
          close={() => setAsking(false)}
        />
      ) : null}
    </li>
  )
}
