import { Button, Card, type ElementContext, Failed, Icon, LoadingLines, Menu, useLive, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import type { refreshContract, subscriptionsContract, unsubscribeContract } from '../subscribe/subscribe-contract.js'
import { NewSubscription } from './new-subscription.js'
import { ShownAddress } from './shown-address.js'

/** What the page is given. */
export type Context = ElementContext<typeof subscriptionsContract>
type Subscription = z.output<typeof subscriptionsContract.output>['subscriptions'][number]

/** The calendars that the user subscribes to: how each is doing, and what to do with it. */
export function Subscriptions({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const frame = useLive(context.answer)
  const [isAdding, setAdding] = useState(false)
  const all = frame?.value?.subscriptions
  return (
    <Card
      title={text('Calendars that you subscribe to')}
      lead={text('They are fetched each hour. Their meetings are in your schedule and cannot be changed here.')}
      end={<Button onPress={() => setAdding(true)}>{text('Subscribe')}</Button>}
    >
      {all === undefined ? (
        frame?.state === 'stale' ? (
          <Failed what={text('Calendars')} problem={frame.problem} />
        ) : (
          <LoadingLines lines={2} />
        )
      ) : all.length === 0 ? (
        <p className="small t3 link-row">{text('You subscribe to none. The address of a calendar is in the settings of its program.')}</p>
      ) : (
        <ul className="link-rows">
          {all.map((one) => (
            <SubscriptionRow key={one.id} one={one} context={context} />
          ))}
        </ul>
      )}
      {isAdding ? <NewSubscription context={context} close={() => setAdding(false)} /> : null}
    </Card>
  )
}

function SubscriptionRow({ one, context }: { readonly one: Subscription; readonly context: Context }): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const [isShown, setShown] = useState(false)
  const { id, name, problem } = one
  const refresh = async () => {
    const outcome = await context.act<typeof refreshContract>('tenure.calendars/refresh', { id })
    if (!outcome.ok)
      toasts.show({ tone: 'refused', title: text('The calendar was not refreshed'), about: name, detail: outcome.problem.message })
  }
  const unsubscribe = async () => {
    const key = `unsubscribe ${id} ${Date.now()}`
    const outcome = await context.act<typeof unsubscribeContract>('tenure.calendars/unsubscribe', { id }, { key })
    if (outcome.ok)
      toasts.show({
        tone: 'done',
        title: text('You no longer subscribe to it'),
        about: name,
        undo: { action: 'tenure.calendars/unsubscribe', key },
      })
    else toasts.show({ tone: 'refused', title: text('You still subscribe to it'), about: name, detail: outcome.problem.message })
  }
  return (
    <li className="link-row">
      <div className="grow">
        <b dir="auto">{name}</b>
        <p className="small t3">{factsOf(one, context, text).join(' · ')}</p>
        {problem === undefined ? null : <p className="small late">{text(problem)}</p>}
        {one.unreadWhy.map((why) => (
          <p className="small t2" key={why}>
            {why}
          </p>
        ))}
      </div>
      <Menu
        label={text('What to do with {name}', { name })}
        className="ib"
        align="end"
        button={<Icon name="dots" size={14} />}
        entries={[
          { label: text('Refresh now'), icon: 'refresh', key: 'refresh', act: () => void refresh() },
          { label: text('Show the address'), icon: 'eye', key: 'address', act: () => setShown(true) },
          { label: text('Unsubscribe'), icon: 'x', key: 'unsubscribe', act: () => void unsubscribe() },
        ]}
      />
      {isShown ? <ShownAddress id={id} name={name} context={context} close={() => setShown(false)} /> : null}
    </li>
  )
}

function factsOf(one: Subscription, { formats }: Context, text: ReturnType<typeof useText>): readonly string[] {
  const { state, failingSince, nextAt, checkedAt, changedAt, meetings, unread } = one
  if (state === 'waiting') return [text('Is being fetched')]
  const when = (at: number) => `${formats.dayOf(at)}, ${formats.time(at)}`
  return [
    ...(failingSince === undefined ? [] : [text('Fails since {when}', { when: when(failingSince) })]),
    ...(nextAt === undefined ? [] : [text('is tried again {when}', { when: when(nextAt) })]),
    meetings === 1 ? text('1 meeting') : text('{n} meetings', { n: meetings }),
    ...(unread > 0 ? [text('{n} not readable', { n: unread })] : []),
    ...(changedAt === undefined ? [] : [text('changed {when}', { when: when(changedAt) })]),
    ...(checkedAt === undefined || failingSince !== undefined ? [] : [text('looked at {when}', { when: when(checkedAt) })]),
  ]
}
