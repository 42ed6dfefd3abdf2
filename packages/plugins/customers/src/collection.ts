import { Company, Contact, CustomerRole, days } from '@tenure/core/contract'
import { defineConfig, implementCollection } from '@tenure/core/plugin'
import { all, ascending, averageOf, changedInLast, is, me, sumOf } from '@tenure/core/query'
import { z } from 'zod'
import { customersContract } from './contract.js'

/** `recentDays`: how long a customer counts as newly assigned, in calendar days (CUS-1). */
export const Config = defineConfig('tenure.customers', z.strictObject({ recentDays: z.int().min(1).max(365).default(30) }))

const assignedRecently = 'tenure.customers/assigned-recently'
const assignedWithin = (span: number) => all(is(CustomerRole.csm, me), changedInLast(CustomerRole.csm, days(span), me))
const byRenewal = [ascending(CustomerRole.renewalDate)]

/** The list of customers with its built-in views. */
export const Customers = implementCollection(customersContract, {
  columns: [
    CustomerRole.name,
    { property: CustomerRole.healthScore, label: 'Health', format: 'health' },
    CustomerRole.renewalDate,
    CustomerRole.arr,
    CustomerRole.lastActivityAt,
    CustomerRole.csm,
  ],
  sorted: [CustomerRole.lastActivityAt, CustomerRole.createdAt, CustomerRole.arr],
  totals: [sumOf(CustomerRole.arr), averageOf(CustomerRole.healthScore)],
  groupedBy: CustomerRole.healthStatus,
  onSummary: true,
  searched: [CustomerRole.name, Company.domain, Contact.email],
  views: [
    {
      id: 'tenure.customers/owned-by-me',
      title: 'Owned by me',
      description: 'Customers whose CSM you are',
      icon: 'user',
      where: is(CustomerRole.csm, me),
      orderBy: byRenewal,
    },
    {
      id: assignedRecently,
      title: 'Assigned in the last 30 days',
      description: 'Customers that were assigned to you lately',
      icon: 'clock',
      where: assignedWithin(30),
      orderBy: byRenewal,
    },
    {
      id: 'tenure.customers/all',
      title: 'All customers',
      description: 'Every customer that you may see',
      icon: 'list',
      orderBy: [ascending(CustomerRole.name)],
    },
  ],
  adapt: {
    uses: { config: Config },
    view: (view, { config }) =>
      view.id === assignedRecently
        ? { ...view, title: `Assigned in the last ${config.recentDays} days`, where: assignedWithin(config.recentDays) }
        : view,
  },
})
