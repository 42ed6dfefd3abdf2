import { table } from '@tenure/core/block'
import { CustomerRole } from '@tenure/core/contract'
import { definePlugin, defineTab } from '@tenure/core/plugin'
import { cardsBlock, cardsElement } from './cards/cards.js'
import { cardsGerman } from './cards/german.js'
import { Config, Customers } from './collection.js'
import { german } from './german.js'
import { customerReports } from './reports.js'
import { CustomersSettings } from './settings.js'

const tab = defineTab({
  id: 'tenure.customers/customers',
  title: 'Customers',
  icon: 'users',
  order: { group: 'customers', rank: 1 },
  block: table(Customers, {
    quickFilters: [
      { property: CustomerRole.createdAt, label: 'Create date' },
      { property: CustomerRole.lastActivityAt, label: 'Last activity date' },
    ],
    opens: 'record',
    creates: { type: CustomerRole, title: 'New customer' },
  }),
})

/** The Customers tab: the portfolio as a live table with views, quick filters, search and record preview. */
export const customers = definePlugin({
  id: 'tenure.customers',
  version: '0.1.0',
  host: '1.0',
  config: Config,
  grants: [Customers.grant],
  contributes: [Customers, CustomersSettings, tab, ...customerReports, german, cardsElement, cardsBlock, cardsGerman],
})
