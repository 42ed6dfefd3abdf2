import { type Host, type PluginUse, use } from '@tenure/core'
import { definePage } from '@tenure/core/administration'
import { custom, defineElement, stack } from '@tenure/core/block'
import { publicLinksContract } from '@tenure/core/outside'
import { definePlugin } from '@tenure/core/plugin'
import { elementFolder } from '../element-folder.js'
import { Invited, importActions } from '../import/import-actions.js'
import { checkCalendarContract, importCalendarContract } from '../import/import-contract.js'
import {
  refreshContract,
  showAddressContract,
  subscribeContract,
  subscriptionsContract,
  unsubscribeContract,
} from '../subscribe/subscribe-contract.js'
import { pagesGerman } from './german.js'

const element = defineElement({
  id: 'tenure.calendar-pages/page',
  module: new URL('calendars-page.js', elementFolder),
  calls: [
    ...[publicLinksContract, checkCalendarContract, importCalendarContract, subscriptionsContract, subscribeContract],
    ...[refreshContract, unsubscribeContract, showAddressContract],
  ],
})
const page = definePage({
  id: 'tenure.calendar-pages/calendars',
  title: 'Calendars',
  icon: 'meeting',
  area: 'account',
  permission: 'workspace.access',
  order: { after: 'tenure.administration/links-page' },
  block: custom({ title: 'Calendars', from: subscriptionsContract, element, fallback: stack() }),
})

/** The page of calendars: subscriptions, and bringing a file in. An application adds it to its host, by whose importer the meetings come in. */
export function calendarPages(host: Pick<Host, 'importerOf'>): PluginUse {
  return use(
    definePlugin({
      id: 'tenure.calendar-pages',
      version: '0.1.0',
      host: '1.0',
      grants: [Invited],
      contributes: [...importActions(host), element, page, pagesGerman],
    }),
  )
}
