// For the browser alone: the page of calendars.
import type { publicLinksContract } from '@tenure/core/outside'
import { AdminSheet, Button, Card, type ElementContext, registerElement, useLive, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { BringCalendar } from './bring-calendar.js'

type Context = ElementContext<typeof publicLinksContract>

function CalendarsPage({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  return (
    <AdminSheet title={text('Calendars')}>
      <div className="link-kinds">
        <BringCalendar context={context} />
        <FeedCard context={context} />
      </div>
    </AdminSheet>
  )
}

function FeedCard({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const links = useLive(context.answer)?.value?.links ?? []
  return (
    <Card
      title={text('Your schedule in other programs')}
      lead={text('A link that gives your meetings and open tasks to your telephone or another program.')}
      end={<Button onPress={() => context.openPage('tenure.administration/links-page')}>{text('Your links')}</Button>}
    >
      <p className="small t3 link-row">
        {links.length === 0 ? text('No program reads it yet.') : text('{n} links open it.', { n: links.length })}
      </p>
    </Card>
  )
}

registerElement('tenure-calendar-pages-page', CalendarsPage)
