import { CustomerRole } from '@tenure/core/contract'
import { definePlugin, defineTab, table } from '@tenure/core/plugin'
import { allCustomers, assignedRecently, ownedByMe, tabId } from './built-in-views.js'
import { columns } from './columns.js'
import { customerColumns, customerList, customerViews } from './contract.js'
import { Config, Customers } from './grants.js'
import { list } from './list.js'
import { views } from './views.js'

const tab = defineTab({
  id: tabId,
  title: 'Customers',
  icon: 'users',
  order: { group: 'customers', rank: 1 },
  view: table({
    from: customerList,
    columns: ['name', 'healthScore', 'renewalDate', 'arr', 'lastActivityAt', 'csm'],
    views: customerViews,
    columnChoices: customerColumns,
    search: true,
    quickFilters: [
      { property: CustomerRole.createdAt, label: 'Create date' },
      { property: CustomerRole.lastActivityAt, label: 'Last activity date' },
    ],
    opens: 'record',
  }),
})

/** The Customers tab: the portfolio as a live table with views, quick filters, search and record preview. */
export const customers = definePlugin({
  id: 'tenure.customers',
  version: '0.1.0',
  host: '1.0',
  config: Config,
  grants: [Customers],
  contributes: [ownedByMe, assignedRecently, allCustomers, list, views, columns, tab],
})
