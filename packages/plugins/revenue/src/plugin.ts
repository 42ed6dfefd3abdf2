import { table } from '@tenure/core/block'
import { RevenueRole } from '@tenure/core/contract'
import { definePlugin, defineTab } from '@tenure/core/plugin'
import { Revenue } from './collection.js'
import { german } from './german.js'
import { RevenueSettings } from './settings.js'

const tab = defineTab({
  id: 'tenure.revenue/revenue',
  title: 'Revenue',
  icon: 'money',
  order: { group: 'customers', rank: 3 },
  when: { setting: RevenueSettings.id, field: 'showTab' },
  block: table(Revenue, {
    quickFilters: [
      { property: RevenueRole.createdAt, label: 'Create date' },
      { property: RevenueRole.lastActivityAt, label: 'Last activity date' },
    ],
    opens: 'record',
    creates: { type: RevenueRole, title: 'New deal' },
  }),
})

/** The Revenue tab: deals and renewals as a live table with exact sums, also weighted by the probability of their stage. */
export const revenue = definePlugin({
  id: 'tenure.revenue',
  version: '0.1.0',
  host: '1.0',
  grants: [Revenue.grant],
  contributes: [Revenue, RevenueSettings, tab, german],
})
