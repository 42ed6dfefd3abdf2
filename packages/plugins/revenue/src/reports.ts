import { RevenueRole } from '@tenure/core/contract'
import { byValue, isKnown } from '@tenure/core/query'
import { defineReport } from '@tenure/core/report'
import { movementsChart } from './numbers/forecast-layout.js'

const stages = defineReport({
  id: 'tenure.revenue/by-stage',
  title: 'Revenue by stage',
  description: 'The amounts of deals and renewals in each stage',
  icon: 'money',
  order: { group: 'library', rank: 5 },
  query: {
    type: 'revenue',
    where: isKnown(RevenueRole.amount),
    measures: [{ measure: 'sum', property: RevenueRole.amount.path }],
    by: [byValue(RevenueRole.stage)],
    picture: 'bar',
  },
})
const retained = defineReport({
  id: 'tenure.revenue/churned-and-retained',
  title: 'Churned and retained revenue',
  description: 'Recurring revenue of the last twelve whole months, from the opening to what was kept',
  icon: 'trend',
  order: { group: 'library', rank: 6 },
  block: { ...movementsChart, title: 'Churned and retained revenue' },
})

/** Reports on revenue for the library (DSH-3). */
export const revenueReports = [stages, retained]
