import { board } from '@tenure/core/block'
import { RevenueRole } from '@tenure/core/contract'
import { definePlugin, defineTab } from '@tenure/core/plugin'
import { ExchangeRate } from './agreement/exchange-rates.js'
import { Revenue } from './collection.js'
import { german } from './german.js'
import { figures } from './numbers/figures.js'
import { forecastLayout } from './numbers/forecast-layout.js'
import { numbersGerman } from './numbers/german.js'
import { movementProviders } from './numbers/movement-providers.js'
import { NumberSettings } from './numbers/number-settings.js'
import { Agreements, Rates } from './numbers/numbers.js'
import { revenueFigures } from './numbers/numbers-contract.js'
import { renewalProviders } from './numbers/renewal-providers.js'
import { renewalJob } from './renewals/job.js'
import { renewalGrants } from './renewals/keys.js'
import { RenewalSettings } from './renewals/settings.js'
import { revenueReports } from './reports.js'
import { RevenueSettings } from './settings.js'

const tab = defineTab({
  id: 'tenure.revenue/revenue',
  title: 'Revenue',
  icon: 'money',
  order: { group: 'customers', rank: 3 },
  when: { setting: RevenueSettings.id, field: 'showTab' },
  block: board(Revenue, {
    title: 'Deals',
    fields: ['csm', 'amount', 'renewalDate', { field: 'company.healthScore', format: 'health' }, 'company.name'],
    amount: RevenueRole.amount,
    quickFilters: [
      { property: RevenueRole.csm, label: 'Owner' },
      { property: RevenueRole.createdAt, label: 'Create date' },
      { property: RevenueRole.lastActivityAt, label: 'Last activity date' },
    ],
    figures: revenueFigures,
    layouts: [{ id: 'forecast', title: 'Forecast', icon: 'trend', block: forecastLayout }],
    opens: 'record',
    creates: { type: RevenueRole, title: 'New deal' },
  }),
})

/** The Revenue tab: deals and renewals as a board by stage and as a table, with sums that are exact and live, and renewals that are created by themselves. */
export const revenue = definePlugin({
  id: 'tenure.revenue',
  version: '0.1.0',
  host: '1.0',
  grants: [Revenue.grant, ...renewalGrants, Agreements, Rates],
  contributes: [
    Revenue,
    RevenueSettings,
    NumberSettings,
    RenewalSettings,
    ExchangeRate,
    figures,
    ...renewalProviders,
    ...movementProviders,
    tab,
    ...revenueReports,
    renewalJob,
    german,
    numbersGerman,
  ],
})
