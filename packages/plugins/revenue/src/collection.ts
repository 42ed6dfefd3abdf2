import { Company, days, RevenueRole, through } from '@tenure/core/contract'
import { implementCollection } from '@tenure/core/plugin'
import { ascending, is, isInNext, me, sumOf, weightedSumOf } from '@tenure/core/query'
import { revenueContract } from './contract.js'
import { RevenueSettings } from './settings.js'

const customer = through(RevenueRole.company, Company.name)
const byRenewal = [ascending(RevenueRole.renewalDate)]

/** The records of revenue with their built-in views. */
export const Revenue = implementCollection(revenueContract, {
  columns: [
    RevenueRole.name,
    { property: customer, label: 'Customer' },
    { property: through(RevenueRole.company, Company.healthScore), label: 'Health', format: 'health' },
    RevenueRole.stage,
    RevenueRole.amount,
    RevenueRole.renewalDate,
    RevenueRole.lastActivityAt,
    RevenueRole.csm,
  ],
  sorted: [RevenueRole.amount, RevenueRole.createdAt, RevenueRole.lastActivityAt],
  totals: [sumOf(RevenueRole.amount), weightedSumOf(RevenueRole.amount)],
  groupedBy: RevenueRole.stage,
  searched: [RevenueRole.name, customer],
  views: [
    {
      id: 'tenure.revenue/all',
      title: 'All revenue',
      description: 'Every record of the pipelines that you may see',
      icon: 'money',
      orderBy: byRenewal,
    },
    {
      id: 'tenure.revenue/owned-by-me',
      title: 'My revenue',
      description: 'Records whose CSM you are',
      icon: 'user',
      where: is(RevenueRole.csm, me),
      orderBy: byRenewal,
    },
    {
      id: 'tenure.revenue/due',
      title: 'Due in 90 days',
      description: 'Records whose renewal date is in the next 90 days',
      icon: 'clock',
      where: isInNext(RevenueRole.renewalDate, days(90)),
      orderBy: byRenewal,
    },
  ],
  adapt: { uses: { settings: RevenueSettings }, layout: ({ settings }, type) => settings.layout[type] ?? 'board' },
})
