// Drawn by the page: the dashboards of the user, and the reports of the library.
import {
  Button,
  type ElementContext,
  LoadingLines,
  Message,
  registerElement,
  type SideGroup,
  TabSheet,
  type Text,
  useLive,
  useText,
} from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { dashboardsContract } from '../desk/board-contract.js'
import { AddDialog } from './add-dialog.js'
import { DashboardView } from './dashboard-view.js'
import { LibraryView } from './library-view.js'
import { NameDialog } from './name-dialog.js'
import { addressOf, type BoardList, type Place, placeOf } from './place.js'

type Context = ElementContext<typeof dashboardsContract>
type Asking = 'new' | 'add'

function Dashboards({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const list = useLive(context.answer)?.value
  const [asking, ask] = useState<Asking>()
  if (list === undefined) return <LoadingLines />
  const place = placeOf(context.at, list)
  const go = (to: Place) => context.goTo(addressOf(to))
  const groups = groupsOf({ list, place, go, text, ask })
  const close = () => ask(undefined)
  const shared = { context, list, text, groups, go }
  return (
    <>
      {place.at === 'dashboard' ? <DashboardView key={place.id} {...shared} place={place} /> : null}
      {place.at === 'library' ? <LibraryView key={place.id} {...shared} id={place.id} /> : null}
      {place.at === 'nothing' ? (
        <TabSheet label={text('Dashboards')} groups={groups} title={text('Dashboards')}>
          <Message
            icon="dashboard"
            title={text('No dashboards yet')}
            actions={
              <Button icon="plus" onPress={() => ask('new')}>
                {text('New dashboard')}
              </Button>
            }
          >
            {text('A dashboard is a grid of reports. Make one of your own, or ask an administrator to add one.')}
          </Message>
        </TabSheet>
      ) : null}
      {asking === 'new' ? <NameDialog context={context} text={text} close={close} opened={(id) => go({ at: 'dashboard', id })} /> : null}
      {asking === 'add' ? <AddDialog {...{ context, list, text, close }} opened={(id) => go({ at: 'dashboard', id })} /> : null}
    </>
  )
}

interface Grouped {
  readonly list: BoardList
  readonly place: Place
  readonly go: (to: Place) => void
  readonly text: Text
  readonly ask: (asking: Asking) => void
}
/** Dashboards by whom they are for, then the library. */
function groupsOf({ list: { rows: dashboards, library, manages }, place, go, text, ask }: Grouped): readonly SideGroup[] {
  const hrefOf = (to: Place) => `?tab=tenure.dashboards/dashboards&at=${encodeURIComponent(addressOf(to) ?? '')}`
  const toItem = ({ id, name, reports, audience }: BoardList['rows'][number]) => {
    const to = { at: 'dashboard', id } as const
    const icon = audience === 'teams' ? 'team' : 'dashboard'
    return {
      id,
      title: name,
      icon,
      count: String(reports),
      isCurrent: place.at === 'dashboard' && place.id === id,
      href: hrefOf(to),
      open: () => go(to),
    }
  }
  const of = (audience: string) => dashboards.filter((each) => each.audience === audience).map(toItem)
  const add = manages ? { add: { label: text('Add dashboards to the workspace'), run: () => ask('add') } } : {}
  const teams = of('teams')
  return [
    ...(manages || of('everyone').length > 0 ? [{ title: text('Everyone'), items: of('everyone'), ...add }] : []),
    ...(teams.length > 0 ? [{ title: text('For teams'), items: teams }] : []),
    { title: text('Only you'), items: of('private'), add: { label: text('New dashboard'), run: () => ask('new') } },
    ...(library.length === 0
      ? []
      : [
          {
            title: text('Report library'),
            items: library.map(({ id, title, description, icon = 'list' }) => {
              const to = { at: 'library', id } as const
              const isCurrent = place.at === 'library' && place.id === id
              return { id, title: text(title), tip: text(description), icon, isCurrent, href: hrefOf(to), open: () => go(to) }
            }),
          },
        ]),
  ]
}

registerElement('tenure-dashboards-board', Dashboards)
