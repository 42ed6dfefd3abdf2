import type { publicLinksContract, revokePublicLinkContract } from '@tenure/core/outside'
import { Card, type ElementContext, LinkRow, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
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
    <Card title={text('Your links')} lead={text('Anyone who has one answers in the name of its contact.')}>
      {links.length === 0 ? (
        <p className="small t3 link-row">{text('No links yet.')}</p>
      ) : (
        <ul className="link-rows">
          {links.map((link) => (
            <OwnLink key={link.id} link={link} context={context} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function OwnLink({
  link: { id, name, openedAt, expiresAt },
  context,
}: {
  readonly link: SurveyLink
  readonly context: Context
}): ReactNode {
  const text = useText()
  const { ago } = context.formats
  const facts = [
    openedAt === undefined ? text('never opened') : text('last opened {when}', { when: ago(openedAt) }),
    ...(expiresAt === undefined ? [] : [text('opens until {when}', { when: ago(expiresAt) })]),
  ]
  const words = {
    withdraw: text('Withdraw'),
    withdrawIt: text('Withdraw {name}', { name }),
    question: text('Withdraw the link {name}?', { name }),
    consequence: text('It opens nothing any more, for good. Answers stay.'),
    verb: text('Withdraw link'),
    done: text('The link is withdrawn'),
    refused: text('The link was not withdrawn'),
  }
  const withdraw = () => context.act<typeof revokePublicLinkContract>('tenure.core/revoke-public-link', { id })
  return <LinkRow name={name} facts={facts} words={words} withdraw={withdraw} />
}
