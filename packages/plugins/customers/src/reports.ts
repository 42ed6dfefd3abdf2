import { CustomerRole, days } from '@tenure/core/contract'
import { byPeriod, byValue, isBeforeLast, isInNext, orMissing } from '@tenure/core/query'
import { defineReport } from '@tenure/core/report'

const renewals = defineReport({
  id: 'tenure.customers/renewals-90',
  title: 'Renewals in the next 90 days',
  description: 'What renews in the next 90 days, by month and health',
  icon: 'clock',
  order: { group: 'library', rank: 1 },
  query: {
    type: 'customer',
    where: isInNext(CustomerRole.renewalDate, days(90)),
    measures: [{ measure: 'sum', property: CustomerRole.arr.path }],
    by: [byPeriod(CustomerRole.renewalDate, 'month'), byValue(CustomerRole.healthStatus)],
    picture: 'bar',
    stacked: true,
  },
})
const health = defineReport({
  id: 'tenure.customers/by-health',
  title: 'Customers by health',
  description: 'How many customers are at risk, neutral and healthy',
  icon: 'activity',
  order: { group: 'library', rank: 2 },
  query: { type: 'customer', measures: [{ measure: 'count' }], by: [byValue(CustomerRole.healthStatus)], picture: 'pie' },
})
const silent = defineReport({
  id: 'tenure.customers/without-contact',
  title: 'Customers without contact for 30 days',
  description: 'Customers with no activity in the last 30 days, or ever, by owner',
  icon: 'bell',
  order: { group: 'library', rank: 8 },
  query: {
    type: 'customer',
    where: orMissing(isBeforeLast(CustomerRole.lastActivityAt, days(30))),
    measures: [{ measure: 'count' }],
    by: [byValue(CustomerRole.csm)],
    picture: 'bar',
  },
})

/** Reports on customers for the library (DSH-3). */
export const customerReports = [renewals, health, silent]
