// For the browser alone: the page of calendars.
import type { publicLinksContract } from '@tenure/core/outside'
import { AdminSheet, Button, Card, registerElement, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import { BringCalendar } from './bring-calendar.js'
import { type Context, Subscriptions } from './subscriptions.js'

function CalendarsPage({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  return (
    <AdminSheet title={text('Calendars')}>
      <div className="link-kinds">
        <Subscriptions context={context} />
        <BringCalendar context={context} />
        <FeedCard context={context} />
      </div>
    </AdminSheet>
  )
}

function FeedCard({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const live = useMemo(
    () => context.watch<typeof publicLinksContract>('tenure.core/public-links', { kind: 'tenure.calendars/feed-link' }),
    [context.watch],
  )
  const count = useLive(live)?.value?.links.length ?? 0
  return (
    <Card
      title={text('Your schedule in other programs')}
      lead={text('A link that gives your meetings and open tasks to your telephone or another program.')}
      end={<Button onPress={() => context.openPage('tenure.administration/links-page')}>{text('Your links')}</Button>}
    >
      <p className="small t3 link-row">
        {count === 0
          ? text('No program reads it yet.')
          : count === 1
            ? text('One link opens it.')
            : text('{n} links open it.', { n: count })}
      </p>
    </Card>
  )
}

registerElement('tenure-calendar-pages-page', CalendarsPage)
